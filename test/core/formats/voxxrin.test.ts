import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assemble } from '../../../src/core/formats/assemble.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';
import { VOXXRIN, VOXXRIN3 } from '../../../src/core/formats/voxxrin.ts';
import { assertCamp, readFixture } from './camp.ts';

const PARIS: ReadOptions = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' };
const readSlots = (...timeSlots: unknown[]) =>
  assemble(VOXXRIN3.read({ day: 'thursday', timeSlots }, PARIS), PARIS);

test('the camp is read from Voxxrin 1, which has no languages', () => {
  const reading = readFixture('voxxrin.json');
  assert.deepEqual([reading.format, reading.dropped, reading.faults], ['voxxrin', [], []]);
  assertCamp(reading, ['language']);
});

test('the camp is read from Voxxrin 3', () => {
  const reading = readFixture('voxxrin-3.json');
  assert.deepEqual(
    [reading.format, reading.reading, reading.dropped, reading.faults],
    ['voxxrin-3', 'instant', [], []],
  );
  assertCamp(reading);
});

test('the times of Voxxrin 1 are wall time, whatever is no session is dropped', () => {
  const talk = {
    id: '14-kou-5074',
    kind: 'Talk',
    title: 'MongoDB',
    fromTime: '2014-10-17 10:00:00.0',
    toTime: '2014-10-17 10:50:00.0',
    room: { name: 'Amphi D' },
    speakers: [{ name: 'Ada' }],
  };
  const { sessions, dropped } = assemble(
    VOXXRIN.read({ schedule: [talk, { ...talk, id: '2', toTime: null }, null] }, PARIS),
    PARIS,
  );
  assert.deepEqual(
    sessions.map(({ startsAt, room, speakers }) => [new Date(startsAt).toISOString(), room, speakers]),
    [['2014-10-17T08:00:00.000Z', 'Amphi D', ['Ada']]],
  );
  assert.deepEqual(dropped, [
    { what: '"MongoDB" (2)', why: 'its toTime is no date and time (null)' },
    { what: 'entry 3 of the list', why: 'it is not a session' },
  ]);
});

const HOUR = { start: '2026-06-24T08:00:00Z', end: '2026-06-24T08:50:00Z' };

test('all talks of a slot have its times, and a break has its own room', () => {
  const { sessions } = readSlots({
    id: 's1',
    ...HOUR,
    talks: [
      { id: '1', title: 'One', room: { title: 'A' } },
      { id: '2', title: 'Two', room: { title: 'B' } },
    ],
    break: { title: 'Welcome', room: { title: 'Hall' } },
  });
  assert.deepEqual(
    sessions.map(({ id, room, kind, endsAt }) => [id, room, kind, new Date(endsAt).toISOString()]),
    [
      ['1', 'A', 'talk', '2026-06-24T08:50:00.000Z'],
      ['2', 'B', 'talk', '2026-06-24T08:50:00.000Z'],
      ['s1', 'Hall', 'break', '2026-06-24T08:50:00.000Z'],
    ],
  );
});

test('slots that hold nothing, or have no time, are dropped with what they held', () => {
  const { sessions, dropped } = readSlots(
    { id: 's1', ...HOUR, type: 'talks', talks: [] },
    { id: 's2', ...HOUR, start: 'noon', talks: [{}, {}] },
    { id: 's3', ...HOUR, end: 5, break: { title: 'Lunch' } },
    { id: 's4', ...HOUR, talks: ['x', { id: '11451', title: '', room: { title: 'Banquet' } }] },
    [],
  );
  assert.deepEqual(sessions, []);
  assert.deepEqual(dropped, [
    { what: 'entry s1', why: 'it is empty: neither talks nor a break' },
    { what: 'entry s2', why: 'its start is no date and time ("noon"), so its 2 talks were left out' },
    { what: '"Lunch" (s3)', why: 'its end is no date and time (5)' },
    { what: 'a talk of entry s4', why: 'it is not a talk' },
    { what: 'slot 5', why: 'it is not a slot' },
    { what: 'entry 11451, 2026-06-24 10:00, Banquet', why: 'it has no title' },
  ]);
});
