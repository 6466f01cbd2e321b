import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { startBox, type TestBox } from '../../test/browser/box.ts';
import { newPage } from '../../test/browser/browser.ts';
import { startFeed } from '../../test/fakes/social/feed.ts';
import { startMastodon } from '../../test/fakes/social/mastodon.ts';
import { at, playDay } from './event.ts';
import { handOver } from './hub.ts';
import { duringHub, type Hub } from './hubprocess.ts';
import { saveJpeg } from './jpeg.ts';
import { takePage } from './pages.ts';
import { tell, untilTold } from './people.ts';
import { DECIDED_MS, HASHTAG, newsAt, postsAt } from './posts.ts';
import { drawSponsors } from './sponsors.ts';

const NOW = at('16:14:10');
const LEAVING = at('16:49:20');
const FLEET = ['box-01', 'box-02', 'box-03', 'box-04', 'box-05', 'box-06'];
const WIDTH = 1_280;
/** The fade from one page to the next is over, and fitted titles have settled. */
const SETTLED_MS = 2_500;

/** Takes every page of the screen of a box that is linked to a hub, and the hub's page of the wall. */
export async function takeScreen(browser: Browser, folder: string): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'likebox-pictures-'));
  const instant = Date.parse(NOW);
  const mastodon = await startMastodon({ now: () => instant });
  const feed = await startFeed({ now: () => instant });
  for (const post of postsAt(instant)) mastodon.add(post);
  feed.add(newsAt(instant));
  await drawSponsors(join(place, 'sponsors'));
  const tables = tablesOf(join(place, 'sponsors'), mastodon.url, `${feed.url}/feed.xml`);
  try {
    const nolwenn = await playDay(browser, place);
    const inHub = (now: string, act: (hub: Hub) => Promise<void>) => duringHub(place, now, act, tables);
    await inHub(NOW, (hub) => takeAfternoon(browser, nolwenn, hub, folder));
    await inHub(LEAVING, (hub) => takeCall(browser, nolwenn, hub, folder));
  } finally {
    await Promise.all([mastodon.stop(), feed.stop()]);
    await rm(place, { recursive: true, force: true });
  }
}

function tablesOf(images: string, server: string, url: string): string {
  const text = JSON.stringify; // a JSON string is a TOML string
  return [
    `[display]\nimages = ${text(images)}`,
    `[[wall.source]]\nkind = "mastodon"\nserver = ${text(server)}\nhashtag = ${text(HASHTAG)}`,
    `[[wall.source]]\nkind = "feed"\nurl = ${text(url)}`,
    '',
  ].join('\n');
}

async function takeAfternoon(browser: Browser, nolwenn: BrowserContext, hub: Hub, folder: string) {
  await handOver(nolwenn, hub, FLEET);
  await endNotices(nolwenn, hub);
  await tell(nolwenn, hub.address, { kind: 'publish-results', isPublished: true });
  await decide(nolwenn, hub);
  const page = await nolwenn.newPage();
  await takePage(page, hub.address, folder, { page: 'wall', seen: '.cards > *', margin: 24 });
  await page.close();
  await withBox(nolwenn, hub, { id: 'box-08', now: NOW, tables: '' }, async (box) => {
    await box.until(({ display: { versions } }) => !Object.values({ ...versions, theme: '' }).includes(null));
    for (const name of ['room', 'wall', 'results', 'images'])
      await takeKiosk(browser, box, name, join(folder, `screen${name}.jpg`));
  });
}

async function takeCall(browser: Browser, nolwenn: BrowserContext, hub: Hub, folder: string) {
  const tables = 'light = "7:00-19:00"';
  await withBox(nolwenn, hub, { id: 'box-09', now: LEAVING, tables }, async (box) => {
    await takeKiosk(browser, box, 'room', join(folder, 'screencall.jpg'));
    for (const name of ['programme', 'clock'])
      await takeKiosk(browser, box, name, join(folder, `screen${name}.jpg`));
  });
}

/** Takes down what was announced to every box: it would cover the pages. */
async function endNotices(person: BrowserContext, { address }: Hub): Promise<void> {
  const notices = await untilTold(person, address, 'notices', (all) => all.length > 0);
  for (const { number, boxes, untilAt, ended } of notices)
    if (boxes === null && ended === null && (untilAt === null || untilAt > Date.parse(NOW)))
      await tell(person, address, { kind: 'end-notice', number });
}

/** Lets the older posts through; the younger ones wait. */
async function decide(person: BrowserContext, { address }: Hub): Promise<void> {
  const posts = postsAt(0).length + 1;
  const { waiting } = await untilTold(person, address, 'wall', (wall) => wall.waiting.length === posts);
  for (const { id, digest } of waiting.filter((post) => post.at < Date.parse(NOW) - DECIDED_MS))
    await tell(person, address, {
      kind: 'wall',
      asked: { kind: 'rule', ruling: { kind: 'approve', post: id, digest } },
    });
}

/** Runs a box in Amphi A, pairs it and waits until it is linked. */
async function withBox(
  person: BrowserContext,
  { address }: Hub,
  { id, now, tables }: { id: string; now: string; tables: string },
  act: (box: TestBox) => Promise<void>,
): Promise<void> {
  const box = await startBox({
    box: `id = "${id}"\nroom = "Amphi A"`,
    tables: `${tables}\n[hub]\nurl = "${address}"\n`,
    at: now,
  });
  try {
    const asks = await untilTold(person, address, 'pairings', (all) => all.some((one) => one.box === id));
    const secretDigest = asks.find((one) => one.box === id)?.secretDigest ?? '';
    await tell(person, address, { kind: 'approve', box: id, secretDigest, sinceAt: null, replaces: null });
    const settings = { name: '', room: null, language: 'en', muted: null } as const;
    await tell(person, address, { kind: 'settings', box: id, settings });
    await box.until(({ language, session }) => language === 'en' && session !== null);
    await act(box);
  } finally {
    await box.remove();
  }
}

/** Takes a page at the size of a screen, and saves it smaller. */
async function takeKiosk(browser: Browser, box: TestBox, name: string, path: string): Promise<void> {
  const { page } = await newPage(browser, 1_920, 1_080);
  await page.goto(`${box.origin}/?page=${name}`);
  await page.locator(`.layer[data-page="${name}"]`).waitFor();
  await page.waitForTimeout(SETTLED_MS);
  const shot = await page.screenshot({ animations: 'disabled' }); // buttons that breathe are of one size
  await saveJpeg(shot, path, WIDTH);
  await page.context().close();
}
