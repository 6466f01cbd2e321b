import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createIdentity } from '../../../src/adapters/link/identity.ts';

const AT = Date.UTC(2026, 5, 24, 9, 30);
const PIN = 'ab'.repeat(32);

/** Runs in a data directory of its own. */
async function inDirectory(run: (dir: string, file: string) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'likebox-identity-'));
  try {
    await run(dir, join(dir, 'hub.json'));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function open(dataDir: string) {
  const said: string[] = [];
  const identity = createIdentity({ dataDir, now: () => AT, onDamage: (sentence) => said.push(sentence) });
  return { identity, said };
}

test('nothing is written before a secret is needed; then it is on the disk, for its owner only, before it is given', () =>
  inDirectory(async (dir, file) => {
    const { identity, said } = open(dir);
    assert.equal(identity.isPaired(), false);
    assert.deepEqual(readdirSync(dir), []);
    const secret = await identity.secret();
    assert.match(secret, /^[0-9a-f]{64}$/);
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), { secret, pin: null, chain: false });
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(dir), ['hub.json']);
    assert.deepEqual(said, []);
  }));

test('one secret is made, however many ask for it at once, and the next start has it too', () =>
  inDirectory(async (dir) => {
    const { identity } = open(dir);
    const secrets = await Promise.all([identity.secret(), identity.secret(), identity.secret()]);
    assert.equal(new Set(secrets).size, 1);
    assert.equal(await open(dir).identity.secret(), secrets[0]);
  }));

test('a pinned hub is known at the next start, and forgotten with the secret', () =>
  inDirectory(async (dir) => {
    const { identity } = open(dir);
    const secret = await identity.secret();
    await identity.pinTo(secret, { pin: PIN, chain: true });
    const next = open(dir).identity;
    assert.equal(next.isPaired(), true);
    assert.deepEqual(next.pinned(), { pin: PIN, chain: true });
    await next.forget();
    const last = open(dir).identity;
    assert.equal(last.isPaired(), false);
    assert.deepEqual(last.pinned(), { pin: null, chain: false });
    assert.notEqual(await last.secret(), secret);
    assert.equal(await last.secret(), await next.secret());
  }));

test('a hub that has taken an older secret is not pinned', () =>
  inDirectory(async (dir) => {
    const { identity } = open(dir);
    const secret = await identity.secret();
    await identity.forget();
    await identity.pinTo(secret, { pin: PIN, chain: false });
    assert.equal(identity.isPaired(), false);
  }));

test('a damaged file is put aside, said once, and followed by a new secret', async () => {
  for (const damaged of [
    '',
    '{',
    '[]',
    '{"secret":"abc","pin":null,"chain":false}',
    `{"secret":"${PIN}"}`,
    '\0'.repeat(100),
  ]) {
    await inDirectory(async (dir, file) => {
      writeFileSync(file, damaged);
      const { identity, said } = open(dir);
      assert.equal(identity.isPaired(), false);
      const secret = await identity.secret();
      const aside = `${file}.bad-20260624T093000Z`;
      assert.equal(readFileSync(aside, 'utf8'), damaged);
      assert.deepEqual(said, [
        `Which hub this box belongs to is damaged; the file is kept as ${aside}. The box has to be paired with its hub again.`,
      ]);
      assert.equal(await open(dir).identity.secret(), secret);
    });
  }
});

test('a file that is out of reach is neither replaced nor taken for a box without a hub', () =>
  inDirectory(async (dir, file) => {
    mkdirSync(file);
    const { identity } = open(dir);
    assert.equal(identity.isPaired(), true);
    await assert.rejects(identity.secret(), /cannot be read from .*hub\.json \(EISDIR\)/);
    assert.equal(statSync(file).isDirectory(), true);
  }));

test('a disk that cannot be written is a sentence, and the next try may go well', () =>
  inDirectory(async (dir) => {
    const missing = join(dir, 'later');
    const { identity } = open(missing);
    await assert.rejects(identity.secret(), /cannot write .*hub\.json \(ENOENT\)/);
    mkdirSync(missing);
    assert.match(await identity.secret(), /^[0-9a-f]{64}$/);
  }));

test('a draft that was left behind by a power cut is written over', () =>
  inDirectory(async (dir, file) => {
    writeFileSync(`${file}.writing`, 'half', { mode: 0o644 });
    await open(dir).identity.secret();
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(dir), ['hub.json']);
  }));
