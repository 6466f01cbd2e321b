import { quote } from './json.ts';
import { parseStamp, type Written } from './stamp.ts';

export interface Span {
  start: Written;
  /** Null where the source writes none. */
  end: Written | null;
}

/** Reads when an entry begins and ends, from its fields of these names; or says why it has no place in time. */
export function readSpan(
  entry: Readonly<Record<string, unknown>>,
  from: string,
  to: string,
): Span | { why: string } {
  const [start, end] = [parseStamp(entry[from]), parseStamp(entry[to])];
  if (isMissing(entry[from])) return { why: `it is not scheduled yet (no ${from})` };
  if (start === null) return { why: `its ${from} is no date and time (${quote(entry[from])})` };
  if (end === null && !isMissing(entry[to])) {
    return { why: `its ${to} is no date and time (${quote(entry[to])})` };
  }
  return { start, end };
}

/** As `readSpan`, where an entry without an end has no place in time either. */
export function readWholeSpan(
  entry: Readonly<Record<string, unknown>>,
  from: string,
  to: string,
): { start: Written; end: Written } | { why: string } {
  const span = readSpan(entry, from, to);
  if ('why' in span) return span;
  return span.end === null ? { why: `it has no end (no ${to})` } : { start: span.start, end: span.end };
}

function isMissing(written: unknown): boolean {
  return written === undefined || written === null || written === '';
}
