import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A key and its certificate, PEM. */
export interface Certificate {
  key: string;
  cert: string;
}

export interface Authority extends Certificate {
  /** Issues a certificate for these names; -1 day: it expired a day ago. */
  issue(names: readonly string[], days?: number): Certificate;
}

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** Real certificates, made by openssl as an owner of a hub would. */
export function createCertificates() {
  const dir = mkdtempSync(join(tmpdir(), 'likebox-certificates-'));
  let made = 0;

  const read = (name: string): Certificate => ({
    key: readFileSync(join(dir, `${name}.key`), 'utf8'),
    cert: readFileSync(join(dir, `${name}.pem`), 'utf8'),
  });
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: dir, stdio: 'pipe' });
  const next = () => {
    made += 1;
    return `c${made}`;
  };

  function selfMade(subject = 'likebox'): Certificate & { name: string } {
    const name = next();
    openssl(
      'req',
      '-x509',
      ...KEY,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
      '-subj',
      `/CN=${subject}`,
      '-days',
      '30',
    );
    return { ...read(name), name };
  }

  return {
    dir,
    selfMade,
    authority(): Authority {
      const authority = selfMade('Organisation');
      return {
        ...authority,
        issue(names, days = 30) {
          const name = next();
          writeFileSync(join(dir, 'ext'), `subjectAltName=${names.join(',')}\n`);
          openssl('req', ...KEY, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', '/CN=hub');
          openssl(
            'x509',
            '-req',
            '-in',
            `${name}.csr`,
            '-CA',
            `${authority.name}.pem`,
            '-CAkey',
            `${authority.name}.key`,
            '-CAcreateserial',
            '-days',
            String(days),
            '-extfile',
            'ext',
            '-out',
            `${name}.pem`,
          );
          return read(name);
        },
      };
    },
    remove: () => rmSync(dir, { recursive: true }),
  };
}
