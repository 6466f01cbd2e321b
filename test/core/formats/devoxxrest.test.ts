import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assemble } from '../../../src/core/formats/assemble.ts';
import { DEVOXX_REST } from '../../../src/core/formats/devoxxrest.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';
import { assertCamp, readFixture } from './camp.ts';

const PARIS: ReadOptions = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' };
const readIn = (...entries: unknown[]) => assemble(DEVOXX_REST.read(entries, PARIS), PARIS);

function entry(fields: Record<string, unknown>): Record<string, unknown> {
  return {
    id: 1,
    kind: 'Talk',
    title: 'A talk',
    fromTime: '2012-04-18 09:30:00.0',
    toTime: '2012-04-18 12:30:00.0',
    room: 'La Seine',
    speakers: [{ speaker: 'Ada' }],
    ...fields,
  };
}

test('the camp is read from the rest list, which has neither language nor track', () => {
  const reading = readFixture('devoxx-rest-v1.json');
  assert.deepEqual([reading.format, reading.dropped, reading.faults], ['devoxx-rest-v1', [], []]);
  assertCamp(reading, ['language', 'track']);
});

const KINDS: readonly (readonly [why: string, fields: object, kind: string, title: string])[] = [
  ['a talk', {}, 'talk', 'A talk'],
  ['a keynote to be announced', { kind: 'Keynote', title: undefined }, 'talk', 'Keynote'],
  ['a talk with a note only', { title: ' ', note: 'BOF' }, 'talk', 'BOF'],
  [
    'a registration by its note',
    { kind: 'Registration', title: undefined, note: 'Accueil' },
    'break',
    'Accueil',
  ],
  ['a breakfast by its kind', { kind: 'Breakfast', title: undefined }, 'break', 'Breakfast'],
  ['any other kind', { kind: 'Party', title: 'Meet the team' }, 'break', 'Meet the team'],
  ['no kind, a title of a break', { kind: null, title: 'Lunch', speakers: [] }, 'break', 'Lunch'],
];

for (const [why, fields, kind, title] of KINDS) {
  test(`kind and title: ${why}`, () => {
    assert.deepEqual(
      readIn(entry(fields as Record<string, unknown>)).sessions.map((read) => [read.kind, read.title]),
      [[kind, title]],
    );
  });
}

test('times are wall time, and a lone speaker is one', () => {
  const { sessions } = readIn(entry({ speakers: undefined, speaker: 'Zoë' }));
  assert.deepEqual(
    sessions.map(({ startsAt, speakers }) => [new Date(startsAt).toISOString(), speakers]),
    [['2012-04-18T07:30:00.000Z', ['Zoë']]],
  );
});

test('free slots and what is no session are dropped with their reason', () => {
  const { sessions, dropped } = readIn(
    entry({ id: 611, title: undefined, speakers: undefined }),
    entry({ id: 2, fromTime: 'soon' }),
    entry({ id: 3, toTime: [] }),
    7,
  );
  assert.deepEqual(sessions, []);
  assert.deepEqual(dropped, [
    { what: '"A talk" (2)', why: 'its fromTime is no date and time ("soon")' },
    { what: '"A talk" (3)', why: 'its toTime is no date and time ([])' },
    { what: 'entry 4 of the list', why: 'it is not a session' },
    { what: 'entry 611, 2012-04-18 09:30, La Seine', why: 'it has no title' },
  ]);
});
