import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';
import type { ProgrammeReading } from '../../../src/core/programme.ts';
import { assertCamp, readFixture } from './camp.ts';

const PARIS: ReadOptions = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' };
const short = (at: number) => new Date(at).toISOString().slice(0, 16);

function readIn(xml: string, options: Partial<ReadOptions> = {}): ProgrammeReading {
  return readProgramme(new TextEncoder().encode(xml), { ...PARIS, ...options });
}

/** A schedule of one day around what is given. */
function schedule(inside: string, conference = '', date = '2026-06-24'): string {
  return `<schedule><conference><title>c</title>${conference}</conference><day date="${date}">${inside}</day></schedule>`;
}

function event(fields: Record<string, string>, attributes = 'id="1"'): string {
  const all = { title: 'A talk', duration: '01:00', persons: '<person>Ada</person>', ...fields };
  const elements = Object.entries(all).map(([name, text]) => `<${name}>${text}</${name}>`);
  return `<event ${attributes}>${elements.join('')}</event>`;
}

const room = (events: readonly string[], name = 'A') => `<room name="${name}">${events.join('')}</room>`;
const startsOf = (xml: string, options: Partial<ReadOptions> = {}) =>
  readIn(xml, options).sessions.map(({ id, startsAt }) => [id, short(startsAt)]);

test('the camp is read, with its name and without a fault', () => {
  const reading = readFixture('frab.xml');
  assertCamp(reading);
  const { format, name, reading: meant, dropped, faults, undecided, other } = reading;
  assert.deepEqual(
    { format, name, meant, dropped, faults, undecided, other },
    {
      format: 'frab-xml',
      name: 'Le Petit Camp',
      meant: 'instant',
      dropped: [],
      faults: [],
      undecided: false,
      other: null,
    },
  );
});

const IDS: readonly (readonly [why: string, attributes: string, id: string])[] = [
  ['the guid, trimmed', 'guid=" a-b " id="7"', 'a-b'],
  ['the id without a guid', 'id="0412"', '0412'],
  ['the id beside an empty guid', 'guid="" id="1e3"', '1e3'],
];

for (const [why, attributes, id] of IDS) {
  test(`an event is known by ${why}`, () => {
    const xml = schedule(room([event({ start: '10:00' }, attributes)]));
    assert.deepEqual(
      readIn(xml).sessions.map((session) => [session.id, session.derivedId]),
      [[id, false]],
    );
  });
}

const TEXTS: readonly (readonly [written: string, title: string])[] = [
  ['0930', '0930'],
  ['1e3', '1e3'],
  ['true', 'true'],
  ['Caf&#233; &#8217;x&#x2019; &amp;amp; co', 'Café ’x’ & co'],
  ['a &lt;b&gt;bold&lt;/b&gt; move', 'a bold move'],
  ['List&lt;String&gt;', 'List<String>'],
  ['<![CDATA[R&D <3]]>', 'R&D <3'],
  ['one &#13;\n  two', 'one two'],
  ['<![CDATA[&lt;b&gt; &amp;amp; co]]>', '<b> &amp; co'],
  ['&unknown; &lol;', '&unknown; &lol;'],
];

for (const [written, title] of TEXTS) {
  test(`the title ${JSON.stringify(written)} reads ${JSON.stringify(title)}`, () => {
    const xml = schedule(room([event({ start: '10:00', title: written })]));
    assert.deepEqual(
      readIn(xml).sessions.map((session) => session.title),
      [title],
    );
  });
}

test('rooms, speakers and languages are taken from wherever they stand', () => {
  const xml = schedule(
    room([
      event({ start: '10:00', language: 'de, en', persons: '<person id="1"> \n </person>' }, 'id="1"'),
      event(
        { start: '11:00', room: 'B', persons: '<person id="1">888</person><person>Bob</person>' },
        'id="2"',
      ),
      event({ start: '12:00', room: '', language: '', persons: ' ' }, 'id="3"'),
    ]) + event({ start: '13:00', room: 'C' }, 'id="4"'),
  );
  assert.deepEqual(
    readIn(xml).sessions.map(({ id, room, speakers, language }) => [id, room, speakers, language]),
    [
      ['1', 'A', [], 'de'],
      ['2', 'B', ['888', 'Bob'], null],
      ['3', 'A', [], null],
      ['4', 'C', ['Ada'], null],
    ],
  );
});

test('a break is what its type calls so, or a title of one that nobody gives', () => {
  const xml = schedule(
    room([
      event({ start: '10:00', type: 'break', title: '' }, 'id="1"'),
      event({ start: '11:00', type: '', title: 'Lunch', persons: '' }, 'id="2"'),
      event({ start: '12:00', type: 'lecture', title: 'Lunch' }, 'id="3"'),
      event({ start: '13:00', type: 'breakdance' }, 'id="4"'),
    ]),
  );
  assert.deepEqual(
    readIn(xml).sessions.map(({ title, kind }) => [title, kind]),
    [
      ['break', 'break'],
      ['Lunch', 'break'],
      ['Lunch', 'talk'],
      ['A talk', 'talk'],
    ],
  );
});

