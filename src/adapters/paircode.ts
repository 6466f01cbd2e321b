import { createHash, scrypt, X509Certificate } from 'node:crypto';
import { pairingCodeOf } from '../core/link/code.ts';

const SALT = 'likebox pairing';
const COST = { N: 32_768, r: 8, p: 1, maxmem: 67_108_864 }; // it takes 32 MiB, which is Node's limit and not below it
const BYTES = 5;
/** A hub may have 100 requests waiting; more is what attackers make. */
const KNOWN_MAX = 256;

/**
 * Makes the codes that LCD and dashboard both show: the first 40 bits of
 * scrypt(secret digest ‖ hub key fingerprint, salt `likebox pairing`, N = 2^15, r = 8, p = 1), both of them as raw 32
 * bytes, in base32. Slow on purpose, so that nobody finds a key with the same code in time; what was made is kept.
 * The functions take lower-case hex.
 */
export function createPairingCodes(): (secretDigest: string, keyFingerprint: string) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  return (secretDigest, keyFingerprint) => {
    const key = secretDigest + keyFingerprint;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size === KNOWN_MAX) known.clear();
    const code = derive(Buffer.concat([raw(secretDigest), raw(keyFingerprint)]));
    known.set(key, code);
    return code;
  };
}

/** A hub's key fingerprint: SHA-256 of the SPKI of its certificate (PEM), lower-case hex; what boxes pin. */
export function keyFingerprint(certificate: string): string {
  const spki = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('hex');
}

function derive(password: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(password, SALT, BYTES, COST, (error, bytes) => {
      if (error === null) resolve(pairingCodeOf(bytes));
      else reject(error);
    });
  });
}

function raw(digest: string): Buffer {
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new TypeError('a digest has 64 digits of lower-case hex');
  return Buffer.from(digest, 'hex');
}
