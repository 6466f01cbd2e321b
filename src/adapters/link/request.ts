import { type Agent, type IncomingMessage, request } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Clock } from '../../app/ports.ts';
import { LinkError } from './words.ts';

const ANSWER_MS = 30_000;

export interface Ask {
  method: 'GET' | 'POST';
  url: URL;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** More bytes of an answer are refused. */
  most: number;
  /** Over a connection whose other end was looked at already, or an agent that makes such connections. */
  over: { socket: TLSSocket } | { agent: Agent };
}

export interface Answer {
  status: number;
  etag: string | null;
  bytes: Buffer;
}

/** The answer is larger than what was asked for. */
export class TooLargeError extends LinkError {
  override readonly name = 'TooLargeError';
}

/** Asks once; redirects are not followed. Rejects when it breaks, takes over 30 s or is too large. */
export function ask(
  clock: Pick<Clock, 'after'>,
  { method, url, headers, body, most, over }: Ask,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({
      method,
      host: url.hostname,
      port: url.port || 443,
      path: url.pathname,
      headers: { ...headers, Host: url.host },
      ...('agent' in over ? over : { createConnection: () => over.socket }),
    });
    const cancel = clock.after(ANSWER_MS, () =>
      asked.destroy(new LinkError(url.origin, `it did not answer within ${ANSWER_MS / 1_000} s`)),
    );
    const fail = (error: unknown) => {
      cancel();
      reject(error);
    };
    asked.on('error', fail);
    asked.on('response', (response) => {
      collect(response, url, most).then((answer) => {
        cancel();
        resolve(answer);
      }, fail);
    });
    asked.end(body);
  });
}

async function collect(response: IncomingMessage, url: URL, most: number): Promise<Answer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of response) {
    size += piece.length;
    // Leaving the loop destroys the response, and its connection with it.
    if (size > most) throw new TooLargeError(url.origin, `its answer is larger than ${most} bytes`);
    pieces.push(piece);
  }
  return {
    status: response.statusCode ?? 0,
    etag: response.headers.etag?.replace(/^(?:W\/)?"(.*)"$/, '$1') ?? null,
    bytes: Buffer.concat(pieces),
  };
}
