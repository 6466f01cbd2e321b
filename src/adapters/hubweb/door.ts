import type { Express, Request, Response } from 'express';
import { nameKey } from '../../core/hub/account.ts';
import { json, parseBody } from './body.ts';
import { dropToken, giveToken } from './cookie.ts';
import { knownOf, signedIn } from './guard.ts';
import { createLimits } from './limits.ts';
import type { Accounts } from './needs.ts';
import { passwordBody, signInBody } from './schema.ts';

const WRONG = 'this name and this password do not belong together';
const WRONG_PASSWORD = 'this is not your password of now';
const OVER = 'this link has been used, or is older than a day: ask an organiser for another';
const KEY_MAX = 100; // characters of a name that somebody tries

interface Deps {
  accounts: Accounts;
  /** Sign-ins have ended. */
  onEnded: () => void;
}

/** Signing in and out, one's own password, and one-time links. */
export function addDoor(app: Express, { accounts, onEnded }: Deps): void {
  const limits = createLimits();
  const isIn = signedIn(accounts);
  const ofName = limits.account((request) => nameKey(nameIn(request)).slice(0, KEY_MAX));
  const ofOwn = limits.account((request) => knownOf(request.res as Response).me.name);

  app.get('/api/v1/me', isIn, (_request, response) => {
    response.json(knownOf(response).me);
  });
  app.post('/api/v1/sign-in', limits.signIn, json, ofName, async (request, response) => {
    const body = parseBody(signInBody, request, response);
    if (body === undefined) return;
    const entered = await accounts.signIn(body.name, body.password);
    if (entered === null) response.status(401).json({ error: WRONG });
    else welcome(response, entered);
  });
  app.post('/api/v1/sign-out', isIn, async (_request, response) => {
    await accounts.signOut(knownOf(response).token);
    dropToken(response);
    response.json({ done: true });
    onEnded();
  });
  app.post('/api/v1/password', isIn, json, ofOwn, async (request, response) => {
    const body = parseBody(passwordBody, request, response);
    if (body === undefined) return;
    const changed = await accounts.changePassword(knownOf(response).me, body.current, body.next);
    if (changed === 'wrong') response.status(401).json({ error: WRONG_PASSWORD });
    else if ('refused' in changed) response.status(400).json({ error: changed.refused });
    else {
      welcome(response, changed);
      onEnded();
    }
  });
  app
    .route('/api/v1/invitations/:token')
    .get(limits.invitation, async (request, response) => {
      const found = await accounts.invitation(String(request.params.token));
      if (found === null) response.status(404).json({ error: OVER });
      else response.json(found);
    })
    .post(limits.invitation, json, async (request, response) => {
      const body = parseBody(signInBody, request, response);
      if (body === undefined) return;
      const entered = await accounts.accept(String(request.params.token), body.name, body.password);
      if (entered === null) response.status(404).json({ error: OVER });
      else if ('refused' in entered) response.status(400).json({ error: entered.refused });
      else welcome(response, entered);
    });
}

function welcome(response: Response, { me, token }: { me: object; token: string }): void {
  giveToken(response, token);
  response.json(me);
}

function nameIn({ body }: Request): string {
  const { name } = (body ?? {}) as { name?: unknown };
  return typeof name === 'string' ? name : '';
}
