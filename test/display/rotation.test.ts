import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance, askedPage, type Rotation } from '../../display/kiosk/rotation.ts';
import type { DisplayView, KioskPage } from '../../src/core/display.ts';

const PAGES: DisplayView['pages'] = [
  { page: 'room', forMs: 20_000 },
  { page: 'wall', forMs: 10_000 },
  { page: 'programme', forMs: 15_000 },
];

/** Pages and turns at full seconds, as a screen that is drawn again each second has them: `room 0`. */
function watch(seconds: number, pagesAt: (second: number) => DisplayView['pages']): Map<string, number> {
  const seen = new Map<string, number>();
  let rotation: Rotation | null = null;
  for (let second = 0; second < seconds; second += 1) {
    rotation = advance(rotation, pagesAt(second), 1_000 * second);
    const key = `${rotation.page} ${rotation.turns[rotation.page]}`;
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  return seen;
}

test('pages follow each other in their order, each for its time, and count their turns', () => {
  assert.deepEqual(
    [...watch(75, () => PAGES)],
    [
      ['room 0', 20],
      ['wall 0', 10],
      ['programme 0', 15],
      ['room 1', 20],
      ['wall 1', 10],
    ],
  );
});

test('one page alone stays, and its turn goes on', () => {
  assert.deepEqual(
    [...watch(25, () => [{ page: 'wall', forMs: 10_000 }])],
    [
      ['wall 0', 10],
      ['wall 1', 10],
      ['wall 2', 5],
    ],
  );
});

test('a page that has nothing to show any more goes at once; one that comes back has its place', () => {
  const emptied = (second: number) =>
    PAGES.filter(({ page }) => page !== 'wall' || second < 23 || second > 50);
  assert.deepEqual(
    [...watch(80, emptied)],
    [
      ['room 0', 20],
      ['wall 0', 3],
      ['room 1', 20],
      ['programme 0', 15],
      ['room 2', 20],
      ['wall 1', 2],
    ],
  );
});

test('a page that is listed twice comes twice, and the one after each of them follows it', () => {
  const pages = (['room', 'wall', 'room', 'clock'] as const).map((page) => ({ page, forMs: 1_000 }));
  let rotation: Rotation | null = null;
  const seen: KioskPage[] = [];
  for (let second = 0; second < 5; second += 1) {
    rotation = advance(rotation, pages, 1_000 * second);
    seen.push(rotation.page);
  }
  assert.deepEqual(seen, ['room', 'wall', 'room', 'clock', 'room']);
});

test('a clock that is set back leaves the page for its time from then on', () => {
  const shown = advance(null, PAGES, 1_000_000);
  const back = advance(shown, PAGES, 5_000);
  assert.deepEqual(back, { ...shown, sinceAt: 5_000 });
  assert.equal(advance(back, PAGES, 24_999).page, 'room');
  assert.equal(advance(back, PAGES, 25_000).page, 'wall');
});

test('an address names its page, and one that names none is the rotation', () => {
  const known = ['room', 'wall'] as const;
  const asked = ['?page=wall', '?page=room&x=1', '', '?page=', '?page=admin'].map((search) =>
    askedPage(search, known),
  );
  assert.deepEqual(asked, ['wall', 'room', null, null, null]);
});
