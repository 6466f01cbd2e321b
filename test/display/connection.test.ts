import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awayText, isAway } from '../../display/kiosk/connection.tsx';
import { MINUTE_MS, makeState, NOON_AT } from './state.ts';

const state = makeState();

/** What is said after so many minutes without the box, which was heard last at noon. */
function said(minutes: number, shown = state): string {
  const nowAt = NOON_AT + minutes * MINUTE_MS;
  return awayText({ state: shown, connected: false, heardAt: NOON_AT, nowAt });
}

test('a box that is away is said at once, and after two minutes since when', () => {
  assert.equal(awayText({ state, connected: true, heardAt: NOON_AT, nowAt: NOON_AT + 60 * MINUTE_MS }), '');
  assert.deepEqual(
    [said(0), said(2), said(3), said(24 * 60)],
    [
      'Reconnecting to the LikeBox…',
      'Reconnecting to the LikeBox…',
      'Reconnecting to the LikeBox… Last seen: 12:00',
      'Reconnecting to the LikeBox… Last seen: Wednesday 24 June, 12:00',
    ],
  );
  assert.equal(
    said(3, makeState({ language: 'fr' })),
    'Reconnexion à la LikeBox… Dernier contact\u00a0: 12:00',
  );
});

test('a box whose clock is not set is not said to have been seen at a time', () => {
  const clock = { at: 5_000, quality: 'unset', timezone: 'Europe/Paris' } as const;
  assert.equal(said(60, makeState({ clock })), 'Reconnecting to the LikeBox…');
});

test('a box is away when it has not been heard for ten seconds, as long as a restart takes', () => {
  const after = (seconds: number) => ({
    connected: false,
    heardAt: NOON_AT,
    nowAt: NOON_AT + 1_000 * seconds,
  });
  assert.deepEqual([after(10), after(11), { ...after(11), connected: true }].map(isAway), [
    false,
    true,
    false,
  ]);
});
