import { paragraph, printable } from '../report/width.ts';
import { timeOf, WIDTH } from './lay.ts';

const TEXT_MAX = 240; // characters: some lines of a terminal; the journal has it whole

/** Lines of the log, oldest first, as people read them. @param zone of the event */
export function logText(lines: readonly string[], zone: string): string {
  if (lines.length === 0) return 'The log is empty.';
  return lines.flatMap((line) => logLine(line, zone)).join('\n');
}

function logLine(line: string, zone: string): string[] {
  const record = parse(line);
  if (record === null) return paragraph('', short(line), WIDTH);
  const { time, level, msg, ...rest } = record;
  const at = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  const when = Number.isNaN(at) ? '' : `${timeOf(at, zone)} `;
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${wordsFor(value)}`);
  return paragraph(`${when}${String(level).padEnd(5)} `, short([String(msg), ...fields].join(' ')), WIDTH);
}

/** Null for what is no record, as one that was cut because it was too long. */
function parse(line: string): Record<string, unknown> | null {
  try {
    const record: unknown = JSON.parse(line);
    return typeof record === 'object' && record !== null ? { ...record } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function wordsFor(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  // An error says what went wrong; where in the program stands in the journal.
  return 'message' in value ? String(value.message) : JSON.stringify(value);
}

function short(text: string): string {
  const line = printable(text);
  return line.length <= TEXT_MAX ? line : `${line.slice(0, TEXT_MAX - 1)}…`;
}
