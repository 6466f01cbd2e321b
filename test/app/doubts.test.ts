import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubtOf } from '../../src/app/doubts.ts';
import { digestOf } from '../../src/core/history.ts';
import type { Programme, ProgrammeReading, Session } from '../../src/core/programme.ts';
import { sessionWith } from '../fakes/session.ts';

const DAY = 86_400_000;
const TEN = Date.parse('2026-06-24T10:00:00Z');
const ORIGIN = 'talks.json';

const listed = (count: number, more: Partial<Session> = {}, prefix = '') =>
  Array.from({ length: count }, (_, index) =>
    sessionWith({
      id: `${prefix}${index}`,
      title: `Talk ${prefix}${index}`,
      startsAt: TEN,
      endsAt: TEN + 1,
      ...more,
    }),
  );

const known = (more: Partial<Programme> = {}): Programme => ({
  name: 'Camp',
  timezone: 'UTC',
  origin: ORIGIN,
  reading: 'wall',
  sessions: listed(10),
  ...more,
});

const reading = (more: Partial<ProgrammeReading> = {}): ProgrammeReading => ({
  format: 'sched',
  timezone: 'UTC',
  reading: 'wall',
  name: 'Camp',
  sessions: listed(10),
  dropped: [],
  faults: [],
  assumed: [],
  other: null,
  undecided: false,
  ...more,
});

const TIE = {
  undecided: true,
  other: { reading: 'instant', days: [] },
  faults: [{ severity: 'error', message: 'Say which.' }],
} satisfies Partial<ProgrammeReading>;
const OTHER = {
  reading: 'instant',
  other: { reading: 'wall', days: [] },
} satisfies Partial<ProgrammeReading>;
const MOVED = { startsAt: TEN + 181 * DAY, endsAt: TEN + 181 * DAY + 1 };

const CASES: readonly (readonly [what: string, Programme, ProgrammeReading, doubt: RegExp | null])[] = [
  ['the same', known(), reading(), null],
  ['nothing', known(), reading({ sessions: [] }), /lists 0 sessions where it listed 10/],
  ['fewer than half', known(), reading({ sessions: listed(4) }), /lists 4 sessions where it listed 10/],
  ['just half', known(), reading({ sessions: listed(5) }), null],
  ['another year', known(), reading({ sessions: listed(10, MOVED) }), /of 2026-12 where it was of 2026-06/],
  ['half a year', known(), reading({ sessions: listed(10, { startsAt: TEN + 180 * DAY }) }), null],
  ['one session far away', known(), reading({ sessions: [...listed(9), ...listed(1, MOVED, 'x')] }), null],
  ['another event', known(), reading({ sessions: listed(10, {}, 'x') }), /gives another event: hardly/],
  [
    'another event that numbers alike',
    known(),
    reading({ name: 'Fest', sessions: listed(10).map((one) => ({ ...one, title: `Other ${one.id}` })) }),
    /gives another event \("Fest" instead of "Camp"\)/,
  ],
  ['another name only', known(), reading({ name: 'Fest' }), null],
  ['all titles new, ids kept', known(), reading({ sessions: listed(10, { title: 'New' }) }), null],
  [
    'a handful that is all new',
    known({ sessions: listed(4) }),
    reading({ sessions: listed(4, {}, 'x') }),
    null,
  ],
  ['times read in another way', known(), reading(OTHER), /now be read as true instants, unlike before/],
  ['times read in another way that is the same', known(), reading({ reading: 'instant' }), null],
  [
    'a tie, after a programme that was none',
    known(),
    reading(TIE),
    /^Say which\. The programme before stays\.$/,
  ],
  ['a tie, after a tie of the same source', known({ undecided: true }), reading(TIE), null],
  [
    'a tie, after a tie of another source',
    known({ undecided: true, origin: 'other.json' }),
    reading(TIE),
    /^Say which\./,
  ],
  [
    'what was rolled back',
    known({ refused: [digestOf(reading())] }),
    reading(),
    /^The programme was rolled back/,
  ],
  [
    'what is not quite what was rolled back',
    known({ refused: [digestOf(reading())] }),
    reading({ name: 'Camp!' }),
    null,
  ],
  ['nothing of another source', known({ origin: 'other.json' }), reading({ sessions: [] }), null],
];

for (const [what, programme, given, doubt] of CASES) {
  test(`${doubt === null ? 'taken' : 'doubted'}: ${what}`, () => {
    const why = doubtOf(programme, given, ORIGIN);
    if (doubt === null) assert.equal(why, null);
    else assert.match(why ?? '', doubt);
  });
}

test('a reading that a person has set is not doubted for being another one', () => {
  assert.equal(doubtOf(known(), reading(OTHER), ORIGIN, 'instant'), null);
  assert.notEqual(doubtOf(known(), reading(OTHER), ORIGIN, 'auto'), null);
});
