import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProgramme } from '../../../src/core/formats/detect.ts';

const PARIS = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' } as const;
const START = ['DTSTART;TZID=Europe/Paris:20260624T100000', 'DTEND;TZID=Europe/Paris:20260624T110000'];

const eventOf = (uid: string, ...lines: string[]) =>
  ['BEGIN:VEVENT', `UID:${uid}`, `SUMMARY:${uid}`, 'LOCATION:A', ...lines, 'END:VEVENT'].join('\n');
const read = (...events: string[]) =>
  readProgramme(new TextEncoder().encode(['BEGIN:VCALENDAR', ...events, 'END:VCALENDAR'].join('\n')), PARIS);
const iso = (at: number) => new Date(at).toISOString().slice(5, 16);

const RULES: readonly (readonly [why: string, lines: string[], starts: string[], faults: number])[] = [
  ['daily, so many times', ['RRULE:FREQ=DAILY;COUNT=3'], ['06-24T08:00', '06-25T08:00', '06-26T08:00'], 0],
  [
    'every other day until a Z',
    ['RRULE:FREQ=DAILY;INTERVAL=2;UNTIL=20260628T080000Z'],
    ['06-24T08:00', '06-26T08:00', '06-28T08:00'],
    0,
  ],
  ['until a Z just before', ['RRULE:FREQ=DAILY;UNTIL=20260625T075959Z'], ['06-24T08:00'], 0],
  ['until a local time', ['RRULE:FREQ=DAILY;UNTIL=20260625T100000'], ['06-24T08:00', '06-25T08:00'], 0],
  ['until a day', ['RRULE:FREQ=DAILY;UNTIL=20260625'], ['06-24T08:00', '06-25T08:00'], 0],
  ['weekly', ['RRULE:FREQ=WEEKLY;COUNT=2'], ['06-24T08:00', '07-01T08:00'], 0],
  [
    'weekly on days',
    ['RRULE:FREQ=WEEKLY;BYDAY=WE,FR;COUNT=3'],
    ['06-24T08:00', '06-26T08:00', '07-01T08:00'],
    0,
  ],
  [
    'every other week, from Monday',
    ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,SU,MO;COUNT=4'],
    ['06-24T08:00', '06-28T08:00', '07-06T08:00', '07-08T08:00'],
    0,
  ],
  [
    'every other week, from Sunday',
    ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,SU;WKST=SU;COUNT=3'],
    ['06-24T08:00', '07-05T08:00', '07-08T08:00'],
    0,
  ],
  [
    'daily but at the weekend',
    ['RRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=4'],
    ['06-24T08:00', '06-25T08:00', '06-26T08:00', '06-29T08:00'],
    0,
  ],
  [
    'without excepted times',
    ['RRULE:FREQ=DAILY;COUNT=3', 'EXDATE:20260625T080000Z'],
    ['06-24T08:00', '06-26T08:00'],
    0,
  ],
  [
    'without excepted days',
    ['RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;VALUE=DATE:20260624,20260625'],
    ['06-26T08:00'],
    0,
  ],
  ['monthly is not followed', ['RRULE:FREQ=MONTHLY;COUNT=3'], ['06-24T08:00'], 1],
  ['by the second is not followed', ['RRULE:FREQ=SECONDLY'], ['06-24T08:00'], 1],
  ['the last Friday is not followed', ['RRULE:FREQ=DAILY;BYDAY=-1FR'], ['06-24T08:00'], 1],
  ['extra dates are not followed', ['RDATE:20260625T080000Z'], ['06-24T08:00'], 1],
  [
    'extra dates beside a rule are said to be left out',
    ['RRULE:FREQ=DAILY;COUNT=2', 'RDATE:20260630T080000Z'],
    ['06-24T08:00', '06-25T08:00'],
    1,
  ],
  ['an invalid rule', ['RRULE:FREQ=BREIZH'], ['06-24T08:00'], 1],
];

for (const [why, lines, starts, faults] of RULES) {
  test(`a rule: ${why}`, () => {
    const reading = read(eventOf('x', ...START, ...lines));
    assert.deepEqual(
      reading.sessions.map(({ startsAt }) => iso(startsAt)),
      starts,
    );
    assert.deepEqual(
      reading.faults.map(({ severity }) => severity),
      Array.from({ length: faults }, () => 'warning'),
    );
  });
}

