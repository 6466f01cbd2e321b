import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOf, readReal, skip } from './real.ts';

// Counted in the files by another program, not by this one.
const NONE = { format: 'openfeedback', cancelled: 0, derived: 0, dropped: 0 };

test('techwork-2026.json is read whole; what asks for no feedback takes no votes', { skip }, () => {
  assert.deepEqual(countsOf(readReal('openfeedback/techwork-2026.json')), {
    ...NONE,
    days: ['2026-06-18'],
    rooms: ['Agilité', 'Commun', 'Craft', 'Data', 'DevOps', 'Workshop1', 'Workshop2'],
    sessions: 37,
    votable: 30,
    breaks: 5,
    faults: [],
  });
});

test('the wrong offset of snowcamp-2024 cannot be told from a true one, so it is asked for', { skip }, () => {
  const reading = readReal('openfeedback/snowcamp-2024-from-sched.json');
  assert.deepEqual(countsOf(reading), {
    ...NONE,
    days: ['2024-01-31', '2024-02-01', '2024-02-02'],
    rooms: [
      'Auditorium',
      'Everest',
      'Kilimanjaro',
      'Makalu',
      'Mont Blanc',
      'Mont Blanc 1',
      'Mont Blanc 2',
      'Mont Blanc 3',
      'Mont Blanc 4',
    ],
    sessions: 60,
    votable: 60,
    breaks: 0,
    faults: ['error'],
  });
  assert.deepEqual(
    [
      reading.undecided,
      reading.reading,
      reading.other?.reading,
      reading.other?.days.map(({ first }) => first),
    ],
    [true, 'wall', 'instant', ['08:30', '08:15', '08:15']],
  );
});
