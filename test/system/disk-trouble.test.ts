import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SCENARIO = fileURLToPath(new URL('scenario.ts', import.meta.url));
const OPEN = { open: true, fault: null, warning: null };

/** Plays a scene on a disk of its own; `DIR` stands for its directory in what was seen. */
function play(t: TestContext, scene: string): unknown[] {
  const directory = mkdtempSync(join(tmpdir(), 'likebox-scene-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const command = ['-rm', process.execPath, '--import', 'tsx', SCENARIO, scene, directory];
  const out = execFileSync('unshare', command, { encoding: 'utf8' });
  return JSON.parse(out.replaceAll(directory, 'DIR')) as unknown[];
}

/** A user namespace may be forbidden, and a container may not mount. */
const noMount =
  spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0
    ? false
    : 'this computer does not let us mount a small disk (unshare -rm)';

test('a full disk refuses votes with a sentence, keeps none of them, and goes on when there is space', {
  skip: noMount,
}, (t) => {
  const fault = 'The disk that holds DIR is full. Free some space; the box goes on by itself.';
  const refused = { stored: false, why: fault };
  const closed = { open: false, fault, warning: null };
  assert.deepEqual(play(t, 'full-disk'), [OPEN, true, refused, refused, closed, OPEN, 1, 0]);
});

test('a read-only disk refuses votes with a sentence, and goes on when it is writable', {
  skip: noMount,
}, (t) => {
  const found = play(t, 'read-only');
  const [fault] = JSON.stringify(found).match(/DIR cannot be written \([A-Z_]+\)\. [^"]*/) ?? [];
  assert.match(String(fault), /\. Check its owner and that its disk is mounted for writing\.$/);
  const closed = { open: false, fault, warning: null };
  const whole = found[5] as string[];
  assert.match(String(whole[0]), /^DIR\/box\.db is whole: 1 votes/);
  assert.deepEqual(found, [OPEN, closed, { stored: false, why: fault }, closed, 0, whole, OPEN, 2, 0]);
});

test('votes are verified on a read-only medium, those of the log included', { skip: noMount }, (t) => {
  const [, code, said] = play(t, 'read-only-copy');
  assert.equal(code, 0);
  assert.match(String(said), /^DIR\/copies\/box\.db is whole: 3 votes in 1 epochs/);
});
