import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Session } from '../../../src/core/programme.ts';
import { checkText } from '../../../src/core/report/text.ts';
import { made, readingOf } from './made.ts';

// Columns counted apart from the program: each piece comes with the columns that it takes.
const PIECES: readonly [string, number][] = [
  ['a', 1],
  ['é', 1],
  [' ', 1],
  ['日', 2],
  ['🐳', 2],
  ['e\u0301', 1],
  ['ש', 1],
  ['…', 1],
  ['│', 1],
];
const COLUMNS = new Map(PIECES.map(([piece, columns]) => [piece.normalize('NFD'), columns]));
const NASTY = ['\u001b[2J', '\n', '\r', '\t', '\u0000', '\u009b31m', '\u202e', '\u2028', '\ud800', '\u007f'];

function columnsOf(line: string): number {
  const pieces = line.normalize('NFD').match(/\P{M}\p{M}*/gu) ?? [];
  return pieces.reduce((sum, piece) => sum + (piece === '\u200e' ? 0 : (COLUMNS.get(piece) ?? 1)), 0);
}

const text = fc
  .array(fc.constantFrom(...PIECES.map(([piece]) => piece), ...NASTY), { maxLength: 80 })
  .map((pieces) => pieces.join(''));
const name = fc.oneof(fc.constantFrom('', 'Amphi A', 'Amphi B', 'Hall'), text);
const session = fc
  .record({ title: text, room: name, from: fc.nat(3_000), lasts: fc.nat(2_000), flags: fc.nat(7) })
  .map(
    ({ title, room, from, lasts, flags }, index = 0): Session => ({
      ...made('09:00-10:00', room, title),
      id: `${from} ${index}`,
      speakers: flags > 3 ? [title] : [],
      startsAt: Date.parse('2026-06-24T08:00+02:00') + from * 60_000,
      endsAt: Date.parse('2026-06-24T08:00+02:00') + (from + lasts) * 60_000,
      cancelled: flags === 1,
      kind: flags === 2 ? 'break' : 'talk',
    }),
  );
const day = fc.record({
  day: fc.constantFrom('2026-06-24', '2026-09-30'),
  first: fc.constant('09:00'),
  room: name,
  title: text,
  last: fc.constant('18:00'),
  sessions: fc.nat(9),
});
const reading = fc
  .record({
    sessions: fc.array(session, { maxLength: 25 }),
    name: text,
    faults: fc.array(
      fc.record({ severity: fc.constantFrom('error' as const, 'warning' as const), message: text }),
    ),
    dropped: fc.array(fc.record({ what: text, why: text })),
    assumed: fc.array(text),
    format: text,
    other: fc.option(fc.record({ reading: fc.constant('instant' as const), days: fc.array(day) })),
    undecided: fc.boolean(),
  })
  .map(({ sessions, ...more }) => readingOf(sessions, more));

test('whatever a source writes, no line is wider than asked and no control character is left', () => {
  fc.assert(
    fc.property(reading, fc.integer({ min: 40, max: 200 }), (given, width) => {
      for (const line of checkText(given, width).split('\n')) {
        assert.doesNotMatch(line, /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
        assert.ok(columnsOf(line) <= width, `${columnsOf(line)} > ${width}: ${line}`);
      }
    }),
    { numRuns: 150 },
  );
});
