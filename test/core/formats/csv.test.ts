import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import type { ReadOptions } from '../../../src/core/formats/options.ts';
import { assertCamp, readFixture } from './camp.ts';

const PARIS: ReadOptions = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' };
const ENGLISH: ReadOptions = { ...PARIS, language: 'en' };
const bytesOf = (text: string) => new TextEncoder().encode(text);
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const read = (lines: readonly string[], options = PARIS) => readProgramme(bytesOf(lines.join('\n')), options);
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);
const HEADER = 'id,title,room,date,start,end,duration';

test('the fixture, as a French spreadsheet writes it, reads as the camp', () => {
  const reading = readFixture('csv.csv');
  assertCamp(reading);
  assert.deepEqual([reading.format, reading.dropped, reading.faults], ['csv', [], []]);
  assert.deepEqual(reading.assumed, [
    'Columns: id = "Code", title = "Titre", speakers = "Intervenant(s)", room = "Salle", date = "Jour", start = "Début", end = "Fin", duration = "Durée (min)", track = "Thème", kind = "Type", language = "Langue"; not used: "Résumé".',
    'Row 2 reads as: 2026-06-24 09:00-09:30, Hall, "Accueil café".',
    'Row 3 reads as: 2026-06-24 10:00-10:50, Amphi A, "Déboguer sans pleurer", Ada Quéméner.',
    'Row 4 reads as: 2026-06-24 10:00, 50 min, Amphi B, "Rust & C++ : <la paix>", Bjørn Åkesson + Zoë Le Bœuf.',
  ]);
});

const TABLES: readonly (readonly [why: string, bytes: Uint8Array, faults: number])[] = [
  ['commas and CRLF', bytesOf('Title,Room,Start\r\nCafé,A,2026-06-24 10:00\r\n'), 0],
  ['semicolons', bytesOf('TITEL;RAUM;BEGINN\nCafé;A;2026-06-24 10:00'), 0],
  ['tabs', bytesOf('title\troom\tstart time\nCafé\tA\t2026-06-24T10:00'), 0],
  ['tabs and no first name', bytesOf('\ttitle\troom\tstart\n0\tCafé\tA\t2026-06-24T10:00'), 0],
  ['bars', bytesOf('Titre | Salle | Début\nCafé | A | 2026-06-24 10:00'), 0],
  [
    'commas inside of cells parted by semicolons',
    bytesOf('"Title, short";Titre;Salle;Jour;Heure\n"a, b, c";Café;A;24/06/2026;10h'),
    0,
  ],
  ['the hint of Excel', bytesOf('sep=;\r\nTitre;Salle;Début\r\nCafé;A;24/06/2026 10:00'), 0],
  ['a byte order mark', bytesOf('\ufefftitle,room,start\nCafé,A,2026-06-24 10:00'), 0],
  ['Windows-1252', latin('Titre;Salle;D\u00e9but\nCaf\u00e9;A;24/06/2026 10:00'), 1],
  [
    'names with stray spaces, and blank lines',
    bytesOf(' Title , Room ,Date , Start \n\n,,,\nCafé,A,2026-06-24,10:00\n\n'),
    0,
  ],
  [
    'a name twice, of which the first counts',
    bytesOf('title,room,start,title,__proto__\nCafé,A,2026-06-24 10:00,other,x'),
    0,
  ],
  [
    'calendar exports',
    bytesOf(
      'Subject,Start Date,Start Time,End Date,End Time,Location\nCafé,24/06/2026,10:00 AM,24/06/2026,11:00 AM,A',
    ),
    0,
  ],
];

for (const [why, bytes, faults] of TABLES) {
  test(`a table with ${why} is read`, () => {
    const reading = readProgramme(bytes, PARIS);
    assert.deepEqual(
      reading.sessions.map(({ title, room, startsAt, endsAt }) => [title, room, iso(startsAt), iso(endsAt)]),
      [['Café', 'A', '2026-06-24T08:00', '2026-06-24T09:00']],
    );
    assert.deepEqual(
      reading.faults.map(({ severity }) => severity),
      Array.from({ length: faults }, () => 'warning'),
    );
  });
}

