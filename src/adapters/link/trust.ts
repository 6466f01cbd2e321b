import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { createSecureContext, rootCertificates, type SecureContext, type TLSSocket } from 'node:tls';
import { codeOf } from './words.ts';

/** Where Debian keeps the authorities that the owner of the computer trusts. */
const SYSTEM_FILE = '/etc/ssl/certs/ca-certificates.crt';
const CHAIN_MAX = 8;
const DATES = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];

const WORDS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'it has expired, or the clock of this box is wrong',
  CERT_NOT_YET_VALID: 'it is not valid yet, or the clock of this box is wrong',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name than the one in hub.url',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-made, so nobody vouches for it',
  SELF_SIGNED_CERT_IN_CHAIN: 'nobody whom this box trusts vouches for it',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'nobody whom this box trusts vouches for it',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'nobody whom this box trusts vouches for it',
};

/** Who may vouch for a hub's certificate. */
export interface Trust {
  /** For a connection whose chain will be judged. Throws a sentence when `hub.ca` cannot be used. */
  context(): SecureContext;
  /** Null when chain, name and dates are good; else what is wrong, in words. */
  doubt(socket: TLSSocket, leaf: X509Certificate, host: string): string | null;
}

/**
 * @param caFile certificates in PEM that are trusted beside those of the system; null: none
 * @param nowAt the box's idea of now, epoch milliseconds; null while it has none, and dates say nothing
 */
export function createTrust(caFile: string | null, nowAt: () => number | null): Trust {
  let loaded: { context: SecureContext; roots: readonly string[] } | null = null;

  function load(): { context: SecureContext; roots: readonly string[] } {
    if (loaded === null) {
      const roots = [...systemRoots(), ...(caFile === null ? [] : readOwn(caFile))];
      loaded = { context: createSecureContext({ ca: [...roots] }), roots };
    }
    return loaded;
  }

  return {
    context: () => load().context,
    doubt(socket, leaf, host) {
      const code = codeOf(socket.authorizationError) || String(socket.authorizationError ?? '');
      if (socket.authorized) return null;
      // TLS goes by the computer's clock, which this program never sets: a box without NTP may know better.
      const areOnlyDates = DATES.includes(code) && isNamed(leaf, host);
      if (areOnlyDates && isIssued(leaf, load().roots.map(toCertificate), nowAt())) return null;
      return WORDS[code] ?? code;
    },
  };
}

function isNamed(leaf: X509Certificate, host: string): boolean {
  return (isIP(host) === 0 ? leaf.checkHost(host) : leaf.checkIP(host)) !== undefined;
}

/**
 * Whether signatures that are valid at `at` (null: whatever the dates) lead from a certificate to one of the roots.
 * OpenSSL names one fault only, and "expired" may hide that nobody vouches for it.
 */
function isIssued(leaf: X509Certificate, roots: readonly X509Certificate[], at: number | null): boolean {
  let certificate = leaf;
  for (let depth = 0; depth < CHAIN_MAX && isValid(certificate, at); depth += 1) {
    if (roots.some((root) => isSignedBy(certificate, root) && isValid(root, at))) return true;
    const issuer = certificate.issuerCertificate;
    if (issuer === undefined || !issuer.ca || !isSignedBy(certificate, issuer)) return false;
    certificate = issuer;
  }
  return false;
}

function isValid({ validFrom, validTo }: X509Certificate, at: number | null): boolean {
  return at === null || (Date.parse(validFrom) <= at && at <= Date.parse(validTo));
}

function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function toCertificate(pem: string): X509Certificate {
  return new X509Certificate(pem);
}

function systemRoots(): readonly string[] {
  try {
    return certificatesOf(readFileSync(SYSTEM_FILE, 'utf8'));
  } catch {
    return rootCertificates;
  }
}

function readOwn(path: string): string[] {
  let found: string[];
  try {
    found = certificatesOf(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`hub.ca names ${path}, which cannot be read (${codeOf(error)})`, { cause: error });
  }
  if (found.length === 0) throw new Error(`hub.ca names ${path}, which holds no certificate in PEM`);
  return found;
}

function certificatesOf(pem: string): string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}
