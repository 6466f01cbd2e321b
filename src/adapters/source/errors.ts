import { labelOf } from '../../core/label.ts';

const FILE_WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'it may not be read: check its permissions and its owner',
  EPERM: 'it may not be read: check its permissions and its owner',
  EIO: 'its disk or stick gives read errors: try another one',
  ENODEV: 'its disk or stick was taken away while it was read',
  ELOOP: 'it is a symbolic link where a file has to be: copy the file itself there',
};

const NETWORK_WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'this name is not known to the network: check the address and the cable',
  EAI_AGAIN: 'names cannot be looked up now: check the network',
  ECONNREFUSED: 'nothing answers there: check the address and the port',
  ECONNRESET: 'the connection broke off',
  EHOSTUNREACH: 'there is no way to that computer: check the network',
  ENETUNREACH: 'there is no network',
  UND_ERR_SOCKET: 'the connection broke off',
  CERT_HAS_EXPIRED: 'its certificate has expired, or the clock here is wrong',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet, or the clock here is wrong',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-made, so nobody vouches for it',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is self-made, so nobody vouches for it',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate cannot be checked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/** Why a source could not be read, as a sentence; `cause` is what happened. */
export class SourceError extends Error {
  override readonly name: string = 'SourceError';

  constructor(source: string, why: string, cause?: unknown) {
    super(`${labelOf(source)} cannot be read: ${why}.`, { cause });
  }
}

/** A stick is not plugged in: no failure of a source that was read before. See `AbsentSource`. */
export class AbsentError extends SourceError {
  override readonly name = 'AbsentError';
  readonly absent = true;
}

/** It is so large that it is no programme, whatever is in it. */
export class TooLargeError extends SourceError {
  override readonly name = 'TooLargeError';
}

/** What went wrong while a source was read, in words for people. */
export function explain(source: string, error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const cause = error instanceof TypeError && error.cause !== undefined ? error.cause : error;
  const code = codeOf(cause);
  const words = /^https?:/i.test(source) ? NETWORK_WORDS[code] : FILE_WORDS[code];
  const message = cause instanceof Error && cause.message !== '' ? cause.message : code;
  return new SourceError(source, words ?? message, error);
}

/** `ENOENT` and its like; empty when the error has no code. */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