const REFUSED: readonly (readonly [lines: readonly string[], message: RegExp])[] = [
  [
    ['Name,Email,Bio,Twitter', 'Ada,a@x,Long,@ada'],
    /^This is a list of speakers, not a programme.*Its columns: "Name", "Email", "Bio", "Twitter"\.$/,
  ],
  [
    ['ID,Proposal title,Abstract,Speaker names,State', '1,A,B,C,accepted'],
    /^This is a list of talks, not a programme: it has no column for the start\..*named "date", "start", "room"\. Its columns: "ID"/,
  ],
  [
    ['Salle,Début,Fin', 'A,10:00,11:00'],
    /^This table has no column for the title: name one "title"\. Its columns: "Salle", "Début", "Fin"\.$/,
  ],
  [['foo,bar,baz', '1,2,3'], /^This is a table, but not a programme: it has no column for the start/],
];

for (const [lines, message] of REFUSED) {
  test(`refused by name: ${lines[0]}`, () => {
    const { sessions, faults } = read(lines);
    assert.deepEqual([sessions.length, faults.map(({ severity }) => severity)], [0, ['error']]);
    assert.match(faults[0]?.message ?? '', message);
  });
}

test('what is no table is left to the other refusals', () => {
  assert.match(
    read(['Hello, world']).faults[0]?.message ?? '',
    /^This is neither JSON, XML, iCalendar nor a table/,
  );
  assert.match(
    read(['Dear all, the talk, the room', 'are not known.']).faults[0]?.message ?? '',
    /^This is neither/,
  );
});

const ORDERS: readonly (readonly [
  why: string,
  dates: string[],
  options: ReadOptions,
  days: string[],
  errors: number,
])[] = [
  ['a first number over 12', ['03/04/2026', '13/04/2026'], ENGLISH, ['2026-04-03', '2026-04-13'], 0],
  ['a second number over 12', ['04/03/2026', '04/13/2026'], PARIS, ['2026-04-03', '2026-04-13'], 0],
  ['nothing, in French', ['03/04/26', '04/04/26'], PARIS, ['2026-04-03', '2026-04-04'], 0],
  ['nothing, in English', ['03/04/26', '04/04/26'], ENGLISH, ['2026-04-03', '2026-04-04'], 1],
  ['nothing, but it does not matter', ['04/04/26', '05-05-2026'], ENGLISH, ['2026-04-04', '2026-05-05'], 0],
  ['points', ['03.04.2026', '04.04.26'], ENGLISH, ['2026-04-03', '2026-04-04'], 0],
];

for (const [why, dates, options, days, errors] of ORDERS) {
  test(`day or month first: ${why}`, () => {
    const rows = dates.map((date, index) => `${index},T,A,${date},10:00,11:00,`);
    const { sessions, faults } = read([HEADER, ...rows], options);
    assert.deepEqual(
      sessions.map(({ startsAt }) => iso(startsAt).slice(0, 10)),
      days,
    );
    assert.deepEqual(
      faults.map(({ severity }) => severity),
      Array.from({ length: errors }, () => 'error'),
    );
  });
}

test('dates that may begin with either are an error that says how to decide', () => {
  const { faults } = read([HEADER, '1,T,A,03/04/2026,10:00,11:00,'], ENGLISH);
  assert.equal(
    faults[0]?.message,
    'Dates such as 03/04/2026 may begin with the day or with the month, and no number over 12 tells. They were read with the day first. Write them as 2026-06-24.',
  );
});

const ENDS: readonly (readonly [why: string, cells: string, endsAt: string])[] = [
  ['an end', '10:00,10:45,', '08:45'],
  ['an end before a duration', '10:00,10:45,0:30', '08:45'],
  ['H:mm', '10:00,,0:45', '08:45'],
  ['H:mm:ss', '10:00,,00:45:00', '08:45'],
  ['minutes', '10:00,,45', '08:45'],
  ['minutes with their unit', '10:00,,45 min', '08:45'],
  ['hours', '10:00,,1 h', '09:00'],
  ['1h30', '10:00,,1h30', '09:30'],
  ['a range', '10h00 – 10h45,,', '08:45'],
  ['midnight', '17:00,00:00,', '22:00'],
  ['after midnight', '17h30,00h30,', '22:30'],
  ['nothing: the next in the room', '10:00,,', '10:00'],
];

for (const [why, cells, endsAt] of ENDS) {
  test(`end: ${why}`, () => {
    const { sessions } = read([
      HEADER,
      `1,T,A,2026-06-24,${cells}`,
      '2,T,A,2026-06-24,12:00,13:00,',
      '3,T,B,2026-06-24,11:00,12:00,',
    ]);
    const session = sessions.find(({ id }) => id === '1');
    assert.equal(session && iso(session.endsAt).slice(11), endsAt);
  });
}

