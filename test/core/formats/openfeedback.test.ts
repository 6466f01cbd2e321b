import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CONFERENCE_HALL } from '../../../src/core/formats/conferencehall.ts';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import { HOVERBOARD } from '../../../src/core/formats/hoverboard.ts';
import { OPENFEEDBACK } from '../../../src/core/formats/openfeedback.ts';
import { OPENPLANNER, OPENPLANNER_VOXXRIN } from '../../../src/core/formats/openplanner.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';
import { SESSIONIZE_ALL } from '../../../src/core/formats/sessionize.ts';
import { assertCamp, readFixture } from './camp.ts';

const PARIS: ReadOptions = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' };
const readText = (text: string, options = PARIS) => readProgramme(new TextEncoder().encode(text), options);
const read = (value: unknown, options = PARIS) => readText(JSON.stringify(value), options);

function session(fields: Record<string, unknown>): Record<string, unknown> {
  return {
    id: '1',
    title: 'A talk',
    startTime: '2026-06-24T10:00:00',
    endTime: '2026-06-24T11:00:00',
    trackTitle: 'Amphi A',
    speakers: ['s1'],
    tags: ['Web', 'Talk'],
    ...fields,
  };
}

const source = (sessions: unknown) => ({ sessions, speakers: { s1: { id: 's1', name: 'Ada' } } });

test('what a conference publishes for OpenFeedback gives the camp', () => {
  const reading = readFixture('openfeedback.json');
  assertCamp(reading);
  assert.deepEqual(
    [reading.format, reading.reading, reading.dropped, reading.faults],
    ['openfeedback', 'instant', [], []],
  );
});

test('trackTitle is the room, the first tag is the track, and ids stand for speakers', () => {
  assert.deepEqual(
    read(source({ 1: session({ speakers: ['s1', 'gone', '__proto__', 's1'] }) })).sessions.map(
      ({ room, track, speakers }) => [room, track, speakers],
    ),
    [['Amphi A', 'Web', ['Ada']]],
  );
});

const KINDS: readonly (readonly [
  why: string,
  fields: Record<string, unknown>,
  kind: string,
  votable: boolean,
])[] = [
  ['a talk', {}, 'talk', true],
  ['hidden', { hideInFeedback: true }, 'talk', false],
  ['not hidden', { hideInFeedback: false }, 'talk', true],
  ['a keynote without speakers', { title: 'Keynote', speakers: [] }, 'talk', true],
  ['words of welcome, hidden', { title: 'Introduction', speakers: [], hideInFeedback: true }, 'talk', false],
  ['a break', { title: 'Pause', speakers: [], hideInFeedback: true }, 'break', false],
  ['a break without the mark', { title: 'Déjeuner', speakers: undefined }, 'break', false],
];

for (const [why, fields, kind, votable] of KINDS) {
  test(`kind and votes: ${why}`, () => {
    assert.deepEqual(
      read(source({ 1: session(fields) })).sessions.map((read) => [read.kind, read.votable]),
      [[kind, votable]],
    );
  });
}

const OFFSETS: readonly (readonly [
  why: string,
  written: string,
  reading: string,
  undecided: boolean,
  startsAt: string,
])[] = [
  ['none', '2026-06-24T10:00:00', 'wall', false, '2026-06-24T08:00:00.000Z'],
  ['the right one', '2026-06-24T10:00:00+02:00', 'instant', false, '2026-06-24T08:00:00.000Z'],
  ['the right one without seconds', '2026-06-24T10:00+02:00', 'instant', false, '2026-06-24T08:00:00.000Z'],
  ['a wrong one by an hour, in January', '2024-01-31T09:30+02:00', 'wall', true, '2024-01-31T08:30:00.000Z'],
  ['a Z that is true', '2026-06-24T07:00:00Z', 'instant', false, '2026-06-24T07:00:00.000Z'],
  ['a Z that is false', '2026-06-24T10:00:00Z', 'wall', false, '2026-06-24T08:00:00.000Z'],
];

