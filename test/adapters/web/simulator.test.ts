import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { createClock } from '../../../src/adapters/clock.ts';
import { createSimulatedBoard } from '../../../src/adapters/gpio/simulated.ts';
import { watchButtons } from '../../../src/app/buttons.ts';
import type { Hand, PlannedEdge } from '../../../src/app/ports.ts';
import { createRandom } from '../../../src/core/random.ts';
import { serve } from './fixture.ts';

const LIMIT = { timeout: 20_000 };

/** A site with a hand that only notes what it was asked. */
async function serveNotes(context: TestContext) {
  const calls: unknown[][] = [];
  const note =
    <T>(name: string, answer: T) =>
    (...args: unknown[]) => {
      calls.push([name, ...args]);
      return answer;
    };
  const hand: Hand = {
    setLevel: note('level', undefined),
    press: note('press', Promise.resolve(true)),
    play: note('play', Promise.resolve(true)),
    letGo() {},
  };
  const { get } = await serve(context, { hand });
  return { calls, post: poster(get) };
}

function poster(get: (path: string, init?: RequestInit) => Promise<Response>) {
  return async (name: string, body: unknown, type = 'application/json') => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await get(`/api/simulator/${name}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: text,
    });
    return [response.status, await response.json()];
  };
}

const PLAYED = [200, { played: true }];
const edges = (count: number, afterMs = (i: number) => i): PlannedEdge[] =>
  Array.from({ length: count }, (_, i) => ({ afterMs: afterMs(i), button: 'plus', active: i % 2 === 0 }));

test('each command reaches the hand as it was sent', LIMIT, async (context) => {
  const { calls, post } = await serveNotes(context);
  assert.deepEqual(await post('level', { button: 'plus', active: true }), PLAYED);
  assert.deepEqual(await post('press', { button: 'minus', holdMs: 80.5 }), PLAYED);
  assert.deepEqual(await post('trace', { edges: edges(3) }), PLAYED);
  assert.deepEqual(await post('trace', { edges: [] }), PLAYED);
  assert.deepEqual(calls, [
    ['level', 'plus', true],
    ['press', 'minus', 80.5],
    ['play', edges(3)],
    ['play', []],
  ]);
});

const NO_OBJECT = 'body: must be a JSON object, sent as application/json';

/** Bodies that are refused, and what is said of each by key. */
const REFUSED: readonly [name: string, body: unknown, error: string][] = [
  ['level', { button: 'up', active: 1 }, 'button: must be "plus" or "minus"; active: must be true or false'],
  ['level', {}, 'button: must be "plus" or "minus"; active: must be true or false'],
  ['level', { button: 'plus', active: true, hold: 1 }, 'body: unknown key hold'],
  ['level', [], NO_OBJECT],
  ['press', { button: 'plus' }, 'holdMs: must be a number of milliseconds'],
  ['press', { button: 'plus', holdMs: '80' }, 'holdMs: must be a number of milliseconds'],
  ['press', { button: 'plus', holdMs: -1 }, 'holdMs: must not be negative'],
  ['press', { button: 'plus', holdMs: 60_001 }, 'holdMs: must be at most 60000'],
  ['trace', { edges: {} }, 'edges: must be a list of edges'],
  ['trace', {}, 'edges: must be a list of edges'],
  [
    'trace',
    { edges: [{ afterMs: 600_001, button: 'x', active: 'y' }] },
    'edges.0.afterMs: must be at most 600000; edges.0.button: must be "plus" or "minus"; edges.0.active: must be true or false',
  ],
  ['trace', { edges: edges(3, (i) => 10 - i) }, 'edges: must be in ascending order of afterMs'],
  ['trace', { edges: edges(5_001) }, 'edges: must be at most 5000 edges'],
];

test('a body that says something else is refused, each fault by its key', LIMIT, async (context) => {
  const { calls, post } = await serveNotes(context);
  for (const [name, body, error] of REFUSED) {
    assert.deepEqual(await post(name, body), [400, { error }], JSON.stringify(body).slice(0, 80));
  }
  assert.deepEqual(calls, []);
});

test('5,000 edges are taken, several at one time too', LIMIT, async (context) => {
  const { calls, post } = await serveNotes(context);
  const most = edges(5_000, (i) => Math.floor(i / 2) + 0.123_456_789);
  assert.deepEqual(await post('trace', { edges: most }), PLAYED);
  assert.deepEqual(calls, [['play', most]]);
});

test('what is not JSON, not said to be, or too large is refused', LIMIT, async (context) => {
  const { calls, post } = await serveNotes(context);
  const [status, answer] = await post('level', '{"button":');
  assert.equal(status, 400);
  assert.match((answer as { error: string }).error, /JSON/);
  // A form of somebody else's page can send text/plain without asking first.
  const body = { button: 'plus', active: true };
  for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
    assert.deepEqual(await post('level', body, type), [400, { error: NO_OBJECT }], type);
  }
  const [tooLarge] = await post('trace', `{"edges":[${' '.repeat(1_048_576)}]}`);
  assert.equal(tooLarge, 413);
  assert.deepEqual(calls, []);
});

test('at most 64 traces are played at once', LIMIT, async (context) => {
  const board = createSimulatedBoard({ clock: createClock(), random: createRandom(1) });
  const { get } = await serve(context, { hand: board.hand });
  const post = poster(get);
  const long = Array.from({ length: 65 }, () => post('trace', { edges: edges(1, () => 600_000) }));
  assert.deepEqual(await Promise.race(long), [429, { error: '64 traces are being played already' }]);
  board.hand.letGo();
  const answers = await Promise.all(long);
  const cut = [503, { error: 'the box stops: this was not played to its end' }];
  assert.equal(answers.filter((answer) => isDeepStrictEqual(answer, cut)).length, 64);
  assert.deepEqual(await post('trace', { edges: [] }), PLAYED);
});

test('a stop does not wait for a trace that is being played', LIMIT, async (context) => {
  const board = createSimulatedBoard({ clock: createClock(), random: createRandom(1) });
  context.after(() => board.hand.letGo());
  const { get, site } = await serve(context, { hand: board.hand });
  let asked = () => {};
  const begun = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const { play } = board.hand;
  board.hand.play = (planned) => {
    asked();
    return play(planned);
  };
  const playing = assert.rejects(poster(get)('trace', { edges: edges(1, () => 600_000) }));
  await begun;
  await site.stop();
  await playing;
});

/** Two presses and a spike, all within 300 ms. */
const PUNCHES: readonly PlannedEdge[] = [
  { afterMs: 50, button: 'plus', active: true },
  { afterMs: 80, button: 'minus', active: true },
  { afterMs: 85, button: 'minus', active: false },
  { afterMs: 90, button: 'plus', active: false },
  { afterMs: 260, button: 'plus', active: true },
  { afterMs: 300, button: 'plus', active: false },
];

test(
  'a stalled loop does not bend a trace: presses and noise are counted as planned',
  LIMIT,
  async (context) => {
    const clock = createClock();
    const board = createSimulatedBoard({ clock, random: createRandom(1) });
    const presses: [string, number][] = [];
    const watched = watchButtons({
      lines: board.gpio.buttons,
      clock,
      rule: { pressMs: 12, releaseMs: 50, cooldownMs: 150, stuckMs: 10_000 },
      onPress: (button, atMs) => presses.push([button, atMs]),
      onStuck() {},
      onBothHeld() {},
      onChange() {},
    });
    watched.start();
    context.after(() => watched.stop());
    const { get } = await serve(context, { hand: board.hand });
    const { play } = board.hand;
    let beganMs = 0;
    board.hand.play = (planned) => {
      beganMs = clock.monoMs();
      const played = play(planned);
      // A frozen disk, a large programme: nothing is called for 400 ms.
      clock.soon(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400));
      return played;
    };
    assert.deepEqual(await poster(get)('trace', { edges: PUNCHES }), PLAYED);
    assert.ok(clock.monoMs() - beganMs >= 400, 'the loop was stalled beyond the trace');
    const settled = async () => watched.view('minus').noise === 1;
    for (let tries = 0; tries < 200 && !(await settled()); tries += 1) {
      await new Promise<void>((resolve) => clock.after(5, resolve));
    }
    assert.deepEqual(watched.view('plus'), { active: false, stuck: false, presses: 2, noise: 0, repeats: 0 });
    assert.deepEqual(watched.view('minus'), {
      active: false,
      stuck: false,
      presses: 0,
      noise: 1,
      repeats: 0,
    });
    assert.deepEqual(
      presses.map(([button, atMs]) => [button, Math.round(atMs - beganMs)]),
      [
        ['plus', 62],
        ['plus', 272],
      ],
    );
  },
);
