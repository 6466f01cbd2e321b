import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';
import type { ProgrammeReading } from '../../../src/core/programme.ts';
import { assertCamp, readFixture } from './camp.ts';

const PARIS: ReadOptions = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' };
const EXPAND =
  'Rooms or speakers are only numbers or codes here. Add ?expand=slots,slots.room,track,submission_type,speakers to the address.';

function readIn(value: unknown): ProgrammeReading {
  return readProgramme(new TextEncoder().encode(JSON.stringify(value)), PARIS);
}

const TIMES = { start: '2026-06-24T10:00:00+02:00', end: '2026-06-24T11:00:00+02:00' };

function widget(talks: unknown, fields: Record<string, unknown> = {}): unknown {
  return {
    talks,
    tracks: [{ id: 4, name: 'Web' }],
    rooms: [{ id: 1, name: 'A' }],
    speakers: [{ code: 'YY3RMW', name: 'Ada' }],
    timezone: 'Europe/Paris',
    ...fields,
  };
}

const talk = (fields: Record<string, unknown> = {}) => ({
  code: 'XFUR3C',
  title: 'A talk',
  speakers: ['YY3RMW'],
  track: 4,
  room: 1,
  ...TIMES,
  ...fields,
});

const api = (results: unknown, fields: Record<string, unknown> = {}) => ({
  count: 1,
  next: null,
  results,
  ...fields,
});
const slot = (fields: Record<string, unknown> = {}) => ({
  id: 7,
  room: { name: { en: 'A' } },
  ...TIMES,
  ...fields,
});
const submission = (fields: Record<string, unknown> = {}) => ({
  code: 'XFUR3C',
  title: 'A talk',
  speakers: [{ code: 'YY3RMW', name: 'Ada' }],
  state: 'confirmed',
  slots: [slot()],
  ...fields,
});

test('the camp of the widget is read; it has no name and no languages', () => {
  const reading = readFixture('pretalx-widget.json');
  assertCamp(reading, ['language']);
  assert.deepEqual(
    [reading.format, reading.name, reading.reading, reading.dropped, reading.faults],
    ['pretalx-widget', '', 'instant', [], []],
  );
});

test('the camp of the API is read, with the address of its next page', () => {
  const reading = readFixture('pretalx-api.json');
  assertCamp(reading);
  assert.deepEqual(
    [reading.format, reading.reading, reading.dropped, reading.faults, reading.next],
    ['pretalx-api', 'instant', [], [], 'https://example.org/api/events/camp/submissions/?page=2'],
  );
});

test('the last page has no next one', () => {
  assert.equal(readIn(api([submission()])).next, undefined);
});

test('what a talk of the widget refers to and nobody lists is left out, the talk stays', () => {
  const { sessions, dropped } = readIn(widget([talk({ room: 9, track: 9, speakers: ['YY3RMW', 'GONE00'] })]));
  assert.deepEqual(
    sessions.map(({ id, room, track, speakers, votable }) => ({ id, room, track, speakers, votable })),
    [{ id: 'XFUR3C', room: '', track: null, speakers: ['Ada'], votable: false }],
  );
  assert.deepEqual(dropped, []);
});

test('a talk of the widget without a code is a break, whatever its title', () => {
  const start = '2026-06-24T09:00:00+02:00';
  const talks = [talk({ code: undefined, title: { en: 'Interlude' }, speakers: null, start }), talk()];
  assert.deepEqual(
    readIn(widget(talks)).sessions.map(({ title, kind, derivedId }) => [title, kind, derivedId]),
    [
      ['Interlude', 'break', true],
      ['A talk', 'talk', false],
    ],
  );
});

const SKIPPED: readonly (readonly [why: string, fields: Record<string, unknown>])[] = [
  ['its state is submitted, not confirmed', { state: 'submitted' }],
  ['its state is withdrawn, not confirmed', { state: 'withdrawn' }],
  ['it is not scheduled: it has no start and no end', { start: null, end: null }],
  ['its start is no date and time (null)', { start: null }],
  ['its end is no date and time ("late")', { end: 'late' }],
];

for (const [why, fields] of SKIPPED) {
  test(`skipped with its reason: ${why}`, () => {
    const { state, ...times } = { state: 'confirmed', ...fields };
    const dropped = [{ what: '"A talk" (XFUR3C)', why }];
    assert.deepEqual(readIn(widget([talk(fields)])).dropped, dropped);
    assert.deepEqual(readIn(api([submission({ state, slots: [slot(times)] })])).dropped, dropped);
    assert.deepEqual(
      readIn(api([submission({ state, slots: undefined, slot: slot(times) })])).dropped,
      dropped,
    );
  });
}

