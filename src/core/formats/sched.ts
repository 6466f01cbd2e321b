import type { Dropped, ProgrammeReading, Reading, ReadingFault } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { type Draft, describe, readDrafts } from './draft.ts';
import { settleIds } from './ids.ts';
import { isRecord, listOf, quote } from './json.ts';
import type { ReadOptions } from './options.ts';
import { instantOf, parseStamp, type Stamp } from './stamp.ts';

/** How faults and reports name this format. */
export const SCHED_NAME = 'Sched / BreizhCamp 2016-2026 ([{event_start, name, …}])';

interface Entry {
  event: Record<string, unknown>;
  start: Stamp;
  end: Stamp;
}

const BREAK_WORD = /^(eat|break|party)$/i;

/**
 * Reads the JSON that BreizhCamp publishes since 2016, which kept the field names of Sched.com's export (FORMATS.md
 * 2.2). Its times are the event's wall time even when they end in Z, unless `reading` is `instant`.
 */
export function readSched(list: readonly unknown[], options: ReadOptions): ProgrammeReading {
  const { timezone } = options;
  const { entries, dropped } = sortEntries(list);
  const claims = entries.filter(({ start }) => start.offsetMs !== null).length;
  const reading: Reading = options.reading === 'instant' && claims > 0 ? 'instant' : 'wall';
  const read = readDrafts(
    entries.map((entry) => draftOf(entry, timezone, reading)),
    timezone,
  );
  const { sessions, dropped: twins } = settleIds(read.sessions, timezone);
  return {
    format: 'sched',
    timezone,
    reading,
    name: '',
    sessions,
    dropped: [...dropped, ...read.dropped, ...twins],
    faults: [
      ...(entries.length === 0 ? templateFaults(list) : []),
      ...readingFaults(entries, claims, options),
    ],
  };
}

function sortEntries(list: readonly unknown[]): { entries: Entry[]; dropped: Dropped[] } {
  const entries: Entry[] = [];
  const dropped: Dropped[] = [];
  for (const [index, event] of list.entries()) {
    if (!isRecord(event)) {
      dropped.push({ what: `entry ${index + 1} of the list`, why: 'it is not a session' });
      continue;
    }
    const start = parseStamp(event.event_start);
    const end = parseStamp(event.event_end);
    const what = describe(cleanLine(event.name), cleanLine(event.id));
    if (/^n(o)?$/i.test(cleanLine(event.active))) {
      dropped.push({ what, why: 'it is marked as not active' });
    } else if (start === null) {
      dropped.push({ what, why: `its event_start is no date and time (${quote(event.event_start)})` });
    } else if (end === null) {
      dropped.push({ what, why: `its event_end is no date and time (${quote(event.event_end)})` });
    } else {
      entries.push({ event, start, end });
    }
  }
  return { entries, dropped };
}

function draftOf({ event, start, end }: Entry, timezone: string, reading: Reading): Draft {
  const words = [event.format, event.event_type].map(cleanLine);
  const isBreak = words.some((word) => BREAK_WORD.test(word));
  return {
    id: cleanLine(event.id) === '' ? event.event_key : event.id,
    title: event.name,
    speakers: speakersOf(event.speakers),
    room: event.venue,
    startsAt: instantOf(start, timezone, reading),
    endsAt: instantOf(end, timezone, reading),
    flag: isBreak ? 'break' : null,
    word: words.find((word) => word !== ''),
    track: event.event_type,
  };
}

/** `'A, B, '`, or the list of objects or names that Sched itself writes. */
function speakersOf(written: unknown): readonly unknown[] {
  if (typeof written === 'string') return written.split(',');
  return listOf(written).map((speaker) => (isRecord(speaker) ? speaker.name : speaker));
}

function templateFaults(list: readonly unknown[]): ReadingFault[] {
  const isTemplate = (event: unknown) => isRecord(event) && /<\w+>/.test(String(event.event_start));
  const templates = list.filter(isTemplate).length;
  if (templates === 0) return [];
  return [
    {
      severity: 'error',
      message: `This is a template, not a programme: ${templates} of its ${list.length} entries have no date yet (<DAY>). Use the schedule.json that is made from it.`,
    },
  ];
}

function readingFaults(entries: readonly Entry[], claims: number, options: ReadOptions): ReadingFault[] {
  const { timezone, reading } = options;
  if (reading === 'instant' && claims < entries.length) {
    const some = claims === 0 ? 'No start time has' : `${entries.length - claims} start times do not have`;
    return [
      {
        severity: 'warning',
        message: `${some} a Z or an offset, so reading "instant" says nothing there: read as the wall time of ${timezone}.`,
      },
    ];
  }
  const lies = entries.filter(
    ({ start }) =>
      start.offsetMs !== null && instantOf(start, timezone, 'wall') !== instantOf(start, timezone, 'instant'),
  ).length;
  if (reading !== 'auto' || lies === 0) return [];
  return [
    {
      severity: 'warning',
      message: `${lies} start times carry a Z or an offset that is not the one of ${timezone}. This format writes wall time all the same, so it was ignored: check the first session of each day, then set reading to "wall", or to "instant" if the times are wrong.`,
    },
  ];
}
