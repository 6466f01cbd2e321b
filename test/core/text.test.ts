import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanLine } from '../../src/core/text.ts';

const CASES: readonly (readonly [why: string, written: unknown, clean: string])[] = [
  ['white space of every kind becomes one space', '  a\t\r\n b\u00a0\u2003c  ', 'a b c'],
  ['accents are composed', 'Cafe\u0301', 'Café'],
  ['entities are decoded once', 'R&amp;D &amp;lt; caf&eacute; &#233;&#xE9; &Eacute;', 'R&D &lt; café éé É'],
  ['entities of Latin letters and signs', '&ntilde;&oslash;&Aring; &bull; &rarr; 20&deg;', 'ñøÅ • → 20°'],
  ['an unknown entity stays as written', 'AT&T; &bogus; & co', 'AT&T; &bogus; & co'],
  ['inline tags go', 'a <b>bo</b>ld <a href="x">link</a> and <script>x</script>', 'a bold link and x'],
  ['block tags part words', 'one<br/>two<p class="x">three</p>', 'one two three'],
  [
    'what looks like a tag in code stays',
    'List<String> vs Map<K, V>, 1 < 2 > 0',
    'List<String> vs Map<K, V>, 1 < 2 > 0',
  ],
  ['an escaped tag stays as text', 'The &lt;script&gt; tag', 'The <script> tag'],
  ['control characters go', 'a\u0000b\u0007c\u001b[31m\u009b', 'abc[31m'],
  ['marks that turn the direction go', 'abc\u202egnp.\u2066x', 'abcgnp.x'],
  ['invisible characters go', '\ufeffa\u200bb\u00adc', 'abc'],
  ['a lone half of a character goes', 'a\ud83db', 'ab'],
  ['an emoji made of several stays', '▣ 👩‍💻 ▣', '▣ 👩‍💻 ▣'],
  ['right-to-left text stays', 'שלום עולם', 'שלום עולם'],
  ['an entity that means a control character goes', 'a&#0;b&#7;c&#9999999;d', 'abcd'],
  ['a number is written out', 888, '888'],
  ['nothing is nothing', null, ''],
  ['a list is no text', ['a'], ''],
  ['truth is no text', true, ''],
];

for (const [why, written, clean] of CASES) {
  test(`a line of text: ${why}`, () => {
    assert.equal(cleanLine(written), clean);
  });
}

test('a description in the place of a title is cut at 500 characters, never inside one', () => {
  const cut = cleanLine('🦀'.repeat(2_000));
  assert.equal(cut, `${'🦀'.repeat(499)}…`);
  assert.equal(cleanLine('x'.repeat(500)), 'x'.repeat(500));
});

test('names that every object has are no entities', () => {
  assert.equal(cleanLine('&toString; &valueOf;'), '&toString; &valueOf;');
});

test('what lies behind the first 4,000 characters is not looked at', () => {
  assert.equal(cleanLine(`${' '.repeat(3_999)}ab`), 'a');
});
