import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';
import type { Session } from '../../../src/core/programme.ts';
import { assertCamp, readFixture } from './camp.ts';

const PARIS: ReadOptions = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' };
const EVENT = {
  UID: '1',
  SUMMARY: 'A talk',
  LOCATION: 'Amphi A',
  DTSTART: '20260624T100000',
  DTEND: '20260624T110000',
};

/** Properties as `name[;parameters]`: value; undefined takes one away. */
function eventOf(properties: Record<string, string | undefined> = {}): string {
  const names = new Set(Object.keys(properties).map((key) => key.split(';')[0]));
  const kept = Object.entries(EVENT).filter(([key]) => !names.has(key));
  const lines = [...kept, ...Object.entries(properties)].flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}:${value}`],
  );
  return ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\n');
}

const calendarOf = (...parts: string[]) => ['BEGIN:VCALENDAR', ...parts, 'END:VCALENDAR'].join('\n');
const bytesOf = (text: string) => new TextEncoder().encode(text);
const readText = (text: string, options = PARIS) => readProgramme(bytesOf(text), options);
const read = (...parts: string[]) => readText(calendarOf(...parts));
const iso = (at: number) => new Date(at).toISOString().replace(':00.000Z', 'Z');
const timesOf = ({ startsAt, endsAt }: Session) => `${iso(startsAt)} ${iso(endsAt)}`;

test('the fixture reads as the camp; a calendar has no place for a language', () => {
  const reading = readFixture('ics.ics');
  assertCamp(reading, ['language']);
  assert.deepEqual(
    [reading.format, reading.name, reading.reading, reading.dropped, reading.faults],
    ['ics', 'Camp Breton 2026', 'instant', [], []],
  );
});

const ZONES: readonly (readonly [why: string, start: Record<string, string>, startsAt: string])[] = [
  ['Z is UTC', { DTSTART: '20260624T080000Z' }, '2026-06-24T08:00Z'],
  [
    'an IANA zone without VTIMEZONE',
    { 'DTSTART;TZID=Europe/London': '20260624T090000' },
    '2026-06-24T08:00Z',
  ],
  ['quoted', { 'DTSTART;TZID="Europe/London"': '20260624T090000' }, '2026-06-24T08:00Z'],
  [
    'with VALUE=DATE-TIME',
    { 'DTSTART;TZID=Europe/London;VALUE=DATE-TIME': '20260624T090000' },
    '2026-06-24T08:00Z',
  ],
  ['a Windows name', { 'DTSTART;TZID=Eastern Standard Time': '20260624T040000' }, '2026-06-24T08:00Z'],
  [
    'with a path',
    { 'DTSTART;TZID=/mozilla.org/2005_1/America/Argentina/Ushuaia': '20260624T050000' },
    '2026-06-24T08:00Z',
  ],
  ['with a hyphen', { 'DTSTART;TZID=Europe-London': '20260624T090000' }, '2026-06-24T08:00Z'],
  [
    'a list of cities',
    { 'DTSTART;TZID="(UTC+00:00) Dublin, Edinburgh, Lisbon"': '20260624T090000' },
    '2026-06-24T08:00Z',
  ],
  ['none at all: the zone of the box', { DTSTART: '20260624T100000' }, '2026-06-24T08:00Z'],
  ['in winter', { 'DTSTART;TZID=Europe/Paris': '20260124T100000' }, '2026-01-24T09:00Z'],
];

for (const [why, start, startsAt] of ZONES) {
  test(`zone: ${why}`, () => {
    const { sessions } = read(eventOf({ ...start, DTEND: undefined, DURATION: 'PT1H' }));
    assert.deepEqual(
      sessions.map((session) => iso(session.startsAt)),
      [startsAt],
    );
  });
}

test('times that float are in X-WR-TIMEZONE, each calendar in its own, and the box is told of it', () => {
  const text = [
    calendarOf('X-WR-TIMEZONE;VALUE=TEXT:Europe/London', eventOf()),
    calendarOf(eventOf({ UID: '2' })),
  ].join('\n');
  const { sessions, faults } = readText(text);
  assert.deepEqual(
    sessions.map(({ id, startsAt }) => [id, iso(startsAt)]),
    [
      ['2', '2026-06-24T08:00Z'],
      ['1', '2026-06-24T09:00Z'],
    ],
  );
  assert.match(
    faults.map(({ message }) => message).join(),
    /in Europe\/London; it was read for Europe\/Paris/,
  );
});

test('a zone that nobody knows is named, and its times are read as if it had none', () => {
  const { sessions, faults } = read(eventOf({ 'DTSTART;TZID=Breizh Time': '20260624T100000' }));
  assert.deepEqual(sessions.map(timesOf), ['2026-06-24T08:00Z 2026-06-24T09:00Z']);
  assert.deepEqual(faults, [
    {
      severity: 'warning',
      message:
        'The calendar names a time zone that nobody knows: "Breizh Time". Its times were read as if it named none: check the first session of each day.',
    },
  ]);
});

test('the owner may overrule a Z', () => {
  const event = eventOf({ DTSTART: '20260624T100000Z', DTEND: '20260624T110000Z' });
  const { sessions } = readText(calendarOf(event), { ...PARIS, reading: 'wall' });
  assert.deepEqual(sessions.map(timesOf), ['2026-06-24T08:00Z 2026-06-24T09:00Z']);
});

const ENDS: readonly (readonly [
  why: string,
  end: Record<string, string>,
  endsAt: string,
  assumed: number,
])[] = [
  ['DTEND', { DTEND: '20260624T104500' }, '2026-06-24T08:45Z', 0],
  ['a duration', { DURATION: 'PT1H30M' }, '2026-06-24T09:30Z', 0],
  ['a duration of days', { DURATION: 'P1DT1H' }, '2026-06-25T09:00Z', 0],
  ['nothing: the next in the room', {}, '2026-06-24T10:00Z', 1],
  ['a day: the next in the room', { 'DTEND;VALUE=DATE': '20260625' }, '2026-06-24T10:00Z', 1],
];

for (const [why, end, endsAt, assumed] of ENDS) {
  test(`end: ${why}`, () => {
    const next = eventOf({ UID: '2', DTSTART: '20260624T120000', DTEND: '20260624T130000' });
    const other = eventOf({ UID: '3', LOCATION: 'B', DTSTART: '20260624T103000', DTEND: '20260624T130000' });
    const reading = read(eventOf({ DTEND: undefined, ...end }), next, other);
    const session = reading.sessions.find(({ id }) => id === '1');
    assert.deepEqual([session && iso(session.endsAt), reading.assumed.length], [endsAt, assumed]);
  });
}

test('the last of its room lasts an hour when nothing says how long', () => {
  const { sessions, assumed } = read(eventOf({ DTEND: undefined }));
  assert.deepEqual(sessions.map(timesOf), ['2026-06-24T08:00Z 2026-06-24T09:00Z']);
  assert.deepEqual(assumed, [
    '1 session has neither end nor duration: taken to end when the next one in that room begins the same day, else after 60 minutes.',
  ]);
});

const DROPPED: readonly (readonly [properties: Record<string, string | undefined>, why: string])[] = [
  [{ 'DTSTART;VALUE=DATE': '20260624' }, 'it is for whole days, without a time of day, so it is no session'],
  [{ DTSTART: '20260624' }, 'it is for whole days, without a time of day, so it is no session'],
  [{ DTSTART: undefined }, 'it has no start (DTSTART)'],
  [{ DTSTART: '20260230T990000' }, 'its start is no date and time ("DTSTART:20260230T990000")'],
  [{ DTSTART: 'tomorrow' }, 'its start is no date and time ("DTSTART:tomorrow")'],
];

for (const [properties, why] of DROPPED) {
  test(`dropped with its reason: ${JSON.stringify(properties)}`, () => {
    const { sessions, dropped } = read(eventOf(properties), eventOf({ UID: '2' }));
    assert.deepEqual(
      sessions.map(({ id }) => id),
      ['2'],
    );
    assert.deepEqual(dropped, [{ what: '"A talk" (1)', why }]);
  });
}

const PEOPLE: readonly (readonly [why: string, properties: Record<string, string>, speakers: string[]])[] = [
  [
    'attendees',
    { 'ATTENDEE;CN="Groß, Jürgen";ROLE=CHAIR': 'invalid:nomail', 'ORGANIZER;CN=Orga': 'mailto:o@x' },
    ['Groß, Jürgen'],
  ],
  [
    'no rooms that are invited',
    { 'ATTENDEE;CUTYPE=ROOM;CN=Amphi': 'mailto:a@x', DESCRIPTION: 'Speaker: Ada' },
    ['Ada'],
  ],
  ['no addresses', { 'ATTENDEE;CN=ada@example.org': 'mailto:ada@example.org' }, []],
  ['the organiser of this event', { 'ORGANIZER;CN=Ada': 'mailto:a@x' }, ['Ada']],
  [
    'a line of the description',
    { DESCRIPTION: 'A text\\, long\\nSpeakers: Ada\\, Bob & Eve\\nMore' },
    ['Ada', 'Bob', 'Eve'],
  ],
  ['in German', { DESCRIPTION: 'von: Jürgen Groß\\n\\nXen' }, ['Jürgen Groß']],
  ['in French', { DESCRIPTION: 'Orateur : Zoë' }, ['Zoë']],
  ['a sentence is no list', { DESCRIPTION: 'A talk by Ada: about speakers' }, []],
];

for (const [why, properties, speakers] of PEOPLE) {
  test(`speakers: ${why}`, () => {
    const other = eventOf({ UID: '2', 'ORGANIZER;CN=Orga': 'mailto:o@x', DTSTART: '20260624T090000' });
    const session = read(eventOf(properties), other).sessions.find(({ id }) => id === '1');
    assert.deepEqual(session?.speakers, speakers);
  });
}

test('an organiser whom all events share is the conference, not a speaker', () => {
  const events = ['1', '2'].map((UID) => eventOf({ UID, SUMMARY: UID, 'ORGANIZER;CN=Camp': 'mailto:o@x' }));
  assert.deepEqual(
    read(...events).sessions.map(({ speakers }) => speakers),
    [[], []],
  );
});

test('pretalx writes the speakers behind the title, and this is said', () => {
  const titles = ['Up-sized hardware - Ada\\, Bob', 'Wi-Fi - a love story - Eve', 'Closing - ', 'Open end'];
  const events = titles.map((SUMMARY, index) =>
    eventOf({ UID: String(index), SUMMARY, LOCATION: String(index) }),
  );
  const { sessions, assumed } = read('PRODID:-//pretalx//localhost//', ...events);
  assert.deepEqual(
    sessions.map(({ title, speakers }) => [title, speakers]),
    [
      ['Up-sized hardware', ['Ada', 'Bob']],
      ['Wi-Fi - a love story', ['Eve']],
      ['Closing', []],
      ['Open end', []],
    ],
  );
  assert.deepEqual(assumed, ['Speakers: what follows the last " - " of a title.']);
});

test('another tool means it so only where every title of at least five has a dash', () => {
  const events = [1, 2, 3, 4, 5].map((id) =>
    eventOf({ UID: String(id), SUMMARY: `T${id} - S${id}`, LOCATION: `R${id}` }),
  );
  const speakersOf = (parts: string[]) => read(...parts).sessions.map(({ speakers }) => speakers.join());
  assert.deepEqual(speakersOf(events), ['S1', 'S2', 'S3', 'S4', 'S5']);
  assert.deepEqual(speakersOf(events.slice(1)), ['', '', '', '']);
  assert.deepEqual(speakersOf([...events, eventOf({ UID: '6', LOCATION: 'R6' })]), ['', '', '', '', '', '']);
});

const ROOMS: readonly (readonly [location: string, room: string])[] = [
  [' Amphi A ', 'Amphi A'],
  ['SawuGo\\, The One Ring Workshop', 'SawuGo, The One Ring Workshop'],
  ['Amphi A\\, 263 avenue du Général Leclerc\\, 35042 Rennes', 'Amphi A'],
  ['Amphi A, Beaulieu, Rennes, France', 'Amphi A'],
  ['', ''],
];

for (const [location, room] of ROOMS) {
  test(`room: ${JSON.stringify(location)}`, () => {
    assert.deepEqual(
      read(eventOf({ LOCATION: location })).sessions.map((session) => session.room),
      [room],
    );
  });
}

test('a cancelled event stays, recognised and not votable; so do those of a METHOD:CANCEL', () => {
  for (const reading of [read(eventOf({ STATUS: 'CANCELLED' })), read('METHOD:CANCEL', eventOf())]) {
    assert.deepEqual(
      reading.sessions.map(({ cancelled, votable }) => [cancelled, votable]),
      [[true, false]],
    );
  }
});

test('what an alarm inside of an event says is not about the event', () => {
  const alarm = 'BEGIN:VALARM\nSUMMARY:Wake up\nATTENDEE;CN=Alarm:mailto:a@x\nDURATION:PT5M\nEND:VALARM';
  const { sessions } = read(eventOf({ DTEND: undefined }).replace('BEGIN:VEVENT', `BEGIN:VEVENT\n${alarm}`));
  assert.deepEqual(
    sessions.map(({ title, speakers, startsAt, endsAt }) => [title, speakers, endsAt - startsAt]),
    [['A talk', [], 3_600_000]],
  );
});

test('categories are joined; text loses its escapes and tags', () => {
  const properties = { SUMMARY: 'A\\, <b>b</b>\\; c\\\\d', 'CATEGORIES;LANGUAGE=en': 'Web,Data\\, big' };
  assert.deepEqual(
    read(eventOf(properties)).sessions.map(({ title, track }) => [title, track]),
    [['A, b; c\\d', 'Web, Data, big']],
  );
});

test('no event of a repeated UID is lost: each gets an id of its own', () => {
  const events = Array.from({ length: 88 }, (_, index) =>
    eventOf({ UID: String(index % 5), LOCATION: `R${index}` }),
  );
  const { sessions } = read(...events);
  assert.deepEqual(
    [
      sessions.length,
      new Set(sessions.map(({ id }) => id)).size,
      sessions.every(({ derivedId }) => derivedId),
    ],
    [88, 88, true],
  );
});

const BROKEN: readonly (readonly [why: string, text: string, faults: RegExp])[] = [
  ['a byte order mark', `\ufeff${calendarOf(eventOf())}`, /^$/],
  [
    'small letters and CRLF',
    calendarOf(eventOf()).replace('BEGIN:VCALENDAR', 'begin:vcalendar').replaceAll('\n', '\r\n'),
    /^$/,
  ],
  ['CR alone', calendarOf(eventOf()).replaceAll('\n', '\r'), /^$/],
  [
    'a bad line',
    calendarOf('one bad line', 'another', eventOf()),
    /^Line 2 \("one bad line"\) is no line of a calendar and was left out, and 1 more like it\.$/,
  ],
  ['an open quote', calendarOf(eventOf({ 'CATEGORIES;X="a': 'b' })), /^Line 8 .* was left out\.$/],
  [
    'no END of a calendar',
    calendarOf(eventOf()).replace('\nEND:VCALENDAR', ''),
    /^The calendar has no END:VCALENDAR/,
  ],
  ['a component nobody knows', calendarOf('BEGIN:X-FOO', 'SUMMARY:x', eventOf()), /^$/],
  ['too many ENDs', calendarOf('END:VEVENT', 'END:VALARM', eventOf(), 'END:VTIMEZONE'), /^$/],
  [
    'an alarm without END',
    calendarOf(eventOf().replace('END:VEVENT', 'BEGIN:VALARM\nSUMMARY:x\nEND:VEVENT')),
    /^$/,
  ],
  [
    'a bare TZID and a strange property',
    calendarOf('TZID:Europe-Brussels', 'VTIMEZONE: Europe/Rome', eventOf()),
    /^$/,
  ],
];

for (const [why, text, message] of BROKEN) {
  test(`a calendar with ${why} is read`, () => {
    const { sessions, faults } = readText(text);
    assert.deepEqual(
      sessions.map(({ title, startsAt }) => [title, iso(startsAt)]),
      [['A talk', '2026-06-24T08:00Z']],
    );
    assert.match(faults.map((fault) => fault.message).join('\n'), message);
  });
}

test('an event without END is read up to the next one; one that the file breaks off is dropped with an error', () => {
  const open = eventOf().replace('\nEND:VEVENT', '');
  const cut = eventOf({ UID: '3', DTSTART: undefined, DTEND: undefined }).replace('\nEND:VEVENT', '');
  const { sessions, dropped, faults } = readText(
    ['BEGIN:VCALENDAR', open, eventOf({ UID: '2' }), cut].join('\n'),
  );
  assert.deepEqual(
    sessions.map(({ id }) => id),
    ['1', '2'],
  );
  assert.deepEqual(dropped, [{ what: '"A talk" (3)', why: 'the file ends in the middle of it' }]);
  assert.deepEqual(faults, [
    {
      severity: 'error',
      message:
        'The calendar ends in the middle of an event: it was probably cut short. Fetch or export it again.',
    },
    { severity: 'warning', message: '1 event has no END:VEVENT, and was read up to the next BEGIN.' },
  ]);
});

test('a fold may split a character', () => {
  const bytes = bytesOf(calendarOf(eventOf({ SUMMARY: 'Été' })));
  const at = bytes.indexOf(0xc3) + 1;
  const folded = Uint8Array.from([...bytes.subarray(0, at), 13, 10, 32, ...bytes.subarray(at)]);
  const { sessions, faults } = readProgramme(folded, PARIS);
  assert.deepEqual([sessions[0]?.title, faults], ['Été', []]);
});

test('what is no UTF-8 is read as Windows-1252, line by line, with a warning', () => {
  const text = calendarOf(eventOf({ SUMMARY: 'Ca\u00e9' }));
  const { sessions, faults } = readProgramme(
    Uint8Array.from(text, (character) => character.charCodeAt(0)),
    PARIS,
  );
  assert.equal(sessions[0]?.title, 'Caé');
  assert.match(faults.map(({ message }) => message).join(), /^1 line is not UTF-8 and read as Windows-1252/);
});

test('UTF-16 is read too', () => {
  const text = calendarOf(eventOf({ SUMMARY: 'É\n té' }));
  const bytes = Uint8Array.from([
    0xff,
    0xfe,
    ...[...text].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]),
  ]);
  assert.equal(readProgramme(bytes, PARIS).sessions[0]?.title, 'Été');
});

for (const [name, word] of [
  ['VTODO', 'tasks'],
  ['VJOURNAL', 'journal'],
  ['VFREEBUSY', 'free and busy'],
]) {
  test(`a calendar of nothing but ${name} is refused by name`, () => {
    const { sessions, faults } = read(`BEGIN:${name}`, 'SUMMARY:x', `END:${name}`);
    assert.deepEqual([sessions, faults.map(({ severity }) => severity)], [[], ['error']]);
    assert.match(faults[0]?.message ?? '', new RegExp(`${word}.*\\(${name}\\).*not a programme`));
  });
}