test('a guessed end is said', () => {
  assert.deepEqual(read([HEADER, '1,T,A,2026-06-24,10:00,,']).assumed.slice(2), [
    '1 session has neither end nor duration: taken to end when the next one in that room begins the same day, else after 60 minutes.',
  ]);
});

const DROPPED: readonly (readonly [row: string, why: string, errors: number])[] = [
  ['1,T,A,Freitag,12,,', 'its day is no date ("Freitag 12")', 1],
  ['1,T,A,,10:00,,', 'its start has no day ("10:00")', 1],
  ['1,T,A,2026-02-30,10:00,,', 'its day is no date ("2026-02-30 10:00")', 1],
  ['1,T,A,2026-06-24,noon,,', 'its start is no time of day ("2026-06-24 noon")', 0],
  ['1,T,A,2026-06-24,25:00,,', 'its start is no time of day ("2026-06-24 25:00")', 0],
  ['1,T,A,2026-06-24,,,', 'it has no start', 0],
  ['1,T,A,2026-06-24,2026-06-24,,', 'its start is no time of day ("2026-06-24 2026-06-24")', 0],
  ['1,T,A,2026-06-24,10:00,late,', 'its end is no time of day ("late")', 0],
  ['1,T,A,2026-06-24,10:00,,short', 'its duration is none ("short"): write it as 0:45', 0],
];

for (const [row, why, errors] of DROPPED) {
  test(`dropped with its reason: ${row}`, () => {
    const { sessions, dropped, faults } = read([HEADER, row, '2,Other,A,2026-06-24,10:00,11:00,']);
    assert.deepEqual(
      sessions.map(({ id }) => id),
      ['2'],
    );
    assert.deepEqual(dropped, [{ what: 'row 2, "T" (1)', why }]);
    assert.deepEqual(
      faults.map(({ severity }) => severity),
      Array.from({ length: errors }, () => 'error'),
    );
  });
}

test('days by name are an error that says what to add', () => {
  const { faults } = read([HEADER, '1,T,A,Freitag,12,,', '2,U,A,Samstag,12,,', '3,V,A,2026-06-24,10:00,,']);
  assert.deepEqual(faults, [
    {
      severity: 'error',
      message:
        '2 rows have no date, so they were left out. The first: row 2, "T" (1): its day is no date ("Freitag 12"). Write the day of every session as 2026-06-24 in a column named "date".',
    },
  ]);
});

const SPEAKERS: readonly (readonly [cell: string, names: string[]])[] = [
  ['"Ada, Bob"', ['Ada', 'Bob']],
  ['Ada & Bob', ['Ada', 'Bob']],
  ['"Quéméner, Ada; Åkesson, Bob"', ['Quéméner, Ada', 'Åkesson, Bob']],
  ['10:Konrad Meier|11:Dennis Wehrle', ['Konrad Meier', 'Dennis Wehrle']],
  ['"Ada\nBob"', ['Ada', 'Bob']],
  ['888', ['888']],
  ['AT&T', ['AT&T']],
  ['"Ada, , "', ['Ada']],
];

for (const [cell, names] of SPEAKERS) {
  test(`speakers: ${JSON.stringify(cell)}`, () => {
    const { sessions } = read(['title,room,start,speakers', `T,A,2026-06-24 10:00,${cell}`]);
    assert.deepEqual(
      sessions.map(({ speakers }) => speakers),
      [names],
    );
  });
}

test('a kind or a state may say break, cancelled or not accepted; ids stay text', () => {
  const { sessions, dropped } = read([
    'id,title,room,start,type,state',
    '0412,A,1,2026-06-24 10:00,Talk,confirmed',
    ',Something to eat,2,2026-06-24 10:00,Lunch,',
    '1e3,C,3,2026-06-24 10:00,Talk,Cancelled',
    '4,D,4,2026-06-24 10:00,Talk,rejected',
  ]);
  assert.deepEqual(
    sessions.map(({ id, derivedId, kind, votable, cancelled }) => [
      derivedId ? '' : id,
      kind,
      votable,
      cancelled,
    ]),
    [
      ['0412', 'talk', true, false],
      ['', 'break', false, false],
      ['1e3', 'talk', false, true],
    ],
  );
  assert.deepEqual(dropped, [{ what: 'row 5, "D" (4)', why: 'its state is "rejected"' }]);
});

