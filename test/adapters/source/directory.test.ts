import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { errorOf, fetchFrom, put, temporaryFolder } from './folder.ts';

test('the newest file of a directory is read and named, of two as new the last by name', async (t) => {
  const folder = temporaryFolder(t);
  const first = put(folder, 'b.json', 'b', 10);
  put(folder, 'c.json', 'c', 5);
  assert.deepEqual(
    [(await fetchFrom(folder)).text, (await fetchFrom(folder)).name, (await fetchFrom(`${folder}/`)).name],
    ['b', first, first],
  );
  const second = put(folder, 'd.json', 'd', 10);
  const { text, name } = await fetchFrom(pathToFileURL(folder).href);
  assert.deepEqual([text, name], ['d', second]);
});

test('what is hidden, unfinished, empty or no file is passed over', async (t) => {
  const folder = temporaryFolder(t);
  const programme = put(folder, 'programme.json', '[1]');
  for (const name of ['.hidden.json', 'a.part', 'a.json.TMP', 'a.crdownload', 'programme.json~']) {
    put(folder, name, 'x', 60);
  }
  put(folder, 'copying.json', '', 60);
  put(folder, 'below/deeper.json', 'x', 60);
  symlinkSync('/etc/hostname', join(folder, 'link.json'));
  assert.equal((await fetchFrom(folder)).name, programme);
});

test('a directory without a file says what to do', async (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'below'));
  assert.equal(
    (await errorOf(folder)).message,
    `${folder} cannot be read: there is no file in this directory: put the programme there.`,
  );
});

test('a file that has not changed is not read again; another one, another time or other bytes are', async (t) => {
  const folder = temporaryFolder(t);
  put(folder, 'a.json', 'one');
  const { tag } = await fetchFrom(folder);
  assert.equal((await fetchFrom(folder, tag)).text, 'not modified');
  const changes: (() => void)[] = [
    () => put(folder, 'a.json', 'two'), // as long, and as new
    () => put(folder, 'a.json', 'two', 1),
    () => put(folder, 'b.json', 'two', 1),
    () => {
      rmSync(join(folder, 'b.json'));
      put(folder, 'b.json', 'two', 1);
    },
  ];
  let known = tag;
  for (const change of changes) {
    change();
    const next = await fetchFrom(folder, known);
    assert.equal(next.text, 'two');
    known = next.tag;
    assert.equal((await fetchFrom(folder, known)).text, 'not modified');
  }
});

test('a file past the limit is refused in a directory as well', async (t) => {
  const folder = temporaryFolder(t);
  put(folder, 'a.json', 'x'.repeat(1_048_577));
  assert.equal(
    (await errorOf(folder, { maxBytes: 1_048_576 })).message,
    `${folder} cannot be read: it is larger than 1 MB, which no programme is.`,
  );
});