for (const [why, startTime, reading, undecided, startsAt] of OFFSETS) {
  test(`offset: ${why}`, () => {
    const found = read(source({ 1: session({ startTime, endTime: startTime.replace(/T\d\d/, 'T12') }) }));
    assert.deepEqual(
      [found.reading, found.undecided, found.sessions.map((read) => new Date(read.startsAt).toISOString())],
      [reading, undecided, [startsAt]],
    );
  });
}

test('the owner may say which reading is right', () => {
  const sessions = {
    1: session({ startTime: '2024-01-31T09:30+02:00', endTime: '2024-01-31T10:30+02:00' }),
  };
  const startsAt = (reading: 'wall' | 'instant') => {
    const found = read(source(sessions), { ...PARIS, reading });
    return [found.undecided, new Date(found.sessions[0]?.startsAt ?? 0).toISOString().slice(11, 16)];
  };
  assert.deepEqual(
    [startsAt('wall'), startsAt('instant')],
    [
      [false, '08:30'],
      [false, '07:30'],
    ],
  );
});

test('a session without an id has the one of its key, whatever that key is', () => {
  const text = JSON.stringify(
    source({ k7: session({ id: undefined }), PROTO: session({ id: null, trackTitle: 'B' }) }),
  );
  assert.deepEqual(
    readText(text.replace('"PROTO"', '"__proto__"')).sessions.map(({ id, derivedId }) => [id, derivedId]),
    [
      ['k7', false],
      ['__proto__', false],
    ],
  );
});

const LANGUAGES: readonly (readonly [written: unknown, language: string | null])[] = [
  ['fr', 'fr'],
  ['FR', 'fr'],
  ['en-GB', 'en'],
  ['French', 'fr'],
  ['Français', 'fr'],
  ['Franc\u0327ais', 'fr'],
  ['english (UK)', 'en'],
  ['Kotlin', null],
  ['', null],
  [null, null],
  [{}, null],
];

for (const [written, language] of LANGUAGES) {
  test(`language: ${JSON.stringify(written)} is ${language}`, () => {
    assert.deepEqual(
      read(source({ 1: session({ language: written }) })).sessions.map((read) => read.language),
      [language],
    );
  });
}

test('what has no place in time is dropped with its reason', () => {
  const sessions = { a: session({ id: 'a', startTime: null }), b: session({ id: '', endTime: '' }), c: 7 };
  assert.deepEqual(read(source(sessions)).dropped, [
    { what: '"A talk" (a)', why: 'it is not scheduled yet (no startTime)' },
    { what: '"A talk" (b)', why: 'it has no end (no endTime)' },
    { what: 'entry c of sessions', why: 'it is not a session' },
  ]);
});

test('hostile values in every place give no session and no crash', () => {
  for (const value of [null, 7, [], [null], 'x', {}, true, [[]]]) {
    const odd = Object.fromEntries(Object.keys(session({})).map((key) => [key, value]));
    for (const sessions of [{ a: value, b: odd }, value]) {
      assert.deepEqual(read({ sessions, speakers: { s1: value } }).sessions, []);
    }
  }
});

const SHAPES = {
  openfeedback: OPENFEEDBACK,
  hoverboard: HOVERBOARD,
  'openplanner-voxxrin': OPENPLANNER_VOXXRIN,
  openplanner: OPENPLANNER,
  'sessionize-all': SESSIONIZE_ALL,
  'conference-hall': CONFERENCE_HALL,
} as const;

for (const name of Object.keys(SHAPES)) {
  test(`of the formats that have sessions and speakers, one alone recognises ${name}`, () => {
    const file = new URL(`../../fixtures/programmes/${name}.json`, import.meta.url);
    const value = JSON.parse(readFileSync(file, 'utf8'));
    // Conference Hall may come to list rooms and speakers as well.
    const wider = name === 'conference-hall' ? { ...value, rooms: [], speakers: [] } : value;
    const recognising = Object.entries(SHAPES).filter(([, format]) => format.recognises(wider, wider));
    assert.deepEqual(
      recognising.map(([found]) => found),
      [name],
    );
  });
}
