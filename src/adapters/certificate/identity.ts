import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ConfigFault } from '../../core/config.ts';

/** What a hub shows itself by. */
export interface Identity {
  /** PEM; what a file holds behind the first certificate comes with it. */
  cert: string;
  key: string;
  /** SHA-256 over the DER of its public key, lower-case hex: what boxes pin. */
  spkiSha256: string;
  /** SHA-256 of the certificate, `AB:CD:…` as browsers show it. */
  fingerprint: string;
  /** When browsers stop taking it, epoch milliseconds. */
  endsAt: number;
  isSelfMade: boolean;
}

const KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/;

/** Of a certificate and key in one text, as `makeCertificate` gives them. Throws a sentence when they are none. */
export function selfMade(pem: string): Identity {
  const key = KEY.exec(pem)?.[0] ?? '';
  return { ...identityOf(pem.replace(key, ''), key), isSelfMade: true };
}

/** Of an organisation's own files, which may be one and the same; or what is wrong with them. Never rejects. */
export async function readIdentity(files: {
  certificate: string;
  key: string;
}): Promise<Identity | ConfigFault> {
  try {
    const cert = await read('tls.certificate', files.certificate);
    const key = KEY.exec(await read('tls.key', files.key))?.[0];
    if (key === undefined) {
      throw new Misfit('tls.key', `${files.key} holds no key: one begins with "-----BEGIN PRIVATE KEY-----"`);
    }
    if (/ENCRYPTED/.test(key)) {
      throw new Misfit('tls.key', `${files.key} is locked with a password, which nobody can give at a start`);
    }
    return { ...identityOf(cert, key), isSelfMade: false };
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    return { key: error.key, message: error.message };
  }
}

/** What is wrong with one of the two files. */
class Misfit extends Error {
  readonly key: string;

  constructor(key: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.key = key;
  }
}

const WHY: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read by this user',
  EISDIR: 'it is a directory',
};

async function read(key: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new Misfit(key, `cannot read ${file}: ${WHY[code] ?? code}`, error);
  }
}

function identityOf(cert: string, key: string): Omit<Identity, 'isSelfMade'> {
  const certificate = parse('tls.certificate', 'certificate', () => new X509Certificate(cert));
  const secret = parse('tls.key', 'private key', () => createPrivateKey(key));
  if (!certificate.checkPrivateKey(secret)) {
    throw new Misfit('tls.key', 'this is the key of another certificate than the one in tls.certificate');
  }
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' });
  const spkiSha256 = createHash('sha256').update(spki).digest('hex');
  return {
    cert,
    key,
    spkiSha256,
    fingerprint: certificate.fingerprint256,
    endsAt: Date.parse(certificate.validTo),
  };
}

function parse<T>(key: string, what: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new Misfit(key, `this is no ${what} in PEM, or it is damaged`, error);
  }
}
