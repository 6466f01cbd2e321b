import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examine } from '../../../src/core/console/examine.ts';
import type { BoxState } from '../../../src/core/state.ts';
import { createBench } from '../../app/bench.ts';

const verdicts = (state: BoxState) => {
  const { exit, data } = examine(state);
  const { checks } = data as { checks: { id: string; verdict: string; mend: string | null }[] };
  return {
    exit,
    checks: checks.map(({ id, verdict, mend }) => [id, verdict, mend === null ? '' : mend.slice(0, 20)]),
  };
};

test('a running box that is well says so of each thing', () => {
  assert.deepEqual(verdicts(createBench().desk.state()), {
    exit: 0,
    checks: [
      ['votes', 'ok', ''],
      ['button-plus', 'ok', ''],
      ['button-minus', 'ok', ''],
      ['clock', 'ok', ''],
      ['link', 'absent', ''],
    ],
  });
});

test('faults and lost votes are wrong; noise, repeats, an unset clock and a link that is away are worth a look', () => {
  const { desk, faults, hub } = createBench({ quality: 'unset' });
  faults.set('store', 'error', 'The disk is full.');
  hub.become({ state: 'away', queued: 3 });
  const state = desk.state();
  const buttons = {
    plus: { ...state.buttons.plus, presses: 5, noise: 2 },
    minus: { ...state.buttons.minus, presses: 1, repeats: 1 },
  };
  assert.deepEqual(verdicts({ ...state, failed: 1, buttons }), {
    exit: 3,
    checks: [
      ['store', 'wrong', ''],
      ['votes', 'wrong', 'look at the disk: lo'],
      ['button-plus', 'warning', 'keep its lead away f'],
      ['button-minus', 'warning', 'stop the box and run'],
      ['clock', 'warning', 'plug in the network,'],
      ['link', 'warning', ''],
    ],
  });
});

test('its report fits a terminal of 80 columns', () => {
  const { desk, faults } = createBench();
  faults.set('programme', 'warning', 'The programme cannot be read: '.repeat(8));
  const state = desk.state();
  const plus = { ...state.buttons.plus, noise: 2, repeats: 4 };
  const { text } = examine({ ...state, buttons: { ...state.buttons, plus } });
  assert.deepEqual(
    text.split('\n').filter((line) => line.length > 79),
    [],
  );
  assert.match(text, /^BAD {2}programme {9}The programme cannot/);
});
