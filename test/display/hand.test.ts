import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHand } from '../../display/hand.ts';

/** A box that answers when told to, and a clock that stands still: `wait` ends when told to as well. */
function createBench() {
  const sent: boolean[] = [];
  const shown: boolean[] = [];
  const answers: { resolve(): void; reject(error: Error): void }[] = [];
  const waits: (() => void)[] = [];
  const hand = createHand({
    send: (active) => {
      sent.push(active);
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
    wait: () => new Promise((resolve) => waits.push(resolve)),
    onChange: (held) => shown.push(held),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    hand,
    sent,
    shown,
    async answer() {
      answers.shift()?.resolve();
      await settle();
      waits.shift()?.();
      await settle();
    },
    async answerOnly() {
      answers.shift()?.resolve();
      await settle();
    },
    async fail() {
      answers.shift()?.reject(new Error('nobody there'));
      await settle();
    },
    async passTime() {
      waits.shift()?.();
      await settle();
    },
  };
}

test('a release made while the press is under way is sent after its answer', async () => {
  const { hand, sent, answer, passTime } = createBench();
  hand.press('pointer 1');
  hand.release('pointer 1');
  await passTime(); // time alone does not send it
  assert.deepEqual(sent, [true]);
  await answer();
  assert.deepEqual(sent, [true, false]);
});

test('a click of no length holds the button for as long as a punch button takes to move', async () => {
  const { hand, sent, answerOnly, passTime } = createBench();
  hand.press('click');
  hand.release('click');
  await answerOnly();
  assert.deepEqual(sent, [true]);
  await passTime();
  assert.deepEqual(sent, [true, false]);
});

test('a button that two fingers hold goes up with the last of them', async () => {
  const { hand, sent, shown, answer } = createBench();
  hand.press('pointer 1');
  hand.press('pointer 2');
  await answer();
  hand.release('pointer 1');
  await answer();
  assert.deepEqual(sent, [true]);
  hand.release('pointer 2');
  assert.deepEqual(sent, [true, false]);
  assert.deepEqual(shown, [true, true, true, false]);
});

test('a page that loses its focus lets go of everything once', async () => {
  const { hand, sent, answer } = createBench();
  hand.press('pointer 1');
  hand.press('key ArrowUp');
  await answer();
  hand.releaseAll();
  hand.releaseAll();
  hand.release('key ArrowUp');
  await answer();
  assert.deepEqual(sent, [true, false]);
});

test('what was pushed while the box was away is not played later, and the release is repeated until it is heard', async () => {
  const { hand, sent, answer, fail, passTime } = createBench();
  hand.press('pointer 1');
  hand.release('pointer 1');
  hand.press('pointer 2');
  await fail();
  assert.deepEqual(sent, [true, false]);
  await fail();
  await passTime();
  assert.deepEqual(sent, [true, false, false]);
  hand.release('pointer 2');
  hand.press('pointer 3');
  hand.release('pointer 3');
  await answer();
  assert.deepEqual(sent, [true, false, false]);
  hand.press('pointer 4');
  assert.deepEqual(sent, [true, false, false, true]);
});

test('a box that answers slowly gets no more than a few punches late', async () => {
  const { hand, sent, answer } = createBench();
  for (let punch = 0; punch < 40; punch += 1) {
    hand.press('pointer 1');
    hand.release('pointer 1');
  }
  for (let turn = 0; turn < 40; turn += 1) await answer();
  assert.deepEqual(sent, [true, false, true, false, true, false, true, false, true, false]);
});

test('a page that is left lets go at once, without waiting for an answer', async () => {
  const { hand, sent, shown, answer } = createBench();
  hand.press('pointer 1');
  hand.abandon();
  assert.deepEqual(sent, [true, false]);
  await answer();
  await answer();
  hand.abandon();
  assert.deepEqual(sent, [true, false]);
  assert.deepEqual(shown, [true, false]);
});
