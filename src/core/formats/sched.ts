import type { Dropped, ReadingFault } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { type Draft, describe } from './draft.ts';
import type { JsonFormat } from './format.ts';
import { isRecord, listOf, quote } from './json.ts';
import { parseStamp, type Stamp } from './stamp.ts';

interface Entry {
  event: Record<string, unknown>;
  start: Stamp;
  end: Stamp;
}

const BREAK_WORD = /^(eat|break|party)$/i;

/**
 * The JSON that BreizhCamp publishes since 2016, which kept the field names of Sched.com's export (FORMATS.md 2.2). Its
 * times are the event's wall time even when they end in Z, unless the owner says otherwise.
 */
export const SCHED: JsonFormat = {
  name: 'Sched / BreizhCamp 2016-2026 ([{event_start, name, …}])',
  recognises: (value, first) => Array.isArray(value) && first !== null && 'event_start' in first,
  read(value) {
    const list = listOf(value);
    const { entries, dropped } = sortEntries(list);
    return {
      format: 'sched',
      offsets: 'ignored',
      drafts: entries.map(draftOf),
      dropped,
      faults: entries.length === 0 ? templateFaults(list) : [],
    };
  },
};

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

function draftOf({ event, start, end }: Entry): Draft {
  const words = [event.format, event.event_type].map(cleanLine);
  const isBreak = words.some((word) => BREAK_WORD.test(word));
  return {
    id: cleanLine(event.id) === '' ? event.event_key : event.id,
    title: event.name,
    speakers: speakersOf(event.speakers),
    room: event.venue,
    start,
    end,
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
  const isTemplate = (event: unknown) => isRecord(event) && /<\w+>/.test(cleanLine(event.event_start));
  const templates = list.filter(isTemplate).length;
  if (templates === 0) return [];
  return [
    {
      severity: 'error',
      message: `This is a template, not a programme: ${templates} of its ${list.length} entries have no date yet (<DAY>). Use the schedule.json that is made from it.`,
    },
  ];
}
