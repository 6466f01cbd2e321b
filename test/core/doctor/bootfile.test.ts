import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeFault } from '../../../src/core/config.ts';
import { judgeBootFile } from '../../../src/core/doctor/bootfile.ts';

const FILE = '/boot/firmware/likebox.toml';

test('a file on the boot partition is said to decide its keys, or nothing', () => {
  const judge = (keys: string[]) => judgeBootFile(FILE, { files: [{ file: FILE, keys }] }, []);
  assert.deepEqual(judge(['box.room', 'hub.url']), {
    id: 'boot-file',
    verdict: 'ok',
    message: `${FILE} decides box.room, hub.url`,
    mend: null,
    values: { file: FILE, keys: ['box.room', 'hub.url'] },
  });
  assert.equal(judge([])?.message, `${FILE} says nothing but defaults`);
  assert.equal(judgeBootFile(FILE, { files: [{ file: '/etc/likebox/box.toml', keys: [] }] }, []), null);
});

test('a faulty one is said to be ignored, with the keys and lines to correct', () => {
  const faults = [
    { key: 'box.rom', message: 'unknown key', line: 12, file: 'likebox.toml' },
    { key: '', message: 'is not UTF-8' },
  ];
  const { verdict, message, mend } = judgeBootFile(FILE, { files: [] }, faults) ?? assert.fail();
  assert.deepEqual(
    [verdict, message, mend],
    ['wrong', `${FILE} is ignored whole: 2 faults`, `correct box.rom (line 12), ${FILE}`],
  );
});

test('a fault names its file where that could be another one, and its line where it has one', () => {
  const fault = { key: 'box.rom', message: 'unknown key' };
  assert.deepEqual(
    [
      fault,
      { ...fault, line: 3 },
      { ...fault, file: 'likebox.toml' },
      { ...fault, file: 'likebox.toml', line: 3 },
    ].map(describeFault),
    [
      'box.rom: unknown key',
      'box.rom: unknown key (line 3 of the file)',
      'likebox.toml: box.rom: unknown key',
      'likebox.toml, line 3: box.rom: unknown key',
    ],
  );
});
