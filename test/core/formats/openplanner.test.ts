import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';
import { assertCamp, readFixture } from './camp.ts';

const PARIS: ReadOptions = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' };
const read = (value: unknown, options = PARIS) =>
  readProgramme(new TextEncoder().encode(JSON.stringify(value)), options);

function session(fields: Record<string, unknown>): Record<string, unknown> {
  return {
    id: '1',
    title: 'A talk',
    dateStart: '2026-06-24T08:00:00.000Z',
    dateEnd: '2026-06-24T09:00:00.000Z',
    speakerIds: ['s1'],
    trackId: 'r1',
    categoryId: 'c1',
    formatId: 'f1',
    language: 'French',
    showInFeedback: true,
    ...fields,
  };
}

const planner = (sessions: readonly unknown[], fields: Record<string, unknown> = {}) => ({
  event: {
    name: 'Camp',
    tracks: [{ id: 'r1', name: 'Amphi A' }],
    categories: [{ id: 'c1', name: 'Web' }],
    formats: [{ id: 'f1', name: 'Quickie' }],
  },
  speakers: [{ id: 's1', name: 'Ada' }],
  sessions,
  generatedAt: '2026-06-01T10:00:00.000Z',
  ...fields,
});

const forVoxxrin = (entry: Record<string, unknown>, fields: Record<string, unknown> = {}) => ({
  title: 'Camp',
  timezone: 'Europe/Paris',
  rooms: [{ id: 'r1', title: 'Amphi A' }],
  sessions: {
    1: {
      id: '1',
      title: 'A talk',
      startTime: '2026-06-24T08:00:00.000Z',
      endTime: '2026-06-24T09:00:00.000Z',
      trackId: 'r1',
      trackTitle: 'Amphi A',
      categoryName: 'Web',
      speakers: ['s1'],
      ...entry,
    },
  },
  speakers: { s1: { id: 's1', name: 'Ada' } },
  ...fields,
});

test('the static JSON gives the camp', () => {
  const reading = readFixture('openplanner.json');
  assertCamp(reading);
  assert.deepEqual(
    [reading.format, reading.name, reading.reading, reading.dropped, reading.faults],
    ['openplanner', 'Camp 2026', 'instant', [], []],
  );
});

test('what is written for Voxxrin gives the camp, but for the languages', () => {
  const reading = readFixture('openplanner-voxxrin.json');
  assertCamp(reading, ['language']);
  assert.deepEqual(
    [reading.format, reading.name, reading.reading, reading.dropped, reading.faults],
    ['openplanner-voxxrin', 'Camp 2026', 'instant', [], []],
  );
});

test('a track is a room, a category a track', () => {
  for (const value of [planner([session({})]), forVoxxrin({})]) {
    assert.deepEqual(
      read(value).sessions.map(({ room, track, speakers }) => [room, track, speakers]),
      [['Amphi A', 'Web', ['Ada']]],
    );
  }
});

test('its times are instants, whatever hour that makes', () => {
  const night = { dateStart: '2026-06-24T02:00:00.000Z', dateEnd: '2026-06-24T03:00:00.000Z' };
  const { reading, undecided, sessions } = read(planner([session(night)]));
  assert.deepEqual(
    [reading, undecided, new Date(sessions[0]?.startsAt ?? 0).toISOString()],
    ['instant', false, '2026-06-24T02:00:00.000Z'],
  );
});

const FEEDBACK: readonly (readonly [showInFeedback: unknown, votable: boolean])[] = [
  [true, true],
  [false, false],
  [undefined, true],
  [null, true],
];

for (const [showInFeedback, votable] of FEEDBACK) {
  test(`showInFeedback ${showInFeedback}: ${votable ? 'votes' : 'no votes'}`, () => {
    assert.deepEqual(
      read(planner([session({ showInFeedback })])).sessions.map((read) => [read.kind, read.votable]),
      [['talk', votable]],
    );
  });
}

test('what has no place in time is dropped with its reason', () => {
  const sessions = [
    session({}),
    session({ id: 'a', dateStart: null, dateEnd: null }),
    session({ id: 'b', dateEnd: null }),
    7,
  ];
  assert.deepEqual(read(planner(sessions)).dropped, [
    { what: '"A talk" (a)', why: 'it is not scheduled yet (no dateStart)' },
    { what: '"A talk" (b)', why: 'it has no end (no dateEnd)' },
    { what: 'an entry of sessions', why: 'it is not a session' },
  ]);
});

test('only the static JSON proposes a zone: what is written for Voxxrin says Europe/Paris everywhere', () => {
  const montreal = { ...PARIS, timezone: 'America/Montreal' };
  const faults = [planner([session({})], { timezone: 'Europe/Paris' }), forVoxxrin({})].map((value) =>
    read(value, montreal).faults.map(({ severity }) => severity),
  );
  assert.deepEqual(faults, [['warning'], []]);
});

test('hostile values in every place give no session and no crash', () => {
  for (const value of [null, 7, [], [null], 'x', {}, true, [[]]]) {
    const odd = Object.fromEntries(Object.keys(session({})).map((key) => [key, value]));
    const event = { tracks: value, categories: [value], formats: value };
    const strange = { startTime: value, trackId: value, speakers: value };
    for (const source of [
      planner([value, odd], { event, speakers: value }),
      forVoxxrin(strange, { rooms: [value], speakers: {} }),
      forVoxxrin(strange, { rooms: [value], speakers: { s1: value } }),
    ]) {
      assert.deepEqual(read(source).sessions, []);
    }
  }
});
