import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assemble } from '../../../src/core/formats/assemble.ts';
import { DEVOXX_DEV } from '../../../src/core/formats/devoxxdev.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';
import { assertCamp, readFixture } from './camp.ts';

const PARIS: ReadOptions = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' };
const readIn = (...entries: unknown[]) => assemble(DEVOXX_DEV.read(entries, PARIS), PARIS);

function entry(fields: Record<string, unknown>): Record<string, unknown> {
  return {
    id: 1,
    fromDate: '2026-06-24T08:00:00Z',
    toDate: '2026-06-24T08:50:00Z',
    overflow: false,
    room: { name: 'Amphi A' },
    sessionType: { name: 'Conference', pause: false },
    proposal: { id: 900, title: 'A talk', speakers: [{ fullName: 'Ada' }] },
    timezone: 'Europe/Paris',
    ...fields,
  };
}

test('the camp is read from cfp.dev, with the name of the event', () => {
  const reading = readFixture('devoxx-cfp.dev.json');
  assert.deepEqual(
    [reading.format, reading.name, reading.reading, reading.dropped, reading.faults],
    ['devoxx-cfp.dev', 'Petit camp', 'instant', [], []],
  );
  assertCamp(reading);
});

test('an overflow room is a relay of the entry that gives the same talk at the same time', () => {
  const later = { fromDate: '2026-06-24T12:00:00Z', toDate: '2026-06-24T12:50:00Z' };
  const { sessions } = readIn(
    entry({ id: 4, overflow: true, room: { name: 'Overflow' }, ...later }),
    entry({ id: 1 }),
    entry({ id: 2, room: { name: 'Amphi B' }, ...later }),
    entry({ id: 3, overflow: true, room: { name: 'Overflow' } }),
  );
  assert.deepEqual(
    sessions.map(({ id, room, votable, relayOf }) => [id, room, votable, relayOf]),
    [
      ['1', 'Amphi A', true, undefined],
      ['3', 'Overflow', true, '1'],
      ['2', 'Amphi B', true, undefined],
      ['4', 'Overflow', true, '2'],
    ],
  );
});

test('a relay of another hour shows its talk all the same; one of nothing is a session like any other', () => {
  const { sessions } = readIn(
    entry({ id: 1 }),
    entry({ id: 2, overflow: true, fromDate: '2026-06-24T08:05:00Z' }),
    entry({ id: 3, overflow: true, proposal: { id: 901, title: 'Elsewhere' } }),
    entry({ id: 4, overflow: true, proposal: null }),
  );
  assert.deepEqual(
    new Map(sessions.map(({ id, relayOf }) => [id, relayOf])),
    new Map([
      ['1', undefined],
      ['3', undefined],
      ['4', undefined],
      ['2', '1'],
    ]),
  );
});

const TITLES: readonly (readonly [why: string, fields: object, title: string, kind: string])[] = [
  ['a talk by its proposal', {}, 'A talk', 'talk'],
  [
    'a keynote to be announced by its type',
    { proposal: null, sessionType: { name: 'Keynote', pause: false } },
    'Keynote',
    'talk',
  ],
  [
    'a pause by its type',
    { proposal: null, sessionType: { name: 'Safe travels home', pause: true } },
    'Safe travels home',
    'break',
  ],
  [
    'a type that sounds like a break and is none',
    { proposal: null, sessionType: { name: 'Lunch talks', pause: false } },
    'Lunch talks',
    'talk',
  ],
];

for (const [why, fields, title, kind] of TITLES) {
  test(`names ${why}`, () => {
    const { sessions } = readIn(entry(fields as Record<string, unknown>));
    assert.deepEqual(
      sessions.map((session) => [session.title, session.kind]),
      [[title, kind]],
    );
  });
}

test('speakers, track and language are those of the proposal, language often null', () => {
  const proposal = {
    id: 1,
    title: 'A talk',
    speakers: [{ firstName: 'Zoë', lastName: 'Le Bœuf', fullName: null }, 'Ada', null, 5],
    track: { name: 'People & Culture' },
    language: { alpha2: 'FR' },
  };
  const { sessions } = readIn(
    entry({ proposal }),
    entry({ id: 2, room: null, proposal: { ...proposal, language: null, track: null } }),
  );
  assert.deepEqual(
    sessions.map(({ id, speakers, track, language, room }) => [id, speakers, track, language, room]),
    [
      ['2', ['Zoë Le Bœuf', 'Ada', '5'], null, null, ''],
      ['1', ['Zoë Le Bœuf', 'Ada', '5'], 'People & Culture', 'fr', 'Amphi A'],
    ],
  );
});

test('the zone of the file is a proposal: another one than the owner set is a warning', () => {
  const { timezone, faults } = readIn(entry({ timezone: 'Europe/Athens' }));
  assert.equal(timezone, 'Europe/Paris');
  assert.deepEqual(
    faults.map(({ severity, message }) => [severity, message.includes('Europe/Athens')]),
    [['warning', true]],
  );
});

test('what is no session is dropped with its reason', () => {
  const { dropped } = readIn(
    entry({}),
    entry({ id: 2, fromDate: null }),
    entry({ id: 3, toDate: '2026-06-24' }),
    entry({ id: 4, proposal: null, sessionType: null }),
    'x',
  );
  assert.deepEqual(dropped, [
    { what: '"A talk" (2)', why: 'its fromDate is no date and time (null)' },
    { what: '"A talk" (3)', why: 'its toDate is no date and time ("2026-06-24")' },
    { what: 'entry 5 of the list', why: 'it is not a session' },
    { what: 'entry 4, 2026-06-24 10:00, Amphi A', why: 'it has no title' },
  ]);
});
