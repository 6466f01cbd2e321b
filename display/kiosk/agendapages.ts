import type { Session } from '../../src/core/programme.ts';
import type { Block, Columns, Entry } from './columns.ts';
import { cutScale } from './cuts.ts';
import { type Need, partOf, type Scale, scaleOf, topAt } from './timescale.ts';

/** What a board has for its cells, in em of its own. */
export interface Extent {
  width: number;
  height: number;
}

/** An entry as drawn: `column` counts from 0 in its page, null is across all. Lengths in em. */
export interface Cell {
  sessions: Entry;
  column: number | null;
  top: number;
  height: number;
  /** How many lines of the title fit; 0 only where `carried`. */
  lines: number;
  /** The time stands before the title rather than above it. */
  inline: boolean;
  speakers: boolean;
  /** Its own cell is on another page: this is the part of it that reaches over. */
  carried: boolean;
}

/** One screen of a day: some of its rooms, for some of its time. */
export interface AgendaPage {
  rooms: readonly string[];
  fromAt: number;
  toAt: number;
  scale: Scale;
  cells: readonly Cell[];
}

/** More rooms than this are better read as rows. */
const ROOMS_MAX = 8;
const GROUPS_MAX = 4;
const COLUMN_MIN = 14.5;

/** Of agenda.css, in its em: what a cell takes beside its lines, how high they are, and about how wide a letter is. */
const CELL = { around: 1.1, title: 1.8, small: 1.6, letter: 0.97, sides: 1.6 };
const BAND_AROUND = 0.8;
const TIME_LETTERS = 13; // `14:00–14:50` and the space after it

/**
 * A day as pages of columns for a board of this size: early pages first, and of one time the groups of rooms in order.
 * Null where columns would not be readable: too many rooms, or too much at once in one of them.
 */
export function agendaPages(columns: Columns, { width, height }: Extent): AgendaPage[] | null {
  const wide = Math.max(1, Math.floor(width / COLUMN_MIN));
  const groups = groupsOf(columns.rooms, wide);
  if (columns.rooms.length > ROOMS_MAX || groups.length > GROUPS_MAX) return null;
  const made = groups
    .flatMap((rooms) => groupPages({ rooms, bands: columns.bands }, { width, height }))
    .sort((a, b) => a.fromAt - b.fromAt);
  const unreadable = made.some(({ cells }) => cells.some(({ lines, carried }) => lines === 0 && !carried));
  return unreadable ? null : made;
}

/** The pages of a group of rooms, each with a scale of its own. */
function groupPages(group: Columns, { width, height }: Extent): AgendaPage[] {
  const column = width / Math.max(1, group.rooms.length);
  const needs = needsOf(group, column, width);
  const scale = scaleOf(needs);
  const parts = cutScale(scale, needs, height).map(({ from, to }) => partOf(scale, from, to, needs, height));
  return parts.map((_, part) => pageOf(group, parts, part, column, width));
}

/** Rooms in as few groups as fit, each about as large. */
function groupsOf<T>(rooms: readonly T[], wide: number): T[][] {
  const count = Math.max(1, Math.ceil(rooms.length / wide));
  return Array.from({ length: count }, (_, group) =>
    rooms.slice(Math.round((group * rooms.length) / count), Math.round(((group + 1) * rooms.length) / count)),
  );
}

function needsOf({ rooms, bands }: Columns, column: number, width: number): Need[] {
  const need = (block: Block, band: boolean): Need => ({
    fromAt: block.fromAt,
    toAt: block.toAt,
    band,
    height:
      block.entries
        .map(([session]) => (band ? bandNeed(session, width) : cellNeed(session, column)))
        .reduce((most, one) => Math.max(most, one), 0) * block.entries.length,
  });
  return [
    ...rooms.flatMap(({ blocks }) => blocks.map((block) => need(block, false))),
    ...bands.map((block) => need(block, true)),
  ];
}

const SHORT_MS = 1_200_000;

/** A short one has its time before its title. */
function cellNeed({ title, startsAt, endsAt }: Session, width: number): number {
  const lines = linesOf(title, width);
  if (endsAt - startsAt > SHORT_MS) return CELL.around + CELL.small + CELL.title * Math.min(3, lines);
  return CELL.around + CELL.title * Math.min(2, linesOf(title, width, TIME_LETTERS));
}

function bandNeed({ title }: Session, width: number): number {
  return BAND_AROUND + CELL.title * Math.min(2, linesOf(title, width, TIME_LETTERS));
}

/** About how many lines a title takes; what does not fit is cut short by the page. */
function linesOf(title: string, width: number, before = 0): number {
  return Math.max(1, Math.ceil(((before + [...title].length) * CELL.letter) / (width - CELL.sides)));
}

function pageOf(
  { rooms, bands }: Columns,
  parts: readonly Scale[],
  part: number,
  column: number,
  width: number,
): AgendaPage {
  const scale = parts[part] ?? { marks: [], tops: [] };
  return {
    rooms: rooms.map(({ room }) => room),
    fromAt: scale.marks[0] ?? 0,
    toAt: scale.marks.at(-1) ?? 0,
    scale,
    cells: [
      ...bands.flatMap((block) => cellsOf(block, null, parts, part, width)),
      ...rooms.flatMap(({ blocks }, place) =>
        blocks.flatMap((block) => cellsOf(block, place, parts, part, column)),
      ),
    ],
  };
}

/** Its part on this page; its own cell is where that part is the highest. */
function cellsOf(
  block: Block,
  column: number | null,
  parts: readonly Scale[],
  part: number,
  width: number,
): Cell[] {
  const heights = parts.map((scale) => topAt(scale, block.toAt) - topAt(scale, block.fromAt));
  const whole = heights[part] ?? 0;
  const scale = parts[part];
  if (whole <= 0 || scale === undefined) return [];
  const own = heights.indexOf(Math.max(...heights)) === part;
  const height = whole / block.entries.length;
  const from = topAt(scale, block.fromAt);
  return block.entries.map((sessions, place) => ({
    sessions,
    column,
    top: from + place * height,
    height,
    carried: !own,
    ...fill(sessions[0], height, width, column === null),
  }));
}

/** What fits into a cell of this height. */
function fill(
  { title, speakers }: Session,
  height: number,
  width: number,
  band: boolean,
): Pick<Cell, 'lines' | 'inline' | 'speakers'> {
  const inside = height - (band ? BAND_AROUND : CELL.around) + 0.001;
  const inline = band || inside < CELL.small + 2 * CELL.title;
  const lines = Math.max(0, Math.floor((inside - (inline ? 0 : CELL.small)) / CELL.title));
  const wanted = Math.min(lines, linesOf(title, width));
  const spare = inside - (inline ? 0 : CELL.small) - wanted * CELL.title;
  const fits = !inline && speakers.length > 0 && spare >= CELL.small;
  return { lines: fits ? Math.floor((inside - 2 * CELL.small) / CELL.title) : lines, inline, speakers: fits };
}
