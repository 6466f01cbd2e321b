import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createWatch } from '../../../src/adapters/source/watch.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { put, temporaryFolder } from './folder.ts';

const BOUND_MS = 5_000;

/** A watch over real files whose timers are moved by hand. */
async function watched(t: TestContext, source: string, usb = { mounts: '/dev/null', roots: ['/nowhere'] }) {
  const fake = createFakeClock();
  const told = { changes: 0, waits: [] as number[] };
  const clock = {
    after(delayMs: number, call: () => void) {
      told.waits.push(delayMs);
      return fake.after(delayMs, call);
    },
  };
  const cancel = createWatch({ clock, usb })(source, () => {
    told.changes += 1;
  });
  t.after(cancel);
  /** Awaits a timer of this length that the kernel, or the disk, brings about. */
  const until = async (delayMs: number) => {
    for (let waitedMs = 0; !told.waits.includes(delayMs); waitedMs += 5) {
      assert.ok(waitedMs < BOUND_MS, `no timer of ${delayMs} ms was set`);
      await pause(5);
    }
    told.waits.splice(0);
  };
  return {
    cancel,
    clock: fake,
    told,
    /** After the look that was under way. */
    looked: () => until(source.startsWith('usb:') ? 3_000 : 10_000),
    noticed: () => until(1_000),
    /** A change reached the box, and it has been quiet since. */
    async settled() {
      await until(1_000);
      fake.advance(1_000);
      const { changes } = told;
      told.changes = 0;
      return changes;
    },
  };
}

test('a file is watched: written, replaced, taken away and put back', async (t) => {
  const folder = temporaryFolder(t);
  const path = put(folder, 'programme.json', '1');
  const { looked, settled } = await watched(t, path);
  await looked();
  appendFileSync(path, '2');
  assert.equal(await settled(), 1);
  renameSync(put(folder, 'other', '3'), path);
  assert.equal(await settled(), 1);
  rmSync(path);
  assert.equal(await settled(), 1);
  put(folder, 'programme.json', '4');
  assert.equal(await settled(), 1);
});

test('other files beside a file, and unfinished ones in a directory, say nothing', async (t) => {
  const folder = temporaryFolder(t);
  const file = await watched(t, join(folder, 'programme.json'));
  const directory = await watched(t, folder);
  await Promise.all([file.looked(), directory.looked()]);
  put(folder, 'programme.json.part', '1');
  put(folder, '.programme.json.swp', '1');
  // Events come in order: when this one is here, those before were passed over.
  put(folder, 'other.json', '1');
  assert.equal(await directory.settled(), 1);
  assert.deepEqual([file.told.changes, file.told.waits], [0, []]);
});

test('a copy that goes on is told once, when it has been quiet for a second', async (t) => {
  const folder = temporaryFolder(t);
  const { clock, looked, noticed, settled, told } = await watched(t, folder);
  await looked();
  const path = put(folder, 'new.json', '1');
  for (let times = 0; times < 3; times += 1) {
    appendFileSync(path, '2');
    await noticed();
    clock.advance(999);
    assert.equal(told.changes, 0);
  }
  appendFileSync(path, '3');
  assert.equal(await settled(), 1);
});

test('a directory that does not exist yet is looked for every 10 seconds, and so is one that was replaced', async (t) => {
  const folder = join(temporaryFolder(t), 'deep', 'programmes');
  const { clock, looked, settled } = await watched(t, folder);
  await looked();
  put(folder, 'a.json', '1');
  clock.advance(10_000);
  assert.equal(await settled(), 1);
  renameSync(folder, `${folder}.old`);
  put(folder, 'b.json', '1');
  assert.equal(await settled(), 1);
  clock.advance(10_000);
  assert.equal(await settled(), 1);
  put(folder, 'c.json', '1');
  assert.equal(await settled(), 1);
});

test('a stick that is plugged in is a change, and so is a new file on it; pulling it out is none', async (t) => {
  const folder = temporaryFolder(t);
  const [mounts, stick] = [join(folder, 'mounts'), join(folder, 'media', 'my stick')];
  writeFileSync(mounts, '');
  const { clock, looked, settled, told } = await watched(t, 'usb:', {
    mounts,
    roots: [join(folder, 'media')],
  });
  await looked();
  put(stick, 'likebox/a.json', '1');
  writeFileSync(mounts, `/dev/sda1 ${stick.replace(' ', '\\040')} vfat ro 0 0\n`);
  clock.advance(3_000);
  assert.equal(await settled(), 1);
  put(stick, 'likebox/b.json', '1');
  assert.equal(await settled(), 1);
  writeFileSync(mounts, '');
  clock.advance(3_000);
  await looked();
  const witness = await watched(t, join(stick, 'likebox'));
  await witness.looked();
  put(stick, 'likebox/c.json', '1');
  assert.equal(await witness.settled(), 1);
  assert.deepEqual(told.waits, []);
  writeFileSync(mounts, `/dev/sda1 ${stick.replace(' ', '\\040')} vfat ro 0 0\n`);
  clock.advance(3_000);
  assert.equal(await settled(), 1);
  assert.equal(told.changes, 0);
});

test('of a named file on a stick only its own changes are told', async (t) => {
  const folder = temporaryFolder(t);
  const [mounts, stick] = [join(folder, 'mounts'), join(folder, 'media', 'stick')];
  mkdirSync(join(stick, 'likebox'), { recursive: true });
  writeFileSync(mounts, `/dev/sda1 ${stick} vfat ro 0 0\n`);
  const { looked, settled, told } = await watched(t, 'usb:a.json', {
    mounts,
    roots: [join(folder, 'media')],
  });
  await looked();
  put(stick, 'likebox/b.json', '1');
  assert.deepEqual(told.waits, []);
  put(stick, 'likebox/a.json', '1');
  assert.equal(await settled(), 1);
});

test('an address, the demo and a foreign scheme are not watched, and nothing is left after a cancel', async (t) => {
  for (const source of ['https://camp.example/talks.json', 'HTTP://camp.example/', 'demo:']) {
    const { clock } = await watched(t, source);
    assert.equal(clock.openTimers(), 0);
  }
  const foreign = await watched(t, 'ftp://camp.example/talks.json');
  await foreign.looked();
  foreign.cancel();
  assert.equal(foreign.clock.openTimers(), 0);
  const folder = temporaryFolder(t);
  const { cancel, clock, looked, told } = await watched(t, folder);
  await looked();
  put(folder, 'a.json', '1');
  cancel();
  cancel();
  clock.advance(60_000);
  assert.deepEqual([clock.openTimers(), told.changes], [0, 0]);
});
