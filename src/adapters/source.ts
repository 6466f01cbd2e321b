import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Clock, Fetched, FetchSource, SourceTag } from '../app/ports.ts';
import { labelOf } from '../core/label.ts';

const TIMEOUT_MS = 20_000;
const MAX_BYTES = 16 * 1024 * 1024;
const REDIRECTS_MAX = 5;

const FILE_WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'it may not be read: check its permissions and its owner',
  EPERM: 'it may not be read: check its permissions and its owner',
  EISDIR: 'it is a directory: name the file in it',
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

export interface SourceOptions {
  clock: Pick<Clock, 'after'>;
  timeoutMs?: number;
  maxBytes?: number;
}

/** Why a source could not be read, as a sentence; `cause` is what happened. */
export class SourceError extends Error {
  override readonly name = 'SourceError';

  constructor(source: string, why: string, cause?: unknown) {
    super(`${labelOf(source)} cannot be read: ${why}.`, { cause });
  }
}

/**
 * Reads programmes from files and http(s) addresses: at most 16 MB, 20 seconds and 5 redirects, which stay within
 * http(s) and never leave https. The answer rejects with a SourceError.
 */
export function createSource({
  clock,
  timeoutMs = TIMEOUT_MS,
  maxBytes = MAX_BYTES,
}: SourceOptions): FetchSource {
  return async (source, known) => {
    const abort = new AbortController();
    const cancel = clock.after(timeoutMs, () => abort.abort());
    try {
      if (/^https?:\/\//i.test(source)) return await readAddress(source, known, maxBytes, abort.signal);
      return { modified: true, bytes: await readFile(source, maxBytes, abort.signal), tag: null };
    } catch (error) {
      if (abort.signal.aborted) {
        throw new SourceError(source, `it took longer than ${timeoutMs / 1000} s`, error);
      }
      throw explain(source, error);
    } finally {
      cancel();
    }
  };
}

async function readFile(source: string, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  const scheme = /^([a-z][a-z\d+.-]+):\/\//i.exec(source)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'file') {
    throw new SourceError(source, `${scheme} is not supported: name a file, or an http or https address`);
  }
  const path = scheme === 'file' ? fileURLToPath(source) : source;
  return collect(source, createReadStream(path, { signal }), maxBytes);
}

async function readAddress(
  source: string,
  known: SourceTag | null,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Fetched> {
  const response = await follow(source, known, signal);
  if (response.status === 304 && known !== null) return { modified: false };
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new SourceError(source, statusWords(response.status));
  }
  const tag = { etag: response.headers.get('etag'), lastModified: response.headers.get('last-modified') };
  return {
    modified: true,
    bytes: await collect(source, response.body ?? [], maxBytes),
    tag: tag.etag === null && tag.lastModified === null ? null : tag,
  };
}

async function follow(source: string, known: SourceTag | null, signal: AbortSignal): Promise<Response> {
  let url = parse(source, source);
  const headers = new Headers({ accept: 'application/json, */*;q=0.5' });
  if (known?.etag) headers.set('if-none-match', known.etag);
  if (known?.lastModified) headers.set('if-modified-since', known.lastModified);
  for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects += 1) {
    const response = await fetch(url, { headers, signal, redirect: 'manual' });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    const next = parse(source, location, url);
    if (url.protocol === 'https:' && next.protocol === 'http:') {
      throw new SourceError(source, 'it redirects from https to unprotected http');
    }
    url = next;
  }
  throw new SourceError(source, `it redirects more than ${REDIRECTS_MAX} times`);
}

/** An address that may be asked; one that a redirect names is no more trusted than the first. */
function parse(source: string, address: string, base?: URL): URL {
  if (!URL.canParse(address, base?.href)) throw new SourceError(source, 'its address is malformed');
  const url = new URL(address, base?.href);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new SourceError(source, `it redirects to ${url.protocol}, which is not followed`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new SourceError(source, 'an address with a password in it is not supported');
  }
  return url;
}

async function collect(
  source: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new SourceError(
        source,
        `it is larger than ${Math.floor(maxBytes / 1_048_576)} MB, which no programme is`,
      );
    }
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

function statusWords(status: number): string {
  if (status === 404 || status === 410) return `there is nothing at this address (${status})`;
  if (status === 401 || status === 403) return `it may only be read after signing in (${status})`;
  if (status >= 500) return `the server has a problem of its own (${status})`;
  return `the server answered ${status}`;
}

function explain(source: string, error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const cause = error instanceof TypeError && error.cause !== undefined ? error.cause : error;
  const code = codeOf(cause);
  const words = /^https?:/i.test(source) ? NETWORK_WORDS[code] : FILE_WORDS[code];
  const message = cause instanceof Error && cause.message !== '' ? cause.message : code;
  return new SourceError(source, words ?? message, error);
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
