import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as patterns from '../../src/core/patterns.ts';

const named = Object.entries(patterns).flatMap(([name, value]): [string, patterns.Pattern][] => {
  if (typeof value === 'number') return [];
  return 'steps' in value
    ? [[name, value]]
    : Object.entries(value).map(([key, one]) => [`${name} ${key}`, one]);
});

const rhythm = ({ steps }: patterns.Pattern) => steps.map(({ atMs, on }) => `${atMs} ${on ? 'on' : 'off'}`);

test('every pattern begins at once, goes forward in time, changes at each step and ends dark and silent', () => {
  assert.equal(named.length, 9);
  for (const [name, { steps, periodMs }] of named) {
    assert.equal(steps[0]?.atMs, 0, name);
    assert.equal(steps.at(-1)?.on, false, name);
    for (const [index, step] of steps.slice(1).entries()) {
      assert.ok(step.atMs > (steps[index]?.atMs ?? 0), name);
      assert.notEqual(step.on, steps[index]?.on, name);
    }
    assert.ok(periodMs === null || periodMs > (steps.at(-1)?.atMs ?? 0), name);
  }
});

test('the LED of a vote is dark for at least 30 ms, then lit as long as the thanks', () => {
  const [dark, lit, end] = patterns.VOTE_LED.steps;
  assert.deepEqual([dark?.on, lit?.on, end?.on], [false, true, false]);
  assert.ok((lit?.atMs ?? 0) >= 30);
  assert.equal(end?.atMs, patterns.THANKS_MS);
});

test('plus, minus and error sound different', () => {
  assert.deepEqual(rhythm(patterns.VOTE_BUZZ[1]), ['0 on', '50 off', '100 on', '150 off']);
  assert.deepEqual(rhythm(patterns.VOTE_BUZZ[-1]), ['0 on', '180 off']);
  assert.deepEqual(rhythm(patterns.ERROR_BUZZ), [
    '0 on',
    '500 off',
    '700 on',
    '1200 off',
    '1400 on',
    '1900 off',
  ]);
});

test('a vote sounds for less than the default cool-down and a half, so that five votes a second stay apart', () => {
  for (const value of [1, -1] as const) {
    assert.ok((patterns.VOTE_BUZZ[value].steps.at(-1)?.atMs ?? 0) < 200);
  }
});

test('the error outlasts the thanks, in light and on the screen', () => {
  assert.ok(patterns.ERROR_MS > patterns.THANKS_MS);
  assert.equal(patterns.ERROR_LED.steps.at(-1)?.atMs, 5_850);
});
