import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { assemble } from '../../../src/core/formats/assemble.ts';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';
import { SCHED } from '../../../src/core/formats/sched.ts';

const PARIS: ReadOptions = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' };
const readIn = (value: unknown, options = PARIS) => assemble(SCHED.read(value, options), options);
const at = (written: string) => Date.parse(written);
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

function event(fields: Record<string, unknown>): Record<string, unknown> {
  return {
    id: '1',
    name: 'A talk',
    event_start: '2026-06-24T10:00:00',
    event_end: '2026-06-24T11:00:00',
    event_type: 'Web',
    format: 'Conférence',
    venue: 'Amphi A',
    speakers: 'Ada',
    ...fields,
  };
}

const sessionsOf = (events: readonly unknown[], options = PARIS) => readIn(events, options).sessions;

test('a whole file is read, and what is wrong in it is dropped with its reason', () => {
  const file = readFileSync(new URL('../../fixtures/programmes/sched.json', import.meta.url));
  assert.deepEqual(readProgramme(file, PARIS), {
    format: 'sched',
    timezone: 'Europe/Paris',
    reading: 'wall',
    assumed: [],
    other: null,
    undecided: false,
    name: '',
    sessions: [
      {
        id: '101',
        derivedId: false,
        title: 'Vivre sans café & sans stress',
        speakers: ['Maëlle Kerguélen', 'Yann Bozec'],
        room: 'Amphi A',
        startsAt: at('2026-06-24T08:00:00Z'),
        endsAt: at('2026-06-24T08:55:00Z'),
        kind: 'talk',
        votable: true,
        cancelled: false,
        language: null,
        track: 'Web',
      },
      {
        id: '102',
        derivedId: false,
        title: '❌ [ANNULÉ] ❌',
        speakers: [],
        room: 'Amphi B',
        startsAt: at('2026-06-24T08:00:00Z'),
        endsAt: at('2026-06-24T10:00:00Z'),
        kind: 'talk',
        votable: false,
        cancelled: true,
        language: null,
        track: 'IA',
      },
      {
        id: 'b-1',
        derivedId: false,
        title: 'Eat',
        speakers: [],
        room: 'Hall',
        startsAt: at('2026-06-24T10:00:00Z'),
        endsAt: at('2026-06-24T11:30:00Z'),
        kind: 'break',
        votable: false,
        cancelled: false,
        language: null,
        track: 'Eat',
      },
      {
        id: sha1('2026-06-25||09:00|Keynote'),
        derivedId: true,
        title: 'Keynote',
        speakers: ['Zoë Le Bœuf'],
        room: '',
        startsAt: at('2026-06-25T07:00:00Z'),
        endsAt: at('2026-06-25T08:00:00Z'),
        kind: 'talk',
        votable: false,
        cancelled: false,
        language: null,
        track: 'Keynote',
      },
      {
        id: '103',
        derivedId: false,
        title: 'Hackathon',
        speakers: [],
        room: 'Salle C',
        startsAt: at('2026-06-25T07:00:00Z'),
        endsAt: at('2026-06-25T16:30:00Z'),
        kind: 'other',
        votable: false,
        cancelled: false,
        language: null,
        track: null,
      },
    ],
    dropped: [
      { what: '"Brouillon" (105)', why: 'it is marked as not active' },
      {
        what: '"À l\'envers" (104), 2026-06-25 11:00, Amphi A',
        why: 'it ends before it starts (2026-06-25 10:00)',
      },
      { what: 'entry 106, 2026-06-25 11:00, Amphi A', why: 'it has no title' },
    ],
    faults: [],
  });
});

