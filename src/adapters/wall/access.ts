import type { Clock } from '../../app/ports.ts';
import type { WallSource } from '../../core/wall/sources.ts';
import { Failure } from './failure.ts';
import type { Reply } from './http.ts';
import { tryAs } from './json.ts';
import { createMemory } from './memory.ts';
import { refusalOf } from './refusal.ts';
import { instance } from './schema.ts';

export type MastodonSource = Extract<WallSource, { kind: 'mastodon' }>;

/** What a Mastodon server lets us see. */
export interface Access {
  /** Why this answer gives no posts; `missing` is what its 404 means. */
  refused(source: MastodonSource, reply: Reply, missing: string): Promise<Failure>;
  /** Why a hashtag timeline may be empty although there are posts; null when nothing says so. */
  hidden(source: MastodonSource, host: string): Promise<Failure | null>;
}

interface Needs {
  get(source: MastodonSource, path: string): Promise<Reply>;
  clock: Pick<Clock, 'wallAt'>;
}

type Level = string | null | undefined;

const SERVERS_MAX = 50;
const TRUSTED_MS = 3_600_000; // settings of a server change rarely

/** Reads `timelines_access` (docs.joinmastodon.org/entities/Instance, since 4.5) once an hour, where a refusal asks for it. */
export function createAccess({ get, clock }: Needs): Access {
  const held = createMemory<{ at: number; levels: Level[] }>(SERVERS_MAX);

  async function levelsOf(source: MastodonSource): Promise<Level[]> {
    const known = held.get(source.server);
    if (known !== null && clock.wallAt() - known.at < TRUSTED_MS) return known.levels;
    const reply = await get(source, '/api/v2/instance').catch(() => null);
    const said = reply?.status === 200 ? tryAs(instance, reply) : null;
    const feeds = said?.configuration?.timelines_access?.hashtag_feeds;
    const levels = [feeds?.local, feeds?.remote];
    if (said !== null) held.set(source.server, { at: clock.wallAt(), levels });
    return levels;
  }

  async function hidden(source: MastodonSource, host: string): Promise<Failure | null> {
    if (!('hashtag' in source.ask)) return null;
    const levels = await levelsOf(source);
    if (levels.every((level) => level === 'disabled')) {
      return new Failure('refused', `${host} shows hashtag timelines to nobody: ask another server.`);
    }
    return levels.includes('authenticated') && source.token === null
      ? new Failure('needs-login', `${host} shows hashtag timelines only to those who sign in: ${GIVE_TOKEN}`)
      : null;
  }

  return {
    hidden,
    async refused(source, reply, missing) {
      const { status } = reply;
      // 422 is what servers before 4.5 answer when their public preview is off.
      const isLogin = status === 401 || status === 422;
      const why = isLogin && source.token === null ? await hidden(source, reply.host) : null;
      if (why !== null) return why;
      const login =
        source.token === null
          ? `shows this only to those who sign in (${status}): ${GIVE_TOKEN}`
          : `did not take the access token (${status}): make a new one.`;
      const forbidden = `does not let us read this (${status}): ask those who run it, or another server.`;
      return refusalOf(isLogin ? { ...reply, status: 401 } : reply, { login, missing, forbidden }, clock);
    },
  };
}

const GIVE_TOKEN = 'give the source an access token.';
