import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readProgramme } from '../../../src/core/formats/detect.ts';

const PARIS = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' } as const;
const USE = 'Use the schedule export; likebox programme formats lists the formats that are read.';

const bytes = (text: string) => new TextEncoder().encode(text);
const fixture = (name: string) => readFileSync(new URL(`../../fixtures/programmes/${name}`, import.meta.url));

function refusalOf(source: Uint8Array): string {
  const { sessions, faults } = readProgramme(source, PARIS);
  assert.deepEqual(sessions, [], 'what is refused gives no session');
  const errors = faults.filter(({ severity }) => severity === 'error');
  assert.equal(errors.length, 1);
  return errors[0]?.message ?? '';
}

const event = (id: number) => ({
  id: String(id),
  name: `Talk ${id}`,
  event_start: '2026-06-24T10:00:00',
  event_end: '2026-06-24T11:00:00',
  venue: `Room ${id}`,
});

const REFUSED: readonly (readonly [what: string, source: Uint8Array, message: string | RegExp])[] = [
  ['nothing', bytes(' \n'), 'This is empty. Fetch or export the programme again.'],
  [
    'a login page',
    fixture('login.html'),
    'This is a web page ("Sign in & continue"), not a programme: often a login or error page. Use the address of the export itself, one that opens without signing in.',
  ],
  ['a bare web page', bytes('<html lang="en"><body>'), /^This is a web page, not a programme/],
  [
    'an Atom feed',
    fixture('feed.xml'),
    'This is the news feed of a programme (Atom), not the programme. Use the address of the schedule export.',
  ],
  ['an RSS feed', bytes('<rss version="2.0">'), /^This is the news feed of a programme \(RSS\)/],
  [
    'XML of another kind',
    bytes('<svg/>'),
    `This is XML (<svg>), not a programme of a format that is known. ${USE}`,
  ],
  [
    'a letter',
    bytes('Hello!'),
    `This is neither JSON, XML, iCalendar nor a table, so not a programme. ${USE}`,
  ],
  [
    'a spreadsheet',
    bytes('PK\u0003\u0004sheet'),
    /^This is a spreadsheet or a zip archive. Save the sheet as CSV/,
  ],
  ['a PDF', bytes('%PDF-1.7'), /^This is a PDF/],
  ['gzip', new Uint8Array([0x1f, 0x8b, 8]), /^This is compressed/],
  ['an old spreadsheet', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), /^This is an old Excel file/],
  [
    'a template',
    fixture('template.json'),
    'This is a template, not a programme: 2 of its 2 entries have no date yet (<DAY>). Use the schedule.json that is made from it.',
  ],
  ['broken JSON', bytes('[{"event_start": }]'), /^The JSON is broken at line 1, column 18, near "}\]"/],
  [
    'an empty list',
    bytes('[]'),
    'This is an empty list: it holds no session. Ask for the finished programme.',
  ],
  ['a list of numbers', bytes('[1, 2]'), `This JSON holds no sessions. ${USE}`],
  [
    'a number in braces',
    bytes('{"a": 1}'),
    `This JSON (a) is not a programme of a format that is known. ${USE}`,
  ],
  [
    'speakers',
    bytes('[{"id": 1, "fullName": "Ada", "bio": ""}]'),
    /^This is a list of speakers, not a programme/,
  ],
  ...['{"speakers": {"a": {"name": "Ada"}}}', '{"speakers": [{"name": "Ada"}]}'].map(
    (text) =>
      [
        text,
        bytes(text),
        'This is a list of speakers, not a programme: it says nothing of times and rooms. Use the export that holds the sessions and their schedule beside the speakers.',
      ] as const,
  ),
  ...[
    '[{"id": 1, "name": "Amphi A", "capacity": 100}]',
    '{"rooms": [{"id": 1, "name": "Amphi A"}]}',
    '{"rooms": {"1": {"name": "Amphi A"}}}',
    '{"results": [{"id": 1, "name": {"en": "Amphi A"}, "position": 1}]}',
  ].map(
    (text) =>
      [
        text,
        bytes(text),
        'This is a list of rooms, not a programme: it says nothing of talks and times. Use the schedule file beside it.',
      ] as const,
  ),
  [
    'sessions of an unknown form that know how many seats there are',
    bytes('[{"name": "A", "capacity": 100, "startsWhen": "10:00"}]'),
    /^This JSON \(name, capacity, startsWhen\) is not a programme/,
  ],
  [
    'talks without times',
    bytes('[{"id": 1, "title": "A", "speakers": []}]'),
    /^This is a list of talks, not a programme/,
  ],
  [
    'a description of an event',
    bytes('{"id": "x", "days": [{"localDate": "2026-01-01"}]}'),
    /^This describes an event and its days/,
  ],
  [
    'a programme without a session',
    bytes('{"titre": "x", "programme": {"jours": []}}'),
    'This programme holds no session yet. Ask for the finished one.',
  ],
  [
    'a programme of which nothing can be read',
    bytes('[{"id": 1, "name": "A", "event_start": "tomorrow"}, {"event_start": 7}]'),
    'None of the 2 entries could be read. The first: "A" (1): its event_start is no date and time ("tomorrow").',
  ],
  ['Latin-1', new Uint8Array([0x5b, 0x22, 0xe9, 0x22, 0x5d]), /^This is not UTF-8/],
  ['17 MB', new Uint8Array(17 * 1024 * 1024), 'This is 17 MB; a programme of more than 16 MB is refused.'],
  [
    '5,001 sessions',
    bytes(JSON.stringify(Array.from({ length: 5_001 }, (_, id) => event(id)))),
    'This lists 5001 sessions; a programme of more than 5000 is refused.',
  ],
  ['deep nesting', bytes(`${'['.repeat(50)}${']'.repeat(50)}`), /nested more than 40 levels/],
];

for (const [what, source, message] of REFUSED) {
  test(`refused by name: ${what}`, () => {
    const refusal = refusalOf(source);
    if (typeof message === 'string') assert.equal(refusal, message);
    else assert.match(refusal, message);
  });
}

test('5,000 sessions behind a byte order mark and white space are read', () => {
  const list = JSON.stringify(Array.from({ length: 5_000 }, (_, id) => event(id)));
  const { sessions, faults } = readProgramme(bytes(`\ufeff\r\n ${list}`), PARIS);
  assert.equal(sessions.length, 5_000);
  assert.deepEqual(faults, []);
});

test('the first object of a list decides, not its first entry', () => {
  const { format, sessions, dropped } = readProgramme(bytes(JSON.stringify([null, event(1)])), PARIS);
  assert.deepEqual([format, sessions.length], ['sched', 1]);
  assert.deepEqual(dropped, [{ what: 'entry 1 of the list', why: 'it is not a session' }]);
});

test('UTF-16 with its byte order mark is read', () => {
  const text = `\ufeff${JSON.stringify([event(1)])}`;
  const little = new Uint8Array(Buffer.from(text, 'utf16le'));
  const big = new Uint8Array(Buffer.from(text, 'utf16le').swap16());
  assert.deepEqual(
    [little, big].map((source) => readProgramme(source, PARIS).sessions.length),
    [1, 1],
  );
});
