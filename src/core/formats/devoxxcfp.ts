import type { Dropped } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { type Draft, describe, sortOut } from './draft.ts';
import type { JsonFormat } from './format.ts';
import { isRecord, listOf, quote } from './json.ts';
import { parseEpoch } from './stamp.ts';

interface Day {
  isFrench: boolean;
  /** Ids of talks that have several slots. */
  repeated: ReadonlySet<string>;
}

/**
 * One day of a Devoxx or Voxxed Days, as the first CFP application served it (FORMATS.md 2.9), plain or recorded with
 * its request. Its times are epoch milliseconds, true ones; breaks carry an English and a French name.
 */
export const DEVOXX_CFP: JsonFormat = {
  name: 'Devoxx CFP, one day ({slots: [{slotId, …}]})',
  recognises(value) {
    const slot = slotsOf(value).find(isRecord);
    return slot !== undefined && 'slotId' in slot;
  },
  read(value) {
    const slots = slotsOf(value);
    const talks = slots.flatMap((slot) => (isRecord(slot) && isRecord(slot.talk) ? [slot.talk] : []));
    const day = { isFrench: isFrench(talks), repeated: repeatedIds(talks) };
    return {
      format: 'devoxx-cfp',
      offsets: 'true',
      ...sortOut(slots.map((slot, index) => readSlot(slot, index, day))),
    };
  },
};

function slotsOf(value: unknown): readonly unknown[] {
  if (!isRecord(value)) return [];
  const { response } = value;
  const body = isRecord(response) && isRecord(response.jsonBody) ? response.jsonBody : value;
  return Array.isArray(body.slots) ? body.slots : [];
}

/** The language of the event is nowhere: that of most of its talks is taken for it. */
function isFrench(talks: readonly Record<string, unknown>[]): boolean {
  const french = talks.filter(({ lang }) => /^fr/i.test(cleanLine(lang))).length;
  return french > talks.length / 2;
}

function repeatedIds(talks: readonly Record<string, unknown>[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const id of talks.map((talk) => cleanLine(talk.id))) (seen.has(id) ? repeated : seen).add(id);
  return repeated;
}

function readSlot(slot: unknown, index: number, day: Day): Draft | Dropped {
  if (!isRecord(slot)) return { what: `slot ${index + 1}`, why: 'it is not a slot' };
  const { talk, break: pause, slotId } = slot;
  const content = isRecord(talk) ? talk : isRecord(pause) ? pause : null;
  if (content === null) {
    return { what: `slot ${cleanLine(slotId)}`, why: 'it is empty: neither a talk nor a break' };
  }
  const what = describe(cleanLine(content.title ?? content.nameEN), cleanLine(slotId));
  const start = parseEpoch(slot.fromTimeMillis);
  const end = parseEpoch(slot.toTimeMillis);
  if (start === null) return { what, why: `its fromTimeMillis is no time (${quote(slot.fromTimeMillis)})` };
  if (end === null) return { what, why: `its toTimeMillis is no time (${quote(slot.toTimeMillis)})` };
  const own = isRecord(talk) ? talkFields(talk, slotId, day) : breakFields(content, slotId, day);
  return { ...own, room: slot.roomName, start, end };
}

function talkFields(talk: Record<string, unknown>, slotId: unknown, { repeated }: Day) {
  const id = cleanLine(talk.id);
  return {
    // A slot's id holds its time, so it is another one after a move.
    id: id === '' || repeated.has(id) ? slotId : id,
    title: talk.title,
    speakers: listOf(talk.speakers).map((speaker) => (isRecord(speaker) ? speaker.name : speaker)),
    flag: 'content',
    track: talk.track,
    language: talk.lang,
  } as const;
}

function breakFields(pause: Record<string, unknown>, slotId: unknown, day: Day) {
  const names = [pause.nameEN, pause.nameFR].map(cleanLine);
  const inOrder = day.isFrench ? names.toReversed() : names;
  const title = inOrder.find((name) => name !== '');
  return { id: slotId, title, speakers: [], flag: 'break' } as const;
}
