import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { saveJpeg } from './jpeg.ts';

const WIDTH = 1280;
const HEIGHT = { first: 800, least: 560 };
const SAVED_WIDTH = 1_440;

/** A picture of one page of the dashboard. */
export interface Picture {
  page: string;
  /** The picture ends below the lowest of these, with so many pixels more. */
  seen: string;
  margin: number;
  /** What somebody has done on the page before. */
  after?: (page: Page) => Promise<void>;
}

const PICTURES: readonly Picture[] = [
  { page: 'boxes', seen: '.cards > :nth-child(-n + 4)', margin: 14 },
  { page: 'live', seen: '.cards > *', margin: 24 },
  { page: 'results', seen: 'tbody tr:nth-child(-n + 6)', margin: 1 },
  { page: 'programme', seen: '.slot, [data-testid="orders"]', margin: 24 },
  { page: 'corrections', seen: '.given', margin: 24, after: writeCorrection },
  { page: 'notices', seen: '.given, form', margin: 24 },
  { page: 'pairing', seen: '.cards > *', margin: 24 },
  { page: 'accounts', seen: 'tbody tr:nth-child(-n + 8)', margin: 1 },
];

/** Takes each page as somebody who is signed in sees it. */
export async function takePages(person: BrowserContext, address: string, folder: string): Promise<void> {
  const page = await person.newPage();
  for (const picture of PICTURES) await takePage(page, address, folder, picture);
  await page.close();
}

/** Takes one page of the dashboard, as high as what is to be seen of it. */
export async function takePage(page: Page, address: string, folder: string, picture: Picture): Promise<void> {
  await page.setViewportSize({ width: WIDTH, height: HEIGHT.first });
  await page.goto(`${address}/#${picture.page}`);
  const shown = page.locator(`[data-page="${picture.page}"]`).locator(picture.seen);
  await shown.first().waitFor();
  await picture.after?.(page);
  const ends = await shown.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().bottom));
  const height = Math.max(HEIGHT.least, Math.floor(Math.max(...ends) + picture.margin));
  // The navigation is as high as the window, so the window is made to fit.
  await page.setViewportSize({ width: WIDTH, height });
  await saveJpeg(await page.screenshot(), join(folder, `hub${picture.page}.jpg`), SAVED_WIDTH);
}

async function writeCorrection(page: Page): Promise<void> {
  const form = page.getByTestId('stood');
  await form.getByTestId('box').selectOption('box-03');
  await form.getByTestId('room').selectOption('Salle D');
  await form.getByTestId('from').fill('14:00');
  await form.getByTestId('to').fill('15:05');
  await page.mouse.click(1, 1); // nothing has the focus
}
