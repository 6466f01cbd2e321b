import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { LONG } from '../long.ts';
import { startBox, type TestBox } from './box.ts';
import { launchBrowser } from './browser.ts';
import { openDay } from './longday.ts';

const MORNING_AT = Date.parse('2026-06-24T08:00:00+02:00');
/** Every page has had its turn a few times; after the longer one the browser has compiled what it will. */
const WARM_MIN = LONG ? 60 : 20;
const HOURS = LONG ? 12 : 0.25;
/** The page that is shown at either end makes a tenth, and the stand-ins for clock and socket live in the page too. */
const GROWTH_MAX = 1.3;
const MINUTE_MS = 60_000;

let browser: Browser;
let box: TestBox;
before(async () => {
  [browser, box] = await Promise.all([launchBrowser(), startBox({})]);
});
after(async () => {
  await Promise.all([browser?.close(), box?.remove()]);
});

test(`after ${HOURS} h of pages that take turns, memory is about what it was`, async (t) => {
  const day = await openDay(browser, box.origin, MORNING_AT);
  await day.live(WARM_MIN);
  const early = await day.used();
  await day.live(HOURS * 60);
  const late = await day.used();
  t.diagnostic(`heap ${early.heapBytes} to ${late.heapBytes} bytes, nodes ${early.nodes} to ${late.nodes}`);
  assert.ok(
    late.heapBytes < early.heapBytes * GROWTH_MAX,
    `${early.heapBytes} bytes became ${late.heapBytes}`,
  );
  assert.ok(late.nodes < early.nodes * 2, `${early.nodes} nodes became ${late.nodes}`);
  assert.deepEqual(day.staged.problems, []);
});

test('through the morning every page shows the time of the box, and all pages have their turn', async () => {
  const day = await openDay(browser, box.origin, MORNING_AT);
  const { page } = day.staged;
  const seen = new Set<string>();
  for (let minute = 7; minute <= 28; minute += 7) {
    await day.live(7);
    seen.add((await page.locator('.layer[data-goes="false"]').getAttribute('data-page')) ?? '');
    const at = new Date(MORNING_AT + minute * MINUTE_MS);
    const time = at.toLocaleTimeString('fr-FR', { timeZone: 'Europe/Paris', timeStyle: 'short' });
    await page.locator('[data-testid="clock"]').filter({ hasText: time }).first().waitFor();
  }
  assert.ok(seen.size > 1, [...seen].join());
});
