import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPairing, type PairingProgress } from '../../../src/app/link/pairing.ts';
import type { PairingAsk, PairingOutcome } from '../../../src/app/link/ports.ts';
import { createFakeClock } from '../../fakes/clock.ts';

const SAID: PairingAsk = { machine: 'board-a', version: '0.1.0', votes: 3, firstVoteAt: 5 };
const waiting: PairingOutcome = { kind: 'waiting', code: 'ABCD2345' };
const unreachable: PairingOutcome = { kind: 'unreachable', why: 'Nothing answers.' };
const changed: PairingOutcome = { kind: 'changed-key', why: 'Another hub answers.' };

const view = (state: PairingProgress['state'], url: string | null, rest: Partial<PairingProgress> = {}) => ({
  state,
  code: null,
  url,
  why: null,
  ...rest,
});

function setUp(urls: readonly string[], answer: (url: string, asked: number) => PairingOutcome) {
  const clock = createFakeClock();
  const asked: { url: string; atMs: number }[] = [];
  const shown: PairingProgress[] = [];
  const pairing = createPairing({
    clock,
    urls: () => urls,
    ask: async () => SAID,
    async askPairing(url, said) {
      assert.deepEqual(said, SAID);
      asked.push({ url, atMs: clock.monoMs() });
      return answer(url, asked.length);
    },
    onChange: () => shown.push(pairing.progress()),
  });
  return { clock, pairing, asked, shown };
}

test('a box asks every 3 s, shows one code, and is done when it is paired', async () => {
  const { clock, pairing, asked, shown } = setUp(['a'], (_, n) => (n < 3 ? waiting : { kind: 'paired' }));
  const ended = pairing.run();
  await clock.pass(6_000);
  assert.equal(await ended, 'paired');
  assert.deepEqual(
    asked.map(({ atMs }) => atMs),
    [0, 3_000, 6_000],
  );
  assert.deepEqual(shown, [
    view('asking', null),
    view('waiting', 'a', { code: 'ABCD2345' }),
    view('paired', 'a'),
  ]);
  assert.equal(clock.openTimers(), 0);
});

test('when nobody comes for 10 minutes it goes on to ask every 30 s', async () => {
  const { clock, pairing, asked } = setUp(['a'], () => waiting);
  void pairing.run();
  await clock.pass(700_000);
  const times = asked.map(({ atMs }) => atMs);
  assert.deepEqual(times.slice(0, 3), [0, 3_000, 6_000]);
  assert.deepEqual(
    times.filter((atMs) => atMs >= 600_000),
    [600_000, 630_000, 660_000, 690_000],
  );
  pairing.stop();
});

test('a refused box asks no more until it is asked to', async () => {
  const { clock, pairing, asked } = setUp(['a'], (_, n) =>
    n === 1 ? { kind: 'refused' } : { kind: 'paired' },
  );
  const first = pairing.run();
  await clock.pass(600_000);
  assert.equal(await first, 'refused');
  assert.equal(asked.length, 1);
  assert.deepEqual(pairing.progress(), view('refused', 'a'));
  const second = pairing.run();
  await clock.pass(0);
  assert.equal(await second, 'paired');
});

test('of several addresses the first that answers is kept, so that the code stays', async () => {
  const { clock, pairing, asked } = setUp(['a', 'b'], (url) => (url === 'a' ? unreachable : waiting));
  void pairing.run();
  await clock.pass(3_000);
  assert.deepEqual(
    asked.map(({ url }) => url),
    ['a', 'b', 'b'],
  );
  assert.deepEqual(pairing.progress(), view('waiting', 'b', { code: 'ABCD2345' }));
  pairing.stop();
});

test('when no address answers it says why, and a changed key before anything else', async () => {
  const { clock, pairing, shown } = setUp(['a', 'b', 'c'], (url) => (url === 'b' ? changed : unreachable));
  void pairing.run();
  await clock.pass(9_000);
  assert.deepEqual(shown, [view('asking', null), view('changed-key', 'b', { why: 'Another hub answers.' })]);
  pairing.stop();
});

test('a hub that is full is asked every 30 s', async () => {
  const { clock, pairing, asked } = setUp(['a'], () => ({ kind: 'full', why: 'Too many wait.' }));
  void pairing.run();
  await clock.pass(60_000);
  assert.deepEqual(
    asked.map(({ atMs }) => atMs),
    [0, 30_000, 60_000],
  );
  assert.deepEqual(pairing.progress(), view('full', 'a', { why: 'Too many wait.' }));
  pairing.stop();
});

test('a stop ends it, whatever is still under way, and leaves no timer', async () => {
  const clock = createFakeClock();
  let answer: (outcome: PairingOutcome) => void = () => {};
  const pairing = createPairing({
    clock,
    urls: () => ['a'],
    ask: async () => SAID,
    askPairing: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
    onChange: () => {},
  });
  const ended = pairing.run();
  assert.equal(pairing.run(), ended, 'it asks once at a time');
  await clock.pass(0);
  pairing.stop();
  assert.equal(await ended, 'stopped');
  answer({ kind: 'paired' });
  await clock.pass(0);
  assert.deepEqual(pairing.progress(), view('idle', null));
  assert.equal(clock.openTimers(), 0);
});

test('a box whose store is not open yet asks later', async () => {
  const clock = createFakeClock();
  let isOpen = false;
  const pairing = createPairing({
    clock,
    urls: () => ['a'],
    ask: () => (isOpen ? Promise.resolve(SAID) : Promise.reject(new Error('The store is not open.'))),
    askPairing: async () => waiting,
    onChange: () => {},
  });
  void pairing.run();
  await clock.pass(0);
  const why = 'The box cannot say yet what it holds: The store is not open.';
  assert.deepEqual(pairing.progress(), view('unreachable', null, { why }));
  isOpen = true;
  await clock.pass(3_000);
  assert.deepEqual(pairing.progress(), view('waiting', 'a', { code: 'ABCD2345' }));
  pairing.stop();
});

test('without an address it says so', async () => {
  const { clock, pairing } = setUp([], () => waiting);
  void pairing.run();
  await clock.pass(0);
  assert.match(pairing.progress().why ?? '', /hub\.url/);
  pairing.stop();
});
