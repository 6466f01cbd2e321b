import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { errorOf, fetchFrom, put, temporaryFolder } from './folder.ts';

test('a file is read by its path and by its file address, and has no tag', async (t) => {
  const path = put(temporaryFolder(t), 'programme é.json', '[1]');
  const whole = { text: '[1]', name: undefined, tag: null };
  assert.deepEqual(await fetchFrom(path), whole);
  assert.deepEqual(await fetchFrom(pathToFileURL(path).href), whole);
});

test('a file that is not there says so', async (t) => {
  const folder = temporaryFolder(t);
  for (const path of [join(folder, 'no.json'), join(put(folder, 'file', 'x'), 'no.json')]) {
    assert.equal((await errorOf(path)).message, `${path} cannot be read: there is no such file.`);
  }
});

test('a file without permission says so', {
  skip: process.getuid?.() === 0 && 'root may read everything',
}, async (t) => {
  const path = put(temporaryFolder(t), 'secret.json', '[]');
  chmodSync(path, 0);
  assert.equal(
    (await errorOf(path)).message,
    `${path} cannot be read: it may not be read: check its permissions and its owner.`,
  );
});

test('a file that grows past the limit is given up while it is read', async () => {
  assert.equal(
    (await errorOf('/dev/zero')).message,
    '/dev/zero cannot be read: it is larger than 16 MB, which no programme is.',
  );
});

test('a pipe into which nobody writes, or a disk that hangs, is given up after 20 seconds', async (t) => {
  const path = join(temporaryFolder(t), 'pipe');
  spawnSync('mkfifo', [path]);
  const delays: number[] = [];
  const clock = {
    after(delayMs: number, call: () => void) {
      delays.push(delayMs);
      setImmediate(call);
      return () => {};
    },
  };
  assert.equal((await errorOf(path, { clock })).message, `${path} cannot be read: it took longer than 20 s.`);
  const usb = { mounts: path, roots: [] }; // hangs as a disk does, heeding no signal
  assert.equal(
    (await errorOf('usb:', { clock, usb })).message,
    'usb: cannot be read: it took longer than 20 s.',
  );
  assert.deepEqual(delays, [20_000, 20_000]);
  spawnSync('sh', ['-c', `: <>"${path}"`]); // lets the threads go that wait for a writer
});
