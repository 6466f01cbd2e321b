import type { Clock } from '../../app/ports.ts';
import { explain, Failure } from './failure.ts';

/** What is asked of a server; `post` makes it a POST, of JSON where it is not empty. */
export interface Question {
  url: string;
  headers?: Readonly<Record<string, string>>;
  post?: string;
}

/** A whole answer, whatever its status. */
export interface Reply {
  /** As people know it: without a port where that is the usual one. */
  host: string;
  status: number;
  headers: Headers;
  text: string;
}

/** Asks, and rejects with a `Failure` when no whole answer comes. */
export type Fetch = (question: Question) => Promise<Reply>;

const LIMIT_MS = 15_000;
const BODY_MAX = 2_097_152; // bytes after unpacking: forty posts with everything are about 200 kB
const REDIRECTS_MAX = 3;

/**
 * Requests with a time limit and a bound on the body. Redirects stay with the host and on https, or with the very
 * server that was configured, so that no key goes elsewhere.
 */
export function createFetch({ clock, version }: { clock: Pick<Clock, 'after'>; version: string }): Fetch {
  const agent = `LikeBox/${version}`;
  return async (question) => {
    const { host } = new URL(question.url);
    const abort = new AbortController();
    const late = new Failure('unreachable', `${host} did not answer within ${LIMIT_MS / 1_000} s.`);
    const cancel = clock.after(LIMIT_MS, () => abort.abort(late));
    try {
      const response = await follow(question, agent, abort.signal);
      const text = await textOf(response, host);
      return { host, status: response.status, headers: response.headers, text };
    } catch (error) {
      throw explain(host, error);
    } finally {
      cancel();
    }
  };
}

async function follow(question: Question, agent: string, signal: AbortSignal): Promise<Response> {
  let url = new URL(question.url);
  const { host } = url;
  const headers = { ...question.headers, 'user-agent': agent };
  for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects += 1) {
    const response = await fetch(url, requestOf(question.post, headers, signal));
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    if (question.post !== undefined) throw new Failure('refused', `${host} sends logins elsewhere.`);
    url = allowed(url, location);
  }
  throw new Failure('refused', `${host} redirects more than ${REDIRECTS_MAX} times: is its address right?`);
}

function requestOf(post: string | undefined, headers: Record<string, string>, signal: AbortSignal) {
  const common = { signal, redirect: 'manual', headers } as const;
  if (post === undefined) return common;
  if (post === '') return { ...common, method: 'POST' };
  return {
    ...common,
    method: 'POST',
    body: post,
    headers: { ...headers, 'content-type': 'application/json' },
  };
}

function allowed(from: URL, location: string): URL {
  const next = URL.canParse(location, from.href) ? new URL(location, from.href) : null;
  const stays = next?.hostname === from.hostname && next.protocol === 'https:';
  if (next !== null && (stays || next.origin === from.origin)) return next;
  const target = next === null ? 'nowhere' : `to ${next.protocol}//${next.host}`;
  throw new Failure(
    'refused',
    `${from.host} redirects ${target}, which is not followed: give the right address.`,
  );
}

async function textOf(response: Response, host: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > BODY_MAX) {
      throw new Failure(
        'refused',
        `${host} answered more than ${BODY_MAX / 1_048_576} MB, which is too much.`,
      );
    }
    parts.push(chunk);
  }
  return decode(Buffer.concat(parts), response.headers.get('content-type') ?? '');
}

/** By the charset of the answer, then of an XML declaration: old feeds are Latin-1. */
function decode(bytes: Buffer, type: string): string {
  const declared = /^<\?xml[^>]*\bencoding=["']([\w-]+)/.exec(bytes.toString('latin1', 0, 200))?.[1];
  const charset = /charset="?([\w-]+)/i.exec(type)?.[1] ?? declared ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
