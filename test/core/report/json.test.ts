import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import { checkJson, checkReport } from '../../../src/core/report/json.ts';
import { made, readingOf } from './made.ts';

const fixture = (name: string) =>
  readProgramme(readFileSync(new URL(`../../fixtures/programmes/${name}`, import.meta.url)), {
    timezone: 'Europe/Paris',
    reading: 'auto',
    language: 'fr',
  });

test('the report for programs has exactly the promised fields', () => {
  const report = checkReport(fixture('sched.json'));
  assert.deepEqual(Object.keys(report), [
    'format',
    'timezone',
    'reading',
    'name',
    'days',
    'rooms',
    'sessions',
    'dropped',
    'faults',
    'assumed',
    'readings',
  ]);
  assert.deepEqual(
    { ...report, sessions: report.sessions.slice(0, 1) },
    {
      format: 'sched',
      timezone: 'Europe/Paris',
      reading: 'wall',
      name: '',
      days: ['2026-06-24', '2026-06-25'],
      rooms: ['Amphi A', 'Amphi B', 'Hall', 'Salle C'],
      sessions: [
        {
          id: '101',
          derivedId: false,
          title: 'Vivre sans café & sans stress',
          speakers: ['Maëlle Kerguélen', 'Yann Bozec'],
          room: 'Amphi A',
          startsAt: '2026-06-24T08:00:00.000Z',
          endsAt: '2026-06-24T08:55:00.000Z',
          kind: 'talk',
          votable: true,
          cancelled: false,
          language: null,
          track: 'Web',
        },
      ],
      dropped: fixture('sched.json').dropped,
      faults: [],
      assumed: [],
      readings: null,
    },
  );
  assert.equal(report.sessions.length, 5);
});

test('the days are those of the event, not of Greenwich', () => {
  const list = [
    {
      id: '1',
      name: 'Night',
      venue: 'A',
      event_start: '2026-06-25T00:30:00',
      event_end: '2026-06-25T01:00:00',
    },
  ];
  const bytes = new TextEncoder().encode(JSON.stringify(list));
  assert.deepEqual(
    checkReport(readProgramme(bytes, { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' })).days,
    ['2026-06-25'],
  );
});

test('plenary and relay are said only of sessions that are', () => {
  const sessions = [
    made('10:00-11:00', 'A', 'Keynote', { plenary: true }),
    made('10:00-11:00', 'B', 'Keynote', { relayOf: 'k' }),
    made('11:00-12:00', 'A', 'Talk'),
  ];
  const more = checkReport(readingOf(sessions)).sessions.map((session) => Object.entries(session).slice(12));
  assert.deepEqual(more, [[['plenary', true]], [['relayOf', 'k']], []]);
});

test('two readings are given with the days of each, those of several sources once', () => {
  const start = { room: 'A', title: 'Un', last: '18:00', sessions: 1 };
  const other = {
    reading: 'instant',
    days: [
      { ...start, day: '2026-06-25', first: '12:00' },
      { ...start, day: '2026-06-24', first: '12:00' },
      { ...start, day: '2026-06-24', first: '11:00', title: 'Deux', last: '19:00', sessions: 2 },
    ],
  } as const;
  const report = checkReport(
    readingOf([made('10:00-11:00', 'A', 'Un')], {
      other,
      undecided: true,
      assumed: ['Column A is the title.'],
    }),
  );
  assert.deepEqual(report.assumed, ['Column A is the title.']);
  assert.deepEqual(report.readings, {
    chosen: 'wall',
    other: 'instant',
    undecided: true,
    days: {
      wall: [{ day: '2026-06-24', first: '10:00', room: 'A', title: 'Un', last: '10:00', sessions: 1 }],
      instant: [
        { day: '2026-06-24', first: '11:00', room: 'A', title: 'Deux', last: '19:00', sessions: 3 },
        { day: '2026-06-25', first: '12:00', room: 'A', title: 'Un', last: '18:00', sessions: 1 },
      ],
    },
  });
});

test('what could drive a terminal is escaped in the document, and means the same', () => {
  const faults = [{ severity: 'error', message: '\u001b[2J \u009b31m \u202e \u007f é' }] as const;
  const json = checkJson(readingOf([], { faults }));
  assert.doesNotMatch(json.replaceAll('\n', ''), /[\p{Cc}\u202e]/u);
  assert.deepEqual((JSON.parse(json) as { faults: unknown }).faults, faults);
});
