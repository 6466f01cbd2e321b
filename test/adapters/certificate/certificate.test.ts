import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readIdentity, selfMade } from '../../../src/adapters/certificate/identity.ts';
import { makeCertificate, namesOf } from '../../../src/adapters/certificate/make.ts';
import { keyFingerprint } from '../../../src/adapters/paircode.ts';
import { createCertificates } from '../link/certificates.ts';

const directory = mkdtempSync(join(tmpdir(), 'likebox-identity-'));
const others = createCertificates();
after(() => {
  rmSync(directory, { recursive: true });
  others.remove();
});

const pem = await makeCertificate(['hub.local', '127.0.0.1', '::1']);

function file(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

test('a certificate of the hub itself has the names that it is reached by, and lasts for years', () => {
  const { cert, key, isSelfMade } = selfMade(pem);
  const certificate = new X509Certificate(cert);
  assert.equal(certificate.subjectAltName, 'DNS:hub.local, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
  assert.equal(certificate.publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1');
  assert.equal(certificate.ca, false);
  const years = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 31_557_600_000;
  assert.ok(years > 9 && years < 11);
  assert.equal(isSelfMade, true);
  assert.ok(!cert.includes('PRIVATE') && key.includes('PRIVATE'));
});

test('it is described by the digests that boxes pin and that browsers show', () => {
  const { cert, spkiSha256, fingerprint, endsAt } = selfMade(pem);
  const openssl = (...words: string[]) => execFileSync('openssl', words, { input: cert });
  const spki = execFileSync('openssl', ['pkey', '-pubin', '-outform', 'DER'], {
    input: openssl('x509', '-noout', '-pubkey'),
  });
  assert.equal(spkiSha256, createHash('sha256').update(spki).digest('hex'));
  assert.equal(spkiSha256, keyFingerprint(cert));
  assert.equal(
    `sha256 Fingerprint=${fingerprint}`,
    String(openssl('x509', '-noout', '-fingerprint', '-sha256')).trim(),
  );
  assert.equal(endsAt, Date.parse(new X509Certificate(cert).validTo));
});

test('every certificate has a key of its own', async () => {
  assert.notEqual(selfMade(await makeCertificate(['localhost'])).spkiSha256, selfMade(pem).spkiSha256);
});

test("a hub's names are those of this computer, and the one that is configured", () => {
  const names = namesOf('hub.example');
  assert.equal(names[0], 'hub.example');
  for (const name of ['localhost', '127.0.0.1', '::1']) assert.ok(names.includes(name), name);
  assert.equal(namesOf('[fd00::7]')[0], 'fd00::7');
  assert.ok(!namesOf(null).some((name) => name.startsWith('fe80')));
});

test("an organisation's own certificate is read from its files, or from one file with both", async () => {
  const own = others.authority().issue(['DNS:hub.example']);
  const certificate = file('own.pem', own.cert);
  const key = file('own.key', own.key);
  const found = await readIdentity({ certificate, key });
  assert.ok('cert' in found);
  assert.deepEqual([found.cert, found.isSelfMade], [own.cert, false]);
  assert.equal(found.key.trim(), own.key.trim());
  const both = file('both.pem', own.cert + own.key);
  const again = await readIdentity({ certificate: both, key: both });
  assert.ok('cert' in again && again.spkiSha256 === found.spkiSha256);
});

const one = others.selfMade();
const certificate = file('one.pem', one.cert);
const key = file('one.key', one.key);

/** Files that are no identity, and what is said of them. */
const FAULTS: readonly [
  what: string,
  files: { certificate: string; key: string },
  key: string,
  message: RegExp,
][] = [
  [
    'a certificate that is not there',
    { certificate: '/none.pem', key },
    'tls.certificate',
    /^cannot read \/none\.pem: there is no such file$/,
  ],
  ['a key that is a directory', { certificate, key: directory }, 'tls.key', /it is a directory$/],
  [
    'a certificate that is none',
    { certificate: file('x.pem', 'x'), key },
    'tls.certificate',
    /^this is no certificate in PEM/,
  ],
  ['a key that is none', { certificate, key: file('x.key', 'x') }, 'tls.key', /holds no key/],
  [
    'a damaged key',
    { certificate, key: file('d.key', one.key.replace(/M[\s\S]{40}/, 'AAAA')) },
    'tls.key',
    /^this is no private key in PEM/,
  ],
  [
    'the key of another certificate',
    { certificate, key: file('o.key', others.selfMade().key) },
    'tls.key',
    /^this is the key of another certificate/,
  ],
  [
    'a key with a password',
    { certificate, key: file('p.key', locked()) },
    'tls.key',
    /is locked with a password/,
  ],
];

function locked(): string {
  return String(execFileSync('openssl', ['pkey', '-aes256', '-passout', 'pass:x'], { input: one.key }));
}

for (const [what, files, name, message] of FAULTS) {
  test(`${what} is a fault of its key in hub.toml`, async () => {
    const found = await readIdentity(files);
    assert.ok('message' in found);
    assert.equal(found.key, name);
    assert.match(found.message, message);
  });
}

test('a computer without openssl says what to install', async () => {
  const path = process.env.PATH;
  process.env.PATH = directory;
  try {
    await assert.rejects(makeCertificate(['localhost']), {
      message: 'The hub needs openssl to make its certificate: install it with apt-get install openssl.',
    });
    const fake = file('openssl', '#!/bin/sh\nexit 1\n');
    chmodSync(fake, 0o755);
    await assert.rejects(makeCertificate(['localhost']), /^Error: openssl could not make the certificate/);
  } finally {
    process.env.PATH = path;
  }
});
