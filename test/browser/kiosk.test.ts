import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { BoxState } from '../../src/core/state.ts';
import { makeSession, makeState } from '../display/state.ts';
import { LONG } from '../long.ts';
import { type BoxOptions, startBox, type TestBox } from './box.ts';
import { launchBrowser, newPage, type OpenPage, sidewaysOverflow, waitForAttribute } from './browser.ts';

const AT = '2026-06-24T11:55:00+02:00';
const DEMO = '[programme]\nsource = "demo:"\n';

let browser: Browser;

before(async () => {
  browser = await launchBrowser();
});

after(() => browser?.close());

/** Runs a box for the length of one test. */
async function withBox(options: BoxOptions, use: (box: TestBox) => Promise<void>): Promise<void> {
  const box = await startBox(options);
  await use(box).finally(box.remove);
}

async function openKiosk(box: TestBox, width?: number, height?: number): Promise<OpenPage> {
  const opened = await newPage(browser, width, height);
  await opened.page.goto(box.origin);
  await opened.page.getByTestId('room').waitFor();
  return opened;
}

/** The words of the room screen, with breaking spaces only. */
async function readText({ page }: OpenPage, testId: string): Promise<string> {
  return ((await page.getByTestId(testId).textContent()) ?? '').replaceAll(/[\u00a0\u202f]/g, ' ');
}

test("the room screen shows the session that is on and the time of the box, not the browser's", async () => {
  await withBox({ at: AT, tables: DEMO }, async (box) => {
    const kiosk = await openKiosk(box);
    const { running, next, room } = await box.state();
    assert.ok(running !== null && next !== null);
    assert.equal(await readText(kiosk, 'room'), room);
    assert.equal(await readText(kiosk, 'session-title'), running.title);
    assert.equal(await readText(kiosk, 'speakers'), running.speakers.join(', '));
    assert.ok((await readText(kiosk, 'next')).includes(next.title));
    const clock = await readText(kiosk, 'clock');
    const left = await readText(kiosk, 'time-left');
    assert.match(clock, /^11:5[56]$/);
    const minutes = (running.endsAt - Date.parse(AT)) / 60_000 - Number(clock.slice(3)) + 55;
    assert.ok([`Reste ${minutes} min`, `Reste ${minutes - 1} min`].includes(left), `${left} at ${clock}`);
  });
});

test('a vote changes no word on the room screen: a tally would sway people', async () => {
  await withBox({ tables: DEMO }, async (box) => {
    const kiosk = await openKiosk(box);
    const words = () => kiosk.page.locator('main, footer').allInnerTexts();
    const before = await words();
    const thanked = kiosk.page.locator('[data-testid="voting"][data-thanks="true"]').waitFor();
    await fetch(`${box.origin}/api/simulator/press`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ button: 'plus', holdMs: 100 }),
    });
    await thanked;
    const timeless = (texts: string[]) => texts.map((text) => text.replaceAll(/(Reste|Dans) .* min/g, ''));
    assert.deepEqual(timeless(await words()), timeless(before));
  });
});

test('a room screen keeps its session while the box is away, says so, and comes back by itself', async () => {
  await withBox({ tables: DEMO }, async (box) => {
    const kiosk = await openKiosk(box);
    const title = await readText(kiosk, 'session-title');
    await box.kill();
    await waitForAttribute(kiosk.page, 'connection', 'data-state', 'reconnecting');
    assert.equal(await readText(kiosk, 'session-title'), title);
    assert.notEqual(await readText(kiosk, 'connection'), '');
    await box.start();
    await waitForAttribute(kiosk.page, 'connection', 'data-state', 'connected');
    assert.equal(await readText(kiosk, 'connection'), '');
  });
});

