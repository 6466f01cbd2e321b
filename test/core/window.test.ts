import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  compareCodePoints,
  sessionAt,
  type Votable,
  votingWindow,
  windowsOf,
} from '../../src/core/window.ts';
import { wallToInstant } from '../../src/core/zone.ts';

const MINUTE = 60_000;
const RULE = { openAfterMs: 10 * MINUTE, closeAfterMs: 15 * MINUTE };

/** `2026-06-24 10:00` in Paris. */
function paris(text: string): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/\D/).map(Number);
  return wallToInstant({ year, month, day, hour, minute, second: 0 }, 'Europe/Paris');
}

/** `slot('a', '2026-06-24 10:00', '10:45')`; an end before the start is on the next day. */
function slot(id: string, from: string, to: string, more: Partial<Votable> = {}): Votable {
  const startsAt = paris(from);
  const sameDay = paris(`${from.slice(0, 10)} ${to}`);
  const endsAt = sameDay >= startsAt ? sameDay : paris(nextDay(from, to));
  return { id, startsAt, endsAt, closedFromAt: null, listedFromAt: null, ...more };
}

function nextDay(from: string, to: string): string {
  const day = String(Number(from.slice(8, 10)) + 1).padStart(2, '0');
  return `${from.slice(0, 8)}${day} ${to}`;
}

interface Case {
  name: string;
  sessions: Votable[];
  /** `[instant, the session that a vote counts for]` */
  votes: [string, string | undefined][];
}

const DAY = '2026-06-24';

const CASES: Case[] = [
  {
    name: 'a window opens ten minutes in and closes a quarter of an hour after the end',
    sessions: [slot('a', `${DAY} 10:00`, '10:45')],
    votes: [
      [`${DAY} 10:09`, undefined],
      [`${DAY} 10:10`, 'a'],
      [`${DAY} 10:59`, 'a'],
      [`${DAY} 11:00`, undefined],
    ],
  },
  {
    name: 'back to back, people who leave late vote for what they saw until the next window opens',
    sessions: [slot('a', `${DAY} 10:00`, '10:45'), slot('b', `${DAY} 10:45`, '11:30')],
    votes: [
      [`${DAY} 10:44`, 'a'],
      [`${DAY} 10:54`, 'a'],
      [`${DAY} 10:55`, 'b'],
      [`${DAY} 11:44`, 'b'],
      [`${DAY} 11:45`, undefined],
    ],
  },
  {
    name: 'a break between gives its time to nobody once the last call is over',
    sessions: [slot('a', `${DAY} 10:00`, '10:45'), slot('b', `${DAY} 11:15`, '12:00')],
    votes: [
      [`${DAY} 10:59`, 'a'],
      [`${DAY} 11:00`, undefined],
      [`${DAY} 11:24`, undefined],
      [`${DAY} 11:25`, 'b'],
    ],
  },
  {
    name: 'overlap in one room: the one that opened last, and the longer one again after it',
    sessions: [slot('long', `${DAY} 10:00`, '12:00'), slot('short', `${DAY} 10:30`, '10:50')],
    votes: [
      [`${DAY} 10:39`, 'long'],
      [`${DAY} 10:40`, 'short'],
      [`${DAY} 11:04`, 'short'],
      [`${DAY} 11:05`, 'long'],
      [`${DAY} 12:14`, 'long'],
    ],
  },
  {
    name: 'windows that open together: the later start, then the greater id by code points',
    sessions: [
      slot('z', `${DAY} 10:00`, '10:20'),
      slot('a', `${DAY} 10:05`, '10:15'),
      slot('\u{1F600}', `${DAY} 14:00`, '14:40'),
      slot('\uFFFD', `${DAY} 14:00`, '14:40'),
    ],
    votes: [
      [`${DAY} 10:10`, 'a'],
      [`${DAY} 14:10`, '\u{1F600}'],
    ],
  },
  {
    name: 'a talk of five minutes opens half way through',
    sessions: [slot('a', `${DAY} 10:00`, '10:05')],
    votes: [
      [`${DAY} 10:02`, undefined],
      [`${DAY} 10:03`, 'a'],
      [`${DAY} 10:19`, 'a'],
      [`${DAY} 10:20`, undefined],
    ],
  },
  {
    name: 'the first of a day has nothing before it, the last of a day has its quarter of an hour',
    sessions: [slot('first', `${DAY} 09:00`, '09:45'), slot('last', `${DAY} 17:30`, '18:15')],
    votes: [
      [`${DAY} 08:59`, undefined],
      [`${DAY} 09:00`, undefined],
      [`${DAY} 09:10`, 'first'],
      [`${DAY} 18:29`, 'last'],
      [`${DAY} 18:30`, undefined],
    ],
  },
  {
    name: 'a session across midnight is one session',
    sessions: [slot('night', `${DAY} 23:30`, '00:30')],
    votes: [
      [`${DAY} 23:39`, undefined],
      [`${DAY} 23:40`, 'night'],
      ['2026-06-25 00:00', 'night'],
      ['2026-06-25 00:44', 'night'],
      ['2026-06-25 00:45', undefined],
    ],
  },
  {
    name: 'cancelled: no votes from when that was known, earlier ones stay',
    sessions: [slot('a', `${DAY} 10:00`, '10:45', { closedFromAt: paris(`${DAY} 10:20`) })],
    votes: [
      [`${DAY} 10:19`, 'a'],
      [`${DAY} 10:20`, undefined],
    ],
  },
  {
    name: 'a cancelled session gives its time back to the one before it',
    sessions: [slot('a', `${DAY} 10:00`, '10:45'), slot('b', `${DAY} 10:45`, '11:30', { closedFromAt: 0 })],
    votes: [
      [`${DAY} 10:55`, 'a'],
      [`${DAY} 11:00`, undefined],
    ],
  },
  {
    name: 'replaced while it ran: earlier votes stay with what was announced then',
    sessions: [
      slot('a', `${DAY} 10:00`, '10:45', { closedFromAt: paris(`${DAY} 10:30`) }),
      slot('b', `${DAY} 10:00`, '10:45', { listedFromAt: paris(`${DAY} 10:30`) }),
    ],
    votes: [
      [`${DAY} 10:29`, 'a'],
      [`${DAY} 10:30`, 'b'],
    ],
  },
  {
    name: 'listed late and in place of nothing, it takes the votes that were cast before',
    sessions: [slot('b', `${DAY} 10:00`, '10:45', { listedFromAt: paris(`${DAY} 10:30`) })],
    votes: [[`${DAY} 10:29`, 'b']],
  },
  { name: 'an empty programme takes no votes', sessions: [], votes: [[`${DAY} 10:00`, undefined]] },
];

