import Papa from 'papaparse';
import type { ReadingFault } from '../programme.ts';
import { cleanLine } from '../text.ts';
import type { WallTime } from '../zone.ts';
import { type Columns, describeColumns, mapColumns, refuseColumns } from './columns.ts';
import { readRow, type Unread } from './csvrow.ts';
import { orderOf } from './csvtimes.ts';
import { decode } from './decode.ts';
import { fillEnds, type OpenDraft } from './ends.ts';
import type { Found, TextFormat } from './format.ts';
import type { ReadOptions } from './options.ts';
import type { Stamp } from './stamp.ts';

interface Table {
  headers: readonly string[];
  columns: Columns;
  /** Rows with something in them, and their number in the spreadsheet. */
  rows: readonly Row[];
  /** How many rows more there are than are ever read. */
  beyond: number;
}

interface Row {
  cells: readonly string[];
  number: number;
}

const DELIMITERS = [',', ';', '\t', '|'];
const HEAD_MAX = 20_000;
const EXCEL_HINT = /^sep=.\r?\n/i;
const CELLS_MIN = 3;
const SHOWN_ROWS = 3;
const ROWS_MAX = 5_000; // a table of more is refused, so the rest is only counted

/**
 * A table with a first row of names (FORMATS.md 2.11). Which column was taken for what, and how the first rows read, is
 * told to the owner: nothing else says whether it was understood.
 */
export const CSV: TextFormat = {
  name: 'CSV (a first row of column names, parted by comma, semicolon, tab or |)',
  recognises(text) {
    if (/^(?:[<{[]|BEGIN:)/i.test(text)) return false;
    const [headers = [], second = []] = headOf(text).rows;
    if (headers.length < CELLS_MIN) return false;
    return mapColumns(headers).size > 0 || second.length === headers.length;
  },
  read(text, options, bytes) {
    const table = tableOf(text);
    const refusal = refuseColumns(table.headers, table.columns);
    const found = refusal === null ? readTable(table, options) : EMPTY;
    const encoding = decode(bytes).guessed ? [GUESSED] : [];
    const errors = refusal === null ? [] : [errorOf(refusal)];
    return { ...found, faults: [...errors, ...(found.faults ?? []), ...encoding] };
  },
};

const BEYOND = { what: 'a row', why: 'the table is too long' };

const EMPTY: Found = { format: 'csv', offsets: 'claimed', drafts: [], dropped: [] };

const GUESSED: ReadingFault = {
  severity: 'warning',
  message:
    'This table is not UTF-8 and was read as Windows-1252, as Excel writes it: check the accents, or save it as "CSV UTF-8".',
};

const ROOMLESS: ReadingFault = {
  severity: 'warning',
  message:
    'This table has no column for the room, so none of its sessions takes votes: add one named "room".',
};

function readTable({ headers, columns, rows, beyond }: Table, options: ReadOptions): Found {
  const dates = (['date', 'start', 'endDate', 'end'] as const).flatMap((field) => {
    const index = columns.get(field);
    return index === undefined ? [] : rows.map(({ cells }) => cells[index] ?? '');
  });
  const order = orderOf(dates, options.language);
  const read = rows.map(({ cells, number }) => ({
    number,
    row: readRow(cells, number, columns, order ?? 'day first'),
  }));
  const unread = read.map(({ row }) => row).filter((row) => 'why' in row);
  const sessions = read.flatMap(({ row, number }) => ('why' in row ? [] : [{ draft: row, number }]));
  const ends = fillEnds(
    sessions.map(({ draft }) => draft),
    options.timezone,
  );
  return {
    ...EMPTY,
    drafts: ends.drafts,
    dropped: [
      ...unread.map(({ what, why }) => ({ what, why })),
      ...Array.from({ length: beyond }, () => BEYOND),
    ],
    faults: [
      ...(order === null ? [errorOf(openOrder(dates))] : []),
      ...daylessFaults(unread),
      ...(columns.has('room') ? [] : [ROOMLESS]),
    ],
    assumed: [
      describeColumns(headers, columns),
      ...sessions.slice(0, SHOWN_ROWS).map(({ draft, number }) => `Row ${number} reads as: ${shown(draft)}.`),
      ...ends.assumed,
    ],
  };
}

function tableOf(text: string): Table {
  const { delimiter } = headOf(text);
  const { lines, beyond } = linesOf(text, delimiter);
  const [first, ...rows] = lines;
  const names = first?.cells ?? [];
  // White space before the text was left out: in a table parted by tabs that may be an empty first name.
  const isShifted = delimiter === '\t' && rows[0]?.cells.length === names.length + 1;
  const headers = isShifted ? ['', ...names] : names;
  return { headers, columns: mapColumns(headers), rows, beyond };
}

/** The names, and the rows with something in them. What is beyond the limit is counted as it passes, never held. */
function linesOf(text: string, delimiter: string): { lines: Row[]; beyond: number } {
  const lines: Row[] = [];
  let beyond = 0;
  let number = EXCEL_HINT.test(text) ? 1 : 0;
  const step = ({ data: cells }: { data: string[] }) => {
    number += 1;
    if (lines.length > 0 && cells.every((cell) => cell.trim() === '')) return;
    if (lines.length > ROWS_MAX) beyond += 1;
    else lines.push({ cells, number });
  };
  Papa.parse<string[]>(text.replace(EXCEL_HINT, ''), { delimiter, step });
  return { lines, beyond };
}

/** The first rows, parted by what makes the most known columns of the first one, or else the most cells. */
function headOf(text: string): { delimiter: string; rows: string[][] } {
  const head = text.slice(0, HEAD_MAX).replace(EXCEL_HINT, '');
  const [best] = DELIMITERS.map((delimiter) => {
    const rows = Papa.parse<string[]>(head, { delimiter, preview: 2 }).data;
    const headers = rows[0] ?? [];
    return { delimiter, rows, score: [mapColumns(headers).size, headers.length] as const };
  }).toSorted((a, b) => b.score[0] - a.score[0] || b.score[1] - a.score[1]);
  return best ?? { delimiter: ',', rows: [] };
}

function errorOf(message: string): ReadingFault {
  return { severity: 'error', message };
}

function openOrder(dates: readonly string[]): string {
  const example = dates.map(cleanLine).find((date) => /^\d{1,2}[-/]\d/.test(date)) ?? '';
  return `Dates such as ${example} may begin with the day or with the month, and no number over 12 tells. They were read with the day first. Write them as 2026-06-24.`;
}

function daylessFaults(rows: readonly Unread[]): ReadingFault[] {
  const dayless = rows.filter((row) => row.dayless);
  const [first] = dayless;
  if (first === undefined) return [];
  const which = dayless.length === 1 ? '1 row has' : `${dayless.length} rows have`;
  const message = `${which} no date, so they were left out. The first: ${first.what}: ${first.why}. Write the day of every session as 2026-06-24 in a column named "date".`;
  return [errorOf(message)];
}

function shown({ start, end, room, title, speakers }: OpenDraft): string {
  const until = end === null ? '' : 'lastsMs' in end ? `, ${end.lastsMs / 60_000} min` : `-${clock(end)}`;
  const day = 'wall' in start ? dayOf(start.wall) : '';
  const parts = [
    `${day} ${clock(start)}${until}`,
    cleanLine(room),
    `"${cleanLine(title)}"`,
    speakers.join(' + '),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function clock(stamp: Stamp): string {
  return 'wall' in stamp ? [stamp.wall.hour, stamp.wall.minute].map(two).join(':') : '';
}

function dayOf({ year, month, day }: WallTime): string {
  return [String(year), two(month), two(day)].join('-');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
