import type { Fixture } from './mutate.ts';

/** An input of just under a megabyte. */
export interface Huge {
  what: string;
  bytes: Uint8Array;
}

const FIELD = 900_000;

const encode = (text: string) => new TextEncoder().encode(text);
const filled = (piece: string, size = FIELD) => piece.repeat(Math.floor(size / Buffer.byteLength(piece)));

/** By how much JSON makes it longer. */
const escaping = (piece: string) => (Buffer.byteLength(JSON.stringify(piece)) - 2) / Buffer.byteLength(piece);

/** What a single field may be filled with to hurt whoever looks for a pattern in it. */
const PIECES: readonly [what: string, piece: string][] = [
  ['letters', 'x'],
  ['combining marks', '\u0301'],
  ['starts of tags', '<'],
  ['tags that never end', '<b '],
  ['ampersands', '&'],
  ['entities', '&amp;'],
  ['numeric references', '&#65;'],
  ['spaces', ' '],
  ['spaces that do not break', '\u00a0'],
  ['line breaks', '\r\n'],
  ['digits', '1'],
  ['colons', '1:'],
  ['dashes', ' - '],
  ['commas', 'a,'],
  ['quotes', '"'],
  ['backslashes', '\\'],
  ['brackets', '[({'],
  ['emoji', '🤖'],
  ['zeros', '\u0000'],
];

