import type { Clock } from '../../app/ports.ts';
import type { BlueskyLogin } from '../../core/wall/sources.ts';
import { Failure } from './failure.ts';
import type { Fetch, Question, Reply } from './http.ts';
import { readAs, tryAs } from './json.ts';
import { createMemory } from './memory.ts';
import { refusalOf } from './refusal.ts';
import { session as sessionSchema, xrpcError } from './schema.ts';

/** Asks in the name of an account of Bluesky. */
export interface Sessions {
  /** @param pds the server of the account, without a path */
  get(pds: string, login: BlueskyLogin, path: string): Promise<Reply>;
}

interface Session {
  accessJwt: string;
  refreshJwt: string;
}

const SESSIONS_MAX = 20;
/** 300 logins a day are all that an account has (docs.bsky.app/docs/advanced-guides/rate-limits). */
const WRONG_WAIT_MS = 900_000;

/**
 * Logs in with createSession, keeps the tokens in memory, and renews them with refreshSession when they have expired.
 */
export function createSessions(fetch: Fetch, clock: Pick<Clock, 'wallAt'>): Sessions {
  const held = createMemory<Session>(SESSIONS_MAX);

  async function renew(pds: string, login: BlueskyLogin, key: string): Promise<Session> {
    const old = held.get(key);
    held.forget(key);
    const session = (old && (await refresh(pds, old))) ?? (await logIn(pds, login));
    held.set(key, session);
    return session;
  }

  async function refresh(pds: string, { refreshJwt }: Session): Promise<Session | null> {
    const headers = { authorization: `Bearer ${refreshJwt}` };
    const reply = await fetch({ url: methodOf(pds, 'com.atproto.server.refreshSession'), headers, post: '' });
    return reply.status === 200 ? tryAs(sessionSchema, reply) : null;
  }

  async function logIn(pds: string, { handle, appPassword }: BlueskyLogin): Promise<Session> {
    const post = JSON.stringify({ identifier: handle, password: appPassword });
    const reply = await fetch({ url: methodOf(pds, 'com.atproto.server.createSession'), post });
    if (reply.status === 200) return readAs(sessionSchema, reply);
    const refused = refusalOf(
      reply,
      {
        login: `did not take the app password of ${handle}: make a new one under Settings.`,
        forbidden: `does not let ${handle} log in (403).`,
        missing: 'knows no logins (404): is its address right?',
      },
      clock,
    );
    if (refused.state !== 'needs-login') throw refused;
    throw new Failure('needs-login', refused.message, refused.waitMs ?? WRONG_WAIT_MS);
  }

  return {
    async get(pds, login, path) {
      const key = `${pds} ${login.handle} ${login.appPassword}`;
      const ask = (session: Session) => fetch(asked(pds, path, session));
      const first = held.get(key);
      const reply = first === null ? null : await ask(first);
      if (reply !== null && !isExpired(reply)) return reply;
      return await ask(await renew(pds, login, key));
    },
  };
}

function methodOf(pds: string, method: string): string {
  return new URL(`/xrpc/${method}`, pds).href;
}

function asked(pds: string, path: string, { accessJwt }: Session): Question {
  return { url: new URL(path, pds).href, headers: { authorization: `Bearer ${accessJwt}` } };
}

/** An expired token is a 400 with this word, a revoked one a 401. */
function isExpired(reply: Reply): boolean {
  if (reply.status === 401) return true;
  return reply.status === 400 && tryAs(xrpcError, reply)?.error === 'ExpiredToken';
}
