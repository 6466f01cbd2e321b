import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import { readToken } from './cookie.ts';
import type { Accounts, Person } from './needs.ts';

const ELSEWHERE = 'this was sent by a page of another site: open the hub itself and do it there';
const NOT_JSON = 'send JSON, as application/json';
const SIGN_IN = 'sign in first';
const VIEWER = 'viewers look: an organiser has to do this';

/**
 * Whether a request may have been sent by a page of somebody else through a visitor's browser. Every browser sends one
 * of the two headers with a POST and with a WebSocket; a program sends neither, and has no cookie that is not its own.
 */
export function isCrossSite({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return true;
  return origin !== undefined && origin !== `https://${host}`;
}

/** Lets no POST in that another site may have sent: those bring another origin, or a form instead of JSON. */
export const sameSite: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD') next();
  else if (isCrossSite(request)) response.status(403).json({ error: ELSEWHERE });
  else if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    response.status(415).json({ error: NOT_JSON });
  else next();
};

/** What a route knows of who asks, once `signedIn` has let the request in. */
export interface Known {
  me: Person;
  token: string;
}

/** Lets those in who are signed in. */
export function signedIn(accounts: Pick<Accounts, 'signedIn'>): RequestHandler {
  return async (request, response, next) => {
    const known = await whoAsks(request, accounts);
    if (known === null) {
      response.status(401).json({ error: SIGN_IN });
      return;
    }
    Object.assign(response.locals, known);
    next();
  };
}

/** Behind `signedIn`: lets organisers in. */
export const organisersOnly: RequestHandler = (_request, response, next) => {
  if (knownOf(response).me.role === 'organiser') next();
  else response.status(403).json({ error: VIEWER });
};

export function knownOf(response: Response): Known {
  return response.locals as Known;
}

/** Null for nobody who is signed in. */
export async function whoAsks(
  request: IncomingMessage | Request,
  accounts: Pick<Accounts, 'signedIn'>,
): Promise<Known | null> {
  const token = readToken(request);
  const me = token === null ? null : await accounts.signedIn(token);
  return token === null || me === null ? null : { me, token };
}
