import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOf, readReal, skip } from './real.ts';

// Counted in the files by another program, not by this one.
const NONE = { breaks: 0, cancelled: 0, derived: 0, dropped: 0, faults: [] };
const COUNTS: Readonly<Record<string, readonly [timezone: string, counts: ReturnType<typeof countsOf>]>> = {
  'ccc-31c3-schedule.xml': [
    'Europe/Berlin',
    {
      ...NONE,
      format: 'frab-xml',
      days: ['2014-12-27', '2014-12-28', '2014-12-29', '2014-12-30'],
      rooms: ['Saal 1', 'Saal 2', 'Saal 6', 'Saal G'],
      sessions: 138,
      votable: 138,
    },
  ],
  'emfcamp-2016.frab.xml': [
    'Europe/London',
    {
      ...NONE,
      format: 'frab-xml',
      days: ['2016-08-05', '2016-08-06', '2016-08-07'],
      rooms: ['Stage A', 'Stage B', 'Stage C', 'Workshop 1', 'Workshop 2'],
      sessions: 138,
      votable: 138,
    },
  ],
  'fosdem-2013.xml': [
    'Europe/Brussels',
    {
      ...NONE,
      format: 'frab-xml',
      days: ['2013-02-02', '2013-02-03'],
      rooms: [
        ...['AW1.120', 'AW1.121', 'AW1.125', 'AW1.126', 'Chavanne', 'Ferrer', 'Guillissen', 'H.1301'],
        ...['H.1302', 'H.1308', 'H.1309', 'H.2213', 'H.2214', 'Janson', 'K.1.105', 'K.3.201', 'K.3.401'],
        ...['K.3.601', 'K.4.201', 'K.4.401', 'K.4.601', 'Lameere', 'U.218A', 'UA2.114'],
      ],
      sessions: 487,
      votable: 486,
      cancelled: 1,
    },
  ],
  'pretalx-2.3-democon-export.xml': [
    'Europe/Berlin',
    {
      ...NONE,
      format: 'frab-xml',
      days: ['2022-09-06', '2022-09-07', '2022-09-08'],
      rooms: ['Dark Red Room', 'Pale Golden Rod Room'],
      sessions: 35,
      votable: 35,
    },
  ],
};

for (const [name, [timezone, counts]] of Object.entries(COUNTS)) {
  test(`${name} is read whole`, { skip }, () => {
    assert.deepEqual(countsOf(readReal(`frab-xml/${name}`, timezone)), counts);
  });
}

test('FOSDEM has no dates: its first talk is at 10:30 in Brussels', { skip }, () => {
  const { sessions, reading, other } = readReal('frab-xml/fosdem-2013.xml', 'Europe/Brussels');
  const first = sessions.find(({ id }) => id === '1113');
  assert.equal(new Date(first?.startsAt ?? 0).toISOString(), '2013-02-02T09:30:00.000Z');
  assert.deepEqual([reading, other], ['wall', null]);
});

test('the cancelled talk of FOSDEM keeps its place and takes no votes', { skip }, () => {
  const { sessions } = readReal('frab-xml/fosdem-2013.xml', 'Europe/Brussels');
  assert.deepEqual(
    sessions.filter(({ cancelled }) => cancelled).map(({ title, votable }) => [title, votable]),
    [['CANCELLED - Community based translations of games', false]],
  );
});

test('a camp in England is at the same instants for a box that was left on Paris', { skip }, () => {
  const instants = (timezone: string) =>
    readReal('frab-xml/emfcamp-2016.frab.xml', timezone).sessions.map(({ id, startsAt }) => [id, startsAt]);
  assert.deepEqual(instants('Europe/Paris'), instants('Europe/London'));
});

test('the news feed of pretalx is refused by name', { skip }, () => {
  const { sessions, faults } = readReal('frab-xml/pretalx-atom-feed-NOT-A-SCHEDULE.xml');
  assert.deepEqual([sessions.length, faults.length], [0, 1]);
  assert.match(faults[0]?.message ?? '', /^This is the news feed of a programme \(Atom\)/);
});
