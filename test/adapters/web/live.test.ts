import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { createFakeClock } from '../../fakes/clock.ts';
import { stateWith } from '../../fakes/state.ts';
import { serve, watch } from './fixture.ts';

const PAGES_MAX = 64;
/** What never comes is waited for no longer. */
const LIMIT = { timeout: 20_000 };

/** A site whose state is told by a number, which the test counts up. */
async function serveNumbers(context: Parameters<typeof serve>[0], clock = createFakeClock()) {
  const world = { number: 1, asked: 0 };
  const served = await serve(context, {
    clock,
    state() {
      world.asked += 1;
      return stateWith({ failed: world.number });
    },
  });
  return { ...served, world, clock };
}

test('a page is sent the whole state when it connects, and after each change', LIMIT, async (context) => {
  const { address, site, world, clock } = await serveNumbers(context);
  const page = await watch(address);
  await page.until(1);
  for (const number of [2, 3]) {
    world.number = number;
    site.changed();
    clock.advance(0);
    await page.until(number);
  }
  assert.deepEqual(
    page.states,
    [1, 2, 3].map((failed) => stateWith({ failed })),
  );
});

test('many changes in one turn of the loop are sent once, as they ended', LIMIT, async (context) => {
  const { address, site, world, clock } = await serveNumbers(context);
  const pages = [await watch(address), await watch(address)];
  await Promise.all(pages.map((page) => page.until(1)));
  const asked = world.asked;
  for (world.number = 2; world.number < 1_000; world.number += 1) site.changed();
  clock.advance(0);
  world.number = 5_000;
  site.changed();
  clock.advance(0);
  await Promise.all(pages.map((page) => page.until(3)));
  for (const page of pages)
    assert.deepEqual(
      page.states.map(({ failed }) => failed),
      [1, 1_000, 5_000],
    );
  assert.equal(world.asked - asked, 2);
});

test('without pages nobody gathers a state', LIMIT, async (context) => {
  const { site, world, clock } = await serveNumbers(context);
  site.changed();
  clock.advance(0);
  assert.equal(world.asked, 0);
});

test("another site's page is refused, the box's own and a program are not", LIMIT, async (context) => {
  const { address } = await serveNumbers(context);
  const outcome = (origin?: string) =>
    watch(address, origin).then(
      () => 'open',
      (error: Error) => error.message,
    );
  const refused = 'Unexpected server response: 401';
  assert.deepEqual(
    await Promise.all([
      outcome(),
      outcome(address),
      outcome('http://evil.example'),
      outcome(address.replace(/:\d+$/, ':1')),
      outcome('null'),
    ]),
    ['open', 'open', refused, refused, refused],
  );
});

test('there is one such address only', LIMIT, async (context) => {
  const { address } = await serveNumbers(context);
  const socket = new WebSocket(`${address.replace('http', 'ws')}/other`);
  const [error] = (await once(socket, 'error')) as [Error];
  assert.equal(error.message, 'Unexpected server response: 400');
});

test('a page that talks, floods or sends garbage harms nobody', LIMIT, async (context) => {
  const { address, site, world, clock, get } = await serveNumbers(context);
  const good = await watch(address);
  const chatty = await watch(address);
  for (let i = 0; i < 5_000; i += 1) chatty.socket.send('{"type":"garbage"');
  chatty.socket.send(Buffer.alloc(1_024, 0xff));
  const loud = await watch(address);
  loud.socket.send('x'.repeat(1_025));
  const [code] = (await once(loud.socket, 'close')) as [number];
  assert.equal(code, 1009); // too big
  const raw = connect(Number(new URL(address).port), '127.0.0.1');
  raw.on('error', () => {});
  raw.end('\0\xff garbage\r\n\r\n');
  const broken = await watch(address);
  broken.socket.on('error', () => {});
  // A frame that no client may send, below the library.
  (broken.socket as unknown as { _socket: { write: (bytes: Buffer) => void } })._socket.write(
    Buffer.from([0xff, 0xff, 0xff, 0xff]),
  );
  await once(broken.socket, 'close');
  world.number = 7;
  site.changed();
  clock.advance(0);
  await good.until(2);
  await chatty.until(2);
  assert.deepEqual([good.states.at(-1)?.failed, chatty.states.at(-1)?.failed], [7, 7]);
  assert.equal((await get('/healthz')).status, 200);
});

test('64 pages may watch; the next is sent away in words until one leaves', LIMIT, async (context) => {
  const { address, site, world, clock } = await serveNumbers(context);
  const pages = await Promise.all(Array.from({ length: PAGES_MAX }, () => watch(address)));
  const extra = await watch(address);
  const [code, reason] = (await once(extra.socket, 'close')) as [number, Buffer];
  assert.deepEqual([code, String(reason), extra.states], [1013, 'too many pages are open', []]);
  world.number = 2;
  site.changed();
  clock.advance(0);
  await Promise.all(pages.map((page) => page.until(2)));
  assert.ok(pages.every((page) => page.states.at(-1)?.failed === 2));
  pages[0]?.socket.terminate();
  let next = await watch(address);
  // The box notices a lost connection in its own time.
  for (let tries = 0; tries < 100 && next.socket.readyState === WebSocket.OPEN; tries += 1) {
    if (await Promise.race([next.until(1).then(() => true), once(next.socket, 'close').then(() => false)]))
      break;
    next = await watch(address);
  }
  assert.equal(next.states.length, 1);
});

test('a page that vanished without a word is let go at the second ping', LIMIT, async (context) => {
  const { address, clock } = await serveNumbers(context);
  const silent = await watch(address);
  const well = await watch(address);
  (silent.socket as unknown as { _autoPong: boolean })._autoPong = false;
  const pinged = once(well.socket, 'ping');
  clock.advance(20_000);
  await pinged;
  // Frames keep their order: when this is answered, the site has its pong.
  well.socket.ping();
  await once(well.socket, 'pong');
  clock.advance(20_000);
  const [code] = (await once(silent.socket, 'close')) as [number];
  assert.deepEqual([code, well.socket.readyState], [1006, WebSocket.OPEN]);
});

test('a page that does not read is let go before it fills the memory', LIMIT, async (context) => {
  const clock = createFakeClock();
  const event = 'x'.repeat(500_000);
  const { address, site } = await serve(context, { clock, state: () => stateWith({ event }) });
  const stuck = await watch(address);
  stuck.socket.pause();
  const well = await watch(address);
  const closed = once(stuck.socket, 'close');
  for (let change = 1; change <= 60; change += 1) {
    site.changed();
    clock.advance(0);
    await well.until(change + 1);
  }
  stuck.socket.resume();
  await closed;
  assert.ok(stuck.states.length < 60, `${stuck.states.length} states of half a megabyte were kept for it`);
  assert.equal(well.states.length, 61);
});

test('stop lets every page go and leaves no timer', LIMIT, async (context) => {
  const { address, site, clock } = await serveNumbers(context);
  const page = await watch(address);
  assert.equal(clock.openTimers(), 1);
  const closed = once(page.socket, 'close');
  await site.stop();
  await closed;
  assert.equal(clock.openTimers(), 0);
});
