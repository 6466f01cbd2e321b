import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeClock } from './clock.ts';

test('what falls due is called in order, at its own instant, and both clocks move on', () => {
  const clock = createFakeClock({ wallAt: 1_000_000, monoMs: 500 });
  const calls: [string, number, number][] = [];
  const note = (name: string) => () => calls.push([name, clock.monoMs(), clock.wallAt()]);
  clock.after(30, note('late'));
  clock.after(10, () => {
    note('early')();
    clock.soon(note('turn'));
    clock.after(5.2, note('nested'));
  });
  clock.after(10, note('same instant'));
  const stopEvery = clock.every(20, note('every'));
  clock.after(12, note('cancelled'))();
  clock.advance(45);
  assert.deepEqual(calls, [
    ['early', 510, 1_000_010],
    ['same instant', 510, 1_000_010],
    ['turn', 510, 1_000_010],
    ['nested', 516, 1_000_016],
    ['every', 520, 1_000_020],
    ['late', 530, 1_000_030],
    ['every', 540, 1_000_040],
  ]);
  assert.deepEqual([clock.monoMs(), clock.wallAt(), clock.openTimers()], [545, 1_000_045, 1]);
  stopEvery();
  assert.equal(clock.openTimers(), 0);
});

test('a step of the wall clock leaves the monotonic one and the timers alone', () => {
  const clock = createFakeClock({ wallAt: 1_000 });
  let calls = 0;
  clock.after(10, () => {
    calls += 1;
  });
  clock.stepWall(86_400_000);
  assert.deepEqual([clock.wallAt(), clock.monoMs(), calls], [86_401_000, 0, 0]);
  clock.advance(10);
  assert.equal(calls, 1);
});

test('pass lets promises settle between two timers', async () => {
  const clock = createFakeClock();
  const seen: number[] = [];
  const wait = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));
  const both = (async () => {
    await wait(10);
    seen.push(clock.monoMs());
    await wait(10);
    seen.push(clock.monoMs());
  })();
  await clock.pass(20);
  await both;
  assert.deepEqual(seen, [10, 20]);
});

test('timers that set each other without end are a failure, not a hang', () => {
  const clock = createFakeClock();
  const again = () => void clock.after(0, again);
  again();
  assert.throws(() => clock.advance(1), /without end/);
});
