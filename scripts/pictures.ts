// Takes the README's pictures of a running box: node --import tsx scripts/pictures.ts [FOLDER] (after npm run build).
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startBox } from '../test/browser/box.ts';
import { launchBrowser, waitForAttribute } from '../test/browser/browser.ts';

const AT = '2026-06-24T14:55:00+02:00';
const VOTES = ['plus', 'plus', 'minus', 'plus', 'plus'] as const;
const QUALITY = 90; // of 100; a PNG would be ten times as large
const REST_MS = 250;

const folder = process.argv[2] ?? 'display/pictures';
await mkdir(folder, { recursive: true });
const [browser, box] = await Promise.all([
  launchBrowser(),
  startBox({ at: AT, tables: '[programme]\nsource = "demo:"\n' }),
]);

async function vote(button: 'plus' | 'minus'): Promise<void> {
  await fetch(`${box.origin}/api/simulator/press`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ button, holdMs: 120 }),
  });
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
}

try {
  for (const button of VOTES) await vote(button);
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
  await Promise.all([browser.close(), box.remove()]);
}
