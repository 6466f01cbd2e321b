import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** 32 MiB and some 100 ms a try. */
const COST = { N: 32_768, r: 8, p: 1 };
const MEMORY_MAX = 134_217_728;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const STORED = /^scrypt\$N=(\d{1,8}),r=(\d{1,3}),p=(\d{1,3})\$([\w-]+)\$([\w-]+)$/;

/** What is kept of a password: the parameters, a salt of its own and the hash, as one text. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, COST);
  const { N, r, p } = COST;
  return `scrypt$N=${N},r=${r},p=${p}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

/**
 * Whether it is the password that was kept, in a time that says nothing of how much of it was right.
 * @param kept null for an account that does not exist, which takes as long and is never right
 */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const [, N, r, p, salt = '', hash = ''] = (kept === null ? null : STORED.exec(kept)) ?? [];
  if (hash === '') {
    await derive(password, randomBytes(SALT_BYTES), HASH_BYTES, COST);
    return false;
  }
  const expected = Buffer.from(hash, 'base64url');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const found = await derive(password, Buffer.from(salt, 'base64url'), expected.length, cost);
  return timingSafeEqual(found, expected);
}

/** The same letters, however a keyboard has made them. */
function derive(password: string, salt: Buffer, bytes: number, cost: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, bytes, { ...cost, maxmem: MEMORY_MAX }, (error, hash) => {
      if (error === null) resolve(hash);
      else reject(error);
    });
  });
}
