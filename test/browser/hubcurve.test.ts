import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { CACHES, HUB_AT, MINUTE_MS, makeRoom } from '../display/hubtalks.ts';
import { DESK, PHONE, useHub } from './hubbench.ts';
import { makeView } from './hubview.ts';

const bench = useHub();

/** A room whose votes began so many minutes ago. */
function roomSince(minutes: number) {
  const room = makeRoom(`Salle ${100 + minutes}`, ['box-01'], CACHES, null, 0);
  const at = (ago: number) => HUB_AT - ago * MINUTE_MS;
  return {
    ...room,
    minutes: Array.from({ length: minutes + 1 }, (_, ago) => ({ at: at(ago), plus: 3, minus: 1 })).reverse(),
  };
}

/** Which curves have ink in the last column of their canvas: a label that is cut, for nothing else reaches so far. */
function cutOnes(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const curves = [...document.querySelectorAll<HTMLCanvasElement>('[data-testid=curve] canvas')];
    return curves.flatMap((canvas, index) => {
      const { width, height } = canvas;
      const { data } = canvas.getContext('2d')?.getImageData(width - 1, 0, 1, height) ?? { data: [1] };
      return [...data].some((value) => value > 0) ? [index] : [];
    });
  });
}

for (const size of [DESK, PHONE]) {
  test(`no time of a curve is cut, however few minutes it has, on a screen of ${size[0]}`, async () => {
    const live = Array.from({ length: 40 }, (_, minutes) => roomSince(minutes));
    await bench.restart({ ...makeView(), live });
    const page = await bench.open('live', size);
    await page.getByTestId('curve').nth(39).locator('canvas').waitFor();
    assert.deepEqual(await cutOnes(page), []);
  });

  test(`no time of a large curve is cut on a screen of ${size[0]}`, async () => {
    await bench.restart({ ...makeView(), live: [roomSince(3)] });
    const page = await bench.open('live/Salle%20103', size);
    await page.getByTestId('curve').locator('canvas').waitFor();
    assert.deepEqual(await cutOnes(page), []);
  });
}
