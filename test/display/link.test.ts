import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLink, type LinkView } from '../../display/link.ts';
import type { BoxState } from '../../src/core/state.ts';
import { makeState } from './state.ts';

interface FakeSocket {
  say(state: BoxState): void;
  drop(): void;
  closed: boolean;
}

/** A box to connect to, with timers that are run by hand. */
function createBench(box: { random?(): number; ask?(): Promise<BoxState>; isTalkative?: boolean } = {}) {
  const { random = () => 0, ask = () => Promise.resolve(makeState()), isTalkative = false } = box;
  const sockets: FakeSocket[] = [];
  const views: LinkView[] = [];
  let timers: { delayMs: number; call: () => void }[] = [];
  const link = createLink(
    {
      open: (onMessage, onClose) => {
        const socket: FakeSocket = {
          say: (state) => onMessage(JSON.stringify(state)),
          drop: onClose,
          closed: false,
        };
        sockets.push(socket);
        return {
          close: () => {
            socket.closed = true;
          },
        };
      },
      read: (text) => JSON.parse(text) as BoxState,
      ask,
      isTalkative,
      after: (delayMs, call) => {
        const timer = { delayMs, call };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
      random,
    },
    (view) => views.push(view),
  );
  return {
    link,
    sockets,
    views,
    delays: () => timers.map((timer) => timer.delayMs),
    async fire() {
      const due = timers;
      timers = [];
      for (const timer of due) timer.call();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test('a page shows each state, keeps the last one while the box is away, and comes back by itself', async () => {
  const { sockets, views, fire } = createBench();
  const first = makeState({ failed: 1 });
  const second = makeState({ failed: 2 });
  sockets[0]?.say(first);
  sockets[0]?.drop();
  await fire();
  sockets[1]?.say(second);
  assert.deepEqual(views, [
    { state: first, connected: true },
    { state: first, connected: false },
    { state: second, connected: true },
  ]);
});

test('attempts are spread out, up to five seconds, and start again from the first after a success', async () => {
  const { sockets, delays, fire } = createBench({ random: () => 1 });
  const seen: number[] = [];
  for (let attempt = 0; attempt < 6; attempt += 1) {
    sockets.at(-1)?.drop();
    seen.push(...delays());
    await fire();
  }
  assert.deepEqual(seen, [500, 1_000, 2_000, 4_000, 5_000, 5_000]);
  sockets.at(-1)?.say(makeState());
  sockets.at(-1)?.drop();
  assert.deepEqual(delays(), [500]);
});

test('chance moves an attempt forward, never to nothing', () => {
  const { sockets, delays } = createBench({ random: () => 0 });
  sockets[0]?.drop();
  assert.deepEqual(delays(), [200]);
});

test('a box that fell silent and does not answer is away, though its socket never closed', async () => {
  const { sockets, views, fire } = createBench({ ask: () => Promise.reject(new Error('no answer')) });
  const state = makeState();
  sockets[0]?.say(state);
  await fire();
  assert.deepEqual(views.at(-1), { state, connected: false });
  assert.equal(sockets[0]?.closed, true);
});

test('a box that is only quiet stays connected', async () => {
  const { sockets, views, fire, delays } = createBench();
  const state = makeState();
  sockets[0]?.say(state);
  await fire();
  assert.deepEqual(views, [{ state, connected: true }]);
  assert.deepEqual(delays(), [10_000]);
});

test('a hub that speaks every few seconds, and falls silent, is asked by another socket though it answers', async () => {
  const { sockets, views, fire, delays } = createBench({ isTalkative: true });
  const state = makeState();
  sockets[0]?.say(state);
  await fire();
  assert.deepEqual(views.at(-1), { state, connected: false });
  assert.deepEqual([sockets[0]?.closed, delays()], [true, [200]]);
});

test('a socket that was given up can neither speak nor close the next one', async () => {
  const { sockets, views, fire, delays } = createBench();
  sockets[0]?.drop();
  await fire();
  sockets[0]?.say(makeState());
  sockets[0]?.drop();
  assert.deepEqual(views, []);
  assert.deepEqual(delays(), [10_000]);
});

test('a network that comes back is used at once, without a second socket when one is there', async () => {
  const { link, sockets } = createBench();
  link.hurry();
  assert.equal(sockets.length, 1);
  sockets[0]?.drop();
  link.hurry();
  assert.equal(sockets.length, 2);
});
