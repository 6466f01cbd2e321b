import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import { mergeReadings } from '../../../src/core/formats/merge.ts';
import type { ProgrammeReading } from '../../../src/core/programme.ts';

interface Listed {
  id?: string;
  name?: string;
  start?: string;
  day?: string;
  venue?: string;
  speakers?: string;
}

function read(...events: Listed[]): ProgrammeReading {
  const list = events.map(({ day = '2026-06-24', start = '10', name = 'A talk', venue = 'A', ...rest }) => ({
    name,
    venue,
    speakers: 'Ada',
    ...rest,
    event_start: `${day}T${start}:00:00`,
    event_end: `${day}T${start}:45:00`,
  }));
  const bytes = new TextEncoder().encode(JSON.stringify(list));
  return readProgramme(bytes, { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' });
}

const shapeOf = ({ sessions }: ProgrammeReading) =>
  sessions.map(({ id, derivedId, room, title }) => [derivedId ? 'derived' : id, room, title]);

test('one reading is itself, and none is a mistake', () => {
  const only = read({ id: '1' });
  assert.equal(mergeReadings([only]), only);
  assert.throws(() => mergeReadings([]), RangeError);
});

test('talks and breaks in two files become one programme in order, whichever comes first', () => {
  const talks = read({ id: 't1' }, { id: 't2', start: '12' });
  const breaks = read({ id: 'b1', name: 'Pause', start: '11', venue: 'Hall', speakers: '' });
  const merged = mergeReadings([talks, breaks]);
  assert.deepEqual(shapeOf(merged), [
    ['t1', 'A', 'A talk'],
    ['b1', 'Hall', 'Pause'],
    ['t2', 'A', 'A talk'],
  ]);
  assert.deepEqual(mergeReadings([breaks, talks]).sessions, merged.sessions);
  assert.deepEqual([merged.format, merged.dropped, merged.faults], ['sched', [], []]);
});

test('an id that two files use for different sessions is no id in either', () => {
  const merged = mergeReadings([read({ id: '1' }), read({ id: '1', venue: 'Hall', name: 'Pause' })]);
  assert.deepEqual(shapeOf(merged), [
    ['derived', 'A', 'A talk'],
    ['derived', 'Hall', 'Pause'],
  ]);
  assert.equal(new Set(merged.sessions.map(({ id }) => id)).size, 2);
});

test('a session that both files list is kept once', () => {
  const merged = mergeReadings([
    read({ id: '1', speakers: '' }),
    read({ id: '1' }, { id: '2', start: '14' }),
  ]);
  assert.deepEqual(
    merged.sessions.map(({ id, speakers }) => [id, speakers]),
    [
      ['1', ['Ada']],
      ['2', ['Ada']],
    ],
  );
  assert.deepEqual(
    merged.dropped.map(({ why }) => why),
    ['it is listed twice (same id, title, room and start)'],
  );
});

test('placeholders of both files are derived', () => {
  const merged = mergeReadings([read({ id: 'TBD' }), read({ id: 'TBD', venue: 'B' }, {})]);
  assert.deepEqual(shapeOf(merged), [
    ['derived', 'A', 'A talk'],
    ['derived', 'B', 'A talk'],
  ]);
  assert.equal(merged.dropped.length, 1);
});

test('a file of another year is suspected, and what is no programme keeps its fault', () => {
  const old = read({ id: 'old', day: '2025-06-25' });
  const broken = readProgramme(new TextEncoder().encode('<html>'), {
    timezone: 'Europe/Paris',
    reading: 'auto',
    language: 'fr',
  });
  const merged = mergeReadings([read({ id: '1' }), old, broken]);
  assert.deepEqual(
    merged.faults.map(({ severity, message }) => [severity, message.slice(0, 76)]),
    [
      ['error', 'This is a web page, not a programme: often a login or error page. Use the ad'],
      ['warning', 'The sources are far apart: one begins on 2025-06-25, another on 2026-06-24. '],
    ],
  );
  assert.deepEqual([merged.format, merged.sessions.length], ['sched', 2]);
});

test('of sessions that share id, room and start but not the title, none is lost', () => {
  const { sessions, dropped } = read({ id: '1', name: 'One' }, { id: '1', name: 'Two' });
  assert.deepEqual(
    [sessions.map(({ title, derivedId }) => [title, derivedId]).sort(), dropped],
    [
      [
        ['One', true],
        ['Two', true],
      ],
      [],
    ],
  );
});

test('more than 5,000 sessions are too many in several sources as in one', () => {
  const sources = ['a', 'b'].map((name) =>
    read(
      ...Array.from({ length: 2_501 }, (_, index) => ({ id: `${name}${index}`, venue: `${name}${index}` })),
    ),
  );
  const { sessions, faults } = mergeReadings(sources);
  assert.deepEqual(
    [sessions, faults],
    [
      [],
      [
        {
          severity: 'error',
          message: 'The sources list 5002 sessions together; a programme of more than 5000 is refused.',
        },
      ],
    ],
  );
});
