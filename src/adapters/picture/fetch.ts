import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublic } from './ranges.ts';
import { Refusal, wordsOf } from './refusal.ts';

export const FETCHED_BYTES_MAX = 8_388_608;
const REDIRECTS_MAX = 2;
const ADDRESS_CHARS_MAX = 2_048;
const HEADER_BYTES_MAX = 16_384;
const FIRST_BYTES = 65_536;

/** One address of a host. */
export interface HostAddress {
  address: string;
  family: number;
}

export interface Fetching {
  /** Origins that are asked although they are not public or not https: `http://127.0.0.1:8080`. For tests. */
  allow: readonly string[];
  /** All addresses of a host name. */
  resolve: (host: string) => Promise<readonly HostAddress[]>;
  version: string;
  /** Ends the fetching, whatever it waits for. */
  signal: AbortSignal;
  /** Told of every piece of body that arrives, in bytes. */
  onRead: (bytes: number) => void;
}

/**
 * The bytes at an https address of the public internet, at most 8 MiB, after at most two redirects. Each host is
 * resolved once, and only an address that was checked is connected to: a name that changes its address between the
 * check and the connection gains nothing. Throws a `Refusal`.
 */
export async function fetchBytes(address: string, fetching: Fetching): Promise<Uint8Array> {
  let url = parse(address, undefined, fetching);
  for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects += 1) {
    const response = await ask(url, await addressesOf(url, fetching), fetching);
    try {
      const { statusCode = 0, headers } = response;
      const isRedirect = statusCode >= 300 && statusCode <= 399 && headers.location !== undefined;
      if (!isRedirect) return await bodyOf(response, fetching);
      url = parse(headers.location ?? '', url, fetching);
    } finally {
      response.destroy();
    }
  }
  throw new Refusal(`it redirects more than ${REDIRECTS_MAX} times`);
}

/** An address that may be asked; one that a redirect names is no more trusted than the first. */
function parse(address: string, base: URL | undefined, { allow }: Fetching): URL {
  const where = base === undefined ? 'its address' : 'the address that it redirects to';
  if (address.length > ADDRESS_CHARS_MAX)
    throw new Refusal(`${where} is longer than ${ADDRESS_CHARS_MAX} characters`);
  if (!URL.canParse(address, base?.href)) throw new Refusal(`${where} is malformed`);
  const url = new URL(address, base?.href);
  if (url.protocol !== 'https:' && !allow.includes(url.origin)) throw new Refusal(`${where} is not https`);
  if (url.username !== '' || url.password !== '') throw new Refusal(`${where} has a password in it`);
  return url;
}

/** Where a host may be connected to: those of its addresses that are public. */
async function addressesOf(url: URL, { allow, resolve, signal }: Fetching): Promise<readonly HostAddress[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const found = family === 0 ? await endedBy(signal, resolve(host)) : [{ address: host, family }];
  const usable = allow.includes(url.origin) ? found : found.filter(({ address }) => isPublic(address));
  if (usable.length > 0) return usable;
  const [first] = found;
  throw new Refusal(
    first === undefined
      ? `${host} has no address`
      : `${family === 0 ? `${host} is ${first.address}, which` : host} is not an address of the public internet`,
  );
}

/** Looking up a name cannot be cancelled, only left alone. */
function endedBy<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const end = () => reject(new Error('ended'));
    signal.addEventListener('abort', end, { once: true });
    work.then(resolve, (error: unknown) => reject(new Refusal(`its host is not found (${wordsOf(error)})`)));
  });
}

function ask(url: URL, addresses: readonly HostAddress[], fetching: Fetching): Promise<IncomingMessage> {
  const lookup: LookupFunction = (_host, { all }, answer) => {
    const [first] = addresses;
    if (all) answer(null, [...addresses]);
    else answer(null, first?.address ?? '', first?.family);
  };
  const options = {
    lookup,
    agent: false, // a connection of its own: one that is kept might lead to an address of another name
    signal: fetching.signal,
    maxHeaderSize: HEADER_BYTES_MAX,
    headers: {
      accept: 'image/avif, image/webp, image/png, image/jpeg, image/gif',
      'accept-encoding': 'identity',
      'user-agent': `LikeBox/${fetching.version}`,
    },
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, resolve);
    // Stays: a connection may also break after the answer began, and nobody else listens there.
    request.on('error', (error) => reject(new Refusal(`its server cannot be asked (${wordsOf(error)})`)));
    request.end();
  });
}

async function bodyOf(response: IncomingMessage, { onRead }: Fetching): Promise<Uint8Array> {
  if (response.statusCode !== 200) throw new Refusal(`its server answered ${response.statusCode}`);
  const tooLarge = `it is larger than ${FETCHED_BYTES_MAX / 1_048_576} MB`;
  if (Number(response.headers['content-length'] ?? 0) > FETCHED_BYTES_MAX) throw new Refusal(tooLarge);
  // One buffer that grows: a body in pieces of one byte would take a hundred times its size as a list.
  let held: Buffer = Buffer.allocUnsafe(FIRST_BYTES);
  let size = 0;
  try {
    for await (const piece of response as AsyncIterable<Buffer>) {
      onRead(piece.length);
      if (size + piece.length > FETCHED_BYTES_MAX) throw new Refusal(tooLarge);
      if (size + piece.length > held.length) held = grown(held, size + piece.length);
      size += piece.copy(held, size);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`its server broke off (${wordsOf(error)})`, { cause: error });
  }
  return held.subarray(0, size);
}

function grown(held: Buffer, needed: number): Buffer {
  const larger = Buffer.allocUnsafe(Math.min(Math.max(2 * held.length, needed), FETCHED_BYTES_MAX));
  held.copy(larger);
  return larger;
}
