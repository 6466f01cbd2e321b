import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { GLYPH_COLS, GLYPH_ROWS, glyphOf } from '../../display/rom.ts';
import type { BoxState } from '../../src/core/state.ts';
import { startBox, type TestBox } from './box.ts';
import { launchBrowser, newPage, sidewaysOverflow, waitForAttribute, waitForText } from './browser.ts';

const PAGES = fileURLToPath(new URL('../../dist/display', import.meta.url));
/** Of a box, and of all with the dashboard of the hub, which draws curves. */
const SIZES_MAX = { box: 60_000, all: 120_000 };

let browser: Browser;
let box: TestBox;

before(async () => {
  [browser, box] = await Promise.all([
    launchBrowser(),
    startBox({ tables: '[programme]\nsource = "demo:"\n' }),
  ]);
});

after(async () => {
  await Promise.all([browser?.close(), box?.remove()]);
});

test('the pages of a box stay under 60 kB on the wire, and all with the dashboard of a hub under 120 kB', async () => {
  const entries = await readdir(PAGES, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => ({
      name,
      size: gzipSync(await readFile(join(parentPath, name))).length,
    })),
  );
  const total = (counted: typeof sizes) => counted.reduce((sum, { size }) => sum + size, 0);
  const ofBox = sizes.filter(({ name }) => !name.startsWith('hub'));
  assert.ok(ofBox.length >= 6 && ofBox.length < sizes.length, `only ${files.length} files in dist/display`);
  assert.ok(total(ofBox) < SIZES_MAX.box, `${total(ofBox)} bytes`);
  assert.ok(total(sizes) < SIZES_MAX.all, `${total(sizes)} bytes`);
});

for (const path of ['/', '/simulator']) {
  test(`${path} asks only its own box, breaks no content policy, and fits a phone`, async () => {
    const { page, requests, problems } = await newPage(browser, 360, 740);
    await page.goto(box.origin + path);
    await waitForAttribute(page, 'connection', 'data-state', 'connected');
    await page.getByText('Amphi A', { exact: true }).first().waitFor();
    if (path === '/simulator') {
      const { votes } = await box.state();
      await page.getByTestId('button-plus').click();
      await waitForText(page, 'count-total', String(votes.total + 1));
    }
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [...new Set(requests.map((address) => new URL(address).host))],
      [new URL(box.origin).host],
    );
    assert.ok(
      requests.some((address) => address.startsWith('ws:')),
      'no socket was seen',
    );
    assert.equal(await sidewaysOverflow(page), 0);
    await page.context().close();
  });
}

/** Which dots of a frame are lit, row by row, as a page should draw them. */
function dotsOf({ lcd }: BoxState): string {
  const rows = lcd.cells.flatMap((cells) =>
    Array.from({ length: GLYPH_ROWS }, (_, row) =>
      cells
        .map((code) => (glyphOf(code, lcd.glyphs)[row] ?? 0).toString(2).padStart(GLYPH_COLS, '0'))
        .join(''),
    ),
  );
  return rows.join('\n');
}

/** Which dots of the drawn LCD are lit, read back from its pixels. */
function drawnOf(page: Page, size: { cols: number; rows: number }): Promise<string> {
  return page.locator('[data-testid="lcd"] canvas').evaluate((canvas: HTMLCanvasElement, { cols, rows }) => {
    const pitch = canvas.width / (cols * 6 + 7); // characters of 6 dots, less one, with a rim of 4
    const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
    let dots = '';
    for (let y = 0; y < rows * 9 - 1; y += 1) {
      for (let x = 0; x < cols * 6 && y % 9 < 8; x += 1) {
        const column = Math.floor((4 + x + 0.43) * pitch);
        const row = Math.floor((4 + y + 0.43) * pitch);
        const red = image?.data[(row * canvas.width + column) * 4] ?? 0;
        if (x % 6 < 5) dots += red > 128 ? '1' : '0';
      }
      if (y % 9 < 8) dots += '\n';
    }
    return dots.trimEnd();
  }, size);
}

async function assertDrawnAsSent(origin: string, size: { cols: number; rows: number }): Promise<void> {
  const { page, frames, problems } = await newPage(browser);
  await page.goto(`${origin}/simulator`);
  await page.locator('[data-testid="lcd"] canvas').waitFor();
  const drawn = await drawnOf(page, size);
  assert.match(drawn, /1/);
  const sent = frames.map((frame) => dotsOf(JSON.parse(frame) as BoxState));
  assert.ok(sent.includes(drawn), `not what was sent:\n${drawn}`);
  assert.deepEqual(problems, []);
  await page.context().close();
}

test('the LCD is drawn dot by dot as the box sent it', () =>
  assertDrawnAsSent(box.origin, { cols: 20, rows: 4 }));

test('a 16x2 LCD is drawn in its own size', async () => {
  const small = await startBox({ tables: '[hardware.lcd]\ncols = 16\nrows = 2\n' });
  try {
    const { lcd } = await small.state();
    assert.deepEqual(
      lcd.lines?.map((line) => [...line].length),
      [16, 16],
    );
    await assertDrawnAsSent(small.origin, { cols: 16, rows: 2 });
  } finally {
    await small.remove();
  }
});

test('the buzzer sounds after the first touch, with the line of the box, and not when muted', async () => {
  const { page } = await newPage(browser);
  await page.addInitScript({
    content: `
      globalThis.levels = [];
      AudioParam.prototype.setTargetAtTime = function (level) { globalThis.levels.push(level); return this; };
    `,
  });
  const levels = () => page.evaluate(() => (globalThis as unknown as { levels: number[] }).levels.splice(0));
  await page.goto(`${box.origin}/simulator`);
  await waitForAttribute(page, 'connection', 'data-state', 'connected');
  const punch = async () => {
    const { votes } = await box.state();
    await page.getByTestId('button-plus').click();
    await box.until(
      (state) => state.votes.total > votes.total && !state.buzzer && !state.buttons.plus.active,
    );
    await waitForAttribute(page, 'buzzer', 'data-on', 'false');
  };
  await punch();
  const heard = new Set(await levels());
  assert.deepEqual([...heard].sort(), [0, 0.06]);
  await page.getByRole('button', { name: 'Couper le son' }).click();
  await levels(); // the end of the beeps before
  await punch();
  assert.deepEqual(
    (await levels()).filter((level) => level > 0),
    [],
  );
  await page.context().close();
});

test('a box without an LCD says so where it would be', async () => {
  const bare = await startBox({ tables: '[hardware.lcd]\nkind = "none"\n' });
  try {
    const { page } = await newPage(browser);
    await page.goto(`${bare.origin}/simulator`);
    await page.getByTestId('lcd').getByText('Pas d’écran LCD').waitFor();
    assert.equal(await page.locator('canvas').count(), 0);
    await page.context().close();
  } finally {
    await bare.remove();
  }
});
