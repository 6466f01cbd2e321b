import { webcrypto } from 'node:crypto';
import { Agent, type AgentOptions } from 'node:http';
import type { Handed, HubLine } from '../../app/link/ports.ts';
import type { Clock } from '../../app/ports.ts';
import type { Secured } from './door.ts';
import { type Answer, ask, TooLargeError } from './request.ts';
import { parseNotices, parseProgramme, parseSettings } from './schema.ts';
import { parseImages, parseResults, parseWall } from './screenschema.ts';
import { explain, LinkError } from './words.ts';

const PROGRAMME_BYTES_MAX = 16_777_216;
const OTHER_BYTES_MAX = 1_048_576;
const PICTURE_BYTES_MAX = 4_194_304;
/** So long a connection for pictures stays open without one. */
const PICTURES_REST_MS = 10_000;

const PICTURES = { wall: '/api/v1/wall', images: '/api/v1/screen/images' } as const;

/** What the hub hands out, each over a connection whose other end was looked at like the line's. */
export type DocumentReader = Omit<HubLine, 'send' | 'backlog' | 'close'> & { close(): void };

interface Deps {
  clock: Pick<Clock, 'after'>;
  url: string;
  box: string;
  secret: string;
  /** Makes another connection to the same hub. */
  open: () => Promise<Secured>;
}

export function createDocumentReader({ clock, url, box, secret, open }: Deps): DocumentReader {
  const agent = createAgent(open);
  // Of their own: nothing that people wait for stands behind a picture. They come rarely.
  const pictures = createAgent(open, { timeout: PICTURES_REST_MS });

  const get = (path: string, most: number, over: Agent, etag: string | null = null): Promise<Answer> => {
    const known = etag === null ? {} : { 'If-None-Match': `"${etag}"` };
    const headers = { Authorization: `Bearer ${secret}`, ...known };
    const asked = { method: 'GET' as const, url: new URL(path, url), headers, most, over: { agent: over } };
    return ask(clock, asked).catch((error) => Promise.reject(explain(url, error)));
  };

  const read =
    <T>(path: string, most: number, parse: (text: string) => T | null) =>
    async (etag: string | null): Promise<Handed<T>> => {
      const answer = await get(path, most, agent, etag);
      if (answer.status === 304) return { kind: 'same' };
      if (answer.status === 404) return { kind: 'none' };
      if (answer.status !== 200) throw new LinkError(url, `it answered ${answer.status} for ${path}`);
      const value = parse(answer.bytes.toString('utf8'));
      if (value === null || answer.etag === null)
        throw new LinkError(url, `what it gave for ${path} is nothing that this version understands`);
      return { kind: 'new', etag: answer.etag, value };
    };

  return {
    programme: read('/api/v1/programme', PROGRAMME_BYTES_MAX, parseProgramme),
    settings: read(`/api/v1/boxes/${box}/settings`, OTHER_BYTES_MAX, parseSettings),
    notices: read(`/api/v1/boxes/${box}/notices`, OTHER_BYTES_MAX, parseNotices),
    wall: read('/api/v1/wall', OTHER_BYTES_MAX, parseWall),
    results: read('/api/v1/screen/results', OTHER_BYTES_MAX, parseResults),
    images: read('/api/v1/screen/images', OTHER_BYTES_MAX, parseImages),
    async picture(of, digest) {
      const path = `${PICTURES[of]}/${digest}.webp`;
      try {
        const { status, bytes } = await get(path, PICTURE_BYTES_MAX, pictures);
        if (status === 200) return (await isPicture(bytes, digest)) ? bytes : null;
        if (status === 404) return null;
        throw new LinkError(url, `it answered ${status} for ${path}`);
      } catch (error) {
        if (error instanceof TooLargeError) return null;
        throw error;
      }
    },
    close() {
      agent.destroy();
      pictures.destroy();
    },
  };
}

/** One connection, kept between two documents: thousands of boxes come back at once when a hub does. */
function createAgent(open: Deps['open'], options: AgentOptions = {}): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ...options });
  agent.createConnection = (_options, callback) => {
    open().then(
      ({ socket }) => callback?.(null, socket),
      (error) => (callback as ((error: Error) => void) | undefined)?.(error),
    );
    return undefined;
  };
  return agent;
}

/** What the digest says, and WebP. It is worked out beside the loop: presses wait for nobody's picture. */
async function isPicture(bytes: Buffer, digest: string): Promise<boolean> {
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  const found = await webcrypto.subtle.digest('SHA-256', bytes);
  return isWebp && Buffer.from(found).toString('hex') === digest;
}
