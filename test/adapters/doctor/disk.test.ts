import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createClock } from '../../../src/adapters/clock.ts';
import { measureDisk } from '../../../src/adapters/doctor/disk.ts';
import { makeRoot } from './root.ts';

const clock = createClock();
const { signal } = new AbortController();

test('a hundred writes are timed, and nothing is left in the directory', async (t) => {
  const dataDir = makeRoot(t, {});
  const { syncsMs, freeBytes, totalBytes, ...rest } = await measureDisk({ dataDir, clock, signal });
  assert.deepEqual(rest, { directory: dataDir, exists: true, readOnly: false, refused: null });
  assert.equal(syncsMs.length, 100);
  assert.ok(
    syncsMs.every((ms) => ms > 0),
    'each takes its time',
  );
  assert.ok(0 < freeBytes && freeBytes <= totalBytes, `${freeBytes} of ${totalBytes}`);
  assert.deepEqual(readdirSync(dataDir), []);
});

test('a data_dir that is not there yet is measured above, and not made', async (t) => {
  const root = makeRoot(t, {});
  const { directory, exists, syncsMs } = await measureDisk({ dataDir: join(root, 'a', 'b'), clock, signal });
  assert.deepEqual([directory, exists, syncsMs.length, readdirSync(root)], [root, false, 100, []]);
});

test('a slow disk is measured for ten seconds, not for a hundred writes', async (t) => {
  let nowMs = 0;
  // Three looks at the clock a write: before it, after it, and whether it is enough.
  const slow = { monoMs: () => (nowMs += 500) };
  const { syncsMs } = await measureDisk({ dataDir: makeRoot(t, {}), clock: slow, signal });
  assert.deepEqual(syncsMs, Array<number>(7).fill(500));
});

test('an interrupted measurement ends at once and leaves nothing', async (t) => {
  const dataDir = makeRoot(t, {});
  const { syncsMs, refused } = await measureDisk({ dataDir, clock, signal: AbortSignal.abort() });
  assert.deepEqual([syncsMs, refused, readdirSync(dataDir)], [[], null, []]);
});

test('where nothing can be written, it says why', async () => {
  // In the kernel's own file system even root can create nothing.
  const { directory, syncsMs, refused } = await measureDisk({ dataDir: '/proc', clock, signal });
  assert.deepEqual([directory, syncsMs.length], ['/proc', 0]);
  assert.match(refused ?? '', /^ENOENT: no such file or directory/);
});
