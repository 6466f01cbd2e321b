import { daysOf, joinDays } from '../days.ts';
import type { DayStart, ProgrammeReading, Reading } from '../programme.ts';
import { frame, GAP_WIDTH } from './frame.ts';
import { shortDay } from './slot.ts';
import { paragraph, widthOf, wrap } from './width.ts';

const COLUMN_MAX = 48;

const NAMES: Readonly<Record<Reading, string>> = { wall: 'wall time', instant: 'true instants' };

/**
 * Both readings of the written times, day by day, with the switch for each: as a question while nobody has decided,
 * else as a way out of a wrong choice. Nothing when both give the same.
 */
export function readingsLines(reading: ProgrammeReading, width: number): string[] {
  const { other, undecided } = reading;
  if (other === null) return [];
  const title = undecided ? 'Which of these two is your programme?' : 'If the times look wrong';
  const words = undecided
    ? []
    : [`The written times were taken as ${NAMES[reading.reading]}. How each day begins in either reading:`];
  return [
    title,
    ...words.flatMap((text) => paragraph('  ', text, width)),
    '',
    ...comparison(reading, joinDays(other.days), width - 2).map((line) => `  ${line}`.trimEnd()),
    '',
    ...switches(reading, other.reading).flatMap((text) => paragraph('  ', text, width)),
  ];
}

function comparison(reading: ProgrammeReading, others: readonly DayStart[], width: number): string[] {
  const chosen = daysOf(reading.sessions, reading.timezone);
  const [left, right] = reading.reading === 'wall' ? [chosen, others] : [others, chosen];
  const days = [...new Set([...left, ...right].map(({ day }) => day))].sort();
  const dayWidth = Math.max(0, ...days.map((day) => widthOf(shortDay(day))));
  const column = Math.min(COLUMN_MAX, Math.floor((width - dayWidth) / 2) - GAP_WIDTH);
  const columns = [left, right].map((starts) => new Map(starts.map((start) => [start.day, start])));
  const heads = (['wall', 'instant'] as const).map((name) => {
    const taken = name === reading.reading && !reading.undecided ? ' (taken)' : '';
    return wrap(`${name}${taken}`, column);
  });
  return frame(
    [[''], ...heads],
    days.map((day) => [
      { lines: [shortDay(day)], joined: false },
      ...columns.map((starts) => ({ lines: startLines(starts.get(day), column), joined: false })),
    ]),
    [dayWidth, column, column],
  );
}

function startLines(start: DayStart | undefined, width: number): string[] {
  if (start === undefined) return wrap('nothing', width);
  const room = start.room === '' ? '' : `${start.room} `;
  return [...wrap(`${start.first} ${room}"${start.title}"`, width, 2), ...wrap(`last ${start.last}`, width)];
}

function switches({ reading, undecided }: ProgrammeReading, other: Reading): string[] {
  if (!undecided) {
    return [`If "${other}" is right: --reading ${other}; on a box, reading = "${other}" in [programme].`];
  }
  return ([reading, other] as const)
    .toSorted((a, b) => (a === b ? 0 : a === 'wall' ? -1 : 1))
    .map((name) => `If "${name}" is right: --reading ${name}; on a box, reading = "${name}" in [programme].`);
}
