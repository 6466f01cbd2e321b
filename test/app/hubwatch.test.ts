import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHubWatch } from '../../src/app/hubwatch.ts';
import type { HubLinkView } from '../../src/core/state.ts';
import { createFakeClock } from '../fakes/clock.ts';

const MINUTE = 60_000;
const KEPT = 'Votes are kept, and sent when the link is back.';

function open() {
  const clock = createFakeClock();
  const faults = new Map<string, string>();
  const watch = createHubWatch({
    clock,
    faults: {
      set: (id, severity, message) => faults.set(id, `${severity}: ${message}`),
      clear: (id) => faults.delete(id),
    },
  });
  const become = (state: HubLinkView['state'], change: Partial<HubLinkView> = {}) =>
    watch.follow({ state, code: null, url: null, why: null, queued: 0, lastAckAt: null, ...change });
  return { clock, watch, become, fault: () => faults.get('hub') };
}

test('a refusal, and another key, are said at once, and are over when the link is up', () => {
  for (const state of ['refused', 'changed-key'] as const) {
    const { become, fault, clock } = open();
    become(state, { why: 'Look at it.' });
    assert.equal(fault(), `warning: Look at it. ${KEPT}`);
    become('linked');
    assert.deepEqual([fault(), clock.openTimers()], [undefined, 0]);
  }
});

test('a hub that is not there frightens nobody for a minute', () => {
  for (const state of ['unreachable', 'away'] as const) {
    const { clock, become, fault, watch } = open();
    become(state, { why: 'There is no network.' });
    clock.advance(MINUTE - 1);
    become(state, { why: 'Nothing answers.' });
    assert.equal(fault(), undefined);
    clock.advance(1);
    assert.equal(fault(), `warning: Nothing answers. ${KEPT}`);
    become(state, { why: 'There is no network.' });
    assert.equal(fault(), `warning: There is no network. ${KEPT}`);
    become('linked');
    become('away');
    clock.advance(MINUTE - 1);
    assert.equal(fault(), undefined);
    watch.stop();
    assert.equal(clock.openTimers(), 0);
  }
});

test('a request that nobody answers, or that a full hub turns away, is said after a minute', () => {
  const { clock, become, fault } = open();
  become('pairing');
  clock.advance(2 * MINUTE);
  assert.equal(fault(), undefined);
  become('pairing', { why: 'Too many boxes wait.' });
  clock.advance(MINUTE);
  assert.equal(fault(), `warning: Too many boxes wait. ${KEPT}`);
  become('pairing', { code: 'K7QM2XWP' });
  assert.equal(fault(), undefined);
});

test('the code is shown for ten minutes, a new one anew, and again when a person asks', () => {
  const { clock, watch, become } = open();
  assert.equal(watch.code(), null);
  become('pairing', { code: 'K7QM2XWP' });
  clock.advance(5 * MINUTE);
  become('pairing');
  assert.equal(watch.code(), null);
  become('pairing', { code: 'K7QM2XWP' });
  clock.advance(5 * MINUTE - 1);
  assert.equal(watch.code(), 'K7QM2XWP');
  clock.advance(1);
  assert.equal(watch.code(), null);
  watch.showCode();
  assert.equal(watch.code(), 'K7QM2XWP');
  clock.advance(10 * MINUTE);
  become('pairing', { code: 'ABCDEFGH' });
  assert.equal(watch.code(), 'ABCDEFGH');
  become('linked');
  assert.equal(watch.code(), null);
});
