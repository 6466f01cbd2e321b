import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOf, readReal, skip } from './real.ts';

test('techwork-2026-schedule.json is read whole, at its true instants', { skip }, () => {
  const reading = readReal('conference-hall/techwork-2026-schedule.json');
  // Counted in the file by another program, not by this one.
  assert.deepEqual(countsOf(reading), {
    format: 'conference-hall',
    days: ['2026-06-18'],
    rooms: ['Agilité', 'Commun', 'Craft', 'Data', 'DevOps', 'Workshop1', 'Workshop2'],
    sessions: 37,
    votable: 32,
    breaks: 5,
    cancelled: 0,
    derived: 0,
    dropped: 0,
    faults: [],
  });
  assert.equal(reading.reading, 'instant');
  assert.equal(new Date(reading.sessions[0]?.startsAt ?? 0).toISOString(), '2026-06-18T06:30:00.000Z');
});
