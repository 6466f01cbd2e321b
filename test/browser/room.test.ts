import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepTogether, titleStep, viewRoom } from '../../display/room.ts';
import { MINUTE_MS, makeSession, makeState, NOON_AT } from './state.ts';

const a = makeSession('a', -30);
const b = makeSession('b', 45);
const lunch = makeSession('lunch', 30, { kind: 'break', votable: false, opensAt: null, closesAt: null });
const NOTHING = { main: null, phase: 'running', next: null, voting: null };

test('the talk that is on is large, with what comes next and what a vote counts for', () => {
  const state = makeState({ running: a, session: a, next: b });
  const view = viewRoom(state, NOON_AT);
  assert.deepEqual(view, { missing: null, main: a, phase: 'running', next: b, voting: a });
});

test('a talk that has ended stays large through the break while its votes still count', () => {
  const state = makeState({ running: lunch, session: a, next: b });
  const duringVotes = viewRoom(state, NOON_AT + 40 * MINUTE_MS);
  assert.deepEqual(duringVotes, { missing: null, main: a, phase: 'ended', next: b, voting: a });
  const after = viewRoom(state, NOON_AT + 45 * MINUTE_MS - 1);
  assert.deepEqual(after, { missing: null, main: a, phase: 'ended', next: b, voting: a });
});

test('a break is shown once nobody can vote any more', () => {
  const state = makeState({ running: lunch, session: null, next: b });
  const view = viewRoom(state, NOON_AT + 40 * MINUTE_MS);
  assert.deepEqual(view, { missing: null, main: lunch, phase: 'running', next: b, voting: null });
});

test('the next talk has begun while votes still count for the one before', () => {
  const soon = makeSession('soon', 35);
  const state = makeState({ running: soon, session: a, next: null });
  const view = viewRoom(state, NOON_AT + 40 * MINUTE_MS);
  assert.deepEqual(view, { missing: null, main: soon, phase: 'running', next: null, voting: a });
});

test('before the first talk the screen announces it', () => {
  const state = makeState({ next: b });
  assert.deepEqual(viewRoom(state, NOON_AT), {
    missing: null,
    main: b,
    phase: 'coming',
    next: null,
    voting: null,
  });
});

test('a screen whose box is away goes on to the next talk by the time', () => {
  const state = makeState({ running: a, session: a, next: b });
  const view = viewRoom(state, NOON_AT + 50 * MINUTE_MS);
  assert.deepEqual(view, { missing: null, main: b, phase: 'running', next: null, voting: null });
});

test('each thing that is missing has its own sentence, and no time is shown from a clock that is not set', () => {
  const clock = { at: 5_000, quality: 'unset', timezone: 'Europe/Paris' } as const;
  assert.deepEqual(viewRoom(makeState({ clock, running: a }), 5_000), { ...NOTHING, missing: 'clock' });
  assert.deepEqual(viewRoom(makeState({ room: null, clock }), 5_000), { ...NOTHING, missing: 'room' });
  assert.deepEqual(viewRoom(makeState({ event: '' }), NOON_AT), { ...NOTHING, missing: 'programme' });
  assert.deepEqual(viewRoom(makeState(), NOON_AT), { ...NOTHING, missing: 'rest' });
});

test('longer titles are tried at smaller sizes', () => {
  const steps = [1, 20, 21, 44, 45, 84, 85, 130, 131, 300].map((length) => titleStep('é'.repeat(length)));
  assert.deepEqual(steps, [0, 0, 1, 1, 2, 2, 3, 3, 4, 5]);
});

test('French punctuation stays with its word', () => {
  assert.equal(
    keepTogether('Le cache : « trois » ennuis !'),
    'Le cache\u00a0: «\u00a0trois\u00a0» ennuis\u00a0!',
  );
});
