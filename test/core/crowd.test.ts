import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type CrowdRule,
  createAudience,
  departures,
  type Hall,
  likingOf,
  type Press,
  seatsOf,
} from '../../src/core/crowd.ts';

const MINUTE_MS = 60_000;
const ENDS_AT = 40 * MINUTE_MS;
const SESSION = {
  id: 'talk-1',
  startsAt: 0,
  endsAt: ENDS_AT,
  opensAt: 10 * MINUTE_MS,
  closesAt: ENDS_AT + 10 * MINUTE_MS,
};
const QUIET: CrowdRule = { seed: 5, perMinute: 0, speed: 1 };

interface Seen extends Press {
  at: number;
}

/** Everything that is pressed from one instant to another while somebody looks every second. */
function watch(rule: CrowdRule, fromAt: number, toAt: number, session: Hall['session'] = SESSION): Seen[] {
  const audience = createAudience(rule, 'box-01');
  const seen: Seen[] = [];
  for (let at = fromAt; at < toAt; at += 1_000) {
    const presses = audience.look({ at, room: 'Amphi A', session }, 1_000);
    seen.push(...presses.map((press) => ({ ...press, at: at + press.afterMs })));
  }
  return seen;
}

const between = (people: readonly { at: number }[], fromAt: number, toAt: number) =>
  people.filter(({ at }) => at >= fromAt && at < toAt).length;

test('most people leave in the minutes around the end of a session, some before, a few late, none when it counts no more', () => {
  const rooms = Array.from({ length: 20 }, (_, i) => departures(1, `Room ${i}`, SESSION));
  for (const room of rooms) assert.ok(room.length > 10 && room.length < 300, `${room.length} people`);
  const people = rooms.flat();
  const share = (fromAt: number, toAt: number) => between(people, fromAt, toAt) / people.length;
  assert.ok(share(ENDS_AT - MINUTE_MS, ENDS_AT + 5 * MINUTE_MS) > 0.75);
  const early = share(SESSION.opensAt, ENDS_AT - MINUTE_MS);
  assert.ok(early > 0 && early < 0.2, `${early} before`);
  const late = share(ENDS_AT + 5 * MINUTE_MS, SESSION.closesAt);
  assert.ok(late > 0 && late < 0.2, `${late} late`);
  assert.equal(between(people, SESSION.opensAt, SESSION.closesAt), people.length);
});

test('everybody who leaves is played once, and comes by when they leave', () => {
  const hands = departures(QUIET.seed, 'Amphi A', SESSION).flatMap(({ hands }) => hands);
  const seen = watch(QUIET, SESSION.opensAt, SESSION.closesAt);
  // Whoever waits too long for a button walks on.
  assert.ok(
    seen.length <= hands.length && seen.length > 0.9 * hands.length,
    `${seen.length} of ${hands.length}`,
  );
  assert.deepEqual(watch(QUIET, 0, SESSION.opensAt - 1_000), []);
});

test('the same seed plays the same audience, another seed another one', () => {
  const rule = { ...QUIET, perMinute: 30 };
  const played = watch(rule, ENDS_AT, ENDS_AT + 2 * MINUTE_MS);
  assert.deepEqual(watch(rule, ENDS_AT, ENDS_AT + 2 * MINUTE_MS), played);
  assert.notDeepEqual(watch({ ...rule, seed: 2 }, ENDS_AT, ENDS_AT + 2 * MINUTE_MS), played);
});

test('each session is liked in its own way, and its votes say so', () => {
  const likings = Array.from({ length: 200 }, (_, i) => likingOf(1, `talk-${i}`));
  assert.ok(Math.min(...likings) < 0.5 && Math.max(...likings) > 0.95);
  const sorted = likings
    .map((liking, i) => ({ liking, id: `talk-${i}` }))
    .sort((a, b) => a.liking - b.liking);
  for (const { liking, id } of [sorted[0], sorted.at(-1)].filter((one) => one !== undefined)) {
    const people = Array.from({ length: 20 }, (_, i) =>
      departures(1, 'Amphi A', { ...SESSION, id }, i),
    ).flat();
    const plus = people.filter(({ hands }) => hands[0]?.button === 'plus').length / people.length;
    assert.ok(Math.abs(plus - liking) < 0.05, `${plus} for ${liking}`);
  }
});

