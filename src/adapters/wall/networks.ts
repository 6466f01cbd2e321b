import type { Clock } from '../../app/ports.ts';
import type { Answer, Network } from '../../app/wall/ports.ts';
import type { KeptPost } from '../../core/wall/post.ts';
import type { WallSource } from '../../core/wall/sources.ts';
import { createBluesky } from './bluesky.ts';
import { Failure } from './failure.ts';
import { createFeed } from './feed.ts';
import { createFetch } from './http.ts';
import { createMastodon } from './mastodon.ts';
import { createX } from './x.ts';

interface Log {
  debug(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Where those networks are that have one address; tests have their own. */
export interface Addresses {
  /** Where anybody reads Bluesky. */
  appView: string;
  /** Where accounts of Bluesky log in: their PDS, or the one that leads there. */
  pds: string;
  x: string;
}

export const ADDRESSES: Addresses = {
  appView: 'https://public.api.bsky.app',
  pds: 'https://bsky.social',
  x: 'https://api.x.com',
};

interface Options {
  clock: Pick<Clock, 'after' | 'wallAt'>;
  log: Log;
  /** Of this program, for those who run the servers. */
  version: string;
  addresses?: Partial<Addresses>;
}

/** The clients of all networks as one; a question to one of them touches no other. */
export function createNetworks({ clock, log, version, addresses }: Options): Network {
  const { appView, pds, x: api } = { ...ADDRESSES, ...addresses };
  const needs = { fetch: createFetch({ clock, version }), clock };
  const mastodon = createMastodon(needs);
  const bluesky = createBluesky({ ...needs, appView, pds });
  const feed = createFeed(needs);
  const x = createX({ ...needs, api });

  function ask(source: WallSource, known: readonly KeptPost[], newest: KeptPost | null): Promise<Answer> {
    switch (source.kind) {
      case 'mastodon':
        return mastodon.ask(source, known, newest);
      case 'bluesky':
        return bluesky.ask(source, known, newest);
      case 'feed':
        return feed.ask(source, known, newest);
      case 'x':
        return x.ask(source, known, newest);
    }
  }

  return {
    async ask(source, known, newest) {
      try {
        return await ask(source, known, newest);
      } catch (error) {
        return failed(error, source, log);
      }
    },
  };
}

function failed(error: unknown, source: WallSource, log: Log): Answer {
  if (error instanceof Failure) {
    const { state, message: why, waitMs } = error;
    // Not the error itself: what broke below may repeat a header, and so a key.
    log.debug({ kind: source.kind, state, why }, 'a source of the wall did not answer');
    return { kind: 'failed', state, why, waitMs };
  }
  log.error({ err: error, kind: source.kind }, 'a client of the wall broke');
  return { kind: 'failed', state: 'unreachable', why: 'Its answer could not be read.', waitMs: null };
}
