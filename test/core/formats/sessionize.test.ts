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
    startsAt: '2026-06-24T10:00:00',
    endsAt: '2026-06-24T11:00:00',
    isServiceSession: false,
    isPlenumSession: false,
    speakers: [{ id: 's1', name: 'Ada' }],
    categories: [],
    roomId: 7,
    room: 'Amphi A',
    status: 'Accepted',
    ...fields,
  };
}

const grid = (sessions: readonly unknown[]) => [
  { date: '2026-06-24T00:00:00', rooms: [{ id: 7, name: 'Amphi A', sessions }], timeSlots: [] },
];
const all = (fields: Record<string, unknown>, root: Record<string, unknown> = {}) => ({
  sessions: [session({ room: undefined, categories: undefined, speakers: ['s1'], ...fields })],
  speakers: [{ id: 's1', firstName: 'Ada', lastName: 'Lovelace', fullName: 'Ada Lovelace' }],
  rooms: [{ id: 7, name: ' Amphi  A' }],
  categories: [],
  ...root,
});

for (const view of ['gridsmart', 'sessions', 'all']) {
  test(`the view ${view} gives the camp`, () => {
    const reading = readFixture(`sessionize-${view}.json`);
    assertCamp(reading);
    assert.deepEqual(
      [reading.format, reading.reading, reading.dropped, reading.faults, reading.assumed],
      ['sessionize', 'wall', [], [], []],
    );
  });
}

test('the three views give the same sessions, ids included', () => {
  const [first, ...others] = ['gridsmart', 'sessions', 'all'].map(
    (view) => readFixture(`sessionize-${view}.json`).sessions,
  );
  for (const sessions of others) assert.deepEqual(sessions, first);
});

test('the time slots of a grid, which repeat every session, are left out', () => {
  const [day] = grid([session({})]);
  const timeSlots = [{ slotStart: '10:00:00', rooms: [{ id: 7, session: session({}) }] }];
  const { sessions, dropped } = read([{ ...day, timeSlots }]);
  assert.deepEqual([sessions.length, dropped], [1, []]);
});

const KINDS: readonly (readonly [
  why: string,
  fields: Record<string, unknown>,
  kind: string,
  votable: boolean,
  plenary: boolean | undefined,
])[] = [
  ['a talk', {}, 'talk', true, undefined],
  ['a service session', { isServiceSession: true, title: 'Photo', status: null }, 'break', false, undefined],
  ['a plenum session is a talk', { isPlenumSession: true }, 'talk', true, true],
  ['a lunch for all', { isServiceSession: true, isPlenumSession: true }, 'break', false, true],
  ['a lunch entered as a session', { title: 'Lunch', speakers: [] }, 'break', false, undefined],
  ['a keynote without speakers', { title: 'Keynote', speakers: [] }, 'talk', true, undefined],
];

for (const [why, fields, kind, votable, plenary] of KINDS) {
  test(`kind: ${why}`, () => {
    assert.deepEqual(
      read(grid([session(fields)])).sessions.map((read) => [read.kind, read.votable, read.plenary]),
      [[kind, votable, plenary]],
    );
  });
}

const DROPPED: readonly (readonly [why: string, entry: unknown, dropped: { what: string; why: string }])[] = [
  [
    'without a place in time',
    session({ startsAt: null, endsAt: null }),
    { what: '"A talk" (1)', why: 'it is not scheduled yet (no startsAt)' },
  ],
  [
    'with a start that is none',
    session({ startsAt: 'tomorrow' }),
    { what: '"A talk" (1)', why: 'its startsAt is no date and time ("tomorrow")' },
  ],
  [
    'with an end that is none',
    session({ endsAt: [1] }),
    { what: '"A talk" (1)', why: 'its endsAt is no date and time ([1])' },
  ],
  [
    'that is nominated',
    session({ status: 'Nominated' }),
    { what: '"A talk" (1)', why: 'its status is Nominated, not Accepted' },
  ],
  [
    'in the queue for acceptance',
    session({ status: 'Accept_Queue' }),
    { what: '"A talk" (1)', why: 'its status is Accept_Queue, not Accepted' },
  ],
  ['that is no object', 'x', { what: 'an entry of sessions', why: 'it is not a session' }],
];

for (const [why, entry, dropped] of DROPPED) {
  test(`dropped with its reason: an entry ${why}`, () => {
    const reading = read(grid([entry, session({ id: '2' })]));
    assert.deepEqual([reading.dropped, reading.sessions.map(({ id }) => id)], [[dropped], ['2']]);
  });
}

test('a session without an end lasts until the next in its room, and the reading says so', () => {
  const sessions = [session({ endsAt: null }), session({ id: '2', startsAt: '2026-06-24T10:40:00' })];
  const reading = read(grid(sessions));
  assert.deepEqual(
    reading.sessions.map(({ startsAt, endsAt }) => (endsAt - startsAt) / 60_000),
    [40, 20],
  );
  assert.equal(reading.assumed.length, 1);
});

test('rooms and speakers of the view All are named by their ids; a speaker that is unknown has no name', () => {
  const { sessions } = read(all({ speakers: ['s1', 'gone', '__proto__'] }));
  assert.deepEqual(
    sessions.map(({ room, speakers }) => [room, speakers]),
    [['Amphi A', ['Ada Lovelace']]],
  );
});

