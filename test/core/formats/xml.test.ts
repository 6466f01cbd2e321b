import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProgramme } from '../../../src/core/formats/detect.ts';
import { attributeOf, parseXml, textOf } from '../../../src/core/formats/xml.ts';

const PARIS = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' } as const;

/** The sentence about broken XML, without its advice. */
function faultOf(xml: string): string {
  const parsed = parseXml(xml);
  return parsed.ok ? 'well-formed' : (parsed.message.split('. ')[0] ?? '');
}

/** A schedule of one event behind a document type, as the whole reader sees it. */
function titlesBehind(doctype: string, title: string): { titles: string[]; faults: string[] } {
  const event = `<event id="1"><start>10:00</start><duration>1:00</duration><title>${title}</title></event>`;
  const xml = `<?xml version="1.0"?>${doctype}<schedule><conference/><day date="2026-06-24"><room name="A">${event}</room></day></schedule>`;
  const { sessions, faults } = readProgramme(new TextEncoder().encode(xml), PARIS);
  return { titles: sessions.map((session) => session.title), faults: faults.map(({ message }) => message) };
}

const LAUGHS = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 9 },
  (_, index) => `<!ENTITY lol${index + 1} "${`&lol${index === 0 ? '' : index};`.repeat(10)}">`,
).join('')}]>`;

test('entities that a document type declares are never expanded', () => {
  for (const title of ['&lol;', '&lol9;', 'a &lol1; b']) {
    assert.deepEqual(titlesBehind(LAUGHS, title), { titles: [title], faults: [] });
  }
});

const OUTSIDE: readonly (readonly [why: string, doctype: string])[] = [
  ['a file', '<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/hostname">]>'],
  ['an address', '<!DOCTYPE x [<!ENTITY xxe PUBLIC "p" "http://127.0.0.1:9/x">]>'],
  ['a parameter', '<!DOCTYPE x [<!ENTITY % xxe SYSTEM "http://127.0.0.1:9/x.dtd"> %xxe;]>'],
];

for (const [why, doctype] of OUTSIDE) {
  test(`an entity that names ${why} is never opened`, () => {
    const { titles, faults } = titlesBehind(doctype, '&xxe;');
    assert.deepEqual(titles, []);
    assert.equal(faults.length, 1);
    assert.match(faults[0] ?? '', /^This XML (names another file|cannot be read)/);
  });
}

test('a document type that names another file is passed over', () => {
  const doctype = '<!DOCTYPE schedule SYSTEM "http://127.0.0.1:9/schedule.dtd">';
  assert.deepEqual(titlesBehind(doctype, 'A talk'), { titles: ['A talk'], faults: [] });
});

const BROKEN: readonly (readonly [xml: string, fault: string])[] = [
  ['<a><b/></a>', 'well-formed'],
  ['<a t="x > y" u=\'"\'>1 > 0 & 2</a>', 'well-formed'],
  ['<?xml version="1.0"?><!-- <b> --><a><![CDATA[<b>]]></a>', 'well-formed'],
  ['<!DOCTYPE a [<!ELEMENT a (#PCDATA)>]><a>x</a>', 'well-formed'],
  ['<a\n></a\n>', 'well-formed'],
  ['<a>\n <b>x</c>\n</a>', 'The XML is broken at line 2, column 6, near "</c>", where <b> is open'],
  ['<a>\n</a></b>', 'The XML is broken at line 2, column 5, near "</b>"'],
  ['<a>1 < 2</a>', 'The XML is broken at line 1, column 6, near "< 2</a>", where <a> is open'],
  ['<a><></a>', 'The XML is broken at line 1, column 4, near "<></a>", where <a> is open'],
  ['<a>\n<b>x</b>\n', 'The XML ends too early, at line 2: the file was probably cut short'],
  ['<a>\n<b>x</', 'The XML ends too early, at line 2: the file was probably cut short'],
  ['<a b="x>', 'The XML ends too early, at line 1: the file was probably cut short'],
  ['<a><!-- x</a>', 'The XML ends too early, at line 1: the file was probably cut short'],
  ['<a><![CDATA[x</a>', 'The XML ends too early, at line 1: the file was probably cut short'],
  ['<a><?x</a>', 'The XML ends too early, at line 1: the file was probably cut short'],
  ['<!DOCTYPE a [<a>', 'The XML ends too early, at line 1: the file was probably cut short'],
];

for (const [xml, fault] of BROKEN) {
  test(`${JSON.stringify(xml)} is ${fault}`, () => assert.equal(faultOf(xml), fault));
}

test('a schedule that was cut short anywhere is refused, never read in part', () => {
  const event = '<event id="1"><start>10:00</start><duration>1:00</duration><title>x</title></event>';
  const xml = `<schedule><conference a="b"/><day date="2026-06-24"><!-- c --><room name="A">${event}</room></day></schedule>`;
  const from = xml.indexOf('<conference') + '<conference'.length;
  for (let length = from; length < xml.length; length += 1) {
    const { sessions, faults } = readProgramme(new TextEncoder().encode(xml.slice(0, length)), PARIS);
    assert.deepEqual([sessions.length, faults.length], [0, 1]);
    assert.match(faults[0]?.message ?? '', /^The XML ends too early, at line 1/);
  }
});

const NAMES = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString'];

for (const name of NAMES) {
  test(`an element or attribute named ${name} changes no other object`, () => {
    parseXml(`<schedule><${name}><polluted>1</polluted></${name}><x ${name}="1"/></schedule>`);
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });
}

const HUGE: readonly (readonly [what: string, xml: string])[] = [
  ['elements in elements', '<a>'.repeat(350_000)],
  ['elements in elements, closed', '<a>'.repeat(150_000) + '</a>'.repeat(150_000)],
  ['closed elements', `<a>${'<b/>'.repeat(250_000)}</a>`],
  ['ends', '</a>'.repeat(250_000)],
  ['starts of tags', '<'.repeat(1_000_000)],
  ['ampersands', `<a>${'&'.repeat(1_000_000)}</a>`],
  ['quotes', '<a b="'.repeat(150_000)],
  ['attributes', `<a ${Array.from({ length: 90_000 }, (_, index) => `b${index}="1"`).join(' ')}/>`],
  ['spaces', `<a${' '.repeat(1_000_000)}`],
  ['comments', `<a>${'<!--'.repeat(250_000)}`],
  ['comments, closed', `<a>${'<!---->'.repeat(140_000)}</a>`],
  ['literals', `<a>${'<![CDATA['.repeat(110_000)}`],
  ['instructions', '<?'.repeat(500_000)],
  ['document types', '<!DOCTYPE a>'.repeat(80_000)],
  ['subsets', `<!DOCTYPE a ${'['.repeat(1_000_000)}`],
  ['subsets that do not end', `<a>${'<!a [>'.repeat(160_000)}`],
  ['entities', `<!DOCTYPE a [${'<!ENTITY b "c">'.repeat(60_000)}]><a>&b;</a>`],
];

for (const [what, xml] of HUGE) {
  // How long that takes is for scripts/bench to show.
  test(`1 MB of ${what} holds no session, and something is said about it`, () => {
    const bytes = new TextEncoder().encode(`<schedule><conference/>${xml}</schedule>`);
    const { sessions, faults } = readProgramme(bytes, PARIS);
    assert.deepEqual([sessions, faults.length > 0], [[], true]);
  });
}

test('deep nesting is refused with its reason', () => {
  const reason = 'This XML is nested more than 40 levels deep, which no programme is.';
  for (const depth of [50, 100_000]) {
    assert.equal(faultOf(`${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`), reason);
  }
  assert.equal(faultOf(`${'<a>'.repeat(40)}${'</a>'.repeat(40)}`), 'well-formed');
});

test('the text of an element stays text, its attributes beside it', () => {
  const parsed = parseXml('<a b=" &lt;1&gt; ">0930<c>1e3</c><c d="x">caf&#233;</c><e/></a>');
  assert.ok(parsed.ok);
  const { a } = parsed.value as { a: Record<string, unknown> };
  assert.deepEqual(
    [textOf(a), attributeOf(a, 'b'), textOf(a.c), textOf((a.c as unknown[])[1]), textOf(a.e), textOf(a.f)],
    ['0930', '<1>', '1e3', 'café', '', ''],
  );
  assert.equal(attributeOf(a, 'f'), '');
});
