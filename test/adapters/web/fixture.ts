import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { WebSocket } from 'ws';
import { createClock } from '../../../src/adapters/clock.ts';
import { createSite } from '../../../src/adapters/web/site.ts';
import type { BoxState } from '../../../src/core/state.ts';
import { stateWith } from '../../fakes/state.ts';

export type SiteOptions = Parameters<typeof createSite>[0];

/** A site on a free port with made-up pages; it stops with the test. */
export async function serve(context: TestContext, changed: Partial<SiteOptions> = {}) {
  const pages = mkdtempSync(join(tmpdir(), 'likebox-pages-'));
  context.after(() => rmSync(pages, { recursive: true }));
  mkdirSync(join(pages, 'assets'));
  writeFileSync(join(pages, 'index.html'), '<title>kiosk</title>');
  writeFileSync(join(pages, 'simulator.html'), '<title>simulator</title>');
  writeFileSync(join(pages, 'assets', 'kiosk-1a2b.js'), 'export {};');
  const site = createSite({
    listen: { host: '127.0.0.1', port: 0 },
    clock: createClock(),
    hand: null,
    pages,
    state: () => stateWith({}),
    programme: () => null,
    documents: () => ({ wall: null, results: null, images: null }),
    picture: async () => null,
    isLit: () => true,
    theme: { version: 'v1', css: ':root{}', assets: new Map() },
    healthz: () => ({ ok: true, reasons: [] }),
    metrics: async () => ({ text: 'up 1\n', type: 'text/plain; version=0.0.4; charset=utf-8' }),
    ...changed,
  });
  await site.start();
  context.after(() => site.stop());
  const address = site.address() ?? '';
  return { site, address, pages, get: (path: string, init?: RequestInit) => fetch(address + path, init) };
}

/** A page that watches: its states so far, and a wait for the next ones. */
export interface Watcher {
  socket: WebSocket;
  states: BoxState[];
  /** Resolves when so many states have come in all. */
  until(count: number): Promise<void>;
}

/** Connects like a page; `open` rejects where the site refuses. */
export async function watch(address: string, origin?: string): Promise<Watcher> {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/ws`, origin === undefined ? {} : { origin });
  const states: BoxState[] = [];
  let wake = () => {};
  socket.on('message', (text) => {
    states.push(JSON.parse(String(text)) as BoxState);
    wake();
  });
  await once(socket, 'open');
  return {
    socket,
    states,
    async until(count) {
      while (states.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
