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
  /** Issues a certificate for these names, valid from 2020 to 2049, or for the year 2020 alone. */
  issue(names: readonly string[], valid?: 'long' | 'in 2020'): Certificate;
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

  function selfMade(): Certificate {
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
      '/CN=likebox',
      '-days',
      '30',
    );
    return read(name);
  }

  function sign(name: string, how: readonly string[], extension: string, until: string): Certificate {
    writeFileSync(join(dir, 'ext'), `${extension}\n`);
    openssl('req', ...KEY, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    const dates = ['-startdate', '20200101000000Z', '-enddate', until];
    const files = ['-in', `${name}.csr`, '-out', `${name}.pem`, '-extfile', 'ext'];
    openssl('ca', '-batch', '-notext', '-config', 'ca.cnf', ...how, ...dates, ...files);
    return read(name);
  }

  return {
    dir,
    selfMade,
    authority(): Authority {
      writeFileSync(join(dir, 'ca.cnf'), CA_CONFIG);
      writeFileSync(join(dir, 'index.txt'), '');
      writeFileSync(join(dir, 'serial'), '1000');
      const ca = next();
      const own = sign(ca, ['-selfsign', '-keyfile', `${ca}.key`], 'basicConstraints=critical,CA:TRUE', LONG);
      return {
        ...own,
        issue(names, valid = 'long') {
          const how = ['-cert', `${ca}.pem`, '-keyfile', `${ca}.key`];
          return sign(
            next(),
            how,
            `subjectAltName=${names.join(',')}`,
            valid === 'long' ? LONG : '20210101000000Z',
          );
        },
      };
    },
    remove: () => rmSync(dir, { recursive: true }),
  };
}

const LONG = '20490101000000Z';
const CA_CONFIG = `[ca]
default_ca = here
[here]
database = index.txt
serial = serial
unique_subject = no
new_certs_dir = .
default_md = sha256
policy = any
[any]
commonName = supplied
`;
