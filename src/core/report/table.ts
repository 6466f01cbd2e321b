import { roomsOf } from '../programme.ts';
import { type Cell, frame, GAP_WIDTH, share } from './frame.ts';
import { type Day, markOf, type Slot, withNotes } from './slot.ts';
import { widthOf, wrap } from './width.ts';

const TIME_WIDTH = 5;
const COLUMN_MIN = 14; // fewer, and words are broken in nearly every cell
const NEED_MIN = 'until 10:50'.length;
const COLUMN_MAX = 48;

interface Row {
  at: number;
  start: string;
  /** When most of what starts in this row ends; null when that takes more than a time. */
  end: string | null;
  slots: readonly Slot[];
}

/**
 * A day as a table of `width` columns: start times down, rooms across, what has no room in a column of its own. A
 * session that runs on while others start has a cell as tall. Null when the rooms do not fit.
 */
export function dayTable({ slots }: Day, width: number): string[] | null {
  const sessions = slots.map(({ session }) => session);
  const rooms = [...roomsOf(sessions), ...(sessions.some(({ room }) => room === '') ? [''] : [])];
  const needs = needsOf(rooms, slots);
  const widths = share(width - TIME_WIDTH - rooms.length * GAP_WIDTH, needs);
  const fits = widths.every((columns, index) => columns >= Math.min(needs[index] ?? 0, COLUMN_MIN));
  if (!fits) return null;
  const rows = rowsOf(slots);
  const columns = rooms.map((room, index) => columnOf(room, rows, widths[index] ?? 0));
  const cells = rows.map(({ start, end }, index) => [
    { lines: end === null ? [start] : [start, end], joined: false },
    ...columns.map((column) => column[index] ?? { lines: [], joined: false }),
  ]);
  const head = rooms.map((room, index) => wrap(room === '' ? '(no room)' : room, widths[index] ?? 0, 2));
  return frame([[''], ...head], cells, [TIME_WIDTH, ...widths]);
}

function needsOf(rooms: readonly string[], slots: readonly Slot[]): number[] {
  const needs = new Map(rooms.map((room) => [room, Math.max(NEED_MIN, widthOf(room))]));
  for (const { session, end } of slots) {
    const until = end.length > TIME_WIDTH ? ` until ${end}` : '';
    const need = widthOf(`${session.title} ${markOf(session)}`.trim() + until);
    needs.set(session.room, Math.max(need, needs.get(session.room) ?? 0));
  }
  return rooms.map((room) => Math.min(needs.get(room) ?? 0, COLUMN_MAX));
}

function rowsOf(slots: readonly Slot[]): Row[] {
  const rows = new Map<number, Slot[]>();
  for (const slot of slots) {
    const own = rows.get(slot.session.startsAt);
    if (own === undefined) rows.set(slot.session.startsAt, [slot]);
    else own.push(slot);
  }
  return [...rows].map(([at, own]) => ({ at, start: own[0]?.start ?? '', end: usualEnd(own), slots: own }));
}

function usualEnd(slots: readonly Slot[]): string | null {
  const counts = new Map<string, number>();
  for (const { end } of slots) counts.set(end, (counts.get(end) ?? 0) + 1);
  const [usual] = [...counts].filter(([end]) => end.length <= TIME_WIDTH).sort((a, b) => b[1] - a[1]);
  return usual?.[0] ?? null;
}

function columnOf(room: string, rows: readonly Row[], width: number): Cell[] {
  let busyUntilAt = Number.NEGATIVE_INFINITY;
  return rows.map((row) => {
    const own = row.slots.filter(({ session }) => session.room === room);
    const joined = own.length === 0 && busyUntilAt > row.at;
    busyUntilAt = Math.max(busyUntilAt, ...own.map(({ session }) => session.endsAt));
    const lines = own.flatMap((slot, index) => [
      ...(index === 0 ? [] : ['']),
      ...cellLines(slot, row, width),
    ]);
    return { lines, joined };
  });
}

function cellLines({ session, end }: Slot, row: Row, width: number): string[] {
  const until = end === row.end ? '' : `until ${end}`;
  return withNotes(session.title, [markOf(session), until], width);
}