for (const fields of [{ slots: [] }, { slots: null }, { slots: undefined, slot: null }]) {
  test(`a submission with ${JSON.stringify(fields)} is not scheduled`, () => {
    assert.deepEqual(readIn(api([submission(fields)])).dropped, [
      { what: '"A talk" (XFUR3C)', why: 'it is not scheduled: it has no start and no end' },
    ]);
  });
}

test('accepted ones and those without a state are read', () => {
  const results = [submission({ state: 'accepted' }), submission({ state: undefined, code: 'B' })];
  assert.deepEqual(
    readIn(api(results)).sessions.map(({ id }) => id),
    ['B', 'XFUR3C'],
  );
});

test('a talk with several slots is several sessions, each with the number of its slot', () => {
  const slots = [
    slot(),
    slot({ id: 8, start: '2026-06-25T10:00:00+02:00', end: '2026-06-25T11:00:00+02:00' }),
  ];
  assert.deepEqual(
    readIn(api([submission({ slots })])).sessions.map(({ id, derivedId }) => [id, derivedId]),
    [
      ['XFUR3C-7', false],
      ['XFUR3C-8', false],
    ],
  );
});

test('a talk of more than twenty slots is dropped with its reason', () => {
  const slots = (count: number) =>
    Array.from({ length: count }, (_, index) => slot({ id: index, room: `${index}` }));
  assert.equal(readIn(api([submission({ slots: slots(20) })])).sessions.length, 20);
  assert.deepEqual(readIn(api([submission({ slots: slots(21) })])).dropped, [
    { what: '"A talk" (XFUR3C)', why: 'it has 21 slots, more than 20' },
  ]);
});

test('an answer that only refers to rooms and speakers says which address has them', () => {
  const results = [submission({ speakers: ['YY3RMW'], track: 4, slots: [slot({ room: 1 })] })];
  const { sessions, faults } = readIn(api(results));
  assert.deepEqual(
    sessions.map(({ room, speakers, track, votable }) => ({ room, speakers, track, votable })),
    [{ room: '', speakers: [], track: null, votable: false }],
  );
  assert.deepEqual(faults, [{ severity: 'warning', message: EXPAND }]);
});

test('slots that are only numbers give no session, and the sentence that helps', () => {
  const { sessions, faults } = readIn(api([submission({ slots: [7, 8] })]));
  assert.deepEqual(sessions, []);
  assert.equal(
    faults[0]?.message,
    'None of the 2 entries could be read. The first: "A talk" (XFUR3C): its slots are only numbers: add ?expand=slots,slots.room to the address.',
  );
});

const OTHERS: readonly (readonly [what: string, first: Record<string, unknown>, message: RegExp])[] = [
  [
    'speakers',
    { code: 'YY3RMW', name: 'Ada', biography: '' },
    /^This is a list of speakers, not a programme/,
  ],
  [
    'rooms',
    { id: 1, name: { en: 'A' }, capacity: 5, position: 0 },
    /^This is a list of rooms, not a programme/,
  ],
  ['slots', { id: 1, submission: 'XFUR3C', room: 1, ...TIMES }, /^This is a list of slots, not of talks/],
  ['questions', { id: 1, question: {} }, /^This JSON is a list of results \(id, question\), not a programme/],
];

for (const [what, first, message] of OTHERS) {
  test(`the list of ${what} of the same API is refused by name`, () => {
    const { sessions, faults } = readIn(api([first]));
    assert.deepEqual([sessions, faults.length], [[], 1]);
    assert.match(faults[0]?.message ?? '', message);
  });
}

test('an empty page is refused by name', () => {
  assert.match(readIn(api([])).faults[0]?.message ?? '', /^This list of results is empty/);
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

test('no value in the place of another breaks the widget or the API', () => {
  for (const odd of ODD) {
    for (const key of Object.keys(talk())) readIn(widget([talk({ [key]: odd }), talk()]));
    for (const key of ['talks', 'tracks', 'rooms', 'speakers', 'timezone'])
      readIn(widget([talk()], { [key]: odd }));
    for (const key of Object.keys(submission())) readIn(api([submission({ [key]: odd }), submission()]));
    for (const key of Object.keys(slot())) readIn(api([submission({ slots: [slot({ [key]: odd })] })]));
    readIn(api([odd, submission()], { next: odd }));
    readIn(widget([odd, talk()]));
  }
});
