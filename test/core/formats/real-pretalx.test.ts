import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOf, readReal, skip } from './real.ts';

test('the widget of the democon is read whole', { skip }, () => {
  // Counted in the file by another program, not by this one.
  assert.deepEqual(countsOf(readReal('frab-json/pretalx-2.3-democon-widget-v2.json', 'Europe/Berlin')), {
    format: 'pretalx-widget',
    days: ['2022-09-06', '2022-09-07', '2022-09-08', '2022-09-24'],
    rooms: ['Dark Red Room', 'Pale Golden Rod Room'],
    sessions: 36,
    votable: 36,
    breaks: 0,
    cancelled: 0,
    derived: 0,
    dropped: 0,
    faults: [],
  });
});
