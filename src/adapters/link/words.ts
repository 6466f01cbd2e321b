const NETWORK_WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'this name is not known to the network: check hub.url and the cable',
  EAI_AGAIN: 'names cannot be looked up now: check the cable and the network',
  ECONNREFUSED: 'nothing answers there: check that the hub runs, and the port in hub.url',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  EHOSTUNREACH: 'there is no way to that computer: check the cable and the network',
  ENETUNREACH: 'there is no network: check the cable',
  EADDRNOTAVAIL: 'this box has no address on the network: check the cable',
  ETIMEDOUT: 'nothing answered in time: check that the hub runs, the cable and the network',
  ERR_SSL_WRONG_VERSION_NUMBER: 'what answers there does not speak TLS: check the port in hub.url',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'what answers there does not speak TLS: check the port in hub.url',
};

/** What a trouble of the network means, for people. */
export class LinkError extends Error {
  override readonly name: string = 'LinkError';

  constructor(url: string, why: string, cause?: unknown) {
    super(`The hub at ${url} cannot be reached: ${why}.`, { cause });
  }
}

/** Something that is not this hub answers; nothing was sent to it. */
export class ChangedKeyError extends Error {
  override readonly name = 'ChangedKeyError';
}

/** Any trouble as one of a sentence; what has one already keeps it. */
export function explain(url: string, error: unknown): LinkError | ChangedKeyError {
  if (error instanceof LinkError || error instanceof ChangedKeyError) return error;
  const code = codeOf(error);
  const words =
    NETWORK_WORDS[code] ?? (code.startsWith('ERR_SSL') ? `TLS fails (${code})` : messageOf(error));
  return new LinkError(url, words, error);
}

/** `ENOENT` and its like; empty when the error has no code. */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message.replace(/\.$/, '') : String(error);
}
