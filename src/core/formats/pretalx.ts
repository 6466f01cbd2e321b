import type { Dropped } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { type Draft, describe, sortOut } from './draft.ts';
import type { JsonFormat } from './format.ts';
import { isRecord, listOf, quote } from './json.ts';
import { localized, localizedName } from './localized.ts';
import type { ReadOptions } from './options.ts';
import { parseStamp } from './stamp.ts';

type Entry = Record<string, unknown>;

const SLOTS_MAX = 20; // nobody gives a talk that often
const NOT_SCHEDULED = 'it is not scheduled: it has no start and no end';

/** What pretalx's schedule widget fetches (FORMATS.md 2.5): talks that name room, track and speakers by number or code. */
export const PRETALX_WIDGET: JsonFormat = {
  name: 'pretalx widget ({talks: […], rooms: […], tracks: […]})',
  recognises: (value) =>
    isRecord(value) && [value.talks, value.rooms, value.tracks].every((list) => Array.isArray(list)),
  read(value, { language }) {
    const root = isRecord(value) ? value : {};
    const tables: Tables = {
      rooms: tableOf(root.rooms, 'id', language),
      tracks: tableOf(root.tracks, 'id', language),
      speakers: tableOf(root.speakers, 'code', language),
    };
    return {
      format: 'pretalx-widget',
      zone: root.timezone,
      offsets: 'true',
      ...sortOut(listOf(root.talks).map((talk, index) => readTalk(talk, index, tables, language))),
    };
  },
};

/** The names of what talks refer to, by id or code. */
interface Tables {
  rooms: ReadonlyMap<string, string>;
  tracks: ReadonlyMap<string, string>;
  speakers: ReadonlyMap<string, string>;
}

function tableOf(listed: unknown, key: string, language: string): Map<string, string> {
  const entries = listOf(listed).filter(isRecord);
  return new Map(entries.map((entry) => [cleanLine(entry[key]), cleanLine(localizedName(entry, language))]));
}

function readTalk(talk: unknown, index: number, tables: Tables, language: string): Draft | Dropped {
  if (!isRecord(talk)) return { what: `entry ${index + 1} of talks`, why: 'it is not a talk' };
  const title = localized(talk.title, language);
  const drop = (why: string) => ({ what: describe(cleanLine(title), cleanLine(talk.code)), why });
  const why = whyNotOn(talk.state);
  if (why !== null) return drop(why);
  const times = timesOf(talk);
  if ('why' in times) return drop(times.why);
  return {
    id: talk.code,
    title,
    speakers: listOf(talk.speakers).map((code) => tables.speakers.get(cleanLine(code))),
    room: tables.rooms.get(cleanLine(talk.room)),
    ...times,
    // Of what somebody is to give there is a submission, and so a code.
    flag: cleanLine(talk.code) === '' ? 'break' : null,
    track: tables.tracks.get(cleanLine(talk.track)),
    language: talk.content_locale,
  };
}

/** The list of submissions of pretalx's API, a page of it (FORMATS.md 2.5). */
export const PRETALX_API: JsonFormat = {
  name: 'pretalx API ({results: [{code, slots, …}]})',
  recognises(value) {
    const first = isRecord(value) && Array.isArray(value.results) ? value.results.find(isRecord) : undefined;
    return first !== undefined && 'code' in first && ('slots' in first || 'slot' in first);
  },
  read(value, options) {
    const root = isRecord(value) ? value : {};
    const submissions = listOf(root.results);
    return {
      format: 'pretalx-api',
      offsets: 'true',
      ...sortOut(submissions.flatMap((submission, index) => readSubmission(submission, index, options))),
      faults: submissions.some(isShort)
        ? [
            {
              severity: 'warning',
              message:
                'Rooms or speakers are only numbers or codes here. Add ?expand=slots,slots.room,track,submission_type,speakers to the address.',
            },
          ]
        : [],
      next: root.next,
    };
  },
};

function readSubmission(submission: unknown, index: number, options: ReadOptions): (Draft | Dropped)[] {
  if (!isRecord(submission))
    return [{ what: `entry ${index + 1} of results`, why: 'it is not a submission' }];
  const { code, title, state } = submission;
  const drop = (why: string) => ({
    what: describe(cleanLine(localized(title, options.language)), cleanLine(code)),
    why,
  });
  const why = whyNotOn(state);
  if (why !== null) return [drop(why)];
  const slots = slotsOf(submission);
  if (slots.length === 0) return [drop(NOT_SCHEDULED)];
  if (slots.length > SLOTS_MAX) return [drop(`it has ${slots.length} slots, more than ${SLOTS_MAX}`)];
  return slots.map((slot) => {
    if (!isRecord(slot))
      return drop('its slots are only numbers: add ?expand=slots,slots.room to the address');
    const times = timesOf(slot);
    if ('why' in times) return drop(times.why);
    const own = slots.length > 1 ? cleanLine(slot.id) : '';
    return {
      ...draftOf(submission, slot, options),
      ...times,
      id: own === '' ? code : `${cleanLine(code)}-${own}`,
    };
  });
}

function draftOf(submission: Entry, slot: Entry, { language }: ReadOptions): Omit<Draft, 'start' | 'end'> {
  return {
    id: submission.code,
    title: localized(submission.title, language),
    speakers: listOf(submission.speakers).map((speaker) => (isRecord(speaker) ? speaker.name : '')),
    room: typeof slot.room === 'number' ? '' : localizedName(slot.room, language),
    flag: null,
    word: localizedName(submission.submission_type, language),
    track: typeof submission.track === 'number' ? null : localizedName(submission.track, language),
    language: submission.content_locale,
  };
}

/** Older versions wrote one slot, newer ones a list of them. */
function slotsOf({ slots, slot }: Entry): readonly unknown[] {
  return listOf(slots ?? slot);
}

/** Whether it only refers to what would have to be fetched from elsewhere. */
function isShort(submission: unknown): boolean {
  if (!isRecord(submission)) return false;
  return (
    listOf(submission.speakers).some((speaker) => !isRecord(speaker)) ||
    slotsOf(submission).some((slot) => isRecord(slot) && typeof slot.room === 'number')
  );
}

/** Rejected, withdrawn and pending ones are in the lists too. */
function whyNotOn(state: unknown): string | null {
  const word = cleanLine(state);
  return word === '' || /^(?:confirmed|accepted)$/i.test(word) ? null : `its state is ${word}, not confirmed`;
}

function timesOf({ start, end }: Entry): Pick<Draft, 'start' | 'end'> | { why: string } {
  if ([start, end].every((time) => cleanLine(time) === '')) return { why: NOT_SCHEDULED };
  const from = parseStamp(start);
  if (from === null) return { why: `its start is no date and time (${quote(start)})` };
  const to = parseStamp(end);
  return to === null ? { why: `its end is no date and time (${quote(end)})` } : { start: from, end: to };
}