const KINDS: readonly (readonly [
  why: string,
  fields: Record<string, unknown>,
  kind: string,
  votable: boolean,
])[] = [
  ['a talk', {}, 'talk', true],
  ['a keynote without speakers', { name: 'Keynote', speakers: '' }, 'talk', true],
  ['format Eat', { format: 'Eat', speakers: 'The cook' }, 'break', false],
  ['format break', { format: 'break' }, 'break', false],
  ['format Party', { format: 'Party' }, 'break', false],
  ['event type Eat, format null', { format: null, event_type: 'Eat' }, 'break', false],
  ['a title of a break, no speaker', { name: '☕ Pause café', format: null, speakers: '' }, 'break', false],
  ['a title of a break, with speaker', { name: 'Pause your code' }, 'talk', true],
  ['a title that begins like a break', { name: 'Breaking the monolith', speakers: '' }, 'talk', true],
  ['breaks in the plural', { name: 'Petits déjeuners', speakers: '' }, 'break', false],
  ['a break in one word', { name: 'Coffeebreak', speakers: '' }, 'break', false],
  ['a break with a hyphen that does not break', { name: 'Check\u2011in', speakers: '' }, 'break', false],
  ['lunch', { name: 'Déjeuner', speakers: ', ' }, 'break', false],
  ['eight hours', { event_end: '2026-06-24T18:00:00' }, 'talk', true],
  ['more than eight hours', { event_end: '2026-06-24T18:00:01' }, 'other', false],
  ['no duration', { event_end: '2026-06-24T10:00:00' }, 'other', false],
  ['no room', { venue: ' ' }, 'talk', false],
  ['no room at all', { venue: null }, 'talk', false],
  [
    'a talk across midnight',
    { event_start: '2026-06-24T23:30:00', event_end: '2026-06-25T00:15:00' },
    'talk',
    true,
  ],
];

for (const [why, fields, kind, votable] of KINDS) {
  test(`kind and votes: ${why}`, () => {
    assert.deepEqual(
      sessionsOf([event(fields)]).map((session) => ({ kind: session.kind, votable: session.votable })),
      [{ kind, votable }],
    );
  });
}

const TITLES: readonly (readonly [title: string, cancelled: boolean])[] = [
  ['❌ [ANNULÉ] ❌', true],
  ['[ANNULE\u0301] Rust', true],
  ['Annulée : la keynote', true],
  ['CANCELLED - Rust', true],
  ['(canceled) Rust', true],
  ['Abgesagt: Rust', true],
  ['Reporté à demain', true],
  ['Cancelling POSIX syscalls', false],
  ['Annuler un commit', false],
  ['Report: the state of Java', false],
  ['Reported bugs', false],
  ['How we cancelled everything', false],
];

for (const [title, cancelled] of TITLES) {
  test(`"${title}" is ${cancelled ? '' : 'not '}cancelled`, () => {
    assert.deepEqual(
      sessionsOf([event({ name: title })]).map((session) => [session.cancelled, session.votable]),
      [[cancelled, !cancelled]],
    );
  });
}

test('an id is the text as written and trimmed; event_key stands in, and placeholders are derived', () => {
  const derived = (room: string) => sha1(`2026-06-24|${room}|10:00|A talk`);
  const written: readonly (readonly [unknown, string])[] = [
    [' 0412 ', '0412'],
    [2683, '2683'],
    ['A8CD3F', 'A8CD3F'],
    ['TBD', derived('3')],
    ['tobedefined', derived('4')],
    ['', derived('5')],
    [null, derived('6')],
    ['null', derived('7')],
  ];
  const events = written.map(([id], index) => event({ id, venue: String(index) }));
  const key = event({ id: '', event_key: 'K1', venue: '8' });
  assert.deepEqual(
    sessionsOf([...events, key]).map(({ id, derivedId }) => [id, derivedId]),
    [...written.map(([, id], index) => [id, index > 2]), ['K1', false]],
  );
});

test('an id that two sessions carry is no id: both get one of their own, whatever their order', () => {
  const events = [event({}), event({ event_start: '2026-06-24T10:30:00', name: 'Other' })];
  const ids = sessionsOf(events).map(({ id, derivedId }) => [id, derivedId]);
  assert.deepEqual(ids, [
    [sha1('2026-06-24|Amphi A|10:00|A talk'), true],
    [sha1('2026-06-24|Amphi A|10:30|Other'), true],
  ]);
  assert.deepEqual(sessionsOf(events.toReversed()), sessionsOf(events));
});

