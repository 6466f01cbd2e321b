import assert from 'node:assert/strict';
import { test } from 'node:test';
import { qrCode } from '../../src/adapters/qr.ts';

const lines = qrCode(`https://192.168.100.200:8443/#invite=${'x'.repeat(43)}`)
  .trimEnd()
  .split('\n');

test('a code of a link fits into a terminal, two rows in one line', () => {
  assert.equal(new Set(lines.map((line) => line.length)).size, 1);
  const [first = ''] = lines;
  assert.ok(first.length <= 60 && lines.length <= 30, `${first.length} x ${lines.length}`);
  assert.ok(lines.every((line) => /^[ █▀▄]+$/.test(line)));
});

test('around it is a light border, and in its corners are the marks that cameras look for', () => {
  const [first = '', second = ''] = lines;
  assert.match(first, /^█+$/);
  assert.ok(second.startsWith('██ ▄▄▄▄▄ █') && second.endsWith('█ ▄▄▄▄▄ ██'));
});
