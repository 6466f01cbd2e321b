import { decodeWindows } from './windows.ts';

/** A content line of iCalendar, unfolded. */
export interface Line {
  /** Of its first line in the file, from 1. */
  number: number;
  text: string;
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;

/**
 * The lines of a calendar. Some tools fold inside of a character (FORMATS.md 2.10), so the bytes are joined before they
 * are decoded. `foreign` counts the lines that are no UTF-8, and were read as Windows-1252.
 */
export function unfold(bytes: Uint8Array): { lines: Line[]; foreign: number } {
  const newline = bytes.includes(LF) ? LF : CR;
  const decodeLine = lineDecoder();
  const lines: Line[] = [];
  let parts: Uint8Array[] = [];
  let first = 1;
  let number = 0;
  const flush = () => {
    const text = decodeLine(joined(parts)).trim();
    if (text !== '') lines.push({ number: first, text });
    parts = [];
  };
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(newline, from);
    const next = found === -1 ? bytes.length : found;
    const end = next > from && bytes[next - 1] === CR ? next - 1 : next;
    const isFolded = bytes[from] === SPACE || bytes[from] === TAB;
    number += 1;
    if (!isFolded) {
      flush();
      first = number;
    }
    parts.push(bytes.subarray(isFolded ? from + 1 : from, end));
    from = next + 1;
  }
  flush();
  return { lines, foreign: decodeLine.foreign() };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length < 2) return only ?? new Uint8Array();
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function lineDecoder() {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let foreign = 0;
  const decodeLine = (bytes: Uint8Array): string => {
    try {
      return utf8.decode(bytes);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      foreign += 1;
      return decodeWindows(bytes);
    }
  };
  return Object.assign(decodeLine, { foreign: () => foreign });
}