test('a room without an id is no room of sessions without one', () => {
  const { sessions } = read(all({ roomId: null }, { rooms: [{ name: 'Nowhere' }] }));
  assert.deepEqual(
    sessions.map(({ room }) => room),
    [''],
  );
});

test('a room that no list names leaves the session without one, and without votes', () => {
  const { sessions } = read(all({ roomId: 'constructor' }));
  assert.deepEqual(
    sessions.map(({ room, votable }) => [room, votable]),
    [['', false]],
  );
});

const CATEGORIES: readonly (readonly [
  title: string,
  item: string,
  track: string | null,
  language: string | null,
])[] = [
  ['Track', 'Web', 'Web', null],
  ['Which track does your session fit into?', 'Web', 'Web', null],
  ['Thème', 'Web', 'Web', null],
  ['Theme', 'Web', 'Web', null],
  ['Language', 'English', null, 'en'],
  ['Langue', 'Français', null, 'fr'],
  ['Language of the talk', 'de', null, 'de'],
  ['Programming language', 'Kotlin', null, null],
  ['Level', '100 - Beginner', null, null],
  ['Soundtrack', 'Jazz', null, null],
];

for (const [title, item, track, language] of CATEGORIES) {
  test(`of the category "${title}", "${item}" is track ${track} and language ${language}`, () => {
    const byId = all(
      { categoryItems: [31] },
      { categories: [{ id: 3, title, items: [{ id: 31, name: item }] }] },
    );
    const inline = grid([
      session({ categories: [{ id: 3, name: title, categoryItems: [{ id: 31, name: item }] }] }),
    ]);
    for (const value of [byId, inline]) {
      assert.deepEqual(
        read(value).sessions.map((session) => [session.track, session.language]),
        [[track, language]],
      );
    }
  });
}

const Z = { startsAt: '2026-06-24T07:00:00Z', endsAt: '2026-06-24T08:00:00Z' };
const TIMES: readonly (readonly [
  why: string,
  fields: Record<string, unknown>,
  reading: string,
  startsAt: string,
  undecided: boolean,
])[] = [
  ['without a Z it is wall time', {}, 'wall', '2026-06-24T08:00:00.000Z', false],
  ['a Z at 07:00 is an instant, as the day begins at nine', Z, 'instant', '2026-06-24T07:00:00.000Z', false],
  [
    'a Z at 10:00 is wall time, as no day begins at noon',
    { startsAt: '2026-06-24T10:00:00Z', endsAt: '2026-06-24T11:00:00Z' },
    'wall',
    '2026-06-24T08:00:00.000Z',
    false,
  ],
  [
    'a Z at 08:00 may be both, so it asks',
    { startsAt: '2026-06-24T08:00:00Z', endsAt: '2026-06-24T09:00:00Z' },
    'wall',
    '2026-06-24T06:00:00.000Z',
    true,
  ],
];

for (const [why, fields, reading, startsAt, undecided] of TIMES) {
  test(`times: ${why}`, () => {
    const found = read(grid([session(fields)]));
    assert.deepEqual(
      [found.reading, found.sessions.map((read) => new Date(read.startsAt).toISOString()), found.undecided],
      [reading, [startsAt], undecided],
    );
  });
}

test('sessions of every group are read, and one that stands in two groups once', () => {
  const groups = [
    { groupId: 1, groupName: 'Web', sessions: [session({})] },
    { groupId: 2, groupName: 'Java', sessions: [session({}), session({ id: '2', room: 'Amphi B' })] },
  ];
  const { sessions, dropped } = read(groups);
  assert.deepEqual(
    sessions.map(({ id }) => id),
    ['1', '2'],
  );
  assert.deepEqual(
    dropped.map(({ why }) => why),
    ['it is listed twice (same id, title, room and start)'],
  );
});

const COMPANIONS: readonly (readonly [what: string, source: string, message: RegExp])[] = [
  [
    'the speakers view',
    JSON.stringify([{ id: 'x', firstName: 'A', fullName: 'A B', sessions: [], isTopSpeaker: false }]),
    /^This is Sessionize's list of speakers \(view\/Speakers\), .*view\/GridSmart, or in view\/All\.$/,
  ],
  [
    'the wall of speakers',
    JSON.stringify([{ id: 'x', firstName: 'A', fullName: 'A B', tagLine: '', isTopSpeaker: true }]),
    /^This is Sessionize's list of speakers/,
  ],
  [
    'the page for embedding',
    '<div id="sessionize" class="sz-root sz-root--simple"></div>',
    /^This is a page of Sessionize that is made for embedding.*format JSON/,
  ],
];

for (const [what, source, message] of COMPANIONS) {
  test(`refused by name: ${what}`, () => {
    const { sessions, faults } = readProgramme(new TextEncoder().encode(source), PARIS);
    assert.deepEqual([sessions, faults.length], [[], 1]);
    assert.match(faults[0]?.message ?? '', message);
  });
}

test('hostile values in every place give no session and no crash', () => {
  for (const value of [null, 7, [], [null], 'x', {}, true, [[]], { __proto__: null }]) {
    const odd = Object.fromEntries(Object.keys(session({})).map((key) => [key, value]));
    for (const source of [
      grid([odd, value]),
      [{ date: value, rooms: [value] }],
      [{ groupId: value, sessions: [value, odd] }],
      { ...all(odd), rooms: [value], speakers: [value], categories: value },
    ]) {
      assert.deepEqual(read(source).sessions, []);
    }
  }
});
