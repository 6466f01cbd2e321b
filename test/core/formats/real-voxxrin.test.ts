import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOf, readReal, skip } from './real.ts';

// Counted in the files by another program, not by this one.
const NONE = { cancelled: 0, derived: 0, dropped: 0, faults: [] };

test('voxxrin/bdxio-2014-voxxrin.json is read whole', { skip }, () => {
  assert.deepEqual(countsOf(readReal('voxxrin/bdxio-2014-voxxrin.json')), {
    ...NONE,
    format: 'voxxrin',
    days: ['2014-10-17'],
    rooms: ['Amphi B', 'Amphi D', 'Amphi E', 'Grand Amphi CapGé', 'Hall', 'TD 11'],
    sessions: 55,
    votable: 44,
    breaks: 11,
  });
});

test('voxxrin/voxxrin3-dvgr23-thursday.json is read whole, and begins at 8:30 in Athens', { skip }, () => {
  const reading = readReal('voxxrin/voxxrin3-dvgr23-thursday.json', 'Europe/Athens');
  assert.deepEqual(countsOf(reading), {
    ...NONE,
    format: 'voxxrin-3',
    days: ['2023-05-04'],
    rooms: ['Banquet', 'Lobby area', 'MC2', 'MC3', 'Skalkotas'],
    sessions: 36,
    votable: 28,
    breaks: 8,
    dropped: 1,
  });
  assert.deepEqual(reading.dropped, [
    { what: 'entry 11451, 2023-05-04 15:50, Banquet', why: 'it has no title' },
  ]);
  assert.equal(reading.sessions[0]?.startsAt, Date.parse('2023-05-04T08:30:00+03:00'));
});

test('the descriptor of a Voxxrin event is refused by name', { skip }, () => {
  const { sessions, faults } = readReal('voxxrin/voxxrin3-dvgr23-descriptor.json', 'Europe/Athens');
  assert.deepEqual(sessions, []);
  assert.deepEqual(faults, [
    {
      severity: 'error',
      message:
        'This describes an event and its days, not a programme: it says nothing of times and rooms. Use the schedule file beside it.',
    },
  ]);
});