test('without dates, what is listed before the change of day belongs to the night after', () => {
  const night = [
    room(['23:30', '00:30', '08:59'].map((start) => event({ start }, `id="A${start}"`))),
    room(
      ['08:30', '10:00'].map((start) => event({ start }, `id="B${start}"`)),
      'B',
    ),
    room(
      ['01:00'].map((start) => event({ start }, `id="C${start}"`)),
      'C',
    ),
  ].join('');
  assert.deepEqual(startsOf(schedule(night, '<day_change>09:00:00</day_change>')), [
    ['B08:30', '2026-06-24T06:30'],
    ['B10:00', '2026-06-24T08:00'],
    ['A23:30', '2026-06-24T21:30'],
    ['A00:30', '2026-06-24T22:30'],
    ['C01:00', '2026-06-24T23:00'],
    ['A08:59', '2026-06-25T06:59'],
  ]);
});

test('events directly under their day are told apart by their rooms', () => {
  const direct = [
    ['A', '10:00'],
    ['A', '17:00'],
    ['B', '08:30'],
    ['B', '09:30'],
  ].map(([name = '', start = '']) => event({ room: name, start }, `id="${name}${start}"`));
  assert.deepEqual(startsOf(schedule(direct.join(''), '<day_change>09:00</day_change>')), [
    ['B08:30', '2026-06-24T06:30'],
    ['B09:30', '2026-06-24T07:30'],
    ['A10:00', '2026-06-24T08:00'],
    ['A17:00', '2026-06-24T15:00'],
  ]);
});

test('a night without evening stays on its day', () => {
  const xml = schedule(room([event({ start: '01:00' }), event({ start: '02:00' }, 'id="2"')]));
  assert.deepEqual(startsOf(xml), [
    ['1', '2026-06-23T23:00'],
    ['2', '2026-06-24T00:00'],
  ]);
});

test('the date of an event counts, never that of its day', () => {
  const xml = schedule(
    room([event({ date: '2026-06-25T00:30:00+02:00', start: '00:30' })]),
    '<time_zone_name>Europe/Paris</time_zone_name>',
    '2026-06-20',
  );
  assert.deepEqual(startsOf(xml), [['1', '2026-06-24T22:30']]);
});

test('a date without a time is completed by the start', () => {
  assert.deepEqual(startsOf(schedule(room([event({ date: '2026-06-25', start: '10:00' })]))), [
    ['1', '2026-06-25T08:00'],
  ]);
});

const zoned = (zone: string) => `<time_zone_name>${zone}</time_zone_name>`;
const OFFSETS: readonly (readonly [
  why: string,
  dates: readonly string[],
  starts: readonly string[],
  conference: string,
  timezone: string,
  startsAt: string,
  undecided: boolean,
  faults: number,
])[] = [
  [
    'the offset of the zone',
    ['2026-06-24T10:00:00+02:00'],
    ['10:00'],
    zoned('Europe/Paris'),
    'Europe/Paris',
    '2026-06-24T08:00',
    false,
    0,
  ],
  [
    'DebConf 2023: true UTC, shown by the start',
    ['2023-09-10T04:30:00+00:00'],
    ['10:00'],
    zoned('Asia/Kolkata'),
    'Asia/Kolkata',
    '2023-09-10T04:30',
    false,
    0,
  ],
  [
    'the same without a zone: the setting shows it',
    ['2023-09-10T04:30:00+00:00'],
    ['10:00'],
    '',
    'Asia/Kolkata',
    '2023-09-10T04:30',
    false,
    0,
  ],
  [
    'DebConf 2017: local time that claims UTC',
    ['2017-08-06T06:00:00+00:00'],
    ['06:00'],
    '',
    'America/Montreal',
    '2017-08-06T10:00',
    false,
    1,
  ],
  [
    'UTC in a zone that is UTC',
    ['2017-08-06T10:00:00+00:00'],
    ['10:00'],
    '',
    'UTC',
    '2017-08-06T10:00',
    false,
    0,
  ],
  [
    'a camp abroad: the offset is true',
    ['2016-08-05T13:00:00+01:00'],
    ['13:00'],
    '',
    'Europe/Paris',
    '2016-08-05T12:00',
    false,
    0,
  ],
  [
    'pretalx with the zone UTC: trust the offset, warn',
    ['2020-12-14T09:00:00+01:00'],
    ['09:00'],
    zoned('UTC'),
    'Europe/Berlin',
    '2020-12-14T08:00',
    false,
    1,
  ],
  [
    'UTC and a zone that is not: the hours of the day decide',
    ['2026-06-24T09:00:00+00:00', '2026-06-24T19:30:00+00:00'],
    ['09:00', '19:30'],
    zoned('Europe/Paris'),
    'Europe/Paris',
    '2026-06-24T07:00',
    false,
    1,
  ],
  [
    'the same, and the hours speak for true UTC',
    ['2026-06-24T06:00:00+00:00', '2026-06-24T17:30:00+00:00'],
    ['06:00', '17:30'],
    zoned('Europe/Paris'),
    'Europe/Paris',
    '2026-06-24T06:00',
    false,
    1,
  ],
  [
    'DebConf 2023 on a box that was left on Paris: its own zone shows the start',
    ['2023-09-10T04:30:00+00:00'],
    ['10:00'],
    zoned('Asia/Kolkata'),
    'Europe/Paris',
    '2023-09-10T04:30',
    false,
    1,
  ],
  [
    'starts that agree with nothing: nobody can decide',
    ['2026-06-24T11:00:00+00:00'],
    ['17:00'],
    zoned('Europe/Paris'),
    'Europe/Paris',
    '2026-06-24T09:00',
    true,
    1,
  ],
];

