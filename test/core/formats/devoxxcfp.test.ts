import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assemble } from '../../../src/core/formats/assemble.ts';
import { DEVOXX_CFP } from '../../../src/core/formats/devoxxcfp.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';
import { assertCamp, readFixture } from './camp.ts';

const PARIS: ReadOptions = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' };
const TEN = Date.parse('2026-06-24T10:00:00+02:00');
const readIn = (...slots: unknown[]) => assemble(DEVOXX_CFP.read({ slots }, PARIS), PARIS);

function slot(fields: Record<string, unknown>): Record<string, unknown> {
  return {
    slotId: 'conf_a',
    roomName: 'Amphi A',
    fromTimeMillis: TEN,
    toTimeMillis: TEN + 3_000_000,
    talk: null,
    break: null,
    ...fields,
  };
}

const talk = (fields: Record<string, unknown>) => ({
  id: 'ABC-1',
  title: 'A talk',
  track: 'Web',
  lang: 'fr',
  speakers: [{ name: 'Ada' }],
  ...fields,
});

test('the camp is read from the days of a CFP, recorded with their request', () => {
  const reading = readFixture('devoxx-cfp.json');
  assert.deepEqual([reading.format, reading.dropped, reading.faults], ['devoxx-cfp', [], []]);
  assertCamp(reading);
});

const PAUSE = { id: 'lunch', nameEN: 'Lunch', nameFR: 'Déjeuner' };
const BREAKS: readonly (readonly [why: string, langs: readonly string[], pause: object, title: string])[] = [
  ['French where most talks are French', ['fr', 'en', 'fr'], PAUSE, 'Déjeuner'],
  ['English where half of the talks are', ['fr', 'en'], PAUSE, 'Lunch'],
  ['English without any talk', [], PAUSE, 'Lunch'],
  ['the other name where one is missing', ['en'], { nameFR: 'Déjeuner' }, 'Déjeuner'],
  ['"break" without any name', ['en'], {}, 'break'],
];

for (const [why, langs, pause, title] of BREAKS) {
  test(`a break is named in ${why}`, () => {
    const slots = langs.map((lang, i) => slot({ slotId: `s${i}`, talk: talk({ id: `T${i}`, lang }) }));
    const { sessions } = readIn(...slots, slot({ slotId: 'lunch_1', roomName: 'Hall', break: pause }));
    assert.deepEqual(
      sessions.filter(({ kind }) => kind === 'break').map((session) => [session.id, session.title]),
      [['lunch_1', title]],
    );
  });
}

test('a talk keeps the id of its proposal when it moves; one that is given twice takes those of its slots', () => {
  const { sessions } = readIn(
    slot({ slotId: 's1', talk: talk({ id: 'ABC-1' }) }),
    slot({ slotId: 's2', roomName: 'Amphi B', talk: talk({ id: 'ABC-2' }) }),
    slot({ slotId: 's3', roomName: 'Amphi C', talk: talk({ id: 'ABC-2' }) }),
    slot({ slotId: 's4', roomName: 'Amphi D', talk: talk({ id: null }) }),
  );
  assert.deepEqual(
    sessions.map(({ id, derivedId }) => [id, derivedId]),
    [
      ['ABC-1', false],
      ['s2', false],
      ['s3', false],
      ['s4', false],
    ],
  );
});

test('entities in tracks are decoded, and a keynote without speakers is no break', () => {
  const { sessions } = readIn(
    slot({ talk: talk({ title: 'Accueil et keynote', track: 'Methodology &amp; Culture', speakers: [] }) }),
  );
  assert.deepEqual(
    sessions.map(({ kind, votable, track }) => [kind, votable, track]),
    [['talk', true, 'Methodology & Culture']],
  );
});

test('what is no session is dropped with its reason', () => {
  const { sessions, dropped } = readIn(
    slot({ slotId: 'free' }),
    slot({ slotId: 'odd', talk: 5, break: 'tea' }),
    slot({ slotId: 'late', talk: talk({}), fromTimeMillis: '10:00' }),
    slot({ slotId: 'far', talk: talk({}), toTimeMillis: 1e300 }),
    null,
  );
  assert.deepEqual(sessions, []);
  assert.deepEqual(dropped, [
    { what: 'slot free', why: 'it is empty: neither a talk nor a break' },
    { what: 'slot odd', why: 'it is empty: neither a talk nor a break' },
    { what: '"A talk" (late)', why: 'its fromTimeMillis is no time ("10:00")' },
    { what: '"A talk" (far)', why: 'its toTimeMillis is no time (1e+300)' },
    { what: 'slot 5', why: 'it is not a slot' },
  ]);
});
