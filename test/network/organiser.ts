import assert from 'node:assert/strict';
import type { PairingView } from '../../src/core/hub/view.ts';
import type { NetworkBox } from './box.ts';
import type { NetworkHub } from './hub.ts';
import type { Host } from './network.ts';
import { soon } from './soon.ts';

/** An organiser at a desk of the network. */
export interface Organiser {
  get(path: string): Promise<unknown>;
  command(command: object): Promise<void>;
  follow(): Promise<void>;
  /** What the dashboard shows in this part. */
  part(name: string): Promise<unknown>;
}

/** Makes an account by the link that the hub has printed, and compares its certificate with what is printed beside. */
export async function signIn(desk: Host, { url }: NetworkHub, printed: string): Promise<Organiser> {
  const token = /#invite=([\w-]+)/.exec(printed)?.[1];
  const fingerprint = /(?:[0-9A-F]{2}:\s*){31}[0-9A-F]{2}/.exec(printed)?.[0].replace(/\s/g, '');
  assert.ok(token !== undefined && fingerprint !== undefined, printed);
  const body = { name: 'Anna', password: 'a long password for the network' };
  const entered = await desk.hand.ask({ url: `${url}/api/v1/invitations/${token}`, method: 'POST', body });
  assert.equal(entered.status, 200, entered.text);
  assert.equal(entered.fingerprint, fingerprint, 'the certificate is the one that the terminal names');
  const cookie = entered.cookie ?? '';
  return {
    async get(path) {
      const { status, text } = await desk.hand.ask({ url: `${url}${path}`, cookie });
      assert.equal(status, 200, text);
      return JSON.parse(text);
    },
    async command(command) {
      const asked = { url: `${url}/api/v1/commands`, method: 'POST' as const, body: command, cookie };
      const { text } = await desk.hand.ask(asked);
      assert.equal((JSON.parse(text) as { done?: boolean }).done, true, text);
    },
    follow: () => desk.hand.follow({ url: `${url.replace('https', 'wss')}/api/v1/live`, cookie }),
    part: desk.hand.part,
  };
}

/** Approves boxes that ask, each after a look at its code on both screens; resolves when all are linked. */
export async function pairAll(organiser: Organiser, boxes: readonly NetworkBox[]): Promise<void> {
  await organiser.follow();
  const waiting = await soon(`${boxes.length} boxes to ask`, async () => {
    const pairings = ((await organiser.part('pairings')) ?? []) as PairingView[];
    return pairings.length === boxes.length && pairings;
  });
  for (const { box, secretDigest, code } of waiting) {
    const found = boxes.find(({ id }) => id === box);
    const shown = await found?.becomes('waiting', (state) => state.hub?.code !== null);
    assert.equal(shown?.hub?.code, code);
    await organiser.command({ kind: 'approve', box, secretDigest, sinceAt: null, replaces: null });
  }
  await Promise.all(boxes.map((box) => box.drained()));
}
