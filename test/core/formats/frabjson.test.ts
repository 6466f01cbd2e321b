import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';
import type { ProgrammeReading } from '../../../src/core/programme.ts';
import { assertCamp, readFixture } from './camp.ts';

const PARIS: ReadOptions = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' };
const short = (at: number) => new Date(at).toISOString().slice(0, 16);

function readIn(value: unknown, options: Partial<ReadOptions> = {}): ProgrammeReading {
  return readProgramme(new TextEncoder().encode(JSON.stringify(value)), { ...PARIS, ...options });
}

/** The first version, one day and one room. */
function schedule(events: unknown, conference: Record<string, unknown> = {}): unknown {
  const days = [{ index: 1, date: '2026-06-24', rooms: { A: events } }];
  return { schedule: { conference: { title: 'c', days, ...conference } } };
}

function event(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 1,
    guid: 'g1',
    date: '2026-06-24T10:00:00+02:00',
    start: '10:00',
    duration: '01:00',
    room: 'A',
    title: 'A talk',
    track: null,
    type: 'Talk',
    language: 'en',
    persons: [{ public_name: 'Ada' }],
    ...fields,
  };
}

/** The second version. */
const hub = (events: unknown, conference: Record<string, unknown> = {}) => ({
  schedule: { conference: { days: [], ...conference }, events },
});

function hubEvent(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    guid: 'g1',
    start: '2026-06-24T10:00:00+02:00',
    end: '2026-06-24T11:00:00+02:00',
    room: { name: 'A' },
    title: 'A talk',
    participants: [],
    ...fields,
  };
}

for (const [file, format] of [
  ['frab.json', 'frab-json'],
  ['c3hub.json', 'c3-hub'],
] as const) {
  test(`the camp of ${file} is read, with its name and without a fault`, () => {
    const reading = readFixture(file);
    assertCamp(reading);
    assert.deepEqual(
      [reading.format, reading.name, reading.reading, reading.dropped, reading.faults],
      [format, 'Le Petit Camp', 'instant', [], []],
    );
  });
}

const IDS: readonly (readonly [fields: Record<string, unknown>, id: string])[] = [
  [{}, 'g1'],
  [{ guid: null, code: 'ABCDEF' }, 'ABCDEF'],
  [{ guid: '', code: null, id: 7 }, '7'],
  [{ guid: undefined, id: '0412' }, '0412'],
];

for (const [fields, id] of IDS) {
  test(`the id of ${JSON.stringify(fields)} is ${id}, in either version`, () => {
    for (const value of [schedule([event(fields)]), hub([hubEvent(fields)])]) {
      assert.deepEqual(
        readIn(value).sessions.map((session) => [session.id, session.derivedId]),
        [[id, false]],
      );
    }
  });
}

const LANGUAGES: readonly (readonly [title: unknown, language: 'fr' | 'en', read: string])[] = [
  ['Un', 'fr', 'Un'],
  [{ fr: 'Un', en: 'One' }, 'fr', 'Un'],
  [{ fr: 'Un', en: 'One' }, 'en', 'One'],
  [{ de: 'Eins', en: 'One' }, 'fr', 'One'],
  [{ de: 'Eins', fr: '' }, 'fr', 'Eins'],
];

for (const [title, language, read] of LANGUAGES) {
  test(`for a box in ${language} the title ${JSON.stringify(title)} is ${read}`, () => {
    for (const value of [schedule([event({ title })]), hub([hubEvent({ title })])]) {
      assert.deepEqual(
        readIn(value, { language }).sessions.map((session) => session.title),
        [read],
      );
    }
  });
}

test('a room of another language, none, or an object is still the room', () => {
  const rooms = [{ fr: 'Salle' }, { name: 'B' }, { name: { en: 'C' } }, '', null, undefined];
  const events = rooms.map((room, index) => event({ guid: `g${index}`, room }));
  assert.deepEqual(
    readIn(schedule(events))
      .sessions.map(({ id, room }) => [id, room])
      .sort(),
    [
      ['g0', 'Salle'],
      ['g1', 'B'],
      ['g2', 'C'],
      ['g3', 'A'],
      ['g4', 'A'],
      ['g5', 'A'],
    ],
  );
});