interface Place {
  holder: Record<string, unknown>;
  key: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

/** One place for every name that a fixture uses for a value of this kind. */
function placesOf(root: unknown, isWanted: (value: unknown) => boolean): Place[] {
  const found = new Map<string, Place>();
  for (const place of placesIn({ root })) {
    const name = /^\d/.test(place.key) ? 'entry' : place.key;
    if (isWanted(place.holder[place.key]) && !found.has(name)) found.set(name, place);
  }
  return [...found.values()];
}

/** Copies that differ in whatever looks like an id, as far as `number` is not null. */
function copyOf(value: unknown, number: number | null): unknown {
  return JSON.parse(JSON.stringify(value), (key, inner: unknown) => {
    const isId = number !== null && /id$|code|guid|slug/i.test(key);
    return isId && (typeof inner === 'string' || typeof inner === 'number') ? `${inner}-${number}` : inner;
  });
}

function repeated(list: readonly unknown[], isNumbered: boolean): unknown[] {
  const times = Math.floor(FIELD / Math.max(1, JSON.stringify(list).length));
  return Array.from({ length: times }, (_, number) => copyOf(list, isNumbered ? number : null)).flat();
}

const FILLINGS: readonly [what: string, fill: (list: readonly unknown[]) => unknown[]][] = [
  ['the same entries', (list) => repeated(list, false)],
  ['entries of their own', (list) => repeated(list, true)],
  ['nulls', () => Array.from({ length: FIELD / 5 }, () => null)],
  ['empty objects', () => Array.from({ length: FIELD / 3 }, () => ({}))],
  ['empty lists', () => Array.from({ length: FIELD / 3 }, () => [])],
  ['numbers', () => Array.from({ length: FIELD / 7 }, (_, number) => number)],
];

/** Every field of JSON filled up, and every list of it grown, one at a time. */
function* hugeJson({ name, bytes }: Fixture, all: boolean): Generator<Huge> {
  const box: Record<string, unknown> = { root: JSON.parse(new TextDecoder().decode(bytes)) };
  const isField = (value: unknown) => typeof value !== 'object';
  for (const [index, { holder, key }] of placesOf(box.root, isField).entries()) {
    if (!all && (index + bytes.length) % 3 !== 0) continue;
    const [what, piece] = PIECES[(index + name.length) % PIECES.length] ?? ['letters', 'x'];
    yield {
      what: `${name}, ${key}: ${what}`,
      bytes: withValue(box, holder, key, filled(piece, FIELD / escaping(piece))),
    };
  }
  const lists = [{ holder: box, key: 'root' }, ...placesOf(box.root, Array.isArray)];
  for (const [index, { holder, key }] of lists.entries()) {
    const list = holder[key];
    if (!Array.isArray(list) || (!all && (index + bytes.length) % 2 !== 0)) continue;
    for (const [what, fill] of FILLINGS.filter(
      (_, place) => all || (place + index) % FILLINGS.length === 0,
    )) {
      yield { what: `${name}, ${key}: ${what}`, bytes: withValue(box, holder, key, fill(list)) };
    }
  }
}

function withValue(
  box: { root?: unknown },
  holder: Record<string, unknown>,
  key: string,
  value: unknown,
): Uint8Array {
  const before = holder[key];
  holder[key] = value;
  const bytes = encode(JSON.stringify(box.root));
  holder[key] = before;
  return bytes;
}

/** The first piece of a text that matches, filled up, and repeated. */
function* hugeText(
  name: string,
  text: string,
  parts: readonly (readonly [what: string, part: RegExp])[],
): Generator<Huge> {
  for (const [index, [what, part]] of parts.entries()) {
    const match = part.exec(text);
    if (match === null) throw new Error(`${name} has no ${what}`);
    const put = (value: string) =>
      encode(text.slice(0, match.index) + value + text.slice(match.index + match[0].length));
    for (const [filling, piece] of PIECES.filter((_, place) => (place + index) % 5 === 0)) {
      yield { what: `${name}, ${what}: ${filling}`, bytes: put(filled(piece)) };
    }
    yield { what: `${name}, ${what} again and again`, bytes: put(filled(`${match[0]}\n`)) };
  }
}

function* hugeXml({ name, bytes }: Fixture): Generator<Huge> {
  const text = new TextDecoder().decode(bytes);
  const texts = ['title', 'room', 'person', 'start', 'date', 'duration', 'track', 'type', 'language'];
  const attributes = [
    ['day', 'date'],
    ['room', 'name'],
    ['event', 'guid'],
    ['event', 'id'],
  ] as const;
  yield* hugeText(name, text, [
    ...texts.map((element) => [`text of ${element}`, new RegExp(`(?<=<${element}[^>]*>)[^<]+`)] as const),
    ...attributes.map(
      ([element, key]) =>
        [`attribute ${key} of ${element}`, new RegExp(`(?<=<${element}\\s[^>]*${key}=")[^"]*`)] as const,
    ),
    ...['event', 'persons', 'person'].map(
      (element) => [`element ${element}`, new RegExp(`<${element}[\\s>][\\s\\S]*?</${element}>`)] as const,
    ),
    ['days', /<day[\s>][\s\S]*<\/day>/],
    ['rooms', /<room\s[\s\S]*?<\/room>(?=\s*<(?:room|\/day))/],
  ]);
  const event = /<event[\s>][\s\S]*?<\/event>/.exec(text)?.[0] ?? '';
  const bare = text.replace(event, () => {
    const short = (id: number) =>
      `<event id="${id}"><start>10:00</start><duration>0:30</duration><title>${id}</title></event>`;
    return Array.from({ length: 8_000 }, (_, id) => short(id)).join('');
  });
  yield { what: `${name}, 8,000 events`, bytes: encode(bare) };
  for (const doctype of [
    '<!DOCTYPE a [',
    '<!DOCTYPE a [<!ENTITY b "c">',
    '<!-- ',
    '<?a ',
    '<a b="',
    '<![CDATA[',
  ]) {
    yield { what: `${name} behind many ${doctype}`, bytes: encode(filled(doctype) + text) };
  }
}

function* hugeCalendar({ name, bytes }: Fixture): Generator<Huge> {
  const text = new TextDecoder().decode(bytes);
  const names = ['DTSTART', 'DTEND', 'SUMMARY', 'UID', 'LOCATION', 'DESCRIPTION', 'CATEGORIES'];
  yield* hugeText(name, text, [
    ...names
      .filter((key) => new RegExp(`^(?:${key})`, 'm').test(text))
      .flatMap((key) => [
        [`value of ${key}`, new RegExp(`(?<=^(?:${key})(?:[^:"\\n]|"[^"\\n]*")*:).*`, 'm')] as const,
        [`line ${key}`, new RegExp(`^(?:${key}).*`, 'm')] as const,
      ]),
    ['person', /^(?:ORGANIZER|ATTENDEE).*/m],
    ['event', /BEGIN:VEVENT[\s\S]*?END:VEVENT/],
  ]);
  const before = (lines: string) => encode(text.replace('END:VEVENT', () => `${lines}\nEND:VEVENT`));
  for (const line of [
    'RRULE:FREQ=SECONDLY',
    'EXDATE:20260624T100000,',
    'RDATE:20260624T100000,20260625T100000',
    'BEGIN:VALARM',
    'BEGIN:VEVENT',
    'END:VCALENDAR',
    'X-A;B=C',
    'ATTENDEE;CN="A"',
    ';',
    ':',
    ' ',
    'SUMMARY;A=";',
  ]) {
    yield { what: `${name}, many ${line}`, bytes: before(filled(`${line}\n`)) };
    yield { what: `${name}, one line of ${line}`, bytes: before(filled(line)) };
  }
  for (const count of [4_900, 8_000]) {
    const events = Array.from({ length: count }, (_, id) => {
      return `BEGIN:VEVENT\nUID:${id}\nSUMMARY:${id}\nDTSTART:20260624T100000\nRRULE:FREQ=SECONDLY\nEND:VEVENT\n`;
    });
    yield {
      what: `${name}, ${count} endless events`,
      bytes: encode(`BEGIN:VCALENDAR\n${events.join('')}END:VCALENDAR`),
    };
  }
}

function* hugeTable({ name, bytes }: Fixture): Generator<Huge> {
  const text = new TextDecoder().decode(bytes);
  const [head = ''] = text.split('\n');
  const mark = head.includes(';') ? ';' : ',';
  const cells = head.split(mark).map((header, index) => {
    return [
      `cell ${header}`,
      new RegExp(`(?<=^[^\\n]*\\n(?:[^${mark}\\n]*${mark}){${index}})[^${mark}\\n]*`),
    ] as const;
  });
  yield* hugeText(name, text, [...cells, ['head', /^.*/], ['row', /(?<=\n).*/]]);
  yield { what: `${name}, 100,000 columns`, bytes: encode(filled('title,start,room,') + text) };
}

/** Inputs that no fixture is behind. */
function* hugeNonsense(): Generator<Huge> {
  for (const [what, piece] of PIECES) yield { what: `nothing but ${what}`, bytes: encode(filled(piece)) };
  for (const piece of [
    '[',
    '{"a":',
    '[[],',
    '"',
    'BEGIN:VCALENDAR\n',
    '<schedule><conference>',
    'a,b,c\n',
    'sep=;\n',
  ]) {
    yield { what: `nothing but ${JSON.stringify(piece)}`, bytes: encode(filled(piece)) };
  }
  yield {
    what: '1 MB of a byte order mark and letters in UTF-16',
    bytes: Buffer.from(`\ufeff${filled('x', FIELD / 2)}`, 'utf16le'),
  };
}

/** The inputs, each made when it is asked for: some of the fields and ways in turn, with `all` each of them. */
export function* hugeInputs(fixtures: readonly Fixture[], all: boolean): Generator<Huge> {
  for (const fixture of fixtures) {
    if (fixture.name.endsWith('.json')) yield* hugeJson(fixture, all);
    else if (fixture.name.endsWith('.ics')) yield* hugeCalendar(fixture);
    else if (fixture.name.endsWith('.csv')) yield* hugeTable(fixture);
    else if (fixture.name === 'frab.xml') yield* hugeXml(fixture);
  }
  yield* hugeNonsense();
}
