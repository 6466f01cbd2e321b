import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAgenda } from '../../src/core/agenda.ts';
import type { KnownSession } from '../../src/core/programme.ts';
import { sessionWith } from '../fakes/session.ts';

const MINUTE = 60_000;
const RULE = { openAfterMs: 10 * MINUTE, closeAfterMs: 15 * MINUTE };

function session(id: string, from: number, to: number, more: Partial<KnownSession> = {}): KnownSession {
  return sessionWith({ id, startsAt: from * MINUTE, endsAt: to * MINUTE, room: 'R', ...more });
}

const PAUSE = { kind: 'break', votable: false } as const;

/** Ids of session, running and next at a minute. */
function at(sessions: KnownSession[], minute: number): (string | undefined)[] {
  const {
    session: open,
    running,
    next,
  } = createAgenda({ name: '', timezone: 'UTC', sessions }, 'R', RULE).at(minute * MINUTE);
  return [open?.id, running?.id, next?.id];
}

test('what votes count for, what is on and what comes next are three answers', () => {
  const day = [session('a', 0, 45), session('pause', 45, 75, PAUSE), session('b', 75, 120)];
  assert.deepEqual(at(day, 5), [undefined, 'a', 'pause']);
  assert.deepEqual(at(day, 20), ['a', 'a', 'pause']);
  assert.deepEqual(at(day, 50), ['a', 'pause', 'b']);
  assert.deepEqual(at(day, 65), [undefined, 'pause', 'b']);
  assert.deepEqual(at(day, 90), ['b', 'b', undefined]);
  assert.deepEqual(at(day, 200), [undefined, undefined, undefined]);
});

test('of two at once in a room, what is on is what votes go to', () => {
  assert.deepEqual(at([session('h', 0, 60), session('i', 0, 60)], 30), ['i', 'i', undefined]);
  assert.deepEqual(at([session('h', 0, 60), session('i', 20, 50)], 40), ['i', 'i', undefined]);
  assert.deepEqual(at([session('a', 0, 60), session('z', 0, 60, PAUSE)], 30), ['a', 'a', undefined]);
});

test('cancelled and withdrawn sessions are not on, and other rooms are not ours', () => {
  const gone = [
    session('c', 0, 60, { cancelled: true, closedFromAt: 0 }),
    session('w', 0, 60, { withdrawn: true, closedFromAt: 20 * MINUTE }),
    session('else', 0, 60, { room: 'S' }),
    session('later', 100, 160, { cancelled: true, closedFromAt: 0 }),
  ];
  assert.deepEqual(at(gone, 30), [undefined, undefined, undefined]);
  assert.deepEqual(at(gone, 15), ['w', undefined, undefined]);
});

test('a session shows its window, a break has none', () => {
  const day = [session('a', 0, 45), session('pause', 45, 75, PAUSE)];
  const { session: open, next } = createAgenda({ name: '', timezone: 'UTC', sessions: day }, 'R', RULE).at(
    20 * MINUTE,
  );
  assert.deepEqual(
    [open?.opensAt, open?.closesAt, next?.opensAt, next?.closesAt],
    [10 * MINUTE, 60 * MINUTE, null, null],
  );
});

test('a keynote for everybody is on where nothing else is, and takes the votes of its own room only', () => {
  const keynote = session('k', 0, 60, { room: 'Hall', plenary: true });
  assert.deepEqual(at([keynote], 30), [undefined, 'k', undefined]);
  assert.deepEqual(at([keynote, session('a', 20, 60)], 40), ['a', 'a', undefined]);
  assert.deepEqual(at([{ ...keynote, withdrawn: true }], 30), [undefined, undefined, undefined]);
  assert.deepEqual(at([session('k', 0, 60, { room: 'Hall' })], 30), [undefined, undefined, undefined]);
});
