import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Session } from '../../../src/core/programme.ts';
import { readReal, skip } from './real.ts';

// Two programs wrote the same day: the one for the box in its own form, with its own ids and no speakers.
const likebox = () => readReal('breizhcamp/bdxio-2014-likebox-schedule.json').sessions;
const voxxrin = () => readReal('voxxrin/bdxio-2014-voxxrin.json').sessions;

const common = (sessions: readonly Session[]) =>
  sessions
    .filter(({ kind }) => kind === 'talk')
    .map(({ title, room, startsAt, endsAt, votable }) => ({ title, room, startsAt, endsAt, votable }));

test('BDX I/O 2014 has the same 44 talks in both forms', { skip }, () => {
  assert.equal(common(likebox()).length, 44);
  assert.deepEqual(common(voxxrin()), common(likebox()));
});

test('Voxxrin wrote the id of the box at the end of its own', { skip }, () => {
  const talks = voxxrin().filter(({ kind }) => kind === 'talk');
  assert.deepEqual(
    talks.map(({ id }) => id.replace(/^14-[a-z]{3}-/, '')),
    likebox().map(({ id }) => id),
  );
});

test('only Voxxrin lists the 11 breaks, and only Voxxrin knows who speaks', { skip }, () => {
  assert.deepEqual(
    likebox().filter(({ kind, speakers }) => kind !== 'talk' || speakers.length > 0),
    [],
  );
  const breaks = voxxrin().filter(({ kind }) => kind !== 'talk');
  assert.deepEqual(
    breaks.map(({ kind, room, speakers }) => [kind, room, speakers.length]),
    Array.from({ length: 11 }, () => ['break', 'Hall', 0]),
  );
  assert.deepEqual(
    voxxrin().filter(({ kind, speakers }) => kind === 'talk' && speakers.length === 0),
    [],
  );
});
