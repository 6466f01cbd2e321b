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
    id: 'cm1',
    start: '2026-06-24T10:00:00.000+02:00',
    end: '2026-06-24T11:00:00.000+02:00',
    track: 'Amphi A',
    title: 'A talk',
    language: 'fr',
    proposal: {
      id: 'p1',
      formats: ['Conférence'],
      categories: ['Web'],
      speakers: [{ id: 's1', name: 'Ada' }],
    },
    ...fields,
  };
}

const schedule = (sessions: unknown, fields: Record<string, unknown> = {}) => ({
  name: 'Camp schedule',
  days: ['2026-06-24T00:00:00.000+02:00'],
  timeZone: 'Europe/Paris',
  sessions,
  ...fields,
});

test('the export of a schedule gives the camp', () => {
  const reading = readFixture('conference-hall.json');
  assertCamp(reading);
  assert.deepEqual(
    [reading.format, reading.name, reading.reading, reading.dropped, reading.faults],
    ['conference-hall', 'Camp 2026 schedule', 'instant', [], []],
  );
});

test('the track of the export is the room, and the first category is the track', () => {
  assert.deepEqual(
    read(schedule([session({})])).sessions.map(({ room, track }) => [room, track]),
    [['Amphi A', 'Web']],
  );
});

test('an export that has lists of rooms and speakers too is not taken for one of Sessionize', () => {
  const { format } = read(schedule([session({})], { rooms: [], speakers: [] }));
  assert.equal(format, 'conference-hall');
});

const ZONES: readonly (readonly [
  why: string,
  start: string,
  timeZone: string,
  reading: string,
  startsAt: string,
  warnings: number,
])[] = [
  ['an offset is true', '2026-06-24T10:00:00.000+02:00', 'Europe/Paris', 'instant', '08:00', 0],
  ['an offset of another zone is true', '2026-06-24T08:00:00+00:00', 'Europe/Paris', 'instant', '08:00', 0],
  ['a Z beside Europe/Paris is false', '2026-06-24T10:00:00.000Z', 'Europe/Paris', 'wall', '08:00', 1],
  [
    'a Z at 07:00 beside Europe/Paris is false too',
    '2026-06-24T07:00:00.000Z',
    'Europe/Paris',
    'wall',
    '05:00',
    1,
  ],
  ['a Z beside UTC is true', '2026-06-24T10:00:00.000Z', 'UTC', 'instant', '10:00', 1],
  ['a Z beside Etc/UTC is true', '2026-06-24T10:00:00.000Z', 'Etc/UTC', 'instant', '10:00', 1],
];

for (const [why, start, timeZone, reading, startsAt, warnings] of ZONES) {
  test(`times: ${why}`, () => {
    const end = start.replace(/T\d\d/, 'T18');
    const found = read(schedule([session({ start, end })], { timeZone }));
    assert.deepEqual(
      [
        found.reading,
        found.undecided,
        found.sessions.map((read) => new Date(read.startsAt).toISOString().slice(11, 16)),
        found.faults.map(({ severity }) => severity),
      ],
      [reading, false, [startsAt], Array.from({ length: warnings }, () => 'warning')],
    );
  });
}

const KINDS: readonly (readonly [
  why: string,
  fields: Record<string, unknown>,
  kind: string,
  title: string,
])[] = [
  ['a proposal', {}, 'talk', 'A talk'],
  [
    'a proposal with the title of a break, its speakers still to come',
    { title: 'Pause your code', proposal: { speakers: [] } },
    'talk',
    'Pause your code',
  ],
  ['no proposal, a break', { proposal: null, title: 'Pause déjeuner' }, 'break', 'Pause déjeuner'],
  ['no proposal, a keynote', { proposal: null, title: 'Keynote' }, 'talk', 'Keynote'],
  ['the title of the proposal', { title: undefined, proposal: { title: 'Rust' } }, 'talk', 'Rust'],
  ['the name of the session', { title: undefined, proposal: null, name: 'Buffet' }, 'break', 'Buffet'],
];

for (const [why, fields, kind, title] of KINDS) {
  test(`kind and title: ${why}`, () => {
    assert.deepEqual(
      read(schedule([session(fields)])).sessions.map((read) => [read.kind, read.title]),
      [[kind, title]],
    );
  });
}

test('what has no place in time is dropped with its reason', () => {
  const sessions = [session({}), session({ id: 'a', start: null }), session({ id: 'b', end: undefined }), 7];
  assert.deepEqual(read(schedule(sessions)).dropped, [
    { what: '"A talk" (a)', why: 'it is not scheduled yet (no start)' },
    { what: '"A talk" (b)', why: 'it has no end (no end)' },
    { what: 'an entry of sessions', why: 'it is not a session' },
  ]);
});

test('the old export of an event, without times and with private data, is refused by name', () => {
  const old = {
    name: 'Camp',
    categories: [],
    formats: [],
    talks: [{ title: 'A' }],
    speakers: [{ email: 'a@b' }],
  };
  assert.deepEqual(read(old).faults, [
    {
      severity: 'error',
      message:
        'This is the export of an event of Conference Hall: talks without times, and private data of speakers. Use the JSON export of its schedule.',
    },
  ]);
});

test('hostile values in every place give no session and no crash', () => {
  for (const value of [null, 7, [], [null], 'x', {}, true, [[]]]) {
    const odd = Object.fromEntries(Object.keys(session({})).map((key) => [key, value]));
    for (const sessions of [[value, odd], [session({ start: value, proposal: value })]]) {
      assert.deepEqual(read(schedule(sessions, { timeZone: value })).sessions, []);
    }
  }
});
