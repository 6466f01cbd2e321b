import type { Dropped } from '../programme.ts';
import { cleanLine } from '../text.ts';
import type { WallTime } from '../zone.ts';
import { type Draft, describe, sortOut } from './draft.ts';
import type { JsonFormat } from './format.ts';
import { isRecord, listOf, quote } from './json.ts';
import { languageCode } from './language.ts';
import { namedBy, namesOf } from './openfeedback.ts';
import { endAfter, minutesAfter, parseMinutes, parseStamp } from './stamp.ts';

interface Day {
  name: string;
  midnight: WallTime;
  timeslots: readonly unknown[];
  rooms: readonly string[];
}

interface Tables {
  sessions: ReadonlyMap<string, unknown>;
  speakers: ReadonlyMap<string, string>;
}

/** The place of one session in the grid of a day. */
interface Slot {
  id: string;
  room: string | undefined;
  /** Minutes since the midnight of its day. */
  start: number;
  end: number;
}

const PLACES_MAX = 20; // each place costs reading the session again

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
    const entries = Object.entries(isRecord(root.sessions) ? root.sessions : {});
    const sessions = new Map(entries.map(([id, session]) => [cleanLine(id), session]));
    const tables = { sessions, speakers: namesOf(root.speakers) };
    const used = new Map<string, number>();
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

function readDay(key: string, day: unknown, tables: Tables, used: Map<string, number>): (Draft | Dropped)[] {
  const what = `day ${cleanLine(key)} of the schedule`;
  if (!isRecord(day)) return [{ what, why: 'it is not a day' }];
  const date = cleanLine(day.date) || cleanLine(key);
  const midnight = parseStamp(`${date}T00:00`)?.wall;
  if (midnight === undefined) return [{ what, why: `its date is not YYYY-MM-DD (${quote(date)})` }];
  const grid = {
    name: date,
    midnight,
    timeslots: listOf(day.timeslots),
    rooms: listOf(day.tracks).map(titleOf),
  };
  return grid.timeslots.flatMap((_, row) =>
    readTimeslot(grid, row).map((slot) => ('why' in slot ? slot : draftOf(slot, grid, tables, used))),
  );
}

function readTimeslot({ name, timeslots, rooms }: Day, row: number): (Slot | Dropped)[] {
  const timeslot = timeslots[row];
  const what = `timeslot ${row + 1} of ${name}`;
  if (!isRecord(timeslot)) return [{ what, why: 'it is not a timeslot' }];
  return listOf(timeslot.sessions).flatMap((place, column): (Slot | Dropped)[] => {
    const items = isRecord(place) ? [...new Set(listOf(place.items).map(cleanLine))] : [];
    if (!isRecord(place) || items.length === 0) return [];
    const last = timeslots[row + extendOf(place.extend) - 1];
    const start = parseMinutes(timeslot.startTime);
    const written = parseMinutes(isRecord(last) ? last.endTime : undefined);
    if (start === null || written === null) {
      const times = `${quote(timeslot.startTime)} to ${quote(isRecord(last) ? last.endTime : undefined)}`;
      return [{ what: `${what}, place ${column + 1}`, why: `its times are unclear (${times})` }];
    }
    const room = rooms[column];
    const end = endAfter(start, written);
    const share = Math.floor((end - start) / items.length);
    return items.map((id, index) => ({
      id,
      room,
      start: start + index * share,
      end: index === items.length - 1 ? end : start + (index + 1) * share,
    }));
  });
}

function draftOf(slot: Slot, { midnight }: Day, tables: Tables, used: Map<string, number>): Draft | Dropped {
  const { id } = slot;
  const session = tables.sessions.get(id);
  const places = (used.get(id) ?? 0) + 1;
  used.set(id, places);
  const drop = (why: string) => ({ what: describe('', id), why });
  if (!isRecord(session)) return drop('the schedule names it, but it is not among the sessions');
  if (places > PLACES_MAX) return drop(`the schedule names it more than ${PLACES_MAX} times`);
  return {
    id,
    title: session.title,
    speakers: namedBy(session.speakers, tables.speakers),
    room: isRecord(session.track) ? session.track.title : slot.room,
    start: { wall: minutesAfter(midnight, slot.start), offsetMs: null },
    end: { wall: minutesAfter(midnight, slot.end), offsetMs: null },
    flag: null,
    track: listOf(session.tags)[0],
    language: languageCode(session.language),
    hidden: session.hideInFeedback === true,
  };
}

function unscheduled(sessions: ReadonlyMap<string, unknown>, used: ReadonlyMap<string, number>): Dropped[] {
  return [...sessions].flatMap(([id, session]) =>
    used.has(id)
      ? []
      : [
          {
            what: describe(isRecord(session) ? cleanLine(session.title) : '', id),
            why: 'it is not scheduled yet (no timeslot that can be read names it)',
          },
        ],
  );
}

function titleOf(track: unknown): string {
  return cleanLine(isRecord(track) ? track.title : track);
}

/** Over how many timeslots a session lasts. */
function extendOf(written: unknown): number {
  const slots = Number(cleanLine(written));
  return Number.isInteger(slots) && slots > 1 ? slots : 1;
}