test('a box without a room and one without a programme each say what they need', async () => {
  await withBox({ box: '', tables: DEMO }, async (box) => {
    const kiosk = await openKiosk(box);
    assert.equal(await readText(kiosk, 'notice'), 'Cette LikeBox n’a pas encore de salle');
  });
  await withBox({}, async (box) => {
    const kiosk = await openKiosk(box);
    assert.equal(await readText(kiosk, 'notice'), 'Pas encore de programme');
  });
});

/** A room screen whose box is a stand-in behind its socket. */
interface Staged extends OpenPage {
  /** Sends it another state. */
  show(state: BoxState): void;
}

/** A room screen that was sent one state. */
async function openWith(box: TestBox, state: BoxState, width = 1280, height = 720): Promise<Staged> {
  const opened = await newPage(browser, width, height);
  let show: Staged['show'] = () => assert.fail('the page has not asked for a state');
  await opened.page.routeWebSocket('**/ws', (socket) => {
    show = (next) => socket.send(JSON.stringify(next));
    show(state);
  });
  await opened.page.goto(box.origin);
  await opened.page.getByTestId('room').waitFor();
  return { ...opened, show: (next) => show(next) };
}

test('without a set clock no time is shown at all, and a fault that stops voting is', async () => {
  await withBox({}, async (box) => {
    const unset = makeState({ clock: { at: 5_000, quality: 'unset', timezone: 'Europe/Paris' } });
    const dark = await openWith(box, unset);
    assert.equal(await readText(dark, 'notice'), 'The clock is not set yet');
    assert.doesNotMatch((await dark.page.locator('body').textContent()) ?? '', /\d\d:\d\d|19[67]\d/);

    const message = 'The database cannot be written: the disk is full.';
    const full = makeState({ faults: [{ id: 'store', severity: 'error', message, sinceAt: 0 }] });
    const stopped = await openWith(box, full);
    assert.equal(await readText(stopped, 'fault'), `Voting has stopped ${message}`);
  });
});

test('what organisers say lies over everything, with the way to vote, and goes with its end', async () => {
  await withBox({}, async (box) => {
    const on = makeSession('on', -30);
    const quiet = makeState({ running: on, session: on });
    for (const [width, height] of [
      [1280, 720],
      [360, 740],
    ] as const) {
      for (const text of ['Room full', 'Please take the stairs behind the bar, '.repeat(5)]) {
        const opened = await newPage(browser, width, height);
        let say = (_: BoxState): void => {};
        await opened.page.routeWebSocket('**/ws', (socket) => {
          say = (state) => socket.send(JSON.stringify(state));
          say({ ...quiet, notice: { number: 1, text, untilAt: null } });
        });
        await opened.page.goto(box.origin);
        await opened.page.getByTestId('message').waitFor();
        assert.equal(
          await readText(opened, 'message'),
          `A message from the organisers${text}Vote on your way out, until 12:45`,
        );
        const covered = await opened.page.evaluate(() => {
          const words = ['session-title', 'room', 'clock', 'time-left', 'voting'];
          return words.filter((id) => {
            const place = document.querySelector(`[data-testid="${id}"]`)?.getBoundingClientRect();
            if (place === undefined) return false;
            const top = document.elementFromPoint(place.x + place.width / 2, place.y + place.height / 2);
            return top?.closest('.message') !== null;
          });
        });
        const clipped = await opened.page
          .locator('.message .talk')
          .evaluate((talk) => talk.scrollHeight - talk.clientHeight);
        assert.deepEqual(
          { width, covered, clipped, sideways: await sidewaysOverflow(opened.page) },
          {
            width,
            covered: ['session-title', 'room', 'clock', 'time-left', 'voting'],
            clipped: 0,
            sideways: 0,
          },
        );
        say(quiet);
        await opened.page.getByTestId('message').waitFor({ state: 'detached' });
        await opened.page.context().close();
      }
    }
  });
});

/** What is on when a session with this title runs since `sinceMin` minutes, and another with it comes next. */
function stateWith(title: string, sinceMin: number): BoxState {
  const speakers = ['Ada Lovelace', 'Grace Hopper', 'Łucja Wójcik'];
  const on = makeSession('on', -sinceMin, { title, speakers });
  return makeState({ running: on, session: on, next: makeSession('next', 60, { title }) });
}

