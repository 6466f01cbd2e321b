import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readProgramme } from '../../src/core/formats/detect.ts';
import { checkReport, checkText } from '../../src/core/report.ts';

const fixture = (name: string) =>
  readProgramme(readFileSync(new URL(`../fixtures/programmes/${name}`, import.meta.url)), {
    timezone: 'Europe/Paris',
    reading: 'auto',
    language: 'fr',
  });

test('the text for people: what was read, assumed and dropped, then every session', () => {
  assert.equal(
    checkText(fixture('sched.json')),
    `5 sessions (format sched): 1 takes votes, 1 is a break, 1 is cancelled.
Times were read as the wall time of Europe/Paris.
1 session without a usable id: it was made from day, room, start and title.
1 session has no room, so no votes.
1 session takes no votes: longer than 8 hours, or without a duration.

Days and their first session
  2026-06-24 Wednesday  10:00 Amphi A "Vivre sans café & sans stress" (3 sessions)
  2026-06-25 Thursday   09:00 no room "Keynote" (2 sessions)

Rooms
  Amphi A: 1 session, 1 takes votes
  Amphi B: 1 session, 0 take votes
  Hall: 1 session, 0 take votes
  Salle C: 1 session, 0 take votes

Dropped: 3
  "Brouillon" (105): it is marked as not active
  "À l'envers" (104), 2026-06-25 11:00, Amphi A: it ends before it starts (2026-06-25 10:00)
  entry 106, 2026-06-25 11:00, Amphi A: it has no title

2026-06-24
  10:00-10:55  Amphi A  Vivre sans café & sans stress (Maëlle Kerguélen, Yann Bozec)
  10:00-12:00  Amphi B  ❌ [ANNULÉ] ❌ [cancelled]
  12:00-13:30  Hall  Eat [break]

2026-06-25
  09:00-10:00  no room  Keynote (Zoë Le Bœuf) [no votes]
  09:00-18:30  Salle C  Hackathon [no votes]
`,
  );
});

test('the text of what is no programme begins with its fault', () => {
  assert.equal(
    checkText(fixture('feed.xml')),
    `ERROR: This is the news feed of a programme (Atom), not the programme. Use the address of the schedule export.

0 sessions (format unknown): 0 take votes, 0 are breaks, 0 are cancelled.
`,
  );
});

test('a name, warnings and times taken as instants are in the text', () => {
  const reading = { ...fixture('likebox.json'), reading: 'instant' as const };
  const text = checkText({ ...reading, faults: [{ severity: 'warning', message: 'Look here.' }] });
  assert.deepEqual(text.split('\n').slice(0, 4), [
    'Warning: Look here.',
    '',
    'petit camp: 4 sessions (format likebox-2015): 2 take votes, 2 are breaks, 0 are cancelled.',
    'Times were read as the instants that their Z or offset says, and are shown in Europe/Paris.',
  ]);
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