test('rooms are large and small', () => {
  const seats = Array.from({ length: 100 }, (_, i) => seatsOf(1, `Room ${i}`));
  assert.ok(seats.every((count) => count >= 80 && count <= 400));
  assert.ok(Math.max(...seats) > 4 * Math.min(...seats));
});

test('most people punch once, some twice, a few both buttons, and a child now and then punches a burst', () => {
  const rounds = Array.from({ length: 50 }, (_, i) => departures(1, 'Amphi A', SESSION, i)).flat();
  const share = (wanted: (hands: readonly Press[]) => boolean) =>
    rounds.filter(({ hands }) => wanted(hands)).length / rounds.length;
  assert.ok(share((hands) => hands.length === 1) > 0.8);
  assert.ok(share((hands) => hands.length === 2) > 0.05);
  assert.ok(share((hands) => hands[0]?.button !== hands.at(-1)?.button) > 0.005);
  const burst = share((hands) => hands.length >= 5);
  assert.ok(burst > 0.005 && burst < 0.03, `${burst}`);
  assert.ok(rounds.every(({ hands }) => hands.every(({ holdMs }) => holdMs >= 60 && holdMs <= 200)));
});

test('the steady audience comes at its rate whatever the programme says', () => {
  const rule = { ...QUIET, perMinute: 12 };
  const presses = watch(rule, 0, 120 * MINUTE_MS, null).length / 120;
  assert.ok(presses > 11 && presses < 17, `${presses} a minute`);
  assert.deepEqual(watch(QUIET, 0, 120 * MINUTE_MS, null), []);
});

test('a hand waits for the one before, so that the wildest crowd stays under ten presses a second', () => {
  const seen = watch({ seed: 1, perMinute: 600, speed: 100 }, 0, 5 * MINUTE_MS);
  assert.ok(seen.length / 300 > 3 && seen.length / 300 < 10, `${seen.length / 300} a second`);
  for (const button of ['plus', 'minus']) {
    const hands = seen.filter((press) => press.button === button).sort((a, b) => a.at - b.at);
    const tooSoon = hands.filter(({ at }, i) => {
      const before = hands[i - 1];
      return before !== undefined && at < before.at + before.holdMs + 149.9;
    });
    assert.deepEqual(tooSoon, []);
  }
});

test('at twenty times the speed a session ends in a twentieth of the time, and its room fills anew', () => {
  const startAt = ENDS_AT - 20 * MINUTE_MS;
  const seen = watch({ ...QUIET, speed: 20 }, startAt, startAt + 4 * MINUTE_MS);
  const rush = between(seen, startAt + 55_000, startAt + 80_000);
  const before = between(seen, startAt, startAt + 50_000);
  assert.ok(rush > 20 && before < rush / 2, `${before} before, ${rush} in the rush`);
  const round = (SESSION.closesAt - SESSION.opensAt) / 20;
  const next = between(seen, startAt + 55_000 + round, startAt + 80_000 + round);
  assert.ok(next > 5, `${next} in the rush of the next round`);
});

test('a clock that is set brings no flood and no silence', () => {
  const audience = createAudience({ ...QUIET, perMinute: 60 }, 'box-01');
  const minute = (fromAt: number) => {
    let count = 0;
    for (let at = fromAt; at < fromAt + MINUTE_MS; at += 1_000)
      count += audience.look({ at, room: null, session: null }, 1_000).length;
    return count;
  };
  for (const at of [0, 1_000_000 * MINUTE_MS, 5 * MINUTE_MS]) {
    const presses = minute(at);
    assert.ok(presses > 40 && presses < 110, `${presses} from ${at}`);
  }
});
