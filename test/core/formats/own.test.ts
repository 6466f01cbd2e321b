import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assemble } from '../../../src/core/formats/assemble.ts';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';
import { OWN } from '../../../src/core/formats/own.ts';
import { assertCamp, readFixture } from './camp.ts';

const PARIS: ReadOptions = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' };
const readIn = (value: unknown, options = PARIS) => assemble(OWN.read(value, options), options);

function session(fields: Record<string, unknown>): Record<string, unknown> {
  return {
    id: '1',
    title: 'A talk',
    speakers: ['Ada'],
    room: 'Amphi A',
    startsAt: '2026-06-24T08:00:00Z',
    endsAt: '2026-06-24T08:50:00Z',
    ...fields,
  };
}

const readSession = (fields: Record<string, unknown>) => readIn({ sessions: [session(fields)] }).sessions[0];

test('the camp is read from what the check prints, edited by hand', () => {
  const reading = readFixture('own.json');
  assert.deepEqual(
    [reading.format, reading.name, reading.dropped, reading.faults],
    ['likebox', 'Petit camp', [], []],
  );
  assertCamp(reading);
});

test('the camp is read from another box, without what its source withdrew', () => {
  const reading = readFixture('own-box.json');
  assert.deepEqual([reading.format, reading.name, reading.faults], ['likebox', 'Petit camp', []]);
  assert.deepEqual(reading.dropped, [
    { what: '"Retiré" (camp-90)', why: 'it is withdrawn: its own source no longer lists it' },
  ]);
  assertCamp(reading);
});

test('title and times are enough', () => {
  const { sessions, dropped, faults } = readIn({
    sessions: [{ title: 'A talk', startsAt: '2026-06-24T10:00', endsAt: '2026-06-24T10:50' }],
  });
  assert.deepEqual(
    sessions.map(({ id, ...rest }) => rest),
    [
      {
        derivedId: true,
        title: 'A talk',
        speakers: [],
        room: '',
        startsAt: Date.parse('2026-06-24T08:00:00Z'),
        endsAt: Date.parse('2026-06-24T08:50:00Z'),
        kind: 'talk',
        votable: false,
        cancelled: false,
        language: null,
        track: null,
      },
    ],
  );
  const roomless = 'None of its sessions has a room, so none takes votes. Give them rooms in the source.';
  assert.deepEqual([dropped, faults], [[], [{ severity: 'warning', message: roomless }]]);
});

const TIMES: readonly (readonly [written: unknown, reading: ReadOptions['reading'], startsAt: string])[] = [
  ['2026-06-24T08:00:00Z', 'auto', '2026-06-24T08:00:00.000Z'],
  ['2026-06-24T08:00:00Z', 'wall', '2026-06-24T08:00:00.000Z'],
  ['2026-06-24T08:00:00.000+02:00', 'wall', '2026-06-24T06:00:00.000Z'],
  ['2026-06-24T08:00', 'auto', '2026-06-24T06:00:00.000Z'],
  ['2026-06-24 8:00', 'instant', '2026-06-24T06:00:00.000Z'],
  [Date.parse('2026-06-24T08:00:00Z'), 'wall', '2026-06-24T08:00:00.000Z'],
];

for (const [written, reading, startsAt] of TIMES) {
  test(`${written}, reading ${reading}, begins at ${startsAt}`, () => {
    const { sessions } = readIn({ sessions: [session({ startsAt: written })] }, { ...PARIS, reading });
    assert.deepEqual(
      sessions.map((read) => new Date(read.startsAt).toISOString()),
      [startsAt],
    );
  });
}

const KINDS: readonly (readonly [why: string, fields: object, kind: string, votable: boolean])[] = [
  ['a talk', {}, 'talk', true],
  ['a talk that sounds like a break', { title: 'Lunch', speakers: [], kind: 'talk' }, 'talk', true],
  ['no kind, a title of a break', { title: 'Lunch', speakers: [] }, 'break', false],
  ['a break with a speaker', { kind: 'break' }, 'break', false],
  ['other', { kind: 'other' }, 'other', false],
  ['a break that says it takes votes', { kind: 'break', votable: true }, 'break', false],
  ['a talk that takes none', { votable: false }, 'talk', false],
  ['a talk over 8 hours', { kind: 'talk', endsAt: '2026-06-24T16:00:01Z' }, 'other', false],
  ['a cancelled talk', { cancelled: true }, 'talk', false],
];

for (const [why, fields, kind, votable] of KINDS) {
  test(`kind and votes: ${why}`, () => {
    const read = readSession(fields as Record<string, unknown>);
    assert.deepEqual([read?.kind, read?.votable], [kind, votable]);
  });
}

