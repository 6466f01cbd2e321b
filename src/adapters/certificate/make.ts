import { type ExecFileException, execFile } from 'node:child_process';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

/** A laptop may serve for years; boxes compare the key and ignore the dates. */
const DAYS = 3_650;
const TIMEOUT_MS = 30_000;
const OUTPUT_MAX = 65_536;

/**
 * Makes a key (EC, P-256) and a certificate that it has signed itself, both as PEM in one text; nothing is written to a
 * disk. Rejects with a sentence for people.
 * @param names names and addresses by which browsers reach the hub
 */
export function makeCertificate(names: readonly string[]): Promise<string> {
  const alternatives = names.map((name) => `${isIP(name) === 0 ? 'DNS' : 'IP'}:${name}`);
  const words = [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-sha256', '-nodes'],
    ...['-keyout', '-', '-out', '-', '-days', String(DAYS), '-subj', '/CN=LikeBox hub'],
    ...[
      '-addext',
      `subjectAltName=${alternatives.join(',')}`,
      '-addext',
      'basicConstraints=critical,CA:FALSE',
    ],
    ...['-addext', 'keyUsage=digitalSignature', '-addext', 'extendedKeyUsage=serverAuth'],
  ];
  return new Promise((resolve, reject) => {
    execFile('openssl', words, { timeout: TIMEOUT_MS, maxBuffer: OUTPUT_MAX }, (error, pem) => {
      if (error === null) resolve(pem);
      else reject(new Error(explain(error), { cause: error }));
    });
  });
}

function explain(error: ExecFileException): string {
  return error.code === 'ENOENT'
    ? 'The hub needs openssl to make its certificate: install it with apt-get install openssl.'
    : `openssl could not make the certificate of the hub: ${error.message}`;
}

const NAME = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i;

/** Every name and address that this computer may be reached by now, and the one that is configured. */
export function namesOf(address: string | null): string[] {
  const host = hostname().toLowerCase();
  const own = [host, host.includes('.') ? host : `${host}.local`, 'localhost'].filter((name) =>
    NAME.test(name),
  );
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  // An address of a link alone is written with its interface, which no certificate can name.
  const reachable = addresses.map((one) => one.address).filter((one) => !/^fe80:/i.test(one));
  const configured = address === null ? [] : [address.replace(/^\[|\]$/g, '')];
  return [...new Set([...configured, ...own, '127.0.0.1', '::1', ...reachable])];
}
