/** A one-time link, and what to compare when a browser warns. */
export interface Invitation {
  /** `https://192.168.1.20:8443/#invite=…`; what stands behind the # is sent to nobody. */
  link: string;
  role: 'organiser' | 'viewer';
  expiresAt: number;
  /** Where the hub is reached, `https://192.168.1.20:8443`. */
  address: string;
  /** SHA-256 of the certificate, as browsers show it. */
  fingerprint: string;
  /** Browsers do not know a certificate that the hub has made itself. */
  isSelfMade: boolean;
}

/** What is printed on a terminal. @param qrCode of the link; null where nobody could take a picture of it */
export function invitationText(invitation: Invitation, qrCode: string | null): string {
  const { link, role, fingerprint, isSelfMade } = invitation;
  const account =
    role === 'organiser' ? "an organiser's account" : 'an account that may look, and change nothing';
  const compare = isSelfMade
    ? `The browser will warn that it does not know this certificate: the hub has made it itself. Before you go on,
let the browser show the certificate (behind its warning, or behind the lock beside the address), and compare
the SHA-256 fingerprint with this one. If they differ you have reached something else: do not go on.`
    : `The certificate is your organisation's own, so the browser must not warn. This is its SHA-256 fingerprint:`;
  return [
    `Open this link to make ${account}. It works once, within 24 hours:`,
    `  ${link}`,
    ...(qrCode === null ? [] : [qrCode]),
    compare,
    `${byHalves(fingerprint)}\n`,
  ].join('\n\n');
}

/** Two lines, which a narrow terminal does not break elsewhere. */
function byHalves(fingerprint: string): string {
  const pairs = fingerprint.split(':');
  const half = Math.ceil(pairs.length / 2);
  return `  ${pairs.slice(0, half).join(':')}:\n  ${pairs.slice(half).join(':')}`;
}