test('text is plain: what looks like HTML or an entity is shown as it is written', () => {
  const read = readSession({ title: 'Escape &amp; <b>', speakers: ['A & B'], room: 'R&amp;D', track: '<i>' });
  assert.deepEqual(
    [read?.title, read?.speakers, read?.room, read?.track],
    ['Escape &amp; <b>', ['A & B'], 'R&amp;D', '<i>'],
  );
});

test('an address for feedback is kept where a telephone may be sent there, and left out where not', () => {
  const addresses = [
    'https://feedback.example/7',
    'http://feedback.example/7',
    'javascript:alert(1)',
    'soon',
    7,
  ];
  const { sessions } = readIn({
    sessions: addresses.map((feedbackUrl, index) => session({ id: index, room: `R${index}`, feedbackUrl })),
  });
  assert.deepEqual(
    sessions.map(({ feedbackUrl }) => feedbackUrl),
    ['https://feedback.example/7', undefined, undefined, undefined, undefined],
  );
});

test('plenary, relay and the mark of a derived id are kept', () => {
  const { sessions } = readIn({
    sessions: [
      session({ id: 7, plenary: true }),
      session({ id: 'r', room: 'Overflow', relayOf: 7 }),
      session({ id: 'd', room: 'Z', derivedId: true }),
    ],
  });
  assert.deepEqual(
    sessions.map(({ id, plenary, relayOf, derivedId }) => [id, plenary, relayOf, derivedId]),
    [
      ['7', true, undefined, false],
      ['r', undefined, '7', false],
      ['d', undefined, undefined, true],
    ],
  );
});

test('unknown keys and values that do not fit are ignored, each with one warning', () => {
  const { sessions, faults } = readIn({
    timezone: 'Europe/Paris',
    tiltes: 1,
    sessions: [
      session({ rom: 'Amphi B', kind: 'workshop' }),
      session({ id: '2', rom: 'Amphi B', speakers: 'Ada', colour: 'red' }),
    ],
  });
  assert.deepEqual(
    sessions.map(({ id, room, speakers, kind }) => [id, room, speakers, kind]),
    [
      ['1', 'Amphi A', ['Ada'], 'talk'],
      ['2', 'Amphi A', [], 'talk'],
    ],
  );
  assert.deepEqual(
    faults.map(({ severity, message }) => `${severity}: ${message}`),
    [
      'warning: tiltes: unknown key; ignored.',
      'warning: sessions[].rom: unknown key (did you mean room?); ignored (2 times).',
      'warning: sessions[].kind: "workshop" is not talk or break or other; ignored.',
      'warning: sessions[].speakers: "Ada" is not a list of texts; ignored.',
      'warning: sessions[].colour: unknown key; ignored.',
    ],
  );
});

test('a thousand unknown keys are no thousand warnings', () => {
  const keys = Array.from({ length: 1_000 }, (_, i) => [`key${i}`.repeat(50), i]);
  const { faults } = readIn({ sessions: [session(Object.fromEntries(keys))] });
  assert.equal(faults.length, 11);
  assert.equal(faults.at(-1)?.message, '990 more keys were ignored.');
});

test('what is no session is dropped with its reason', () => {
  const { sessions, dropped } = readIn({
    sessions: [
      null,
      session({ startsAt: 'noon' }),
      session({ id: '2', endsAt: undefined }),
      session({ id: '3', title: undefined }),
      session({ id: '4', endsAt: 1e300 }),
    ],
  });
  assert.deepEqual(sessions, []);
  assert.deepEqual(dropped, [
    { what: 'entry 1 of sessions', why: 'it is not a session' },
    { what: '"A talk" (1)', why: 'its startsAt is no date and time ("noon")' },
    { what: '"A talk" (2)', why: 'its endsAt is no date and time (missing)' },
    { what: '"A talk" (4)', why: 'its endsAt is no date and time (1e+300)' },
    { what: 'entry 3, 2026-06-24 10:00, Amphi A', why: 'it has no title' },
  ]);
});

const SHAPES: readonly (readonly [why: string, value: object, format: string])[] = [
  ['a session with its times', { sessions: [session({})] }, 'likebox'],
  ['a time that is misspelt', { sessions: [{ title: 'A', startAt: 5, endsAt: 5 }] }, 'likebox'],
  ['no session yet', { timezone: 'Europe/Paris', sessions: [] }, 'likebox'],
  ['sessions of something else', { sessions: [{ name: 'A' }] }, 'unknown'],
  ['speakers beside the sessions', { sessions: [session({})], rooms: [], speakers: [] }, 'sessionize'],
];

for (const [why, value, format] of SHAPES) {
  test(`recognised: ${why}`, () => {
    const read = readProgramme(new TextEncoder().encode(JSON.stringify(value)), PARIS);
    assert.equal(read.format, format);
  });
}
