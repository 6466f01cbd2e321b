import assert from 'node:assert/strict';
import { scryptSync } from 'node:crypto';
import { test } from 'node:test';
import { createPairingCodes } from '../../src/adapters/paircode.ts';
import { pairingCodeOf } from '../../src/core/link/code.ts';

const DIGEST = 'ab'.repeat(32);
const KEY = 'cd'.repeat(32);

test('a code is the first 40 bits of scrypt over the raw digest and the raw fingerprint', async () => {
  const raw = Buffer.concat([Buffer.alloc(32, 0xab), Buffer.alloc(32, 0xcd)]);
  const long = scryptSync(raw, 'likebox pairing', 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 });
  assert.equal(await createPairingCodes()(DIGEST, KEY), pairingCodeOf(long));
});

test('both ends make the same code, and another hub or another box makes another one', async () => {
  const [box, hub] = [createPairingCodes(), createPairingCodes()];
  const code = await box(DIGEST, KEY);
  assert.match(code, /^[2-9A-HJ-NP-Z]{8}$/);
  assert.equal(await hub(DIGEST, KEY), code);
  assert.notEqual(await hub(DIGEST, 'ce'.repeat(32)), code);
  assert.notEqual(await hub('aa'.repeat(32), KEY), code);
  assert.notEqual(await hub(KEY, DIGEST), code);
});

test('what is no digest makes no code', () => {
  assert.throws(() => createPairingCodes()('abc', KEY), /64 digits/);
  assert.throws(() => createPairingCodes()(DIGEST.toUpperCase(), KEY), /64 digits/);
});
