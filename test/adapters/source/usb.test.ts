import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { AbsentError } from '../../../src/adapters/source/errors.ts';
import { backupFoldersOnSticks } from '../../../src/adapters/source/mounts.ts';
import { errorOf, fetchFrom, put, temporaryFolder } from './folder.ts';

/** A computer where sticks are mounted below `media`, as directories that a made table of mounts lists. */
function computer(t: TestContext) {
  const folder = temporaryFolder(t);
  const mounts = join(folder, 'mounts');
  const media = join(folder, 'media');
  const usb = { mounts, roots: [media] };
  const mountAs = (how: 'ro' | 'rw', points: readonly string[]) => {
    const options = `${how},nosuid,errors=remount-ro`;
    const lines = points.map((point) => `/dev/sda1 ${escaped(point)} vfat ${options} 0 0\n`);
    writeFileSync(mounts, `proc /proc proc rw 0 0\n${lines.join('')}`);
  };
  const mount = (...points: string[]) => mountAs('ro', points);
  mount();
  return {
    media,
    mount,
    mountForWriting: (...points: string[]) => mountAs('rw', points),
    backups: () => backupFoldersOnSticks(usb),
    read: (source = 'usb:') => fetchFrom(source, null, { usb }),
    refuse: (source = 'usb:') => errorOf(source, { usb }),
    fetch: (known: Awaited<ReturnType<typeof fetchFrom>>['tag']) => fetchFrom('usb:', known, { usb }),
  };
}

/** As the kernel writes it. */
const escaped = (point: string) =>
  point.replace(/[\\ \t\n]/g, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`);

test('the newest file in the folder likebox of a stick is read and named', async (t) => {
  const { media, mount, read, fetch } = computer(t);
  const stick = join(media, 'anne', 'CLÉ \\ 8 GB');
  put(stick, 'likebox/old.json', 'old');
  const newer = put(stick, 'likebox/new.json', 'new', 5);
  put(stick, 'other.json', 'other', 60);
  mount(stick);
  const { text, name, tag } = await read();
  assert.deepEqual([text, name], ['new', newer]);
  assert.equal((await fetch(tag)).text, 'not modified');
});

test('of two sticks the newest file counts, and the named one where it is', async (t) => {
  const { media, mount, read } = computer(t);
  const [a, b] = [join(media, 'a'), join(media, 'b')];
  put(a, 'likebox/talks.json', 'talks', 5);
  put(b, 'likebox/breaks.json', 'breaks');
  mount(a, b, a);
  assert.equal((await read()).text, 'talks');
  assert.equal((await read('usb:breaks.json')).text, 'breaks');
});

test('while no stick with a folder likebox is there, the source is absent', async (t) => {
  const { media, mount, refuse } = computer(t);
  const [plain, tricky] = [join(media, 'plain'), join(media, 'tricky')];
  put(plain, 'programme.json', '[]');
  put(tricky, 'likebox', 'a file');
  const elsewhere = put(join(media, '..', 'mediatheque'), 'likebox/a.json', '[]');
  for (const points of [[], [plain, tricky], [join(elsewhere, '../..')], [media]]) {
    mount(...points);
    const error = await refuse();
    assert.ok(error instanceof AbsentError && error.absent);
    assert.equal(error.message, 'usb: cannot be read: no USB stick with a folder likebox/ is plugged in.');
  }
});

test('a stick with nothing to read in its folder is a failure', async (t) => {
  const { media, mount, refuse } = computer(t);
  const stick = join(media, 'stick');
  mkdirSync(join(stick, 'likebox', 'deeper.json'), { recursive: true });
  put(stick, 'likebox/.trash', 'x');
  mount(stick);
  const why =
    'usb: cannot be read: the folder likebox/ of the USB stick holds no file: put the programme there.';
  const error = await refuse();
  assert.deepEqual([error.message, error instanceof AbsentError], [why, false]);
  for (const name of ['a.json', 'deeper.json']) {
    assert.equal(
      (await refuse(`usb:${name}`)).message,
      `usb:${name} cannot be read: the folder likebox/ of the USB stick holds no ${name}: check its name.`,
    );
  }
});

test('a stick has no say over what is read outside of it', async (t) => {
  const { media, mount, refuse } = computer(t);
  const [a, b] = [join(media, 'a'), join(media, 'b')];
  put(media, 'secret/secret.json', 'secret');
  mkdirSync(join(a, 'likebox'), { recursive: true });
  symlinkSync(join(media, 'secret', 'secret.json'), join(a, 'likebox', 'a.json'));
  mkdirSync(b);
  symlinkSync(join(media, 'secret'), join(b, 'likebox'));
  mount(a, b);
  assert.match((await refuse()).message, /holds no file/);
  assert.match((await refuse('usb:a.json')).message, /holds no a\.json/);
  for (const name of ['../secret/secret.json', '/etc/passwd', '..', '.', 'a/b.json']) {
    assert.equal(
      (await refuse(`usb:${name}`)).message,
      `usb:${name} cannot be read: after usb: comes the name of a file in the folder likebox/, or nothing.`,
    );
  }
});

test('backups go on a stick that is mounted for writing and has a folder likebox', async (t) => {
  const { media, mount, mountForWriting, backups } = computer(t);
  const [mine, plain, tricky] = [join(media, 'my stick'), join(media, 'plain'), join(media, 'tricky')];
  put(mine, 'likebox/a.json', '[]');
  put(plain, 'a.json', '[]');
  put(tricky, 'likebox/a.json', '[]');
  symlinkSync(media, join(tricky, 'likebox', 'backup'));
  mountForWriting(mine, plain, tricky);
  assert.deepEqual(await backups(), [join(mine, 'likebox', 'backup')]);
  mount(mine);
  assert.deepEqual(await backups(), []);
});
