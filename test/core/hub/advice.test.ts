import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adviceOf, type Condition } from '../../../src/core/hub/advice.ts';
import type { HealthFrame } from '../../../src/core/link/frames.ts';

const HEALTH: HealthFrame = {
  type: 'health',
  ...{ monoMs: 0, queued: 0, room: 'Amphi A', clock: 'synced', temperature: 45, faults: [] },
  disk: { freeBytes: 80, totalBytes: 100 },
  ...{ noise: { plus: 0, minus: 0 }, repeats: { plus: 0, minus: 0 }, failed: 0, lastVoteAt: null },
  ...{ mode: 'voting', version: '1' },
};
const WELL: Condition = {
  ...{ at: 1_000_000, link: 'linked', seenAt: 999_000, pairedAt: 0, queuedBefore: 0 },
  ...{ room: 'Amphi A', isRoomKnown: true, forks: 0, health: HEALTH },
};

function said(changed: Partial<Condition>, health: Partial<HealthFrame> = {}): string[] {
  const advice = adviceOf({ ...WELL, health: { ...HEALTH, ...health }, ...changed });
  return advice.map(({ severity, text }) => `${severity}: ${text}`);
}

test('a box that is well needs no advice, and one that was revoked gets none', () => {
  assert.deepEqual([said({}), said({ link: 'revoked', room: null }, { failed: 3 })], [[], []]);
});

test('each thing that is wrong comes with what to do', () => {
  const cases: [Partial<Condition>, Partial<HealthFrame>, string][] = [
    [
      {},
      { noise: { plus: 20, minus: 19 } },
      'warning: Check the wiring of +1: 20 times there was noise on its line.',
    ],
    [
      {},
      { repeats: { plus: 0, minus: 21 } },
      'warning: Look at the button -1: 21 presses came quicker than a hand can mean them, so its contact may be worn.',
    ],
    [
      {},
      { disk: { freeBytes: 19, totalBytes: 100 } },
      'warning: 19 % of its disk are free: keep an eye on it.',
    ],
    [
      {},
      { disk: { freeBytes: 9, totalBytes: 100 } },
      'warning: 9 % of its disk are free: free its disk, or put in a larger card tonight.',
    ],
    [
      {},
      { disk: { freeBytes: 4, totalBytes: 100 } },
      'error: 4 % of its disk are free: its votes are in danger, free its disk now.',
    ],
    [{}, { temperature: 70 }, 'warning: It is 70 °C warm inside: take it out of the sun and give it air.'],
    [{}, { temperature: 81 }, 'error: It is 81 °C warm inside: take it out of the sun and give it air.'],
    [
      {},
      { clock: 'unset' },
      'warning: Its clock is not set: its votes are kept, and count when its time is known.',
    ],
    [{}, { mode: 'test' }, 'warning: It is in test mode: nothing that is pressed counts.'],
    [{}, { failed: 1 }, 'error: 1 vote could not be stored: change its card.'],
    [
      { queuedBefore: 60 },
      { queued: 70 },
      'warning: 70 votes wait at the box and become more: its network is slow or broken.',
    ],
    [{ room: null }, {}, 'warning: It has no room: choose one, or its votes count for nothing.'],
    [
      { room: 'Cellar', isRoomKnown: false },
      {},
      'warning: The programme has no room "Cellar": choose another for it, or say what room that is, or its votes count for nothing.',
    ],
    [
      { forks: 1 },
      {},
      'warning: Its history differs from what the hub holds, as after a copied or restored card: both logs count. Leave one out if its votes are in the other as well.',
    ],
    [
      { link: 'away', seenAt: 1_000_000 - 120_000 },
      {},
      'warning: Away for 2 min: check its power and its network cable. It keeps counting by itself.',
    ],
    [
      { link: 'away', seenAt: 1_000_000 - 720_000 },
      {},
      'error: Away for 12 min: check its power and its network cable. It keeps counting by itself.',
    ],
    [
      { link: 'never' },
      {},
      'warning: It was paired and has not linked since: check its network cable and its hub address.',
    ],
  ];
  assert.deepEqual(
    cases.map(([changed, health]) => said(changed, health)),
    cases.map(([, , text]) => [text]),
  );
});

test('what passes by itself is no news', () => {
  const quiet: string[][] = [
    said({ queuedBefore: 80 }, { queued: 70 }),
    said({ queuedBefore: 0 }, { queued: 49 }),
    said({ link: 'away', seenAt: 980_000 }),
    said({ link: 'never', pairedAt: 900_000 }),
    said({}, { disk: null, temperature: null }),
  ];
  assert.deepEqual(quiet, [[], [], [], [], []]);
});

test('the box has the first word on itself, and errors come before warnings', () => {
  const faults = [
    { id: 'a', severity: 'warning' as const, message: 'The programme is old.', sinceAt: 0 },
    { id: 'b', severity: 'error' as const, message: 'Both buttons are stuck.', sinceAt: 0 },
  ];
  assert.deepEqual(said({ room: null }, { faults, failed: 2 }), [
    'error: Both buttons are stuck.',
    'error: 2 votes could not be stored: change its card.',
    'warning: The programme is old.',
    'warning: It has no room: choose one, or its votes count for nothing.',
  ]);
});
