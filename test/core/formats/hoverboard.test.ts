import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';
import { assertCamp, readFixture } from './camp.ts';

const PARIS: ReadOptions = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' };
const readText = (text: string) => readProgramme(new TextEncoder().encode(text), PARIS);
const read = (value: unknown) => readText(JSON.stringify(value));

const SESSIONS = Object.fromEntries(
  ['101', '102', '103'].map((id) => [id, { title: `Talk ${id}`, speakers: ['s1'], tags: ['Web', 'Java'] }]),
);
const slot = (startTime: unknown, endTime: unknown, ...places: unknown[]) => ({
  startTime,
  endTime,
  sessions: places,
});
const place = (...items: unknown[]) => ({ items });

/** A site whose one day has these timeslots; only what they name is among its sessions. */
function site(
  timeslots: unknown,
  sessions: Record<string, unknown> = SESSIONS,
  day: Record<string, unknown> = {},
) {
  const tracks = [{ title: 'Amphi A' }, { title: 'Amphi B' }];
  return {
    schedule: { '2026-06-24': { date: '2026-06-24', tracks, timeslots, ...day } },
    sessions,
    speakers: { s1: { name: 'Ada' } },
  };
}

const only = (...ids: string[]) =>
  Object.fromEntries(Object.entries(SESSIONS).filter(([id]) => ids.includes(id)));

function places(value: unknown) {
  const clock = (at: number) => new Date(at).toISOString().slice(11, 16);
  return read(value).sessions.map((session) => [
    session.id,
    session.room,
    clock(session.startsAt),
    clock(session.endsAt),
  ]);
}

test('the data of a site gives the camp', () => {
  const reading = readFixture('hoverboard.json');
  assertCamp(reading);
  assert.deepEqual(
    [reading.format, reading.reading, reading.dropped, reading.faults],
    ['hoverboard', 'wall', [], []],
  );
});

test('the place in a timeslot is the room; an empty one is nothing', () => {
  const timeslots = [
    slot('10:00', '10:50', place('101'), place(102)),
    slot('11:00', '11:50', place(), place('103')),
  ];
  assert.deepEqual(places(site(timeslots)), [
    ['101', 'Amphi A', '08:00', '08:50'],
    ['102', 'Amphi B', '08:00', '08:50'],
    ['103', 'Amphi B', '09:00', '09:50'],
  ]);
});

test('a session that names a track of its own is there', () => {
  const sessions = { 101: { ...SESSIONS[101], track: { title: 'Hall' } } };
  assert.deepEqual(places(site([slot('10:00', '10:50', place('101'))], sessions)), [
    ['101', 'Hall', '08:00', '08:50'],
  ]);
});

const EXTENDS: readonly (readonly [extend: unknown, endsAt: string | null])[] = [
  [undefined, '08:50'],
  [0, '08:50'],
  [1, '08:50'],
  [2, '09:50'],
  ['3', '10:50'],
  [-2, '08:50'],
  [1.5, '08:50'],
  [4, null],
  [1e300, null],
];

for (const [extend, endsAt] of EXTENDS) {
  test(`extend ${extend} over three timeslots ends at ${endsAt ?? 'no time'}`, () => {
    const timeslots = [
      slot('10:00', '10:50', { items: ['101'], extend }),
      slot('11:00', '11:50'),
      slot('12:00', '12:50'),
    ];
    const value = site(timeslots, only('101'));
    assert.deepEqual(places(value), endsAt === null ? [] : [['101', 'Amphi A', '08:00', endsAt]]);
    assert.deepEqual(
      read(value).dropped,
      endsAt === null
        ? [
            {
              what: 'timeslot 1 of 2026-06-24, place 1',
              why: 'its times are unclear ("10:00" to missing)',
            },
            {
              what: '"Talk 101" (101)',
              why: 'it is not scheduled yet (no timeslot that can be read names it)',
            },
          ]
        : [],
    );
  });
}

test('several sessions in one place share its time evenly, to the minute', () => {
  assert.deepEqual(places(site([slot('10:00', '10:50', place('101', '102', '103'))])), [
    ['101', 'Amphi A', '08:00', '08:16'],
    ['102', 'Amphi A', '08:16', '08:32'],
    ['103', 'Amphi A', '08:32', '08:50'],
  ]);
});

test('what starts from noon on may run past midnight', () => {
  const timeslots = [
    slot('17:00', '00:00', place('103')),
    slot('22:00', '00:30', place('101')),
    slot('10:00', '09:00', place('102')),
  ];
  const { sessions, dropped } = read(site(timeslots, only('101', '102', '103')));
  assert.deepEqual(
    sessions.map(({ id, endsAt }) => [id, new Date(endsAt).toISOString()]),
    [
      ['103', '2026-06-24T22:00:00.000Z'],
      ['101', '2026-06-24T22:30:00.000Z'],
    ],
  );
  assert.deepEqual(
    dropped.map(({ why }) => why),
    ['it ends before it starts (2026-06-24 09:00)'],
  );
});

