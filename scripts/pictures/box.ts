import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startBox } from '../../test/browser/box.ts';
import { waitForAttribute } from '../../test/browser/browser.ts';
import { saveJpeg } from './jpeg.ts';
import { press } from './press.ts';

const AT = '2026-06-24T14:55:00+02:00';
const VOTES = ['plus', 'plus', 'minus', 'plus', 'plus'] as const;
const SAVED_WIDTH = 1_440;

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
    await saveJpeg(await page.screenshot(), join(folder, 'simulator.jpg'), SAVED_WIDTH);
    await page.mouse.up();
    await page.goto(box.origin);
    await page.getByTestId('session-title').waitFor();
    await saveJpeg(await page.screenshot(), join(folder, 'room.jpg'), SAVED_WIDTH);
  } finally {
    await box.remove();
  }
}
