import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noticeAt } from '../../display/kiosk/message.tsx';
import { makeState, NOON_AT } from './state.ts';

const full = { number: 4, text: 'Room full', untilAt: NOON_AT };

test('a notice goes at its end by the time of the box, also while the box is away and sends no other state', () => {
  const state = makeState({ notice: full });
  assert.deepEqual([noticeAt(state, NOON_AT - 1), noticeAt(state, NOON_AT)], [full, null]);
});

test('a notice without an end lasts, and so does one where nobody knows the time', () => {
  const endless = { ...full, untilAt: null };
  assert.deepEqual(noticeAt(makeState({ notice: endless }), NOON_AT), endless);
  const clock = { at: 5_000, quality: 'unset', timezone: 'Europe/Paris' } as const;
  assert.deepEqual(noticeAt(makeState({ notice: full, clock }), NOON_AT), full);
  assert.equal(noticeAt(makeState(), NOON_AT), null);
});