describe('sessionAt', () => {
  for (const { name, sessions, votes } of CASES) {
    test(name, () => {
      const answers = votes.map(([at]) => [at, sessionAt(sessions, paris(at), RULE)?.id]);
      assert.deepEqual(answers, votes);
    });
  }

  test('the order of the sessions changes nothing', () => {
    for (const { sessions, votes } of CASES) {
      const reversed = [...sessions].reverse();
      for (const [at, id] of votes) assert.equal(sessionAt(reversed, paris(at), RULE)?.id, id);
    }
  });

  test('when summer time ends, an hour that comes twice belongs to two different sessions', () => {
    // 25 October 2026: 03:00 in Paris becomes 02:00 again.
    const before = {
      ...slot('before', '2026-10-25 01:00', '01:45'),
      startsAt: Date.UTC(2026, 9, 25, 0, 0),
      endsAt: Date.UTC(2026, 9, 25, 0, 45),
    };
    const after = {
      ...before,
      id: 'after',
      startsAt: Date.UTC(2026, 9, 25, 1, 0),
      endsAt: Date.UTC(2026, 9, 25, 1, 45),
    };
    const at = [Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 1, 30)];
    assert.deepEqual(
      at.map((instant) => sessionAt([before, after], instant, RULE)?.id),
      ['before', 'after'],
    );
  });

  test('when summer time begins, the hour that is missing makes no session longer', () => {
    // 29 March 2026: 02:00 in Paris becomes 03:00; this session lasts one hour.
    const session = slot('a', '2026-03-29 01:30', '03:30');
    assert.equal(session.endsAt - session.startsAt, 60 * MINUTE);
    assert.equal(sessionAt([session], paris('2026-03-29 03:44'), RULE)?.id, 'a');
    assert.equal(sessionAt([session], paris('2026-03-29 03:45'), RULE), undefined);
  });

  test('a rule of zero and zero is the session itself', () => {
    const session = slot('a', `${DAY} 10:00`, '10:45');
    const rule = { openAfterMs: 0, closeAfterMs: 0 };
    assert.deepEqual(votingWindow(session, rule), { opensAt: session.startsAt, lastCallAt: session.endsAt });
  });
});

describe('windowsOf', () => {
  test('a window ends when the next one opens', () => {
    const sessions = [slot('a', `${DAY} 10:00`, '10:45'), slot('b', `${DAY} 10:45`, '11:30')];
    const shown = windowsOf(sessions, RULE).map(({ session, opensAt, closesAt }) => [
      session.id,
      opensAt,
      closesAt,
    ]);
    assert.deepEqual(shown, [
      ['a', paris(`${DAY} 10:10`), paris(`${DAY} 10:55`)],
      ['b', paris(`${DAY} 10:55`), paris(`${DAY} 11:45`)],
    ]);
  });

  test('inside its window a session is what votes count for, in any programme', () => {
    const session = fc.record({
      id: fc.string({ maxLength: 3 }),
      startsAt: fc.integer({ min: 0, max: 300 }).map((minutes) => minutes * MINUTE),
      minutes: fc.integer({ min: 0, max: 90 }),
      closedFromAt: fc.option(fc.integer({ min: 0, max: 400 * MINUTE }), { freq: 3 }),
    });
    const programmes = fc.uniqueArray(session, { selector: ({ id }) => id, maxLength: 12 });
    fc.assert(
      fc.property(programmes, (drawn) => {
        const sessions = drawn.map(({ id, startsAt, minutes, closedFromAt }) => ({
          id,
          startsAt,
          endsAt: startsAt + minutes * MINUTE,
          closedFromAt,
          listedFromAt: null,
        }));
        for (const window of windowsOf(sessions, RULE)) {
          const { opensAt, closesAt } = window;
          if (opensAt === closesAt) continue;
          assert.equal(sessionAt(sessions, opensAt, RULE)?.id, window.session.id);
          assert.equal(sessionAt(sessions, closesAt - 1, RULE)?.id, window.session.id);
          assert.notEqual(sessionAt(sessions, closesAt, RULE)?.id, window.session.id);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

test('code points, not UTF-16 units, decide between two ids', () => {
  assert.ok(compareCodePoints('\u{1F600}', '\uFFFD') > 0);
  assert.ok(compareCodePoints('ab', 'a') > 0);
  assert.equal(compareCodePoints('a', 'a'), 0);
});
