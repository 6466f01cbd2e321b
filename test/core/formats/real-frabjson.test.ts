import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOf, readReal, skip } from './real.ts';

// Counted in the files by another program, not by this one.
const NONE = { breaks: 0, cancelled: 0, derived: 0, dropped: 0, faults: [] };
const COUNTS: Readonly<Record<string, ReturnType<typeof countsOf>>> = {
  'pretalx-2.3-democon-export.json': {
    ...NONE,
    format: 'frab-json',
    days: ['2022-09-06', '2022-09-07', '2022-09-08'],
    rooms: ['Dark Red Room', 'Pale Golden Rod Room'],
    sessions: 35,
    votable: 35,
  },
  // It names the zone UTC beside offsets of +01:00.
  'voc-pretalx-democon.json': {
    ...NONE,
    format: 'frab-json',
    days: ['2020-12-14', '2020-12-15', '2020-12-16'],
    rooms: ['Gray Room', 'Tan Room'],
    sessions: 36,
    votable: 36,
    faults: ['warning'],
  },
  'voc-hub-schedule2.json': {
    ...NONE,
    format: 'c3-hub',
    days: ['2024-12-27', '2024-12-28'],
    rooms: ['Saal 1', 'Saal ZIGZAG'],
    sessions: 2,
    votable: 2,
  },
};

for (const [name, counts] of Object.entries(COUNTS)) {
  test(`${name} is read whole`, { skip }, () => {
    assert.deepEqual(countsOf(readReal(`frab-json/${name}`, 'Europe/Berlin')), counts);
  });
}

test('beside the zone UTC its offsets are trusted: the first talk is at 9 in Berlin', { skip }, () => {
  const [first] = readReal('frab-json/voc-pretalx-democon.json', 'Europe/Berlin').sessions;
  assert.equal(new Date(first?.startsAt ?? 0).toISOString(), '2020-12-14T08:00:00.000Z');
});
