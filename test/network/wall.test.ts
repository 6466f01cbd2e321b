import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import type { WallDeskView } from '../../src/core/wall/view.ts';
import { createCertificates } from '../adapters/link/certificates.ts';
import { CHROMIUM, newPage, QUIET_ARGS, sidewaysOverflow } from '../browser/browser.ts';
import { faultsOn } from '../browser/kioskstage.ts';
import type { SeenRequest } from '../fakes/social/server.ts';
import { createNetworkBox } from './box.ts';
import { hostileFiles, hostilePosts, TRACKER } from './hostile.ts';
import { createNetworkHub } from './hub.ts';
import { createNetwork, type Host, type Network, whyNoNetwork } from './network.ts';
import { type Organiser, pairAll, signIn } from './organiser.ts';
import { soon } from './soon.ts';

/** Any address that counts as public: nothing of this network leads out of it. */
const PUBLIC = '45.83.64.9';
const ORIGIN = `https://${PUBLIC}`;
const TIMEOUT_MS = 180_000;
const skip = whyNoNetwork() ?? false;

describe('hostile posts on their way from a server of the internet to the screen of a box', {
  timeout: TIMEOUT_MS,
}, () => {
  const certificates = createCertificates();
  const posts = hostilePosts(ORIGIN, Date.now());
  let network: Network;
  let organiser: Organiser;
  let browser: Browser;
  let requests: () => Promise<SeenRequest[]>;

  const hostOf = (name: string): Host => network.hosts.get(name) ?? assert.fail(`there is no host ${name}`);

  /** Gives a host the public address, with a server there, and the hub alone a way to it. */
  async function publish(social: Host, hub: Host): Promise<void> {
    social.ip(`addr add ${PUBLIC}/32 dev eth0`);
    hub.ip(`route add ${PUBLIC}/32 dev eth0`);
    const folder = join(network.folder, 'social');
    mkdirSync(folder);
    const authority = certificates.authority();
    const { key, cert } = authority.issue([`IP:${PUBLIC}`]);
    const files = [...(await hostileFiles()), ['key.pem', key], ['cert.pem', cert]] as const;
    for (const [name, content] of files) writeFileSync(join(folder, name), content);
    writeFileSync(join(folder, 'posts.json'), JSON.stringify(posts.map(({ post }) => post)));
    // What a computer trusts, the hub trusts: here it is the tests' own authority.
    process.env.NODE_EXTRA_CA_CERTS = join(folder, 'authority.pem');
    writeFileSync(process.env.NODE_EXTRA_CA_CERTS, authority.cert);
    const program = join(folder, 'social.mjs');
    const entry = join(import.meta.dirname, 'social.ts');
    await build({ entryPoints: [entry], outfile: program, bundle: true, platform: 'node', format: 'esm' });
    const server = social.run(process.execPath, program, PUBLIC, folder);
    await once(server, 'message');
    requests = async () => {
      server.send('requests');
      const [seen] = await once(server, 'message');
      return seen as SeenRequest[];
    };
  }

  /** Chromium on a host of the network. */
  async function browseOn(host: Host): Promise<Browser> {
    const program = join(network.folder, 'chromium');
    writeFileSync(program, `#!/bin/sh\nexec ${host.within.join(' ')} ${CHROMIUM} "$@"\n`);
    chmodSync(program, 0o755);
    return chromium.launch({ executablePath: program, args: [...QUIET_ARGS] });
  }

  before(async () => {
    if (skip !== false) return;
    network = await createNetwork(['hub', 'box-1', 'social']);
    await publish(hostOf('social'), hostOf('hub'));
    const source = `[[wall.source]]\nkind = "mastodon"\nserver = "${ORIGIN}"\nhashtag = "camp"`;
    const hub = createNetworkHub(network.folder, 'hub', hostOf('hub'), source);
    const box = createNetworkBox(network.folder, hostOf('box-1'), 'Amphi A', [hub.url]);
    box.start();
    organiser = await signIn(network.desk, hub, await hub.start());
    await pairAll(organiser, [box]);
    browser = await browseOn(hostOf('box-1'));
  });
  after(async () => {
    await browser?.close();
    await network?.remove();
    certificates.remove();
  });

  const deskOf = async () => (await organiser.part('wall')) as WallDeskView | null;

  test('waits for an organiser, and is only ever text and re-made pictures', { skip }, async () => {
    const waiting = await soon('the posts to wait', async () => {
      const desk = await deskOf();
      return desk?.waiting.length === posts.length && desk.waiting;
    });
    for (const { id, digest } of waiting)
      await organiser.command({
        kind: 'wall',
        asked: { kind: 'rule', ruling: { kind: 'approve', post: id, digest } },
      });
    const wanted = posts.reduce((sum, { pictures }) => sum + pictures, 0);
    await soon('the harmless pictures to be made', async () => {
      const shown = (await deskOf())?.shown ?? [];
      return shown.flatMap(({ pictures }) => pictures).length === wanted;
    });

    const opened = await newPage(browser, 1_920, 1_080);
    const { page } = opened;
    await page.goto('http://127.0.0.1:8080/?page=wall');
    const seen = new Set<string>();
    let drawn = 0;
    await soon('every post to have been on the screen', async () => {
      assert.deepEqual([await faultsOn(page), await sidewaysOverflow(page)], [[], 0]);
      for (const text of await page
        .getByTestId('post-text')
        .evaluateAll((all) => all.map((one) => one.textContent)))
        seen.add(text ?? '');
      const widths = await page
        .locator('.post img')
        .evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth));
      drawn = Math.max(drawn, widths.filter((width) => width > 0).length);
      return seen.size >= posts.length && drawn > 0;
    });
    assert.deepEqual([...seen].sort(), posts.map(({ text }) => text).sort());
    assert.equal(await page.title(), 'LikeBox');
    assert.equal(await page.locator('.post :is(script, iframe, svg image, style, b)').count(), 0);
    assert.deepEqual(opened.problems, []);
    assert.deepEqual(
      [...new Set(opened.requests.map((address) => new URL(address).host))],
      ['127.0.0.1:8080'],
    );
  });

  test('the hub alone asks the internet, and nothing but the posts and their own pictures', {
    skip,
  }, async () => {
    const asked = await requests();
    assert.deepEqual([...new Set(asked.map(({ from }) => from))], [hostOf('hub').address]);
    const paths = asked.map(({ path }) => path);
    assert.ok(paths.includes('/good.png') && paths.includes('/bomb.png'), paths.join());
    assert.ok(!paths.some((path) => path.includes(TRACKER)), paths.join());
  });
});
