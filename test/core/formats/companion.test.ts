import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCompanion } from '../../../src/core/formats/companion.ts';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import { mergeReadings } from '../../../src/core/formats/merge.ts';

const PARIS = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' } as const;
const read = (value: unknown) => readProgramme(new TextEncoder().encode(JSON.stringify(value)), PARIS);

const TALKS = [
  { id: '0412', title: 'One', speakers: [{ fullname: 'Ada Quéméner' }, { fullname: ' ' }] },
  { id: '0413', title: 'Two', speakers: [] },
  { id: 'TBD', title: 'Break', speakers: [{ fullname: 'The cook' }] },
];

const proposal = (id: string, start: string) => ({
  id,
  title: `Talk ${id}`,
  start,
  end: '18:00',
  room: 'Groix',
  format: 'conf',
});
const PROGRAMME = {
  titre: 'petit camp',
  programme: {
    jours: {
      date: '10/06/2015',
      proposals: [proposal('0412', '10:00'), proposal('0413', '11:00'), proposal('TBD', '12:00')],
    },
  },
};
const REFUSAL =
  'This is a list of talks, not a programme: it says nothing of times and rooms. Use the schedule file beside it.';

test('a list of talks gives speakers by id, and anything else gives none', () => {
  assert.deepEqual(
    readCompanion(TALKS),
    new Map([
      ['0412', ['Ada Quéméner']],
      ['TBD', ['The cook']],
    ]),
  );
  assert.deepEqual(
    [null, 5, 'x', {}, [], [null], [{ id: '1' }], [{ id: '1', speakers: [{}, true] }]].map(readCompanion),
    Array.from({ length: 8 }, () => null),
  );
});

test('beside its programme, whichever comes first, it names who speaks and is no fault', () => {
  const merged = mergeReadings([read(PROGRAMME), read(TALKS)]);
  assert.deepEqual(
    merged.sessions.map(({ title, speakers }) => [title, speakers]),
    [
      ['Talk 0412', ['Ada Quéméner']],
      ['Talk 0413', []],
      ['Talk TBD', []],
    ],
  );
  assert.deepEqual(
    [merged.format, merged.faults, merged.assumed],
    ['likebox-2015', [], ['The speakers of 1 session are those of the list of talks beside the programme.']],
  );
  assert.deepEqual(mergeReadings([read(TALKS), read(PROGRAMME)]).sessions, merged.sessions);
});

test('alone it is refused', () => {
  const { sessions, faults } = mergeReadings([read(TALKS)]);
  assert.deepEqual([sessions, faults], [[], [{ severity: 'error', message: REFUSAL }]]);
});

test('beside the programme of another event it is refused as well', () => {
  const other = TALKS.map((talk) => ({ ...talk, id: `x${talk.id}` }));
  assert.deepEqual(mergeReadings([read(PROGRAMME), read(other)]).faults, [
    { severity: 'error', message: REFUSAL },
  ]);
});

test('who is named in the programme stays', () => {
  const session = {
    id: '0412',
    title: 'A talk',
    speakers: ['Zoë'],
    startsAt: '2026-06-24T08:00:00Z',
    endsAt: '2026-06-24T09:00:00Z',
  };
  const { sessions } = mergeReadings([read({ sessions: [session, { ...session, id: '9' }] }), read(TALKS)]);
  assert.deepEqual(
    sessions.map(({ speakers }) => speakers),
    [['Zoë'], ['Zoë']],
  );
});

test('a title that looks like a break is a talk when somebody speaks at it', () => {
  const unmarked = { ...proposal('0412', '10:00'), title: 'Break the monolith', format: undefined };
  const programme = { programme: { jours: { date: '10/06/2015', proposals: [unmarked] } } };
  const kindOf = ({ sessions }: ReturnType<typeof read>) =>
    sessions.map(({ kind, votable }) => [kind, votable]);
  assert.deepEqual(kindOf(read(programme)), [['break', false]]);
  assert.deepEqual(kindOf(mergeReadings([read(programme), read(TALKS)])), [['talk', true]]);
});
