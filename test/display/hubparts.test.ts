import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatBytes,
  formatCount,
  formatInterval,
  formatShare,
  formatVotes,
} from '../../display/hub/figures.ts';
import { currentDay, daysOf, instantOf } from '../../display/hub/instants.ts';
import { readPart } from '../../display/hub/live.ts';
import { fillMinutes } from '../../display/hub/minutes.ts';
import { endOf } from '../../display/hub/noticedraft.ts';
import { addressOf, parseRoute } from '../../display/hub/route.ts';
import { HUB_AT, MINUTE_MS, makeShown } from './hubtalks.ts';

const PARIS = 'Europe/Paris';

test('every page and every room has an address of its own, whatever the room is called', () => {
  for (const room of ['Amphi A', 'a/b', '50 % #1', 'قاعة']) {
    assert.deepEqual(parseRoute(addressOf('live', room)), { page: 'live', part: room });
  }
  assert.deepEqual(parseRoute('#results'), { page: 'results', part: null });
  assert.deepEqual(parseRoute(addressOf('wall', 'off')), { page: 'wall', part: 'off' });
  assert.deepEqual(parseRoute(''), { page: 'boxes', part: null });
  assert.deepEqual(parseRoute('#nowhere'), { page: 'boxes', part: null });
  assert.deepEqual(parseRoute('#live/%E0%A4%A'), { page: 'live', part: null });
});

test('a day and a time mean what the clocks of the event show', () => {
  assert.equal(instantOf('2026-06-24', '09:00', PARIS), Date.parse('2026-06-24T07:00:00Z'));
  assert.equal(instantOf('2026-12-01', '09:00', PARIS), Date.parse('2026-12-01T08:00:00Z'));
  assert.equal(instantOf('2026-06-24', '', PARIS), null);
  assert.equal(instantOf('', '09:00', PARIS), null);
});

test('the programme opens on today, else on the next day, else on the last one', () => {
  const days = daysOf(
    ['2026-06-25T08:00Z', '2026-06-24T07:00Z', '2026-06-23T22:30Z'].map((at) => Date.parse(at)),
    PARIS,
  );
  assert.deepEqual(
    days.map(({ day }) => day),
    ['2026-06-24', '2026-06-25'],
  );
  const on = (at: string) => currentDay(days, Date.parse(at), PARIS);
  assert.equal(on('2026-06-25T12:00Z'), '2026-06-25');
  assert.equal(on('2026-06-20T12:00Z'), '2026-06-24');
  assert.equal(on('2026-07-01T12:00Z'), '2026-06-25');
  assert.equal(currentDay([], HUB_AT, PARIS), null);
});

test('a notice ends in so many minutes, by hand, or at a time: one that is over today is tomorrow', () => {
  assert.equal(endOf('10', '', HUB_AT, PARIS), HUB_AT + 10 * MINUTE_MS);
  assert.equal(endOf('hand', '', HUB_AT, PARIS), null);
  assert.equal(endOf('time', '12:30', HUB_AT, PARIS), Date.parse('2026-06-24T12:30:00+02:00'));
  assert.equal(endOf('time', '09:00', HUB_AT, PARIS), Date.parse('2026-06-25T09:00:00+02:00'));
  assert.equal(endOf('time', '', HUB_AT, PARIS), undefined);
});

test('a curve has every minute from the first vote to now, with -1 below the line', () => {
  const session = makeShown('s', 'Talk', 'Amphi A', '11:00', '11:50');
  const fromAt = Date.parse('2026-06-24T11:42:00+02:00');
  const minutes = [
    { at: fromAt, plus: 3, minus: 1 },
    { at: fromAt + 2 * MINUTE_MS, plus: 0, minus: 2 },
  ];
  const [x, plus, minus] = fillMinutes({ minutes, session }, fromAt + 3 * MINUTE_MS + 10_000);
  assert.deepEqual(
    x,
    [0, 1, 2, 3, 4].map((minute) => fromAt / 1_000 + minute * 60),
  );
  assert.deepEqual(plus, [3, 0, 0, 0, 0]);
  assert.deepEqual(minus, [-1, 0, -2, 0, 0]);
});

test('a curve of a session that is long over ends with its votes, and none is longer than half a day', () => {
  const session = makeShown('s', 'Talk', 'Amphi A', '11:00', '11:50');
  const minutes = [{ at: session.startsAt, plus: 1, minus: 0 }];
  assert.equal(fillMinutes({ minutes, session }, session.endsAt + 600 * MINUTE_MS)[0].length, 67);
  assert.equal(fillMinutes({ minutes, session: null }, session.endsAt + 9_000 * MINUTE_MS)[0].length, 721);
});

test('a part takes the place of what was known of it and leaves the others', () => {
  const before = { live: [], notices: [] };
  const notices = [{ number: 1 }];
  assert.deepEqual(readPart(JSON.stringify({ part: 'notices', value: notices }), before), {
    live: [],
    notices,
  });
});

test('figures are written as each language writes them', () => {
  const plain = (text: string) => text.replaceAll(/\s/g, ' ');
  assert.deepEqual(
    [formatCount(1_203, 'fr'), formatShare(0.874, 'fr'), formatBytes(12.34e9, 'fr')].map(plain),
    ['1 203', '87 %', '12,3 Go'],
  );
  assert.deepEqual(
    [formatCount(1_203, 'en'), formatShare(0.874, 'en'), formatInterval(0.79, 0.92, 'en')],
    ['1,203', '87%', '79–92%'],
  );
});

test('one vote is one, and none are as each language counts them', () => {
  const said = [0, 1, 2, 1_203].map((count) => [formatVotes(count, 'fr'), formatVotes(count, 'en')]);
  assert.deepEqual(said, [
    ['0 vote', '0 votes'],
    ['1 vote', '1 vote'],
    ['2 votes', '2 votes'],
    ['1\u202f203 votes', '1,203 votes'],
  ]);
});
