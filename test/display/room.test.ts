import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsRoom, viewRoom } from '../../display/kiosk/room.ts';
import type { Programme } from '../../src/core/programme.ts';
import type { BoxState } from '../../src/core/state.ts';
import { known } from './programme.ts';
import { MINUTE_MS, makeSession, makeState, NOON_AT } from './state.ts';

const a = makeSession('a', -30);
const b = makeSession('b', 45);
const lunch = makeSession('lunch', 30, { kind: 'break', votable: false, opensAt: null, closesAt: null });
const NOTHING = { main: null, phase: 'early', next: null, voting: null };

function sceneOf(state: BoxState, nowAt: number, isAway = false, programme: Programme | null = null) {
  return { state, nowAt, isAway, documents: { programme, wall: null, results: null, images: null } };
}

const viewAt = (state: BoxState, at: number) => viewRoom(sceneOf(state, at));

test('the talk that is on is large for 25 minutes, then what comes next has a say', () => {
  const state = makeState({ running: a, session: a, next: b });
  const early = viewAt(state, a.startsAt + 25 * MINUTE_MS - 1);
  assert.deepEqual(early, { missing: null, main: a, phase: 'early', next: b, voting: a });
  const late = viewAt(state, a.startsAt + 25 * MINUTE_MS);
  assert.deepEqual(late, { missing: null, main: a, phase: 'late', next: b, voting: a });
});

test('a talk that nothing follows stays large', () => {
  const view = viewAt(makeState({ running: a, session: a }), NOON_AT);
  assert.deepEqual(view, { missing: null, main: a, phase: 'early', next: null, voting: a });
});

test('the call to punch comes two minutes before the end, and stays while votes count', () => {
  const state = makeState({ running: a, session: a, next: b });
  const seen = [-2 * MINUTE_MS - 1, -2 * MINUTE_MS, 15 * MINUTE_MS - 1].map(
    (afterEndMs) => viewAt(state, a.endsAt + afterEndMs).phase,
  );
  assert.deepEqual(seen, ['late', 'call', 'call']);
});

test('a talk that takes no votes ends without a call', () => {
  const silent = makeSession('silent', -30, { votable: false, opensAt: null, closesAt: null });
  const state = makeState({ running: silent, session: null, next: b });
  const view = viewAt(state, silent.endsAt - 1);
  assert.deepEqual(view, { missing: null, main: silent, phase: 'late', next: b, voting: null });
});

test('a talk that has ended stays large through the break while its votes still count', () => {
  const state = makeState({ running: lunch, session: a, next: b });
  const duringVotes = viewAt(state, NOON_AT + 40 * MINUTE_MS);
  assert.deepEqual(duringVotes, { missing: null, main: a, phase: 'call', next: b, voting: a });
  const after = viewAt(state, NOON_AT + 45 * MINUTE_MS - 1);
  assert.deepEqual(after, { missing: null, main: a, phase: 'call', next: b, voting: a });
});

test('a break is shown once nobody can vote any more, and what follows it at once', () => {
  const state = makeState({ running: lunch, session: null, next: b });
  const view = viewAt(state, NOON_AT + 31 * MINUTE_MS);
  assert.deepEqual(view, { missing: null, main: lunch, phase: 'late', next: b, voting: null });
});

test('a box that takes no votes asks for none', () => {
  const broken = { id: 'store', severity: 'error', message: 'The disk is full.', sinceAt: 0 } as const;
  const state = makeState({ running: lunch, session: a, next: b, faults: [broken] });
  const view = viewAt(state, NOON_AT + 40 * MINUTE_MS);
  assert.deepEqual(view, { missing: null, main: lunch, phase: 'late', next: b, voting: null });
  const warned = makeState({ ...state, faults: [{ ...broken, severity: 'warning' }] });
  assert.equal(viewAt(warned, NOON_AT + 40 * MINUTE_MS).phase, 'call');
});