test('a language may be a name or a code, and what is neither is none', () => {
  const { sessions } = read([
    'title,room,start,Langue',
    'A,1,2026-06-24 10:00,français',
    'B,2,2026-06-24 10:00,EN',
    'C,3,2026-06-24 10:00,à définir',
    'D,4,2026-06-24 10:00,',
  ]);
  assert.deepEqual(
    sessions.map(({ language }) => language),
    ['fr', 'en', null, null],
  );
});

test('an offset is a claim that the hours of the day decide on, or the owner', () => {
  const rows = ['09:00', '14:00'].map(
    (time) => `T,A,2026-06-24T${time}:00+00:00,2026-06-24T${time}:30+00:00`,
  );
  const starts = (options: ReadOptions) => {
    const { sessions, reading } = read(['title,room,start,end', ...rows], options);
    return [reading, ...sessions.map(({ startsAt }) => iso(startsAt).slice(11))];
  };
  assert.deepEqual(starts(PARIS), ['wall', '07:00', '12:00']);
  assert.deepEqual(starts({ ...PARIS, reading: 'instant' }), ['instant', '09:00', '14:00']);
});

test('an offset holds for the end that is only a time of day, and counts in a column of dates too', () => {
  const times = (lines: string[]) =>
    read(lines, { ...PARIS, reading: 'instant' }).sessions.map(({ startsAt, endsAt }) => [
      iso(startsAt),
      iso(endsAt),
    ]);
  const expected = [['2026-06-24T10:00', '2026-06-24T11:00']];
  assert.deepEqual(times(['title,room,start,end', 'T,A,2026-06-24T10:00:00+00:00,11:00']), expected);
  assert.deepEqual(times(['title,room,date', 'T,A,2026-06-24T10:00:00Z']), expected);
});

test('without a column for the room it is said that nothing takes votes', () => {
  const { sessions, faults } = read(['id,title,start', '1,T,2026-06-24 10:00']);
  assert.deepEqual(
    sessions.map(({ room, votable }) => [room, votable]),
    [['', false]],
  );
  assert.deepEqual(
    faults.map(({ severity, message }) => [severity, message.includes('no column for the room')]),
    [['warning', true]],
  );
});

test('a table of more than 5,000 rows is refused with their number', () => {
  const { faults } = read([
    'title,room,start',
    ...Array.from({ length: 5_001 }, (_, n) => `T${n},A,2026-06-24 10:00`),
  ]);
  assert.deepEqual(faults, [
    { severity: 'error', message: 'This lists 5001 sessions; a programme of more than 5000 is refused.' },
  ]);
});

const MEGABYTE = 1_000_000;
const filled = (part: string) => part.repeat(Math.ceil(MEGABYTE / part.length));
const HOSTILE: readonly (readonly [why: string, text: string])[] = [
  ['of rows', `title,room,start\n${filled('T,A,2026-06-24 10:00\n')}`],
  ['of empty rows', `title,room,start\n${filled(',,\n')}`],
  ['of quotes', `title,room,start\n${filled('"')}`],
  ['of quotes that never end well', `title,room,start\n"${filled('" x')}`],
  ['of quotes and spaces', `title,room,start\n"${filled('"   ')}`],
  ['of columns', `title,start,${filled('title,')}`],
  ['of one cell', `title,room,start\n${filled('T ')},A,2026-06-24 10:00`],
  ['of a time', `title,room,start\nT,A,${filled('1 ')}`],
  ['of speakers', `title,room,start,speakers\nT,A,2026-06-24 10:00,"${filled('A, ')}"`],
  ['of words', filled('a, b c, d; ')],
  [
    'of rows without end',
    `title,room,start\n${Array.from({ length: 4_900 }, (_, n) => `T${n}${'x'.repeat(160)},A,2026-06-24 10:00\n`).join('')}`,
  ],
];

for (const [why, text] of HOSTILE) {
  // How long that takes is for scripts/bench to show.
  test(`a megabyte ${why} is read to its end, and something is said about it`, () => {
    const { faults, dropped, assumed } = read([text]);
    assert.ok(faults.length + dropped.length + assumed.length > 0);
  });
}