test('a session that is listed twice is kept once, with its speakers', () => {
  for (const events of [
    [event({ speakers: '' }), event({})],
    [event({}), event({ speakers: '' })],
  ]) {
    const { sessions, dropped } = readIn(events, PARIS);
    assert.deepEqual(
      sessions.map(({ id, derivedId, speakers }) => [id, derivedId, speakers]),
      [['1', false, ['Ada']]],
    );
    assert.deepEqual(dropped, [
      {
        what: '"A talk", 2026-06-24 10:00, Amphi A',
        why: 'it is listed twice (same id, title, room and start)',
      },
    ]);
  }
});

test('sessions that overlap in one room are all kept, in order of start, room and id', () => {
  const listed = [
    event({ id: 'b', venue: 'B' }),
    event({ id: 'c', venue: 'A' }),
    event({ id: 'a', venue: 'A' }),
    event({ id: 'z', venue: 'Z', event_start: '2026-06-24T09:00:00' }),
  ];
  assert.deepEqual(
    sessionsOf(listed).map(({ id }) => id),
    ['z', 'a', 'c', 'b'],
  );
});

const Z = { event_start: '2018-03-28T10:30:00Z', event_end: '2018-03-28T11:30:00Z' };
const PLUS2 = { event_start: '2026-06-24T10:00:00+02:00', event_end: '2026-06-24T11:00:00+02:00' };

const READINGS: readonly (readonly [
  why: string,
  fields: Record<string, unknown>,
  asked: ReadOptions['reading'],
  reading: string,
  startsAt: string,
  warnings: number,
])[] = [
  ['a false Z is wall time, with a warning', Z, 'auto', 'wall', '2018-03-28T08:30:00Z', 1],
  ['a false Z is wall time when the owner says so', Z, 'wall', 'wall', '2018-03-28T08:30:00Z', 0],
  ['a Z is taken at its word when the owner says so', Z, 'instant', 'instant', '2018-03-28T10:30:00Z', 0],
  ['the offset of the zone changes nothing', PLUS2, 'auto', 'wall', '2026-06-24T08:00:00Z', 0],
  ['without a Z, "instant" is wall time, with a warning', {}, 'instant', 'wall', '2026-06-24T08:00:00Z', 1],
];

for (const [why, fields, asked, reading, startsAt, warnings] of READINGS) {
  test(`reading: ${why}`, () => {
    const read = readIn([event(fields)], { ...PARIS, reading: asked });
    assert.deepEqual(
      [
        read.reading,
        read.sessions.map((session) => session.startsAt),
        read.faults.map(({ severity }) => severity),
      ],
      [reading, [at(startsAt)], Array.from({ length: warnings }, () => 'warning')],
    );
  });
}

test('a template entry that was left in a finished file is dropped, and the rest is read', () => {
  const left = event({ id: '2', event_start: '<DAY>T10:00:00', event_end: '<DAY>T11:00:00' });
  const { sessions, dropped, faults } = readIn([event({}), left], PARIS);
  assert.equal(sessions.length, 1);
  assert.deepEqual(dropped, [
    { what: '"A talk" (2)', why: 'its event_start is no date and time ("<DAY>T10:00:00")' },
  ]);
  assert.deepEqual(faults, []);
});

test('times that no calendar has, or that are missing, drop their session', () => {
  const events = [
    event({ id: 'a', event_start: '2026-02-30T10:00:00' }),
    event({ id: 'b', event_start: '24/06/2026 10:00' }),
    event({ id: 'c', event_end: undefined }),
    event({ id: 'd', event_end: 5 }),
  ];
  assert.deepEqual(
    readIn(events, PARIS).dropped.map(({ why }) => why),
    [
      'its event_start is no date and time ("2026-02-30T10:00:00")',
      'its event_start is no date and time ("24/06/2026 10:00")',
      'its event_end is no date and time (missing)',
      'its event_end is no date and time (5)',
    ],
  );
});

test('a start that is no text and cannot become one drops its session', () => {
  const events = [event({ event_start: { toString: 1, valueOf: null } }), event({ id: '2' })];
  const { sessions, dropped } = readIn(events, PARIS);
  assert.deepEqual([sessions.length, dropped.length], [1, 1]);
});
