import type { Dropped } from '../programme.ts';
import { cleanLine } from '../text.ts';
import type { WallTime } from '../zone.ts';
import { type Draft, describe, sortOut } from './draft.ts';
import type { JsonFormat } from './format.ts';
import { isRecord, listOf, quote } from './json.ts';
import { languageCode } from './language.ts';
import { namesOf } from './openfeedback.ts';
import { minutesAfter, parseMinutes, parseStamp } from './stamp.ts';

interface Day {
  name: string;
  midnight: WallTime;
  timeslots: readonly unknown[];
  tracks: readonly unknown[];
}

interface Tables {
  sessions: ReadonlyMap<string, unknown>;
  speakers: ReadonlyMap<string, unknown>;
}

/** The place of one session in the grid of a day. */
interface Slot {
  item: unknown;
  room: unknown;
  /** Minutes since the midnight of its day. */
  start: number;
  end: number;
}

const DAY_MINUTES = 24 * 60;
const EVENING = 18 * 60;
const SMALL_HOURS = 6 * 60;

/**
 * The data of a Hoverboard site (FORMATS.md 2.8): a grid of timeslots by tracks for each day, which are the rooms, in
 * wall time. Written from Hoverboard's source: no real file was at hand. As there, `extend` lets a session last until
 * the end of a later timeslot, and several sessions in one place share its time evenly.
 */
export const HOVERBOARD: JsonFormat = {
  name: 'Hoverboard ({schedule: {…}, sessions: {…}, speakers: {…}})',
  recognises: (value) =>
    isRecord(value) && isRecord(value.schedule) && isRecord(value.sessions) && isRecord(value.speakers),
  read(value) {
    const root = isRecord(value) ? value : {};
    const sessions = new Map(Object.entries(isRecord(root.sessions) ? root.sessions : {}));
    const tables = { sessions, speakers: namesOf(root.speakers) };
    const used = new Set<string>();
    const days = Object.entries(isRecord(root.schedule) ? root.schedule : {});
    const { drafts, dropped } = sortOut(days.flatMap(([key, day]) => readDay(key, day, tables, used)));
    return {
      format: 'hoverboard',
      offsets: 'ignored',
      drafts,
      dropped: [...dropped, ...unscheduled(sessions, used)],
    };
  },
};

function readDay(key: string, day: unknown, tables: Tables, used: Set<string>): (Draft | Dropped)[] {
  const what = `day ${cleanLine(key)} of the schedule`;
  if (!isRecord(day)) return [{ what, why: 'it is not a day' }];
  const date = cleanLine(day.date) || cleanLine(key);
  const midnight = parseStamp(`${date}T00:00`)?.wall;
  if (midnight === undefined) return [{ what, why: `its date is not YYYY-MM-DD (${quote(date)})` }];
  const grid = { name: date, midnight, timeslots: listOf(day.timeslots), tracks: listOf(day.tracks) };
  return grid.timeslots.flatMap((_, row) =>
    readTimeslot(grid, row).map((slot) => ('why' in slot ? slot : draftOf(slot, grid, tables, used))),
  );
}

function readTimeslot({ name, timeslots, tracks }: Day, row: number): (Slot | Dropped)[] {
  const timeslot = timeslots[row];
  const what = `timeslot ${row + 1} of ${name}`;
  if (!isRecord(timeslot)) return [{ what, why: 'it is not a timeslot' }];
  return listOf(timeslot.sessions).flatMap((place, column): (Slot | Dropped)[] => {
    const items = isRecord(place) ? listOf(place.items) : [];
    if (!isRecord(place) || items.length === 0) return [];
    const last = timeslots[row + extendOf(place.extend) - 1];
    const start = parseMinutes(timeslot.startTime);
    const end = endOf(isRecord(last) ? last.endTime : undefined, start ?? 0);
    if (start === null || end === null) {
      const times = `${quote(timeslot.startTime)} to ${quote(isRecord(last) ? last.endTime : undefined)}`;
      return [{ what: `${what}, place ${column + 1}`, why: `its times are unclear (${times})` }];
    }
    const track = tracks[column];
    const room = isRecord(track) ? track.title : track;
    const share = Math.floor((end - start) / items.length);
    return items.map((item, index) => ({
      item,
      room,
      start: start + index * share,
      end: index === items.length - 1 ? end : start + (index + 1) * share,
    }));
  });
}

function draftOf(slot: Slot, { midnight }: Day, tables: Tables, used: Set<string>): Draft | Dropped {
  const id = cleanLine(slot.item);
  const session = tables.sessions.get(id);
  used.add(id);
  if (!isRecord(session)) {
    return { what: describe('', id), why: 'the schedule names it, but it is not among the sessions' };
  }
  return {
    id,
    title: session.title,
    speakers: listOf(session.speakers).map((speaker) => tables.speakers.get(cleanLine(speaker))),
    room: isRecord(session.track) ? session.track.title : slot.room,
    start: { wall: minutesAfter(midnight, slot.start), offsetMs: null },
    end: { wall: minutesAfter(midnight, slot.end), offsetMs: null },
    flag: null,
    track: listOf(session.tags)[0],
    language: languageCode(session.language),
    hidden: session.hideInFeedback === true,
  };
}

function unscheduled(sessions: ReadonlyMap<string, unknown>, used: ReadonlySet<string>): Dropped[] {
  return [...sessions].flatMap(([id, session]) =>
    used.has(cleanLine(id))
      ? []
      : [
          {
            what: describe(isRecord(session) ? cleanLine(session.title) : '', cleanLine(id)),
            why: 'it is not scheduled yet (no timeslot that can be read names it)',
          },
        ],
  );
}

/** Over how many timeslots a session lasts. */
function extendOf(written: unknown): number {
  const slots = Number(cleanLine(written));
  return Number.isInteger(slots) && slots > 1 ? slots : 1;
}

/** A party ends after midnight; anything else that ends before it starts is a slip of the pen. */
function endOf(written: unknown, start: number): number | null {
  const end = parseMinutes(written);
  return end !== null && end < start && start >= EVENING && end <= SMALL_HOURS ? end + DAY_MINUTES : end;
}