test('a repeated session keeps its local time and its length when clocks change', () => {
  const october = ['DTSTART;TZID=Europe/Paris:20261024T100000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=2'];
  assert.deepEqual(
    read(eventOf('x', ...october)).sessions.map(({ startsAt, endsAt }) => [iso(startsAt), iso(endsAt)]),
    [
      ['10-24T08:00', '10-24T09:00'],
      ['10-25T09:00', '10-25T10:00'],
    ],
  );
});

test('a time that is moved by an event of its own takes the place of the one that the rule gives', () => {
  const moved = eventOf(
    'x',
    'RECURRENCE-ID;TZID=Europe/Paris:20260625T100000',
    'DTSTART:20260625T120000Z',
    'DTEND:20260625T130000Z',
  );
  const reading = read(eventOf('x', ...START, 'RRULE:FREQ=DAILY;COUNT=3'), moved);
  assert.deepEqual(
    reading.sessions.map(({ id, derivedId, startsAt }) => [id, derivedId, iso(startsAt)]),
    [
      ['x 2026-06-24T08:00Z', false, '06-24T08:00'],
      ['x 2026-06-25T08:00Z', false, '06-25T12:00'],
      ['x 2026-06-26T08:00Z', false, '06-26T08:00'],
    ],
  );
});

test('nothing repeats outside the days of the other sessions, and what is left out is said', () => {
  const others = [
    eventOf('a', 'DTSTART:20260624T060000Z', 'DTEND:20260624T070000Z'),
    eventOf('b', 'DTSTART:20260625T060000Z', 'DTEND:20260625T070000Z'),
  ];
  const meetup = ['DTSTART:20260101T180000Z', 'DTEND:20260101T190000Z', 'RRULE:FREQ=DAILY'];
  const { sessions, faults } = read(...others, eventOf('meet-up', ...meetup));
  assert.deepEqual(
    sessions.filter(({ title }) => title === 'meet-up').map(({ startsAt }) => iso(startsAt)),
    ['06-24T18:00', '06-25T18:00'],
  );
  assert.deepEqual(faults, [
    {
      severity: 'warning',
      message:
        '"meet-up" (meet-up) repeats beyond the days of the other sessions, or more than 100 times: the rest was left out.',
    },
  ]);
});

test('a moved time is a day of the event, and nothing is said to be left out when nothing is', () => {
  const other = eventOf('a', 'DTSTART:20260624T060000Z', 'DTEND:20260624T070000Z');
  const rule = [...START, 'RRULE:FREQ=DAILY;COUNT=4', 'EXDATE:20260625T080000Z'];
  const movedTo = (day: string, from: string) =>
    eventOf(
      'x',
      `RECURRENCE-ID;TZID=Europe/Paris:${from}T100000`,
      `DTSTART;TZID=Europe/Paris:${day}T140000`,
      `DTEND;TZID=Europe/Paris:${day}T150000`,
    );
  const later = read(other, eventOf('x', ...rule), movedTo('20260627', '20260627'));
  const earlier = read(other, eventOf('x', ...rule), movedTo('20260624', '20260627'));
  const startsOf = ({ sessions }: typeof later) => sessions.map(({ startsAt }) => iso(startsAt));
  assert.deepEqual(startsOf(later), ['06-24T06:00', '06-24T08:00', '06-26T08:00', '06-27T12:00']);
  assert.deepEqual(later.faults, []);
  assert.deepEqual(startsOf(earlier), ['06-24T06:00', '06-24T08:00', '06-24T12:00']);
  assert.equal(earlier.faults.length, 1, 'the time of 26 June is left out');
  const none = [...START, 'RRULE:FREQ=DAILY;COUNT=2'];
  const swapped = read(other, eventOf('x', ...none), movedTo('20260624', '20260625'));
  assert.deepEqual(startsOf(swapped), ['06-24T06:00', '06-24T08:00', '06-24T12:00']);
  assert.deepEqual(swapped.faults, []);
});

test('what is left out before the days of the other sessions is said too', () => {
  const other = eventOf('a', 'DTSTART:20260625T060000Z', 'DTEND:20260625T070000Z');
  const { sessions, faults } = read(other, eventOf('x', ...START, 'RRULE:FREQ=DAILY;COUNT=2'));
  assert.deepEqual(
    sessions.map(({ startsAt }) => iso(startsAt)),
    ['06-25T06:00', '06-25T08:00'],
  );
  assert.equal(faults.length, 1);
});

