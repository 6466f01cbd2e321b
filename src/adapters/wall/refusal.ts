import type { Clock } from '../../app/ports.ts';
import { Failure } from './failure.ts';
import type { Reply } from './http.ts';
import { waitOf } from './limits.ts';

/** What to say of the answers that differ between networks; each is a whole sentence without its host. */
export interface Words {
  /** 401, and what a network answers in its place. */
  login: string;
  forbidden: string;
  missing: string;
}

/** Why an answer that is not 200 gives no posts. */
export function refusalOf(reply: Reply, words: Words, clock: Pick<Clock, 'wallAt'>): Failure {
  const { host, status, headers } = reply;
  const waitMs = waitOf(headers, clock);
  if (status === 429) {
    return new Failure('limited', `${host} was asked too often, and is left alone for a while.`, waitMs);
  }
  if (status === 401) return new Failure('needs-login', `${host} ${words.login}`, waitMs);
  if (status === 403) return new Failure('refused', `${host} ${words.forbidden}`, waitMs);
  if (status === 404 || status === 410) return new Failure('refused', `${host} ${words.missing}`, waitMs);
  if (status >= 500)
    return new Failure('unreachable', `${host} has a problem of its own (${status}).`, waitMs);
  return new Failure('refused', `${host} did not take the question (${status}).`, waitMs);
}
