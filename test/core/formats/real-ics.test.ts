import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOf, readReal, skip } from './real.ts';

const read = (name: string) => readReal(`ics/${name}.ics`);

// Counted in the files by another program, not by this one.
const NONE = { format: 'ics', breaks: 0, cancelled: 0, derived: 0, dropped: 0, faults: [] };
const COUNTS: Readonly<Record<string, Partial<ReturnType<typeof countsOf>>>> = {
  'bristol-data-week-2026': {
    ...NONE,
    days: ['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04', '2026-06-05'],
    rooms: ['In-person; Seminar', 'In-person; Training', 'In-person; Workshop'],
    sessions: 9,
    votable: 9,
  },
  'edge-bad_rrule': { ...NONE, days: ['2021-04-18'], rooms: ['albert heijn'], sessions: 1, votable: 1 },
  'kielux-2020': {
    ...NONE,
    days: ['2020-09-18', '2020-09-19'],
    rooms: ['Düsternbrook', 'Laboe', 'Linux-Lounge', 'Ravensberg'],
    sessions: 24,
    votable: 24,
  },
  'pretalx-2.3-democon-export': {
    ...NONE,
    days: ['2022-09-06', '2022-09-07', '2022-09-08', '2022-09-24'],
    rooms: ['Dark Red Room', 'Pale Golden Rod Room'],
    sessions: 36,
    votable: 36,
  },
};

for (const [name, counts] of Object.entries(COUNTS)) {
  test(`${name}: days, rooms and sessions are those of the file`, { skip }, () => {
    assert.deepEqual(countsOf(read(name)), counts);
  });
}

test('emfcamp-2016: 350 sessions in 30 places, of which 6 run all day, 1 has no length and 1 is cancelled', {
  skip,
}, () => {
  const { rooms, ...counts } = countsOf(read('emfcamp-2016'));
  assert.equal(rooms.length, 30);
  assert.deepEqual(counts, {
    ...NONE,
    days: ['2016-08-05', '2016-08-06', '2016-08-07', '2016-08-08', '2016-08-09', '2016-08-10', '2017-04-23'],
    sessions: 350,
    votable: 342,
    cancelled: 1,
    faults: ['warning', 'warning'],
  });
});

test('emfcamp-2016: its London times, read for a box in London, need no warning but the one for a lone day', {
  skip,
}, () => {
  const { faults } = readReal('ics/emfcamp-2016.ics', 'Europe/London');
  assert.deepEqual(
    faults.map(({ message }) => message.includes('2017-04-23')),
    [true],
  );
});

test('kielux-2020: speakers are the attendees, never a part of the title', { skip }, () => {
  const session = read('kielux-2020').sessions.find(({ id }) => id === '460@KOLT20');
  assert.deepEqual(
    [session?.title, session?.speakers],
    ['OpenCelium - Der generische OpenSoure API-Hub', ['Jakob Semere']],
  );
});

test('pretalx-2.3-democon: speakers are taken from the titles', { skip }, () => {
  const session = read('pretalx-2.3-democon-export').sessions.find(({ speakers }) => speakers.length > 1);
  assert.deepEqual(
    [session?.title, session?.speakers],
    ['Up-sized optimal hardware', ['Brandy Mcclain', 'Christine Green']],
  );
});
