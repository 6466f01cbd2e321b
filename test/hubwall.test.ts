import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createClock } from '../src/adapters/clock.ts';
import { openHubStore } from '../src/adapters/hubstore/open.ts';
import type { Wall } from '../src/app/wall/wall.ts';
import type { WallOrder } from '../src/core/wall/rules.ts';
import type { DeskPost } from '../src/core/wall/view.ts';
import { createHubWall } from '../src/hubwall.ts';
import { createFakeClock } from './fakes/clock.ts';
import { type MastodonServer, startMastodon } from './fakes/social/mastodon.ts';

const NOON = Date.UTC(2026, 5, 24, 12);
const MINUTE = 60_000;
const QUIET = { debug() {}, info() {}, warn() {}, error() {} };

/** The wall of a hub on its database, with a server that speaks Mastodon; time stands still but for `poll`. */
async function startHubWall(t: TestContext) {
  const dataDir = mkdtempSync(join(tmpdir(), 'likebox-hubwall-'));
  const clock = createFakeClock({ wallAt: NOON });
  const mastodon = await startMastodon({ now: clock.wallAt });
  const real = { clock: createClock(), random: () => 0, log: QUIET };
  const store = openHubStore({ ...real, database: 'sqlite', dataDir, event: 'camp' });
  await store.start();
  const key = `mastodon ${mastodon.url} #camp`;
  const { wall, parts } = createHubWall({
    config: {
      images: null,
      wall: {
        sources: [
          {
            ...{ key, everyMs: MINUTE, kind: 'mastodon', server: mastodon.url, token: null },
            ask: { hashtag: 'camp' },
          },
        ],
      },
    },
    ...{ clock, random: () => 0, store, version: '1', log: QUIET, faults: { set() {}, clear() {} } },
  });
  for (const part of parts) await part.start();
  t.after(async () => {
    for (const part of parts) await part.stop();
    await store.stop();
    await mastodon.stop();
    rmSync(dataDir, { recursive: true });
  });

  /** A minute passes; resolves when the network has been asked and its answer followed. */
  async function poll(): Promise<void> {
    const before = wall.desk().sources[0]?.nextAt;
    const asked = new Promise<void>((resolve) => {
      const cancel = wall.onChange(() => {
        const [view] = wall.desk().sources;
        if (view?.nextAt === before || view?.askedAt !== clock.wallAt()) return;
        cancel();
        resolve();
      });
    });
    clock.advance(before === NOON ? 0 : MINUTE);
    await asked;
  }

  const order = async (asked: WallOrder) => (await wall.order(asked, 'ada')).text;
  return { wall, store, mastodon, poll, order };
}

const shownOn = (wall: Wall) => wall.document().value.posts.map(({ text }) => text);
const waitingOn = (wall: Wall) =>
  wall.desk().waiting.map(({ text, standing }) => [text, standing.is === 'waiting' && standing.why]);
const approval = ({ id, digest }: DeskPost): WallOrder => ({
  kind: 'rule',
  ruling: { kind: 'approve', post: id, digest },
});

function addPosts(mastodon: MastodonServer): string[] {
  return ['Bonjour', 'Salut'].map((word, n) =>
    mastodon.add({
      author: `a${n}`,
      html: `<p>${word} <script>alert(1)</script>#camp</p>`,
      at: NOON - n * MINUTE,
    }),
  );
}

test('a post of Mastodon is on the wall once it is approved, goes back when it is edited, and leaves when it is deleted', async (t) => {
  const { wall, store, mastodon, poll, order } = await startHubWall(t);
  const [first = '', second = ''] = addPosts(mastodon);
  await poll();
  assert.deepEqual(shownOn(wall), []);
  for (const post of wall.desk().waiting) await order(approval(post));
  assert.deepEqual(shownOn(wall), ['Bonjour #camp', 'Salut #camp']);
  mastodon.remove(first);
  mastodon.edit(second, { html: '<p>Autre chose #camp</p>', editedAt: NOON + 1 });
  await poll();
  assert.deepEqual([shownOn(wall), waitingOn(wall)], [[], [['Autre chose #camp', 'edited']]]);
  assert.equal(wall.desk().off[0]?.standing.is, 'off');
  const { host } = new URL(mastodon.url);
  assert.deepEqual(
    (await store.people.audit(9)).map(({ who, what }) => `${who} ${what}`),
    [`ada approved “Salut #camp” of @a1@${host}`, `ada approved “Bonjour #camp” of @a0@${host}`],
  );
});

test('a picture at an address of the private network is refused, and its post is shown without it', async (t) => {
  const { wall, mastodon, poll, order } = await startHubWall(t);
  const url = mastodon.file('cat.png', 'image/png', Uint8Array.of(1));
  mastodon.add({ html: '<p>Un chat #camp</p>', at: NOON, media: [{ url, alt: 'a cat' }] });
  await poll();
  for (const post of wall.desk().waiting) await order(approval(post));
  assert.deepEqual(
    wall.document().value.posts.map(({ text, pictures }) => [text, pictures]),
    [['Un chat #camp', []]],
  );
});

test('whatever the server does, what was approved stays, and organisers read what is wrong', async (t) => {
  const { wall, mastodon, poll, order } = await startHubWall(t);
  addPosts(mastodon);
  await poll();
  for (const post of wall.desk().waiting) await order(approval(post));
  mastodon.fault('page');
  await poll();
  const [view] = wall.desk().sources;
  assert.deepEqual(
    [shownOn(wall), view?.state === 'ok', view?.why === null],
    [['Bonjour #camp', 'Salut #camp'], false, false],
  );
});

test('the panic button empties the wall before anything else, and for good', async (t) => {
  const { wall, mastodon, poll, order } = await startHubWall(t);
  addPosts(mastodon);
  await poll();
  for (const post of wall.desk().waiting) await order(approval(post));
  assert.equal(await order({ kind: 'rule', ruling: { kind: 'clear' } }), 'Done: cleared every wall.');
  assert.deepEqual(shownOn(wall), []);
  await poll();
  await order({ kind: 'undo', number: 3 });
  mastodon.add({ html: '<p>Nouveau #camp</p>', at: NOON + MINUTE });
  await poll();
  assert.deepEqual([shownOn(wall), waitingOn(wall)], [[], [['Nouveau #camp', 'approval']]]);
});
