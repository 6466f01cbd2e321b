import type { Dropped } from '../programme.ts';
import { cleanLine } from '../text.ts';
import type { WallTime } from '../zone.ts';
import type { Columns, Field } from './columns.ts';
import { type DayOrder, type Moment, readDuration, readMoment, readRange } from './csvtimes.ts';
import { type Draft, describe } from './draft.ts';
import type { OpenDraft } from './ends.ts';
import { quote } from './json.ts';
import { languageCode } from './language.ts';
import { splitNames } from './names.ts';
import { endAfter, minutesAfter, type Stamp } from './stamp.ts';

/** A row that is no session; `dayless` when it has a time of day but no date. */
export interface Unread extends Dropped {
  dayless: boolean;
}

const BREAK_WORD =
  /^(breaks?|pauses?|eat|food|lunch|d[ée]jeuner|repas|coffee|caf[ée]|party|accueil|mittagspause)$/i;
const NOT_ACCEPTED =
  /^(rejected|withdrawn|declined|deleted|draft|refus[ée]e?|retir[ée]e?|abgelehnt|zur[üu]ckgezogen)$/i;
const EMPTY: Moment = { day: null, minutes: null, offsetMs: null };

/** Reads one row of a table; `number` is its row in the spreadsheet. */
export function readRow(
  row: readonly string[],
  number: number,
  columns: Columns,
  order: DayOrder,
): OpenDraft | Unread {
  const cell = (field: Field) => (row[columns.get(field) ?? -1] ?? '').trim();
  const what = `row ${number}, ${describe(cleanLine(cell('title')), cleanLine(cell('id')))}`;
  const unread = (why: string, dayless = false): Unread => ({ what, why, dayless });
  const state = cell('state');
  if (NOT_ACCEPTED.test(state)) return unread(`its state is ${quote(state)}`);
  const [startCell, rangeEnd] = readRange(cell('start')) ?? [cell('start'), ''];
  const start = combine(readMoment(startCell, order), readMoment(cell('date'), order));
  if (startCell === '' && (start === null || start.minutes === null)) return unread('it has no start');
  const written = quote([cell('date'), cell('start')].filter((part) => part !== '').join(' '));
  if (start === null || start.minutes === null) {
    const isDay = start === null && readMoment(startCell, order) !== null;
    return unread(`its ${isDay ? 'day is no date' : 'start is no time of day'} (${written})`, isDay);
  }
  if (start.day === null) return unread(`its start has no day (${written})`, true);
  const begin = { day: start.day, minutes: start.minutes, offsetMs: start.offsetMs };
  const endCell = cell('end') === '' ? rangeEnd : cell('end');
  const end = endOf(
    begin,
    combine(readMoment(endCell, order), readMoment(cell('endDate'), order)),
    cell('duration'),
  );
  if (end === 'unread') return unread(`its end is no time of day (${quote(endCell)})`);
  if (end === 'no duration')
    return unread(`its duration is none (${quote(cell('duration'))}): write it as 0:45`);
  return { ...bodyOf(cell), start: stampOf(begin), end };
}

type Begin = Moment & { day: WallTime; minutes: number };

/** A cell with a time, and the cell beside it with the day; null when either is neither. */
function combine(time: Moment | null, date: Moment | null): Moment | null {
  if (time === null || (date === null && time.day === null)) return null;
  const { day, minutes, offsetMs } = date ?? EMPTY;
  return {
    day: time.day ?? day,
    minutes: time.minutes ?? minutes,
    offsetMs: time.minutes === null ? offsetMs : time.offsetMs,
  };
}

function endOf(
  start: Begin,
  end: Moment | null,
  duration: string,
): Draft['end'] | null | 'unread' | 'no duration' {
  if (end === null) return 'unread';
  if (end.minutes !== null) {
    return stampOf({
      day: end.day ?? start.day,
      minutes: end.day === null ? endAfter(start.minutes, end.minutes) : end.minutes,
      offsetMs: end.day === null ? start.offsetMs : end.offsetMs,
    });
  }
  if (duration === '') return null;
  const lastsMs = readDuration(duration);
  return lastsMs === null ? 'no duration' : { lastsMs };
}

function stampOf({ day, minutes, offsetMs }: Begin): Stamp {
  return { wall: minutesAfter(day, minutes), offsetMs };
}

function bodyOf(cell: (field: Field) => string): Omit<OpenDraft, 'start' | 'end'> {
  const kind = cleanLine(cell('kind'));
  return {
    id: cell('id'),
    title: cell('title'),
    speakers: splitNames(cell('speakers')),
    room: cell('room'),
    flag: BREAK_WORD.test(kind) ? 'break' : null,
    word: kind,
    track: cell('track'),
    language: languageCode(cell('language')),
    cancelled: /^(cancell?ed|annul[ée]e?|abgesagt)$/i.test(cell('state')),
  };
}
