import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { assemble } from '../../../src/core/formats/assemble.ts';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import { LIKEBOX } from '../../../src/core/formats/likebox.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';

const PARIS: ReadOptions = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' };
const readIn = (value: unknown, options = PARIS) => assemble(LIKEBOX.read(value, options), options);
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');
const short = (at: number) => new Date(at).toISOString().slice(0, 16);

function day(proposals: unknown, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { titre: 'camp', programme: { jours: { title: 'day1', date: '10/06/2015', proposals, ...fields } } };
}

function proposal(fields: Record<string, unknown>): Record<string, unknown> {
  return {
    id: '1',
    title: 'A talk',
    start: '10:00',
    end: '10:55',
    format: 'Conférence',
    room: 'Groix',
    ...fields,
  };
}

test('a whole file is read: French days, short times, TBD, a party past midnight', () => {
  const file = readFileSync(new URL('../../fixtures/programmes/likebox.json', import.meta.url));
  const { sessions, ...rest } = readProgramme(file, PARIS);
  assert.deepEqual(rest, {
    format: 'likebox-2015',
    timezone: 'Europe/Paris',
    reading: 'wall',
    assumed: [],
    other: null,
    undecided: false,
    name: 'petit camp',
    dropped: [
      { what: '"Sans heure" (0415)', why: 'its start is no time of day ("tôt")' },
      {
        what: 'day "day2"',
        why: 'its date is not DD/MM/YYYY ("2015-06-05"), so its 1 sessions were left out',
      },
      {
        what: '"À l\'envers" (0414), 2015-06-04 14:00, Groix',
        why: 'it ends before it starts (2015-06-04 13:00)',
      },
    ],
    faults: [],
  });
  assert.deepEqual(
    sessions.map(({ startsAt, endsAt, ...session }) => ({
      ...session,
      from: short(startsAt),
      to: short(endsAt),
    })),
    [
      {
        id: sha1('2015-06-04|hall|08:00|Accueil'),
        derivedId: true,
        title: 'Accueil',
        speakers: [],
        room: 'hall',
        kind: 'break',
        votable: false,
        cancelled: false,
        language: null,
        track: 'break',
        from: '2015-06-04T06:00',
        to: '2015-06-04T07:00',
      },
      {
        id: sha1('2015-06-04|Groix|09:00|Keynote'),
        derivedId: true,
        title: 'Keynote',
        speakers: [],
        room: 'Groix',
        kind: 'talk',
        votable: true,
        cancelled: false,
        language: null,
        track: 'keynote',
        from: '2015-06-04T07:00',
        to: '2015-06-04T07:55',
      },
      {
        id: '0412',
        derivedId: false,
        title: 'Breaking the monolith',
        speakers: [],
        room: 'Groix',
        kind: 'talk',
        votable: true,
        cancelled: false,
        language: null,
        track: 'track8',
        from: '2015-06-04T08:00',
        to: '2015-06-04T08:55',
      },
      {
        id: '0413',
        derivedId: false,
        title: 'Soirée',
        speakers: [],
        room: 'hall',
        kind: 'break',
        votable: false,
        cancelled: false,
        language: null,
        track: null,
        from: '2015-06-04T20:00',
        to: '2015-06-04T23:30',
      },
    ],
  );
});

test('the rooms of BDX I/O are its tracks, and one day needs no list', () => {
  const tracks = [
    { type: 'Amphi D', proposals: [proposal({ room: undefined }), proposal({ id: '2', room: 'B' })] },
  ];
  const { sessions } = readIn(day(undefined, { tracks }), PARIS);
  assert.deepEqual(
    sessions.map(({ id, room }) => [id, room]),
    [
      ['1', 'Amphi D'],
      ['2', 'B'],
    ],
  );
});

const ENDS: readonly (readonly [format: string | undefined, minutes: number])[] = [
  ['Quickie', 15],
  ['Tools-in-Action', 30],
  ['Conférence', 55],
  ["Hand's on Labs", 120],
  ['Université', 180],
  ['Keynote', 60],
  [undefined, 60],
];

for (const [format, minutes] of ENDS) {
  test(`without an end, "${format ?? 'nothing'}" lasts ${minutes} minutes, as in 2013`, () => {
    const written = proposal({ format, start: undefined, time: '10h00', end: undefined });
    const { sessions } = readIn(day([written]), PARIS);
    assert.deepEqual(
      sessions.map(({ startsAt, endsAt }) => [short(startsAt), (endsAt - startsAt) / 60_000]),
      [['2015-06-10T08:00', minutes]],
    );
  });
}

test('what starts from noon on may end at night, an end at 00:00 is the next midnight, and 24:00 ends a day', () => {
  const written = [
    proposal({ id: 'a', start: '23:00', end: '24:00' }),
    proposal({ id: 'b', start: '18:00', end: '0:30' }),
    proposal({ id: 'c', start: '17:00', end: '0:30' }),
    proposal({ id: 'd', start: '18:00', end: '7:00' }),
    proposal({ id: 'f', start: '17:30', end: '00:00' }),
    proposal({ id: 'g', start: '17:30', end: '1:00' }),
    proposal({ id: 'h', start: '11:00', end: '00:00' }),
    proposal({ id: 'i', start: '11:00', end: '0:30' }),
    proposal({ id: 'e', start: '24:00', end: '24:00' }),
  ];
  const { sessions, dropped } = readIn(day(written), PARIS);
  assert.deepEqual(
    sessions.map(({ id, endsAt }) => [id, short(endsAt)]),
    [
      ['h', '2015-06-10T22:00'],
      ['c', '2015-06-10T22:30'],
      ['f', '2015-06-10T22:00'],
      ['g', '2015-06-10T23:00'],
      ['b', '2015-06-10T22:30'],
      ['a', '2015-06-10T22:00'],
      ['e', '2015-06-10T22:00'],
    ],
  );
  assert.deepEqual(
    dropped.map(({ what }) => what),
    ['"A talk" (d), 2015-06-10 18:00, Groix', '"A talk" (i), 2015-06-10 11:00, Groix'],
  );
});

test('a title makes a break only where the file has no word for what it is', () => {
  const written = [
    proposal({ id: 'a', title: 'Pause café', format: undefined, room: 'A' }),
    proposal({ id: 'b', title: 'Pause café', room: 'B' }),
    proposal({ id: 'c', title: '', format: 'break', room: 'C' }),
  ];
  assert.deepEqual(
    readIn(day(written), PARIS).sessions.map(({ kind, title }) => [kind, title]),
    [
      ['break', 'Pause café'],
      ['talk', 'Pause café'],
      ['break', 'break'],
    ],
  );
});

test('"instant" says nothing here, and the reading says so', () => {
  const read = readIn(day([proposal({})]), { ...PARIS, reading: 'instant' });
  assert.equal(read.reading, 'wall');
  assert.deepEqual(read.faults, [
    {
      severity: 'warning',
      message:
        'No start time has a Z or an offset, so reading "instant" says nothing there: read as the wall time of Europe/Paris.',
    },
  ]);
});

test('entries that are no objects are dropped one by one', () => {
  const { sessions, dropped } = readIn(
    { programme: { jours: [7, { date: '10/06/2015', proposals: ['x'] }] } },
    PARIS,
  );
  assert.deepEqual(sessions, []);
  assert.deepEqual(dropped, [
    { what: 'an entry of jours', why: 'it is not a day' },
    { what: 'an entry of proposals', why: 'it is not a session' },
  ]);
});