test('it ends after its duration, or at its end where there is none', () => {
  const events = [
    event({ guid: 'a', duration: '1:02:30', end: '2026-06-24T10:01:00+02:00' }),
    event({ guid: 'b', duration: undefined, end: '2026-06-24T10:45:00+02:00' }),
    event({ guid: 'c', duration: undefined, end: undefined }),
  ];
  const { sessions, dropped } = readIn(schedule(events));
  assert.deepEqual(
    sessions.map(({ id, endsAt }) => [id, short(endsAt)]),
    [
      ['a', '2026-06-25T10:30'],
      ['b', '2026-06-24T08:45'],
    ],
  );
  assert.deepEqual(dropped, [{ what: '"A talk" (c)', why: 'its duration is not H:MM (missing)' }]);
});

test('the offset of a date is trusted against the zone of its conference, with a warning', () => {
  const date = '2020-12-14T09:00:00+01:00';
  const value = schedule([event({ date, start: '09:00' })], { time_zone_name: 'UTC' });
  const { sessions, faults } = readIn(value, { timezone: 'Europe/Berlin' });
  assert.deepEqual(
    sessions.map(({ startsAt }) => short(startsAt)),
    ['2020-12-14T08:00'],
  );
  assert.deepEqual(
    faults.map(({ message }) => message.split(';')[0]),
    ['The file says that its event is in UTC'],
  );
});

test('only speakers of the hub are speakers, and a track goes by its name', () => {
  const participants = [
    { name: 'Ada', role: 'SPEAKER' },
    { name: 'Angel', role: 'HERALD' },
    { name: 'Bob' },
    { name: 'Odd', role: { toString: 1 } },
    null,
  ];
  const events = [
    hubEvent({ guid: 'a', participants, track: { slug: 'web' } }),
    hubEvent({ guid: 'b', track: { slug: 'other' } }),
    hubEvent({ guid: 'c', track: 'Plain' }),
    hubEvent({ guid: 'd', track: null }),
  ];
  const { sessions } = readIn(hub(events, { tracks: [{ slug: 'web', name: 'The web' }, 5] }));
  assert.deepEqual(
    sessions.map(({ speakers, track }) => [speakers, track]),
    [
      [['Ada', 'Bob'], 'The web'],
      [[], 'other'],
      [[], 'Plain'],
      [[], null],
    ],
  );
});

test('what is no event, no day or no date is dropped with its reason', () => {
  const days = [null, 5, { date: 'x', rooms: { 'Salle A': [event({ date: null }), null, 'x'] } }];
  assert.deepEqual(readIn({ schedule: { conference: { days } } }).dropped, [
    { what: 'an entry of days', why: 'it is not a day' },
    { what: 'an entry of days', why: 'it is not a day' },
    { what: '2 entries of room "Salle A"', why: 'it is not an event' },
    { what: '"A talk" (g1)', why: 'its day has no date ("x")' },
  ]);
  assert.deepEqual(
    readIn(hub([7, hubEvent({ start: null }), hubEvent({ start: 'soon', title: [] })])).dropped,
    [
      { what: 'entry 1 of events', why: 'it is not an event' },
      { what: '"A talk" (g1)', why: 'its start is no time of day (missing)' },
      { what: 'entry g1', why: 'its date is no date and time ("soon")' },
    ],
  );
});

const ODD = [
  null,
  5,
  'x',
  [],
  {},
  [[]],
  { a: null },
  ['x', 5, null],
  { name: { name: 1 } },
  '__proto__',
  true,
];

test('no value in the place of another breaks either version', () => {
  for (const odd of ODD) {
    for (const key of Object.keys(event())) readIn(schedule([event({ [key]: odd }), event()]));
    for (const key of Object.keys(hubEvent())) readIn(hub([hubEvent({ [key]: odd })]));
    readIn(schedule(odd));
    readIn({
      schedule: { conference: { days: [{ rooms: odd }, { date: odd }], title: odd, time_zone_name: odd } },
    });
    readIn(hub([hubEvent({ track: { slug: odd } })], { tracks: odd, title: odd, time_zone_name: odd }));
  }
});

test('the address for feedback of an event comes along, in both versions', () => {
  const feedback_url = 'https://pretalx.example/camp/talk/A/feedback/';
  const readings = [readIn(schedule([event({ feedback_url })])), readIn(hub([hubEvent({ feedback_url })]))];
  assert.deepEqual(
    readings.map(({ sessions }) => sessions[0]?.feedbackUrl),
    [feedback_url, feedback_url],
  );
});
