import { Agent } from 'node:http';
import type { Handed, HubLine } from '../../app/link/ports.ts';
import type { Clock } from '../../app/ports.ts';
import type { Secured } from './door.ts';
import { ask } from './request.ts';
import { parseNotices, parseProgramme, parseSettings } from './schema.ts';
import { explain, LinkError } from './words.ts';

const PROGRAMME_BYTES_MAX = 16_777_216;
const OTHER_BYTES_MAX = 1_048_576;

/** What the hub hands out, each over a connection whose other end was looked at like the line's. */
export type DocumentReader = Pick<HubLine, 'programme' | 'settings' | 'notices'> & { close(): void };

interface Deps {
  clock: Pick<Clock, 'after'>;
  url: string;
  box: string;
  secret: string;
  /** Makes another connection to the same hub. */
  open: () => Promise<Secured>;
}

export function createDocumentReader({ clock, url, box, secret, open }: Deps): DocumentReader {
  // One connection, kept between two documents: thousands of boxes come back at once when a hub does.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  agent.createConnection = (_options, callback) => {
    open().then(
      ({ socket }) => callback?.(null, socket),
      (error) => (callback as ((error: Error) => void) | undefined)?.(error),
    );
    return undefined;
  };

  const read =
    <T>(path: string, most: number, parse: (text: string) => T | null) =>
    async (etag: string | null): Promise<Handed<T>> => {
      const known = etag === null ? {} : { 'If-None-Match': `"${etag}"` };
      const headers = { Authorization: `Bearer ${secret}`, ...known };
      const asked = { method: 'GET' as const, url: new URL(path, url), headers, most, over: { agent } };
      const answer = await ask(clock, asked).catch((error) => Promise.reject(explain(url, error)));
      if (answer.status === 304) return { kind: 'same' };
      if (answer.status === 404) return { kind: 'none' };
      if (answer.status !== 200) throw new LinkError(url, `it answered ${answer.status} for ${path}`);
      const value = parse(answer.text);
      if (value === null || answer.etag === null)
        throw new LinkError(url, `what it gave for ${path} is nothing that this version understands`);
      return { kind: 'new', etag: answer.etag, value };
    };

  return {
    programme: read('/api/v1/programme', PROGRAMME_BYTES_MAX, parseProgramme),
    settings: read(`/api/v1/boxes/${box}/settings`, OTHER_BYTES_MAX, parseSettings),
    notices: read(`/api/v1/boxes/${box}/notices`, OTHER_BYTES_MAX, parseNotices),
    close: () => agent.destroy(),
  };
}
