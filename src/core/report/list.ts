import { type Day, markOf, type Slot, withNotes } from './slot.ts';
import { cut, pad, widthOf } from './width.ts';

const INDENT = '  ';
const TIMES_WIDTH = '10:00-10:50'.length;
const ROOM_MAX = 24;

/** A day as a list in `width` columns: times, room, title and speakers; for many rooms, or a narrow terminal. */
export function dayList({ slots }: Day, width: number): string[] {
  const widest = Math.max(0, ...slots.map(({ session }) => widthOf(placeOf(session.room))));
  const roomWidth = Math.min(widest, ROOM_MAX, Math.floor(width / 4));
  const textWidth = width - INDENT.length - TIMES_WIDTH - roomWidth - 4;
  let before = '';
  return [...slots].sort(byTimes).flatMap((slot) => {
    const times = timesOf(slot);
    const shown = times === before ? '' : times;
    before = times;
    const first = `${INDENT}${pad(shown, TIMES_WIDTH)}  ${pad(cut(placeOf(slot.session.room), roomWidth), roomWidth)}  `;
    const rest = ' '.repeat(INDENT.length + TIMES_WIDTH + roomWidth + 4);
    return textOf(slot, textWidth).map((line, index) => `${index === 0 ? first : rest}${pad(line, 0)}`);
  });
}

function byTimes({ session: a }: Slot, { session: b }: Slot): number {
  return a.startsAt - b.startsAt || a.endsAt - b.endsAt;
}

function timesOf({ start, end }: Slot): string {
  return end.length === start.length ? `${start}-${end}` : start;
}

function textOf({ session, start, end }: Slot, width: number): string[] {
  const speakers = session.speakers.length === 0 ? '' : ` (${session.speakers.join(', ')})`;
  const until = end.length === start.length ? '' : `until ${end}`;
  return withNotes(`${session.title}${speakers}`, [markOf(session), until], width);
}

function placeOf(room: string): string {
  return room === '' ? '(no room)' : room;
}
