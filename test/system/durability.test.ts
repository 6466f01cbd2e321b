import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const notBuilt = existsSync(`${ROOT}dist/main.js`)
  ? false
  : 'dist/main.js is missing: run npm run build first';
const noStrace = spawnSync('strace', ['-V']).status === 0 ? false : 'strace is not installed';

interface Ran {
  status: number | null;
  found: Record<string, number | boolean>;
}

/** Runs a script; its last line says what was found. */
function run(script: string, ...words: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(`${ROOT}scripts/${script}`, words, { encoding: 'utf8' });
  const last = stdout.trim().split('\n').at(-1) ?? '';
  assert.match(last, /^\{/, `${stdout}\n${stderr}`);
  return { status, found: JSON.parse(last) as Ran['found'] };
}

test('60 kills of a punching box lose no acknowledged vote and leave no gap', { skip: notBuilt }, (t) => {
  const { status, found } = run('kill-storm', '--kills', '60');
  t.diagnostic(JSON.stringify(found));
  const { missing, gaps, verified } = found;
  assert.deepEqual({ status, missing, gaps, verified }, { status: 0, missing: 0, gaps: 0, verified: true });
  assert.ok(Number(found.acknowledged) >= 60);
});

test('the same storm sees a store that acknowledges on receipt lose votes', (t) => {
  const { status, found } = run('kill-storm', '--kills', '8', '--control');
  t.diagnostic(JSON.stringify(found));
  assert.equal(status, 1);
  assert.ok(Number(found.missing) > 0);
});

test('2000 power cuts of a punching box lose no acknowledged vote and leave no malformed file', {
  skip: notBuilt || noStrace,
}, (t) => {
  const { status, found } = run('power-cuts', '--states', '2000');
  t.diagnostic(JSON.stringify(found));
  const { missing, malformed } = found;
  assert.deepEqual({ status, missing, malformed }, { status: 0, missing: 0, malformed: 0 });
  assert.ok(Number(found.acknowledged) >= 100);
});

test('300 power cuts of a store that votes much faster, checkpoints included, lose nothing either', {
  skip: noStrace,
}, (t) => {
  const { status, found } = run('power-cuts', '--states', '300', '--program');
  t.diagnostic(JSON.stringify(found));
  const { missing, malformed } = found;
  assert.deepEqual({ status, missing, malformed }, { status: 0, missing: 0, malformed: 0 });
});

test('the same power cuts see synchronous=NORMAL lose votes', { skip: noStrace }, (t) => {
  const { status, found } = run('power-cuts', '--states', '100', '--control');
  t.diagnostic(JSON.stringify(found));
  assert.equal(status, 1);
  assert.ok(Number(found.missing) > 0);
});
