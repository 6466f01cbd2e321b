import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOf, readReal, skip } from './real.ts';

const read = (name: string) => readReal(`csv/${name}.csv`);

// Counted in the files by another program, not by this one.
const NONE = { format: 'csv', breaks: 0, cancelled: 0, derived: 0, dropped: 0, faults: [] };
const COUNTS: Readonly<Record<string, ReturnType<typeof countsOf>>> = {
  'droidcon-2025_sessions': {
    ...NONE,
    days: ['2025-11-19', '2025-11-20'],
    rooms: ['Sala 7', 'Sala 8'],
    sessions: 28,
    votable: 28,
  },
  gpn11: {
    ...NONE,
    days: ['2011-06-23', '2011-06-24', '2011-06-25', '2011-06-26'],
    rooms: ['GroßerSeminarraum', 'GroßesStudio'],
    sessions: 29,
    votable: 29,
  },
  // Without rooms; and at all hours of a day, so nobody can tell what its +00:00 is worth.
  'pyladiescon-2023-pretalx-sessions': {
    ...NONE,
    days: ['2023-12-02'],
    rooms: [],
    sessions: 41,
    votable: 0,
    faults: ['error', 'warning'],
  },
};

for (const [name, counts] of Object.entries(COUNTS)) {
  test(`${name}: days, rooms and sessions are those of the file`, { skip }, () => {
    assert.deepEqual(countsOf(read(name)), counts);
  });
}

test('gpn11: speakers without their numbers, and a session at midnight on its own date', { skip }, () => {
  const { sessions } = read('gpn11');
  const found = (id: string) => sessions.find((session) => session.id === id);
  assert.deepEqual(found('10')?.speakers, ['Konrad Meier', 'Dennis Wehrle']);
  assert.deepEqual(new Date(found('27')?.startsAt ?? 0).toISOString(), '2011-06-25T22:00:00.000Z');
});

test('droidcon-2025: names stay whole, and so does a title that says Roundtable', { skip }, () => {
  const { sessions } = read('droidcon-2025_sessions');
  const found = (id: string) => sessions.find((session) => session.id === id);
  assert.deepEqual(found('AP7Q7N')?.speakers, ['Benedikt Löbbecke', 'Julius Fischer']);
  assert.deepEqual(found('GPDNNS')?.speakers, []);
  assert.equal((found('GPDNNS')?.endsAt ?? 0) - (found('GPDNNS')?.startsAt ?? 0), 40 * 60_000);
});
