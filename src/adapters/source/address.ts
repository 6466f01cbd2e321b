import type { Fetched, SourceTag } from '../../app/ports.ts';
import { collect, type Limits } from './collect.ts';
import { SourceError } from './errors.ts';

const REDIRECTS_MAX = 5;

/** Whether a source is an http or https address. */
export function isAddress(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

/** Reads an http(s) address; at most 5 redirects are followed, which stay within http(s) and never leave https. */
export async function readAddress(source: string, known: SourceTag | null, limits: Limits): Promise<Fetched> {
  const response = await follow(source, known, limits.signal);
  if (response.status === 304 && known !== null) return { modified: false };
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new SourceError(source, statusWords(response.status));
  }
  const tag = { etag: response.headers.get('etag'), lastModified: response.headers.get('last-modified') };
  return {
    modified: true,
    bytes: await collect(source, response.body ?? [], limits),
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

function statusWords(status: number): string {
  if (status === 404 || status === 410) return `there is nothing at this address (${status})`;
  if (status === 401 || status === 403) return `it may only be read after signing in (${status})`;
  if (status >= 500) return `the server has a problem of its own (${status})`;
  return `the server answered ${status}`;
}
