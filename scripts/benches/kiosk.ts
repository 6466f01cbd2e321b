import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { startBox } from '../../test/browser/box.ts';
import { launchBrowser, newPage } from '../../test/browser/browser.ts';
import { openDay } from '../../test/browser/longday.ts';
import { percentile, print, round } from './figures.ts';

const LOADS = 5;
const THROTTLE = 4; // about a Pi beside a laptop
const HOUR_MIN = 60;
const DAY_MIN = 600;
const BYTES_AIM = 120_000;
const BARE =
  '<!doctype html><meta charset="utf-8"><title>Bare</title><h1>Cent capteurs, une pile, dix ans</h1>';

/** What the kiosk's page costs a browser, with a box on the demo conference. */
export async function benchKiosk(): Promise<void> {
  const [browser, box] = await Promise.all([
    launchBrowser(),
    startBox({ tables: '[programme]\nsource = "demo:"' }),
  ]);
  try {
    await benchLoad(browser, box.origin);
    await benchPaint(browser, box.origin);
    await benchDay(browser, box.origin);
  } finally {
    await browser.close();
    await box.remove();
  }
}

async function benchLoad(browser: Browser, origin: string): Promise<void> {
  const { page } = await newPage(browser, 1920, 1080);
  let [raw, gzipped] = [0, 0];
  const bodies: Promise<void>[] = [];
  page.on('response', (response) => {
    if (/\.(webp|woff2)$/.test(response.url())) return;
    const count = async () => {
      const body = await response.body();
      raw += body.length;
      gzipped += gzipSync(body).length;
    };
    bodies.push(count().catch(() => {})); // 304 and the like have none
  });
  await page.goto(origin, { waitUntil: 'networkidle' });
  await Promise.all(bodies);
  await page.context().close();
  print('kiosk: first load without media', {
    ...{ bytes: raw, gzippedBytes: gzipped, aimBytes: BYTES_AIM, ratioToAim: round(gzipped / BYTES_AIM) },
  });
}

/** Until the largest thing on the page was painted, as the browser saw it; beside a page of one heading. */
async function benchPaint(browser: Browser, origin: string): Promise<void> {
  const useful: number[] = [];
  const bare: number[] = [];
  for (let load = 0; load < LOADS; load += 1) {
    bare.push(
      await paintOf(
        browser,
        origin,
        (page) =>
          page.route(`${origin}/`, (route) => route.fulfill({ contentType: 'text/html', body: BARE })),
        'h1',
      ),
    );
    useful.push(await paintOf(browser, origin, async () => {}, '[data-testid="session-title"]'));
  }
  const [usefulMs, bareMs] = [percentile(useful, 0.5), percentile(bare, 0.5)];
  print(`kiosk: first useful paint at a ${THROTTLE}th of the speed`, {
    ...{ p50Ms: round(usefulMs), bareMs: round(bareMs), ratio: round(usefulMs / bareMs) },
  });
}

async function paintOf(
  browser: Browser,
  origin: string,
  prepare: (page: Page) => Promise<unknown>,
  what: string,
): Promise<number> {
  const { page } = await newPage(browser, 1920, 1080);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  await prepare(page);
  await page.goto(`${origin}/`);
  await page.locator(what).first().waitFor();
  const paintedMs = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe(
          {
            type: 'largest-contentful-paint',
            buffered: true,
          },
        );
      }),
  );
  await page.context().close();
  return paintedMs;
}

async function benchDay(browser: Browser, origin: string): Promise<void> {
  const day = await openDay(browser, origin, Date.parse('2026-06-24T08:00:00+02:00'));
  await day.live(HOUR_MIN);
  const early = await day.used();
  await day.live(DAY_MIN);
  const late = await day.used();
  const perMinuteMs = (late.busyMs - early.busyMs) / DAY_MIN;
  print('kiosk: main thread for each simulated minute, four pages in turn', {
    ...{ busyMs: round(perMinuteMs), ratioOfMinute: round(perMinuteMs / 60_000) },
  });
  print('kiosk: heap after a simulated day', {
    ...{ mb: round(late.heapBytes / 1e6), afterFirstHourMb: round(early.heapBytes / 1e6) },
    ratio: round(late.heapBytes / early.heapBytes),
  });
}
