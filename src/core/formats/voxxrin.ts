import type { Dropped } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { readTalk } from './devoxxrest.ts';
import { type Draft, describe, sortOut } from './draft.ts';
import type { JsonFormat } from './format.ts';
import { isRecord, listOf, quote } from './json.ts';
import { parseStamp, type Written } from './stamp.ts';

/** One day as the first Voxxrin kept it (FORMATS.md 2.9): the field names of Devoxx, wall times. */
export const VOXXRIN: JsonFormat = {
  name: 'Voxxrin 1, one day ({schedule: [{fromTime, …}]})',
  recognises(value) {
    const first =
      isRecord(value) && Array.isArray(value.schedule) ? value.schedule.find(isRecord) : undefined;
    return first !== undefined && 'fromTime' in first;
  },
  read(value) {
    const list = isRecord(value) ? listOf(value.schedule) : [];
    return { format: 'voxxrin', offsets: 'ignored', ...sortOut(list.map(readTalk)) };
  },
};

/** One day of Voxxrin 3 (FORMATS.md 2.9): true UTC; the event's name and zone are in another file. */
export const VOXXRIN3: JsonFormat = {
  name: 'Voxxrin 3, one day ({day, timeSlots: […]})',
  recognises: (value) => isRecord(value) && 'day' in value && Array.isArray(value.timeSlots),
  read(value) {
    const slots = isRecord(value) ? listOf(value.timeSlots) : [];
    return { format: 'voxxrin-3', offsets: 'true', ...sortOut(slots.flatMap(readSlot)) };
  },
};

function readSlot(slot: unknown, index: number): (Draft | Dropped)[] {
  if (!isRecord(slot)) return [{ what: `slot ${index + 1}`, why: 'it is not a slot' }];
  const pause = isRecord(slot.break) ? slot.break : null;
  const talks = listOf(slot.talks);
  const what = describe(cleanLine(pause?.title), cleanLine(slot.id));
  const start = parseStamp(slot.start);
  const end = parseStamp(slot.end);
  const lost = talks.length === 0 ? '' : `, so its ${talks.length} talks were left out`;
  if (start === null) return [{ what, why: `its start is no date and time (${quote(slot.start)})${lost}` }];
  if (end === null) return [{ what, why: `its end is no date and time (${quote(slot.end)})${lost}` }];
  if (pause === null && talks.length === 0) {
    return [{ what, why: 'it is empty: neither talks nor a break' }];
  }
  const room = titleOf(pause?.room);
  const breaks: Draft[] =
    pause === null
      ? []
      : [{ id: slot.id, title: pause.title, speakers: [], room, start, end, flag: 'break' }];
  return [...breaks, ...talks.map((talk) => readTalkOf(talk, { start, end }, what))];
}

function readTalkOf(talk: unknown, times: { start: Written; end: Written }, slot: string): Draft | Dropped {
  if (!isRecord(talk)) return { what: `a talk of ${slot}`, why: 'it is not a talk' };
  return {
    id: talk.id,
    title: talk.title,
    speakers: listOf(talk.speakers).map((speaker) => (isRecord(speaker) ? speaker.fullName : speaker)),
    room: titleOf(talk.room),
    ...times,
    flag: 'content',
    track: titleOf(talk.track),
    language: talk.language,
  };
}

function titleOf(thing: unknown): unknown {
  return isRecord(thing) ? thing.title : thing;
}