test('the day is the key where the entry has no date', () => {
  const { sessions } = read(site([slot('10:00', '10:50', place('101'))], SESSIONS, { date: undefined }));
  assert.equal(new Date(sessions[0]?.startsAt ?? 0).toISOString(), '2026-06-24T08:00:00.000Z');
});

test('what cannot be placed is dropped with its reason, and nothing is dropped silently', () => {
  const timeslots = [
    slot('10:00', '10:50', place('101'), place('999')),
    slot('soon', '12:00', place('102')),
    7,
  ];
  assert.deepEqual(read(site(timeslots)).dropped, [
    { what: 'entry 999', why: 'the schedule names it, but it is not among the sessions' },
    { what: 'timeslot 2 of 2026-06-24, place 1', why: 'its times are unclear ("soon" to "12:00")' },
    { what: 'timeslot 3 of 2026-06-24', why: 'it is not a timeslot' },
    { what: '"Talk 102" (102)', why: 'it is not scheduled yet (no timeslot that can be read names it)' },
    { what: '"Talk 103" (103)', why: 'it is not scheduled yet (no timeslot that can be read names it)' },
  ]);
});

test('a day whose date is none is dropped with its reason', () => {
  const { dropped } = read(site([slot('10:00', '10:50', place('101'))], {}, { date: 'Friday' }));
  assert.deepEqual(dropped, [
    { what: 'day 2026-06-24 of the schedule', why: 'its date is not YYYY-MM-DD ("Friday")' },
  ]);
});

test('the first tag is the track, and hideInFeedback takes no votes', () => {
  const sessions = { 101: { ...SESSIONS[101], language: 'English', hideInFeedback: true } };
  assert.deepEqual(
    read(site([slot('10:00', '10:50', place('101'))], sessions)).sessions.map((session) => [
      session.track,
      session.language,
      session.speakers,
      session.kind,
      session.votable,
    ]),
    [['Web', 'en', ['Ada'], 'talk', false]],
  );
});

test('ids that are names of the language are ids like any other', () => {
  const timeslots = [slot('10:00', '10:50', place('constructor'), place('__proto__'))];
  const text = JSON.stringify(site(timeslots, { PROTO: { title: 'Odd' } }));
  const { sessions, dropped } = readText(text.replace('"PROTO"', '"__proto__"'));
  assert.deepEqual(
    [sessions.map(({ id, title }) => [id, title]), dropped.map(({ what }) => what)],
    [[['__proto__', 'Odd']], ['entry constructor']],
  );
});

test('hostile values in every place give no session and no crash', () => {
  for (const value of [null, 7, [], [null], 'x', {}, true, [[]]]) {
    for (const source of [
      site([value]),
      site(value),
      site([slot(value, value, place('101'))]),
      site([slot('10:00', '10:50', value, place(value))]),
      site([slot('10:00', '10:50', place('101'))], { 101: value }),
      { ...site([]), schedule: { '2026-06-24': value } },
    ]) {
      assert.deepEqual(read(source).sessions, []);
    }
  }
});

test('a session may stand in 20 places, no more, and its size does not matter then', () => {
  const timeslots = Array.from({ length: 5_000 }, (_, row) =>
    slot(`10:${String(row % 50).padStart(2, '0')}`, '11:00', place('101')),
  );
  const sessions = {
    101: { title: 'x'.repeat(200_000), speakers: Array.from({ length: 100_000 }, () => 's1') },
  };
  const reading = read(site(timeslots, sessions));
  assert.deepEqual(
    [reading.sessions.length, reading.dropped.length, reading.dropped[0]],
    [20, 4_980, { what: 'entry 101', why: 'the schedule names it more than 20 times' }],
  );
});

test('5,000 sessions in one timeslot, or in one place, are all read', () => {
  const ids = Array.from({ length: 5_000 }, (_, id) => String(id));
  const sessions = Object.fromEntries(ids.map((id) => [id, { title: `Talk ${id}` }]));
  for (const timeslots of [
    [slot('00:00', '23:59', ...ids.map((id) => place(id)))],
    ids.map((id) => slot('10:00', '10:50', place(id))),
  ]) {
    const { sessions: listed, dropped } = read(site(timeslots, sessions));
    assert.deepEqual([listed.length, dropped.length], [5_000, 0]);
  }
});
