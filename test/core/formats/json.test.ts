import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJson } from '../../../src/core/formats/json.ts';

function messageOf(text: string): string {
  const json = parseJson(text);
  return json.ok ? 'parsed' : json.message;
}

const early = (line: number) =>
  `The JSON ends too early, at line ${line}: the file was probably cut short. Fetch or export it again.`;
const broken = (line: number, column: number, near: string) =>
  `The JSON is broken at line ${line}, column ${column}, near ${JSON.stringify(near)}. Correct it there, or export it again.`;

const CASES: readonly (readonly [why: string, text: string, message: string])[] = [
  ['a list without its end', '[{"a": 1},\n', early(2)],
  ['an object cut in a key', '{\n"a": 1,\n', early(3)],
  ['a comma too many', '[1, 2,]', broken(1, 7, ']')],
  ['a comma that is missing', '[\n  {"a": 1}\n  {"b": 2}\n]', broken(3, 3, '{"b": 2}')],
  ['a value that is missing', '{"a":}', broken(1, 6, '}')],
  ['a key without quotes', '{\n  a: 1}', broken(2, 3, 'a: 1}')],
  ['a string cut short', '["abc', broken(1, 2, '"abc')],
  ['a bad escape', '["a\\x"]', broken(1, 2, '"a\\x"]')],
  ['a number with a leading zero', '[0123]', broken(1, 2, '0123]')],
  ['something after the end', '[] x', broken(1, 4, 'x')],
  ['the wrong bracket', '[1}', broken(1, 3, '}')],
  ['a word', '[nul]', broken(1, 2, 'nul]')],
];

for (const [why, text, message] of CASES) {
  test(`broken JSON says where: ${why}`, () => {
    assert.equal(messageOf(text), message);
  });
}

test('good JSON is parsed whole', () => {
  const value = { a: [1, -2.5e3, true, null, 'é\\"\n'], b: {} };
  assert.deepEqual(parseJson(JSON.stringify(value)), { ok: true, value });
});

test('40 levels are read and 41 are refused', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  assert.equal(messageOf(nested(40)), 'parsed');
  assert.equal(messageOf(nested(41)), 'This JSON is nested more than 40 levels deep, which no programme is.');
  assert.match(messageOf(nested(100_000)), /more than 40 levels/);
});

test('a fault in a megabyte of JSON is found without ado', () => {
  const text = `[${'{"a": "b"},\n'.repeat(80_000)}]`;
  assert.equal(messageOf(text), broken(80_001, 1, ']'));
});
