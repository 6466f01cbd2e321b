import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blockingFault, lineFault, type Situation, subjectOf } from '../../src/app/situation.ts';
import { NOTHING_ON } from '../../src/core/agenda.ts';
import type { Fault, SessionView } from '../../src/core/state.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-06-24T10:05:00Z');

function session(id: string, times: Partial<SessionView> = {}): SessionView {
  return {
    id,
    title: `Talk ${id}`,
    speakers: [],
    room: 'Amphi A',
    kind: 'talk',
    startsAt: NOW - 5 * MINUTE,
    endsAt: NOW + 35 * MINUTE,
    votable: true,
    cancelled: false,
    language: null,
    track: null,
    opensAt: NOW + 5 * MINUTE,
    closesAt: NOW + 50 * MINUTE,
    ...times,
  };
}

const QUIET: Situation = {
  notice: null,
  booting: false,
  blockedBy: null,
  stuck: { plus: false, minus: false },
  testMinutes: null,
  ignored: null,
  room: 'Amphi A',
  pairingCode: null,
  roomKnown: true,
  hasProgramme: true,
  clockSet: true,
  agenda: NOTHING_ON,
  nowAt: NOW,
};

const subject = (changed: Partial<Situation>) => subjectOf({ ...QUIET, ...changed });

const [open, running, next] = [session('open'), session('running'), session('next')];

test('between two votes the screen says what is on', () => {
  assert.deepEqual(subject({ agenda: { session: open, running, next } }), { kind: 'waiting', session: open });
  assert.deepEqual(subject({ agenda: { session: null, running, next } }), {
    kind: 'before',
    session: running,
  });
  assert.deepEqual(subject({ agenda: { session: null, running: null, next } }), { kind: 'no-session', next });
  assert.deepEqual(subject({}), { kind: 'no-session', next: null });
});

test('a break, and a session whose window is over, are no session', () => {
  const pause = session('break', { kind: 'break', votable: false, opensAt: null, closesAt: null });
  const closed = session('closed', { opensAt: NOW });
  for (const on of [pause, closed]) {
    assert.deepEqual(subject({ agenda: { session: null, running: on, next } }), { kind: 'no-session', next });
  }
});

test('a session before can still take votes while the next one runs', () => {
  assert.deepEqual(subject({ agenda: { session: open, running, next: null } }), {
    kind: 'waiting',
    session: open,
  });
});

/** Everything that can be wrong, the most urgent first. */
const TROUBLES: readonly [changed: Partial<Situation>, shown: ReturnType<typeof subjectOf>][] = [
  [{ booting: true }, { kind: 'boot' }],
  [{ blockedBy: 'The disk is full.' }, { kind: 'fault', text: 'The disk is full.' }],
  [{ stuck: { plus: false, minus: true } }, { kind: 'stuck', buttons: ['minus'] }],
  [{ testMinutes: 4 }, { kind: 'test-mode', minutes: 4 }],
  [{ ignored: 'likebox.toml, line 2: slip' }, { kind: 'ignored', text: 'likebox.toml, line 2: slip' }],
  [{ room: null }, { kind: 'no-room' }],
  [{ hasProgramme: false }, { kind: 'no-programme' }],
  [{ roomKnown: false }, { kind: 'unknown-room' }],
  [{ clockSet: false }, { kind: 'no-clock' }],
];

test('each trouble has its screen', () => {
  const agenda = { session: open, running, next };
  for (const [changed, shown] of TROUBLES) assert.deepEqual(subject({ agenda, ...changed }), shown);
});

test('of several troubles the most urgent is shown', () => {
  for (const [i, [, shown]] of TROUBLES.entries()) {
    const all = TROUBLES.slice(i).map(([changed]) => changed);
    assert.deepEqual(subject(Object.assign({}, ...all)), shown);
  }
});

test('two stuck buttons are both named', () => {
  assert.deepEqual(subject({ stuck: { plus: true, minus: true } }), {
    kind: 'stuck',
    buttons: ['plus', 'minus'],
  });
});

test('only a fault of a part that votes need stops votes, whatever its weight', () => {
  const fault = (id: string, severity: Fault['severity'] = 'error'): Fault => ({
    id,
    severity,
    message: `${id} is broken`,
    sinceAt: 0,
  });
  assert.equal(blockingFault([]), null);
  assert.equal(blockingFault([fault('web'), fault('button-plus-stuck')]), null);
  assert.equal(blockingFault([fault('web'), fault('store', 'warning')]), 'store is broken');
  assert.equal(blockingFault([fault('buttons'), fault('store')]), 'buttons is broken');
  assert.equal(blockingFault([fault('button-minus')]), null);
  const both = [fault('button-minus', 'warning'), fault('button-plus', 'warning')];
  assert.equal(blockingFault(both), 'button-plus is broken');
  assert.deepEqual([lineFault(both, 'minus'), lineFault([], 'minus')], ['button-minus is broken', null]);
});
