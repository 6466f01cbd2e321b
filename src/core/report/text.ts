import type { Dropped, ProgrammeReading, ReadingFault } from '../programme.ts';
import { dayList } from './list.ts';
import { readingsLines } from './readings.ts';
import { longDay, slotsByDay } from './slot.ts';
import { assumedSentences, count, roomCounts, summarySentences } from './summary.ts';
import { dayTable } from './table.ts';
import { cut, pad, paragraph, widthOf, wrap } from './width.ts';

const WIDTH_MIN = 40;
const WIDTH_MAX = 200;
const PROSE_MAX = 100; // longer lines are hard to read
const ROOM_MIN = 16;
const ROOM_MAX = 40;
const COUNTS_WIDTH = '    100 sessions, 100 take votes'.length;
const DROPPED_SHOWN = 20; // of one reason; --json lists them all

/**
 * The report of a reading for people in lines of at most `width` columns (40 to 200): faults first, then what was read
 * and assumed, the days, the rooms, and what was dropped. It holds no control character whatever the source wrote.
 */
export function checkText(reading: ProgrammeReading, width: number): string {
  const columns = Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, Math.floor(width) || WIDTH_MIN));
  const prose = Math.min(columns, PROSE_MAX);
  const { faults, undecided, sessions, timezone } = reading;
  const readings = readingsLines(reading, columns);
  const sections = [
    faultLines(faults, prose),
    undecided ? readings : [],
    [...wrap(reading.name, prose), ...summarySentences(reading).flatMap((text) => wrap(text, prose))],
    section(
      'What was assumed',
      assumedSentences(reading).flatMap((text) => paragraph('  - ', text, prose)),
    ),
    undecided ? [] : readings,
    ...slotsByDay(sessions, timezone).map((day) => [
      `${longDay(day.day)} (${count(day.slots.length, 'session', 'sessions')})`,
      '',
      ...(dayTable(day, columns) ?? dayList(day, columns)),
    ]),
    section('Rooms', roomLines(reading, columns)),
    section(
      `Left out: ${count(reading.dropped.length, 'entry', 'entries')}`,
      droppedLines(reading.dropped, prose),
    ),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.map((line) => line.trimEnd()).join('\n')}\n`)
    .join('\n');
}

function faultLines(faults: readonly ReadingFault[], width: number): string[] {
  const lines = (severity: ReadingFault['severity'], label: string) =>
    faults
      .filter((fault) => fault.severity === severity)
      .flatMap(({ message }) => paragraph(label, message, width));
  return [...lines('error', 'ERROR: '), ...lines('warning', 'Warning: ')];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}

function roomLines({ sessions }: ProgrammeReading, width: number): string[] {
  const rooms = roomCounts(sessions);
  const widest = Math.max(0, ...rooms.map(({ room }) => widthOf(room)));
  const roomWidth = Math.min(widest, ROOM_MAX, Math.max(ROOM_MIN, width - COUNTS_WIDTH));
  return rooms.flatMap(({ room, counts }) => {
    const name = pad(cut(room, roomWidth), roomWidth);
    return paragraph(`  ${name}  `, counts, width);
  });
}

function droppedLines(dropped: readonly Dropped[], width: number): string[] {
  const reasons = new Map<string, string[]>();
  for (const { what, why } of dropped) {
    const own = reasons.get(why);
    if (own === undefined) reasons.set(why, [what]);
    else own.push(what);
  }
  return [...reasons].flatMap(([why, entries]) => {
    const [only = ''] = entries;
    if (entries.length === 1) return paragraph('  - ', `${only}: ${why}`, width);
    const more = entries.length - DROPPED_SHOWN;
    return [
      ...paragraph('  - ', `${entries.length} because ${why}:`, width),
      ...entries.slice(0, DROPPED_SHOWN).flatMap((what) => paragraph('      ', what, width)),
      ...(more > 0 ? [`      and ${more} more: --json lists them all`] : []),
    ];
  });
}
