import type { VoteSource, VoteValue } from './vote.ts';

/** One vote as `likebox votes export` gives it, in this order (DESIGN section 9). Instants are epoch milliseconds. */
export interface ExportedVote {
  box: string;
  epoch: string;
  seq: number;
  bootId: string;
  monoMs: number;
  wallMs: number;
  /** By what is known of its boot now; null while that is nothing. */
  correctedAt: number | null;
  value: VoteValue;
  room: string | null;
  /** What it counts for under the current programme; null for nothing. */
  sessionId: string | null;
  shownSessionId: string | null;
  source: VoteSource;
  /** Lower-case hex. */
  digest: string;
}

const COLUMNS: readonly (keyof ExportedVote)[] = [
  'box',
  'epoch',
  'seq',
  'bootId',
  'monoMs',
  'wallMs',
  'correctedAt',
  'value',
  'room',
  'sessionId',
  'shownSessionId',
  'source',
  'digest',
];

/** The first line, with its end. */
export const CSV_HEADER = `${COLUMNS.join(',')}\r\n`;

/** One line with its end, after RFC 4180; null is empty. */
export function csvLine(vote: ExportedVote): string {
  return `${COLUMNS.map((column) => field(vote[column])).join(',')}\r\n`;
}

function field(value: string | number | null): string {
  if (value === null) return '';
  return typeof value === 'number' ? String(value) : quote(defuse(value));
}

/** A spreadsheet would run such text as a formula (https://owasp.org/www-community/attacks/CSV_Injection). */
function defuse(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