test('the next talk has begun while votes still count for the one before', () => {
  const soon = makeSession('soon', 35);
  const state = makeState({ running: soon, session: a, next: null });
  const view = viewAt(state, NOON_AT + 40 * MINUTE_MS);
  assert.deepEqual(view, { missing: null, main: soon, phase: 'early', next: null, voting: a });
});

test('before the first talk the screen announces it', () => {
  const state = makeState({ next: b });
  assert.deepEqual(viewAt(state, NOON_AT), {
    missing: null,
    main: b,
    phase: 'coming',
    next: null,
    voting: null,
  });
});

test('a screen whose box is away goes on to the next talk by the time', () => {
  const state = makeState({ running: a, session: a, next: b });
  const view = viewAt(state, NOON_AT + 50 * MINUTE_MS);
  assert.deepEqual(view, { missing: null, main: b, phase: 'early', next: null, voting: null });
});

test('each thing that is missing has its own sentence, and no time is shown from a clock that is not set', () => {
  const clock = { at: 5_000, quality: 'unset', timezone: 'Europe/Paris' } as const;
  assert.deepEqual(viewAt(makeState({ clock, running: a }), 5_000), { ...NOTHING, missing: 'clock' });
  assert.deepEqual(viewAt(makeState({ room: null, clock }), 5_000), { ...NOTHING, missing: 'room' });
  assert.deepEqual(viewAt(makeState({ event: '' }), NOON_AT), { ...NOTHING, missing: 'programme' });
  assert.deepEqual(viewAt(makeState(), NOON_AT), { ...NOTHING, missing: 'rest' });
});

test('the rotation waits on the room page while people leave, and no longer', () => {
  const state = makeState({ running: a, session: a, next: b });
  const waits = [-2 * MINUTE_MS - 1, -2 * MINUTE_MS, 0, 5 * MINUTE_MS - 1, 5 * MINUTE_MS].map((afterEndMs) =>
    holdsRoom(sceneOf(state, a.endsAt + afterEndMs)),
  );
  assert.deepEqual(waits, [false, true, true, true, false]);
  assert.equal(holdsRoom(sceneOf(makeState(), NOON_AT)), false);
});

test('a box that is away counts no press, and the screen asks for none', () => {
  const state = makeState({ running: a, session: a, next: b });
  const nearEnd = a.endsAt - MINUTE_MS;
  const view = viewRoom(sceneOf(state, nearEnd, true));
  assert.deepEqual(view, { missing: null, main: a, phase: 'late', next: b, voting: null });
  assert.equal(holdsRoom(sceneOf(state, nearEnd, true)), false);
});

test('a screen whose box is away knows the whole day where it has the programme', () => {
  const sessions = [
    known('a', '24T11:30', 60),
    known('b', '24T12:45', 60),
    known('elsewhere', '24T14:00', 60, { room: 'Amphi B' }),
    known('c', '24T15:00', 60),
    known('d', '24T17:00', 60),
  ];
  const programme = { name: 'Conference', timezone: 'Europe/Paris', sessions };
  const state = makeState({ running: a, session: a, next: b });
  const seen = [60, 140, 190, 310, 370].map((afterNoonMin) => {
    const view = viewRoom(sceneOf(state, NOON_AT + afterNoonMin * MINUTE_MS, true, programme));
    return [view.missing, view.phase, view.main?.id, view.next?.id, view.voting];
  });
  assert.deepEqual(seen, [
    [null, 'early', 'b', 'c', null],
    [null, 'coming', 'c', undefined, null],
    [null, 'early', 'c', 'd', null],
    [null, 'early', 'd', undefined, null],
    ['rest', 'early', undefined, undefined, null],
  ]);
});

test('a screen whose box is away does not call the day over when it does not know the programme', () => {
  const state = makeState({ running: a, session: a, next: b });
  const view = viewRoom(sceneOf(state, b.endsAt, true));
  assert.deepEqual(view, { ...NOTHING, missing: 'away' });
});
