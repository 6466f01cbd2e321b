import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeBackup, restoreBackup } from '../src/backup.ts';
import type { CommandIo } from '../src/votes.ts';
import { fillDatabase, query, tamper, temporaryDirectory } from './adapters/store/fixture.ts';

async function run(command: (io: CommandIo) => Promise<number>) {
  const written = { out: '', err: '' };
  const code = await command({
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
  });
  return { code, ...written };
}

function lastDigest(path: string): string {
  const [row] = query(path, 'SELECT lower(hex(digest)) AS digest FROM votes ORDER BY seq DESC LIMIT 1');
  return (row as { digest: string }).digest;
}

test('backup and restore say what they did, in words and as JSON', async (t) => {
  const directory = temporaryDirectory(t);
  const db = join(directory, 'box.db');
  fillDatabase(db, 5);
  const digest = lastDigest(db);
  const [first, second] = [join(directory, '1.db'), join(directory, '2.db')];
  assert.deepEqual(await run((io) => makeBackup({ db, target: first, json: false }, io)), {
    code: 0,
    out: `${first} is a backup of a box, and was read back: 5 votes, the last one 5, digest ${digest}.\n`,
    err: '',
  });
  const made = await run((io) => makeBackup({ db, target: second, json: true }, io));
  const { bytes, ...told } = JSON.parse(made.out);
  assert.deepEqual(told, { ok: true, db, backup: second, kind: 'box', votes: 5, digest, lastSeq: 5 });
  assert.ok(bytes > 0);
  const words = await run((io) => restoreBackup({ db, backup: first, json: false }, io));
  assert.match(
    words.out,
    /1\.db is in the place of .*box\.db: 5 votes\. What was there is kept as .*\.db\. The box goes on with vote 6, in a new epoch\.\n$/,
  );
  const other = join(directory, 'other.db');
  const restored = await run((io) => restoreBackup({ db: other, backup: first, json: true }, io));
  const { epoch, ...content } = JSON.parse(restored.out);
  const expected = { ok: true, db: other, backup: first, kind: 'box', votes: 5, lastSeq: 5 };
  assert.deepEqual(content, { ...expected, digest, aside: null });
  assert.match(epoch, /^[0-9a-f-]{36}$/);
});

test('what is not done ends with 1, what is faulty with 3, and says why', async (t) => {
  const directory = temporaryDirectory(t);
  const [db, torn] = [join(directory, 'box.db'), join(directory, 'torn.db')];
  fillDatabase(db, 5);
  copyFileSync(db, torn);
  tamper(torn, 'DELETE FROM votes WHERE seq = 2');
  const there = `${torn} is there already. Name another file, or a directory.`;
  assert.deepEqual(await run((io) => makeBackup({ db, target: torn, json: false }, io)), {
    code: 1,
    out: '',
    err: `${there}\n`,
  });
  assert.deepEqual(await run((io) => makeBackup({ db, target: torn, json: true }, io)), {
    code: 1,
    out: `${JSON.stringify({ ok: false, db, why: there })}\n`,
    err: '',
  });
  assert.deepEqual(await run((io) => restoreBackup({ db, backup: torn, json: false }, io)), {
    code: 3,
    out: '',
    err: `${torn} is damaged (vote 2 is missing and not declared lost).\n`,
  });
});
