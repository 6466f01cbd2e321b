import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startBox } from '../../test/browser/box.ts';
import { waitForAttribute } from '../../test/browser/browser.ts';
import { press } from './press.ts';

const AT = '2026-06-24T14:55:00+02:00';
const VOTES = ['plus', 'plus', 'minus', 'plus', 'plus'] as const;
const QUALITY = 90; // of 100; a PNG would be ten times as large

/** Takes the simulator and the room screen of a box that runs. */
export async function takeBox(browser: Browser, folder: string): Promise<void> {
  const box = await startBox({ at: AT, tables: '[programme]\nsource = "demo:"\n' });
  try {
    for (const button of VOTES) await press(box.origin, button);
    const context = await browser.newContext({
      viewport: { width: 1280, height: 720 },
      deviceScaleFactor: 1.5,
    });
    const page = await context.newPage();
    await page.goto(`${box.origin}/simulator`);
    await waitForAttribute(page, 'connection', 'data-state', 'connected');
    await page.getByTestId('button-plus').hover();
    await page.mouse.down();
    await waitForAttribute(page, 'led-plus', 'data-on', 'true');
    await page.getByTestId('lcd-text').filter({ hasText: /merci/i }).waitFor({ state: 'attached' });
    await page.screenshot({ path: join(folder, 'simulator.jpg'), quality: QUALITY });
    await page.mouse.up();
    await page.goto(box.origin);
    await page.getByTestId('session-title').waitFor();
    await page.screenshot({ path: join(folder, 'room.jpg'), quality: QUALITY });
  } finally {
    await box.remove();
  }
}
