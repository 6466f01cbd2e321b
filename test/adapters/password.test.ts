import assert from 'node:assert/strict';
import { scryptSync } from 'node:crypto';
import { test } from 'node:test';
import { hashPassword, isPassword } from '../../src/adapters/password.ts';

test('a password is known again, and no other one is', async () => {
  const kept = await hashPassword('correct horse');
  assert.equal(await isPassword('correct horse', kept), true);
  assert.equal(await isPassword('correct horse ', kept), false);
  assert.equal(await isPassword('', kept), false);
});

test('what is kept is scrypt with 2^15, 8 and 1, and a salt of its own', async () => {
  const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
  assert.notEqual(one, two);
  const [, parameters, salt = '', hash] = one.split('$');
  assert.equal(parameters, 'N=32768,r=8,p=1');
  const cost = { N: 32_768, r: 8, p: 1, maxmem: 67_108_864 };
  const expected = scryptSync('correct horse', Buffer.from(salt, 'base64url'), 32, cost);
  assert.equal(hash, expected.toString('base64url'));
});

test('a password that was kept with other parameters is still known', async () => {
  const hash = scryptSync('correct horse', 'salt', 32, { N: 1_024, r: 8, p: 1 }).toString('base64url');
  const kept = `scrypt$N=1024,r=8,p=1$${Buffer.from('salt').toString('base64url')}$${hash}`;
  assert.equal(await isPassword('correct horse', kept), true);
});

test('the same letters are the same password, however the keyboard composed them', async () => {
  assert.equal(
    await isPassword('pass\u0065\u0301 compose\u0301', await hashPassword('pass\u00e9 compos\u00e9')),
    true,
  );
});

test('for an account that does not exist no password is right, and it takes as long to say so', async () => {
  const kept = await hashPassword('correct horse');
  const took = async (against: string | null) => {
    const began = performance.now();
    assert.equal(await isPassword('wrong horse', against), false);
    return performance.now() - began;
  };
  const [known, unknown] = [await took(kept), await took(null)];
  assert.ok(unknown > known / 4, `${unknown} ms against ${known} ms`);
  assert.equal(await isPassword('x', 'damaged'), false);
});
