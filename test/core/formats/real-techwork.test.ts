import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Session } from '../../../src/core/programme.ts';
import { readReal, skip } from './real.ts';

const conferenceHall = () => readReal('conference-hall/techwork-2026-schedule.json').sessions;
const openFeedback = () => readReal('openfeedback/techwork-2026.json').sessions;

/** What the two must agree on. */
function shared({ id, title, speakers, room, startsAt, endsAt, kind, language, cancelled }: Session) {
  return { id, title, speakers, room, startsAt, endsAt, kind, language, cancelled };
}

test('Conference Hall and OpenFeedback give the same sessions of one event', { skip }, () => {
  assert.equal(conferenceHall().length, 37);
  assert.deepEqual(openFeedback().map(shared), conferenceHall().map(shared));
});

test('only OpenFeedback says that the words of welcome and of thanks ask for no feedback', { skip }, () => {
  const votable = new Set(
    openFeedback()
      .filter(({ votable }) => votable)
      .map(({ id }) => id),
  );
  assert.deepEqual(
    conferenceHall()
      .filter((session) => session.votable !== votable.has(session.id))
      .map(({ title, votable }) => [title, votable]),
    [
      ['Introduction', true],
      ['Remerciements', true],
    ],
  );
});

test('where a session has no category, OpenFeedback takes the room for its track', { skip }, () => {
  const tracks = new Map(openFeedback().map(({ id, track }) => [id, track]));
  const differing = conferenceHall().filter(({ id, track }) => tracks.get(id) !== track);
  assert.equal(differing.length, 10);
  for (const { id, track, room } of differing) {
    assert.deepEqual([track, tracks.get(id)], [null, room]);
  }
});
