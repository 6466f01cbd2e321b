import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVoting } from '../../src/app/voting.ts';
import type { Vote } from '../../src/core/vote.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { stalling } from '../fakes/stalling.ts';

const WALL = Date.parse('2026-06-24T10:00:00Z');

test('a vote has the wall time of its press, though a stall draws the two clocks apart', () => {
  const { clock, stallsMs } = stalling(createFakeClock({ wallAt: WALL, monoMs: 5_000 }));
  const votes: Vote[] = [];
  const voting = createVoting({
    store: {
      append(vote) {
        votes.push(vote);
        return new Promise(() => {});
      },
      totals: () => Promise.reject(new Error('nobody asks')),
    },
    clock,
    bootId: 'boot-1',
    source: () => 'button',
    room: { name: 'Amphi A', votable: () => undefined, titleOf: () => null },
    answers: { thanks() {}, oneMoment() {}, notStored() {} },
    onCommit() {},
    onChange() {},
  });
  for (const stalls of [[600], [0, 600]]) {
    stallsMs.splice(0, stallsMs.length, ...stalls);
    voting.press('plus', 4_980.5);
  }
  const vote = { bootId: 'boot-1', monoMs: 4_980, wallMs: WALL - 20, value: 1, room: 'Amphi A' };
  const stored = { ...vote, shownSessionId: null, source: 'button' };
  assert.deepEqual(votes, [stored, stored]);
});
