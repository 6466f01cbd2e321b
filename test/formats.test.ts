import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PROGRAMME_SCHEMA } from '../src/core/formats/schema.ts';
import { formatsText } from '../src/core/report/formats.ts';
import { type FormatsOptions, listFormats } from '../src/formats.ts';

function run(options: FormatsOptions) {
  let out = '';
  const code = listFormats(options, {
    out: (text) => {
      out += text;
    },
  });
  return { code, out };
}

test('the formats are listed in the width of the terminal', () => {
  assert.deepEqual(run({ schema: false, width: 60 }), { code: 0, out: formatsText(60) });
  assert.deepEqual(run({ schema: false }), { code: 0, out: formatsText(100) });
});

test('with --schema, stdout is the schema and nothing else', () => {
  const { code, out } = run({ schema: true });
  assert.deepEqual([code, JSON.parse(out)], [0, JSON.parse(JSON.stringify(PROGRAMME_SCHEMA))]);
});