test('a rule without end that nothing bounds gives its first time that is left, and says so', () => {
  const { sessions, faults } = read(
    eventOf('x', ...START, 'RRULE:FREQ=DAILY', 'EXDATE:20260624T080000Z'),
    eventOf('x', 'RECURRENCE-ID:20260627T080000Z', 'DTSTART:20260627T120000Z', 'DTEND:20260627T130000Z'),
  );
  assert.deepEqual(
    sessions.map(({ startsAt }) => iso(startsAt)),
    ['06-25T08:00', '06-27T12:00'],
  );
  assert.deepEqual(faults, [
    {
      severity: 'warning',
      message:
        '"x" (x) repeats without end, and there are no days of other sessions to bound it: only its first time was read, and the repetition was left out. Give the rule an end, or write each time as an event of its own.',
    },
  ]);
});

test('what repeats until its end bounds what repeats without one', () => {
  const { sessions } = read(
    eventOf('endless', ...START, 'RRULE:FREQ=DAILY'),
    eventOf('x', 'DTSTART:20260624T120000Z', 'DTEND:20260624T130000Z', 'RRULE:FREQ=DAILY;COUNT=2'),
  );
  assert.deepEqual(
    sessions.map(({ startsAt }) => iso(startsAt)),
    ['06-24T08:00', '06-24T12:00', '06-25T08:00', '06-25T12:00'],
  );
});

test('an event repeats a hundred times at most; one without a time left is dropped with its reason', () => {
  assert.equal(read(eventOf('x', ...START, 'RRULE:FREQ=DAILY;COUNT=101')).sessions.length, 100);
  const none = [...START, 'RRULE:FREQ=DAILY;COUNT=1', 'EXDATE;VALUE=DATE:20260624'];
  assert.deepEqual(read(eventOf('x', ...none), eventOf('y', ...START)).dropped, [
    { what: '"x" (x)', why: 'all its times are excepted, or outside the days of the other sessions' },
  ]);
});

const MEGABYTE = 1_000_000;
const filled = (line: string) => line.repeat(Math.ceil(MEGABYTE / line.length));
const event = (lines: string) => `BEGIN:VEVENT\n${START.join('\n')}\n${lines}\nEND:VEVENT\n`;

const HOSTILE: readonly (readonly [why: string, text: string])[] = [
  ['of BEGIN:VEVENT', filled('BEGIN:VEVENT\n')],
  ['of BEGIN:VCALENDAR', filled('BEGIN:VCALENDAR\n')],
  ['of BEGIN:VALARM', filled('BEGIN:VALARM\n')],
  ['of END:VCALENDAR', filled('END:VCALENDAR\n')],
  ['of folds', filled('\n ')],
  ['of parameters', `BEGIN:VEVENT\nDTSTART${filled(';A=B')}`],
  ['of quotes', `BEGIN:VEVENT\nDTSTART;A=${filled('":";')}`],
  ['of colons', `BEGIN:VEVENT\nSUMMARY${filled(':')}`],
  ['of categories', event(`CATEGORIES:${filled('a,')}`)],
  ['of excepted times', event(`RRULE:FREQ=DAILY\n${filled('EXDATE:20260625T080000Z\n')}`)],
  ['of repeating events', filled(event('RRULE:FREQ=DAILY'))],
  ['of rules that rarely hit', filled(event('RRULE:FREQ=DAILY;INTERVAL=3659;BYDAY=MO'))],
  ['of rules by the second', filled(event('RRULE:FREQ=SECONDLY;INTERVAL=1;COUNT=99999999'))],
  [
    'of rules about one day',
    eventOf('z', ...START) + filled(event('UID:x\nRRULE:FREQ=DAILY;UNTIL=20360101T000000Z')),
  ],
  [
    'of time zones',
    Array.from({ length: 9_000 }, (_, n) => event(`UID:${n}`).replaceAll('Europe/Paris', `Z/${n}/Q`)).join(
      '',
    ),
  ],
  ['of events without end', filled(event('UID:1').replace(/DTEND.*\n/, ''))],
  ['of descriptions', event(`DESCRIPTION:${filled(' von')}`)],
];

for (const [why, text] of HOSTILE) {
  // How long that takes is for scripts/bench to show.
  test(`a megabyte ${why} is read to its end, and something is said about it`, () => {
    const bytes = new TextEncoder().encode(`BEGIN:VCALENDAR\n${text}`);
    assert.ok(readProgramme(bytes, PARIS).faults.length > 0);
  });
}