for (const [why, dates, starts, conference, timezone, startsAt, undecided, faults] of OFFSETS) {
  test(`offsets: ${why}`, () => {
    const events = dates.map((date, index) =>
      event({ date, start: starts[index] ?? '' }, `id="${index + 1}"`),
    );
    const reading = readIn(schedule(room(events), conference), { timezone });
    assert.deepEqual(
      [short(reading.sessions[0]?.startsAt ?? 0), reading.undecided, reading.faults.length],
      [startsAt, undecided, faults],
    );
  });
}

test('in London in winter +00:00 is no slip', () => {
  const xml = schedule(room([event({ date: '2026-01-24T10:00:00+00:00', start: '10:00' })]));
  const { reading, faults } = readIn(xml, { timezone: 'Europe/London' });
  assert.deepEqual([reading, faults], ['instant', []]);
});

const DROPPED: readonly (readonly [why: string, fields: Record<string, string>])[] = [
  ['its date is no date and time ("tomorrow")', { date: 'tomorrow', start: '10:00' }],
  ['its start is no time of day ("")', { start: '' }],
  ['its start is no time of day ("25:00")', { start: '25:00' }],
  ['its duration is not H:MM ("")', { start: '10:00', duration: '' }],
  ['its duration is not H:MM ("90")', { start: '10:00', duration: '90' }],
];

for (const [why, fields] of DROPPED) {
  test(`an event is dropped with its reason: ${why}`, () => {
    const { sessions, dropped } = readIn(
      schedule(room([event(fields), event({ start: '12:00' }, 'id="2"')])),
    );
    assert.deepEqual([sessions.length, dropped], [1, [{ what: '"A talk" (1)', why }]]);
  });
}

test('a day without a date drops its events, each by name', () => {
  const { dropped } = readIn(schedule(room([event({ start: '10:00' })]), '', 'Friday'));
  assert.deepEqual(dropped, [{ what: '"A talk" (1)', why: 'its day has no date ("Friday")' }]);
});

test('empty and odd elements break nothing', () => {
  const xml = `<!-- c --><schedule><conference/><day/><day date="2026-06-24"><room/><room name="A"><event/>${event({ start: '10:00' })}</room></day></schedule>`;
  const { sessions, dropped } = readIn(xml);
  assert.equal(sessions.length, 1);
  assert.deepEqual(dropped, [
    { what: 'an entry without title and id', why: 'its start is no time of day ("")' },
  ]);
});

const REFUSED: readonly (readonly [what: string, xml: string, message: RegExp])[] = [
  [
    'a schedule without a conference',
    '<?xml version="1.0"?><schedule><day date="2014-07-21"><entry/></day></schedule>',
    /^This is a <schedule> without a <conference>, a form that only EuroPython 2014 used. Use a schedule.xml/,
  ],
  [
    'xCal',
    '<?xml version="1.0"?>\n<iCalendar xmlns:pentabarf="http://pentabarf.org"><vcalendar/></iCalendar>',
    /^This is xCal, iCalendar written as XML, which is not read. Use the schedule.xml/,
  ],
  [
    'a news feed behind a comment',
    '<!-- x --><feed xmlns="http://www.w3.org/2005/Atom"/>',
    /^This is the news feed of a programme \(Atom\)/,
  ],
];

for (const [what, xml, message] of REFUSED) {
  test(`refused by name: ${what}`, () => {
    const { sessions, faults } = readIn(xml);
    assert.deepEqual([sessions.length, faults.length], [0, 1]);
    assert.match(faults[0]?.message ?? '', message);
  });
}

test('a schedule is known without a declaration, and behind comments and a document type', () => {
  const xml = schedule(room([event({ start: '10:00' })]));
  for (const before of ['', '<?xml version="1.0"?>', '\ufeff \n<!-- a --><!DOCTYPE schedule>\n<?pi?>']) {
    const { format, sessions } = readIn(`${before}${xml}`);
    assert.deepEqual([format, sessions.length], ['frab-xml', 1]);
  }
});
