import assert from 'node:assert/strict';
import { request } from 'node:https';
import { WebSocket } from 'ws';
import type { PairingView, PartMessage } from '../../src/core/hub/view.ts';

interface Answer {
  status: number | undefined;
  cookie: string;
  body: unknown;
}

/** An organiser before the dashboard of a hub whose certificate nobody vouches for. */
export interface Desk {
  /** Boxes that wait to be approved, as soon as there are so many. */
  waiting(count: number): Promise<readonly PairingView[]>;
  approve(pairing: PairingView): Promise<void>;
  /** How many votes the hub has. */
  stored(): Promise<number>;
  close(): void;
}

/** Makes an account by a one-time link, and opens the dashboard. */
export async function openDesk(link: string): Promise<Desk> {
  const { origin, hash } = new URL(link);
  const token = hash.replace('#invite=', '');
  const account = { name: 'Ada', password: 'a long password' };
  const entered = await ask(`${origin}/api/v1/invitations/${token}`, account);
  assert.equal(entered.status, 200);
  const { cookie } = entered;
  const page = new WebSocket(`${origin.replace('https', 'wss')}/api/v1/live`, {
    rejectUnauthorized: false,
    headers: { cookie },
  });
  let pairings: readonly PairingView[] = [];
  let look = () => {};
  page.on('message', (text) => {
    const message = JSON.parse(String(text)) as PartMessage;
    if (message.part !== 'pairings') return;
    pairings = message.value;
    look();
  });
  page.on('error', (error) => {
    throw error;
  });
  return {
    waiting: (count) =>
      new Promise((resolve) => {
        look = () => {
          if (pairings.length >= count) resolve(pairings);
        };
        look();
      }),
    async approve({ box, secretDigest }) {
      const command = { kind: 'approve', box, secretDigest, sinceAt: null, replaces: null };
      const { body } = await ask(`${origin}/api/v1/commands`, command, cookie);
      assert.equal((body as { done: unknown }).done, true);
    },
    async stored() {
      const { body } = await ask(`${origin}/api/v1/results`, null, cookie);
      return (body as { totals: { stored: number } }).totals.stored;
    },
    close: () => page.terminate(),
  };
}

function ask(url: string, body: object | null, cookie = ''): Promise<Answer> {
  const headers = { 'content-type': 'application/json', cookie };
  const options = { method: body === null ? 'GET' : 'POST', rejectUnauthorized: false, headers };
  return new Promise((resolve, reject) => {
    const asked = request(url, options, (answer) => {
      let text = '';
      answer.on('data', (piece) => {
        text += piece;
      });
      answer.on('end', () => {
        const [given = ''] = answer.headers['set-cookie'] ?? [];
        resolve({ status: answer.statusCode, cookie: given.split(';')[0] ?? '', body: JSON.parse(text) });
      });
    });
    asked.on('error', reject).end(body === null ? undefined : JSON.stringify(body));
  });
}
