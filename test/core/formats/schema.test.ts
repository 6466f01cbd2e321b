import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { assemble } from '../../../src/core/formats/assemble.ts';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';
import { OWN } from '../../../src/core/formats/own.ts';
import { PROGRAMME_SCHEMA, type Property } from '../../../src/core/formats/schema.ts';
import { checkJson } from '../../../src/core/report/json.ts';
import { readFixture } from './camp.ts';
import { breachesOf } from './valid.ts';

const FIXTURES = new URL('../../fixtures/programmes/', import.meta.url);
const PARIS: ReadOptions = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' };
const readIn = (value: unknown) => assemble(OWN.read(value, PARIS), PARIS);

const SESSION = { title: 'A talk', startsAt: '2026-06-24T08:00:00Z', endsAt: '2026-06-24T08:50:00Z' };
const MAIN = { ...SESSION, id: 'main', room: 'Amphi A' };
const programme = (fields: object) => ({
  timezone: 'Europe/Paris',
  sessions: [MAIN, { ...SESSION, id: '1', room: 'Amphi B', ...fields }],
});

for (const name of ['own.json', 'own-box.json']) {
  test(`${name} is as the schema says`, () => {
    const value: unknown = JSON.parse(readFileSync(new URL(name, FIXTURES), 'utf8'));
    assert.deepEqual(breachesOf(value, PROGRAMME_SCHEMA), []);
  });
}

for (const name of readdirSync(FIXTURES)) {
  test(`what programme check prints of ${name} is as the schema says, and gives the same sessions again`, () => {
    const first = readFixture(name);
    const json = checkJson(first);
    assert.deepEqual(breachesOf(JSON.parse(json), PROGRAMME_SCHEMA), []);
    const again = readProgramme(new TextEncoder().encode(json), PARIS);
    assert.deepEqual(again.sessions, first.sessions);
    assert.deepEqual([again.format, again.name, again.dropped], ['likebox', first.name, []]);
    const isEmpty = first.sessions.length === 0;
    assert.deepEqual(
      again.faults.map(({ message }) => message),
      isEmpty ? ['This programme holds no session yet. Ask for the finished one.'] : [],
    );
  });
}

const MISTAKES: readonly (readonly [key: string, value: unknown])[] = [
  ['id', ['1']],
  ['derivedId', 'no'],
  ['title', 5],
  ['title', null],
  ['speakers', 'Ada'],
  ['speakers', ['Ada', null]],
  ['room', 3],
  ['startsAt', '24/06/2026 10:00'],
  ['startsAt', '2026-06-24'],
  ['startsAt', 1.5],
  ['endsAt', -1],
  ['endsAt', null],
  ['kind', 'workshop'],
  ['kind', null],
  ['votable', 'false'],
  ['votable', 0],
  ['cancelled', 'yes'],
  ['language', ['fr']],
  ['track', {}],
  ['plenary', 1],
  ['relayOf', true],
  ['withdrawn', 'true'],
  ['formerIds', '1'],
  ['closedFromAt', 'now'],
  ['listedFromAt', false],
  ['startAt', '2026-06-24T08:00:00Z'],
  ['__proto__', 5],
];

for (const [key, value] of MISTAKES) {
  test(`schema and importer agree that ${key} cannot be ${JSON.stringify(value)}`, () => {
    const wrong: unknown = JSON.parse(JSON.stringify(programme({ mistake: value })).replace('mistake', key));
    const [breach = '', ...more] = breachesOf(wrong, PROGRAMME_SCHEMA);
    assert.ok(breach.startsWith(`$.sessions[1].${key}`), breach);
    assert.deepEqual(more, []);
    const { dropped, faults } = readIn(wrong);
    assert.notDeepEqual([dropped, faults], [[], []]);
  });
}

for (const [key, value] of [
  ['sessions', {}],
  ['name', 5],
  ['timezone', null],
  ['days', 'today'],
  ['title', 'Camp'],
] as const) {
  test(`schema and importer agree that the whole has no ${key} such as ${JSON.stringify(value)}`, () => {
    const wrong = { ...programme({}), [key]: value };
    assert.deepEqual(breachesOf(wrong, PROGRAMME_SCHEMA), [`$.${key}`]);
    const isRead = OWN.recognises(wrong, wrong) && readIn(wrong).faults.length === 0;
    assert.equal(isRead, false);
  });
}

/** A value of each key of a session that gives another reading than none. */
const TELLING: Readonly<Record<string, unknown>> = {
  id: '2',
  derivedId: true,
  title: 'Another',
  speakers: ['Ada'],
  room: 'Amphi C',
  startsAt: '2026-06-24T08:10:00Z',
  endsAt: '2026-06-24T08:40:00Z',
  kind: 'other',
  votable: false,
  cancelled: true,
  language: 'fr',
  track: 'Web',
  plenary: true,
  relayOf: 'main',
  feedbackUrl: 'https://feedback.example/1',
  withdrawn: true,
};
const KEPT: Readonly<Record<string, unknown>> = {
  formerIds: ['0'],
  renamedAt: [5],
  namedFromAt: 5,
  listedRoom: 'Amphi C',
  earlier: [{}],
  closedFromAt: 5,
  listedFromAt: null,
};

test('every key of a session is read, and only those that the schema marks are not', () => {
  const plain = readIn(programme({}));
  const properties: Readonly<Record<string, Property>> =
    PROGRAMME_SCHEMA.properties.sessions.items.properties;
  const isRead = Object.keys(properties).map((key) => {
    const value = key in TELLING ? TELLING[key] : KEPT[key];
    assert.notEqual(value, undefined, key);
    const read = readIn(programme({ [key]: value }));
    assert.deepEqual(read.faults, [], key);
    return [key, JSON.stringify(read) !== JSON.stringify(plain)];
  });
  assert.deepEqual(
    isRead,
    Object.entries(properties).map(([key, { readOnly }]) => [key, readOnly !== true]),
  );
});

test('every key has a description', () => {
  const { sessions, ...root } = PROGRAMME_SCHEMA.properties;
  const all = [...Object.values(root), sessions, ...Object.values(sessions.items.properties)];
  assert.deepEqual(
    all.filter(({ description }) => !/^.{10,}\.$/.test(description)),
    [],
  );
});

const TIMES: readonly (readonly [written: string, isTime: boolean])[] = [
  ['2026-06-24T08:00:00Z', true],
  ['2026-06-24T10:00+02:00', true],
  ['2026-06-24T10:00:00.123+0200', true],
  ['2026-06-24 10:00', true],
  ['2026-06-24 9:30', true],
  ['2026-06-24T10:00 Paris', false],
  ['tomorrow', false],
  ['10:00', false],
  ['1782288000000', false],
];

for (const [written, isTime] of TIMES) {
  test(`schema and importer agree that "${written}" is ${isTime ? 'a' : 'no'} time`, () => {
    const value = programme({ startsAt: written, endsAt: '2026-06-25T00:00:00Z' });
    assert.equal(breachesOf(value, PROGRAMME_SCHEMA).length === 0, isTime);
    assert.equal(readIn(value).dropped.length === 0, isTime);
  });
}
