import type { Answer } from '../../app/wall/ports.ts';

type Failed = Extract<Answer, { kind: 'failed' }>;

/** A network did not give what was asked for; the message is a sentence for people, and names no secret. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly state: Failed['state'];
  readonly waitMs: number | null;

  constructor(state: Failed['state'], why: string, waitMs: number | null = null, cause?: unknown) {
    super(why, { cause });
    this.state = state;
    this.waitMs = waitMs;
  }
}

const NETWORK_WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known to the network: check the address and the cable',
  EAI_AGAIN: 'names cannot be looked up now: check the network',
  ECONNREFUSED: 'nothing answers there: check the address and the port',
  ECONNRESET: 'the connection broke off',
  EHOSTUNREACH: 'there is no way to that computer: check the network',
  ENETUNREACH: 'there is no network',
  UND_ERR_SOCKET: 'the connection broke off',
  UND_ERR_CONNECT_TIMEOUT: 'nothing answers there in time: check the network',
  CERT_HAS_EXPIRED: 'its certificate has expired, or the clock here is wrong',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet, or the clock here is wrong',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/** What went wrong on the way to a host, as a `Failure`. */
export function explain(host: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const code = codeOf(error instanceof TypeError && error.cause !== undefined ? error.cause : error);
  const words = NETWORK_WORDS[code] ?? (/CERT|SSL|TLS|SIGNATURE/.test(code) ? WRONG_CERTIFICATE : BROKEN);
  return new Failure('unreachable', `${host} cannot be reached: ${words}.`, null, error);
}

const WRONG_CERTIFICATE = 'its certificate cannot be checked';
const BROKEN = 'the connection failed';

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