/** Waits until the title is shown and has found its size. */
async function waitForTitle({ page }: OpenPage, title: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const shown = document.querySelector('[data-testid="session-title"]')?.textContent;
    return shown?.replaceAll(/[\u00a0\u202f]/g, ' ') === wanted;
  }, title);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

const SCREENS = [
  [1920, 1080],
  [360, 740],
  ...(LONG
    ? ([
        [1280, 720],
        [3840, 2160],
      ] as const)
    : []),
] as const;

test('titles of every length fit every screen, whole up to 200 characters', async () => {
  const titles = [4, 40, 80, 120, 200].map((length) =>
    'Warum Überraschungen '.repeat(20).slice(0, length).trim(),
  );
  await withBox({}, async (box) => {
    for (const [width, height] of SCREENS) {
      const opened = await openWith(box, stateWith('', 10), width, height);
      // There and back: a title also has to find its size after one that was longer, and when the next gains weight.
      const steps = [...titles, ...titles.toReversed()].map((title, index) => ({
        title,
        late: index % 2 === 1,
      }));
      for (const { title, late } of [...steps, ...steps.map((step) => ({ ...step, late: !step.late }))]) {
        opened.show(stateWith(title, late ? 30 : 10));
        await waitForTitle(opened, title);
        const heading = opened.page.getByTestId('session-title');
        const fits = await heading.evaluate((title) => {
          const lineHeight = Number.parseFloat(getComputedStyle(title).lineHeight);
          const cut = title.scrollHeight - title.clientHeight; // descenders reach below their line
          return cut < lineHeight / 2 && title.scrollWidth <= title.clientWidth;
        });
        const clipped = await opened.page
          .locator('.talk')
          .evaluate((talk) => talk.scrollHeight - talk.clientHeight);
        const { length } = title;
        assert.deepEqual(
          { width, length, late, fits, clipped, sideways: await sidewaysOverflow(opened.page) },
          { width, length, late, fits: true, clipped: 0, sideways: 0 },
        );
      }
      await opened.page.context().close();
    }
  });
});

test('each page has an address of its own and stays on it; / shows the first of them', async () => {
  await withBox({}, async (box) => {
    const pages = (['room', 'clock'] as const).map((page) => ({ page, forMs: 20_000 }));
    const state = makeState({ display: { ...makeState().display, pages } });
    const shown: string[] = [];
    for (const path of ['/', '/?page=clock', '/?page=wall']) {
      const opened = await newPage(browser);
      await opened.page.routeWebSocket('**/ws', (socket) => socket.send(JSON.stringify(state)));
      await opened.page.goto(box.origin + path);
      const layer = opened.page.locator('.layer');
      await layer.waitFor({ state: 'attached' });
      shown.push((await layer.getAttribute('data-page')) ?? '');
      await opened.page.context().close();
    }
    assert.deepEqual(shown, ['room', 'clock', 'wall']);
  });
});

test('a page that is loaded again while its box says nothing shows what it knew', async () => {
  await withBox({}, async (box) => {
    const on = makeSession('on', -10);
    const state = makeState({ running: on, session: on });
    const opened = await newPage(browser);
    let silent = false;
    await opened.page.routeWebSocket('**/ws', (socket) => {
      if (!silent) socket.send(JSON.stringify(state));
    });
    await opened.page.goto(box.origin);
    await waitForAttribute(opened.page, 'connection', 'data-state', 'connected');
    silent = true;
    await opened.page.reload();
    await waitForAttribute(opened.page, 'connection', 'data-state', 'reconnecting');
    assert.equal(await readText(opened, 'session-title'), on.title);
    assert.equal(await readText(opened, 'connection'), 'Reconnecting to the LikeBox…');
    assert.match(await readText(opened, 'clock'), /^12:0\d$/);
  });
});
