import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { BoxState } from '../../src/core/state.ts';
import { startBox, type TestBox } from './box.ts';
import {
  launchBrowser,
  newPage,
  type OpenPage,
  waitForAttribute,
  waitForText,
  watchLights,
} from './browser.ts';

let browser: Browser;
let box: TestBox;
let opened: OpenPage;
let page: Page;

before(async () => {
  [browser, box] = await Promise.all([
    launchBrowser(),
    startBox({ tables: '[programme]\nsource = "demo:"\n' }),
  ]);
});

after(async () => {
  await Promise.all([browser?.close(), box?.remove()]);
});

beforeEach(async () => {
  opened = await newPage(browser);
  page = opened.page;
  await page.goto(`${box.origin}/simulator`);
  await waitForAttribute(page, 'connection', 'data-state', 'connected');
});

afterEach(async () => {
  // While the page is there: a whole context that is closed takes along what its page still sends.
  await box.until((state) => !state.buttons.plus.active && !state.buttons.minus.active);
  await page.context().close();
});

function centre(testId: string): Promise<{ x: number; y: number }> {
  return page
    .getByTestId(testId)
    .boundingBox()
    .then((area) => {
      assert.ok(area !== null);
      return { x: area.x + area.width / 2, y: area.y + area.height / 2 };
    });
}

const counted = ({ votes }: BoxState, plus: number, minus: number) => ({
  plus: votes.plus + plus,
  minus: votes.minus + minus,
  total: votes.total + plus + minus,
});

test('a held pointer is one vote: count, light, LCD and list answer, and the button stays down until it lets go', async () => {
  const before = await box.state();
  const lights = await watchLights(page);
  const thanked = page.getByTestId('lcd-text').filter({ hasText: /merci/i }).waitFor({ state: 'attached' });
  await page.getByTestId('button-plus').hover();
  await page.mouse.down();
  await thanked;
  await waitForText(page, 'count-plus', String(before.votes.plus + 1));
  await waitForAttribute(page, 'button-plus', 'aria-pressed', 'true');
  const held = await box.until((state) => state.buttons.plus.active);
  assert.deepEqual(held.votes, counted(before, 1, 0));
  await box.until((state) => !state.buzzer && !state.leds.plus);
  assert.deepEqual(
    (await lights()).filter((name) => name !== 'led-status'),
    ['buzzer', 'led-plus'],
  );

  await page.mouse.move(5, 5); // the pointer is captured: leaving the button does not let go
  assert.equal((await box.state()).buttons.plus.active, true);
  await page.mouse.up();
  await waitForAttribute(page, 'button-plus', 'aria-pressed', 'false');
  const rested = await box.until((state) => !state.buttons.plus.active);
  assert.deepEqual(rested.votes, counted(before, 1, 0));
  const newest = page.getByTestId('last-votes').locator('li').first();
  assert.match((await newest.textContent()) ?? '', /^\+1\d\d:\d\d:\d\d/);
});

test('right and up are +1, left and down are -1, and the repeat of a held key is no vote', async () => {
  const before = await box.state();
  const presses = [
    ['ArrowRight', 1, 0],
    ['ArrowUp', 2, 0],
    ['ArrowLeft', 2, 1],
    ['ArrowDown', 2, 2],
  ] as const;
  for (const [key, plus, minus] of presses) {
    await page.keyboard.down(key);
    await page.keyboard.down(key); // as the repeat of a keyboard
    await waitForText(page, 'count-total', String(before.votes.total + plus + minus));
    await page.keyboard.up(key);
    const after = await box.until((state) => !state.buttons.plus.active && !state.buttons.minus.active);
    assert.deepEqual(after.votes, counted(before, plus, minus));
    await box.until(({ lastVotes, clock }) => clock.at - (lastVotes[0]?.at ?? 0) > 300);
  }
});

test('two fingers at once are two votes', async () => {
  const before = await box.state();
  const touchPoints = await Promise.all([centre('button-plus'), centre('button-minus')]);
  const touch = await page.context().newCDPSession(page);
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await Promise.all([
    waitForAttribute(page, 'button-plus', 'aria-pressed', 'true'),
    waitForAttribute(page, 'button-minus', 'aria-pressed', 'true'),
    waitForText(page, 'count-total', String(before.votes.total + 2)),
  ]);
  const held = await box.until(({ buttons }) => buttons.plus.active && buttons.minus.active);
  assert.deepEqual(held.votes, counted(before, 1, 1));
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  const after = await box.until(({ buttons }) => !buttons.plus.active && !buttons.minus.active);
  assert.deepEqual(after.votes, counted(before, 1, 1));
});

test('a hand at each button: one lets go, and the other button stays down', async () => {
  const before = await box.state();
  await page.getByTestId('button-plus').hover();
  await page.mouse.down();
  await page.keyboard.down('ArrowLeft');
  await box.until(({ buttons }) => buttons.plus.active && buttons.minus.active);
  await page.mouse.up();
  const one = await box.until(({ buttons }) => !buttons.plus.active);
  assert.equal(one.buttons.minus.active, true);
  await page.keyboard.up('ArrowLeft');
  const votes = counted(before, 1, 1);
  const after = await box.until((state) => !state.buttons.minus.active && state.votes.total >= votes.total);
  assert.deepEqual(after.votes, votes);
});

test('a click of no length at all is still one vote, by pointer and by the name a screen reader says', async () => {
  const before = await box.state();
  await page.getByRole('button', { name: '-1' }).click();
  await waitForText(page, 'count-minus', String(before.votes.minus + 1));
  await box.until((state) => !state.buttons.minus.active);
  await page.getByRole('button', { name: '+1' }).evaluate((button: HTMLElement) => button.click());
  await waitForText(page, 'count-plus', String(before.votes.plus + 1));
  const after = await box.until((state) => !state.buttons.plus.active);
  assert.deepEqual(after.votes, counted(before, 1, 1));
});

test('the space bar holds the button that has the focus', async () => {
  const before = await box.state();
  await page.getByTestId('button-minus').focus();
  await page.keyboard.down('Space');
  await waitForText(page, 'count-minus', String(before.votes.minus + 1));
  assert.equal((await box.state()).buttons.minus.active, true);
  await page.keyboard.up('Space');
  const after = await box.until((state) => !state.buttons.minus.active);
  assert.deepEqual(after.votes, counted(before, 0, 1));
});

test('a page that loses its focus, and one that is left, let go of the buttons they hold', async () => {
  await page.keyboard.down('ArrowUp');
  await box.until((state) => state.buttons.plus.active);
  await page.evaluate(() => dispatchEvent(new Event('blur')));
  await box.until((state) => !state.buttons.plus.active);
  await page.keyboard.up('ArrowUp');

  await page.keyboard.down('ArrowDown');
  await box.until((state) => state.buttons.minus.active);
  await page.goto('about:blank');
  await box.until((state) => !state.buttons.minus.active);
});

test('a reload shows the same counts, votes and LCD again', async () => {
  const before = await box.state();
  await page.getByTestId('button-plus').click();
  const { votes, lastVotes } = await box.until(
    (state) => state.votes.total > before.votes.total && !state.buttons.plus.active,
  );
  await page.reload();
  await Promise.all([
    waitForText(page, 'count-plus', String(votes.plus)),
    waitForText(page, 'count-minus', String(votes.minus)),
    waitForText(page, 'count-total', String(votes.total)),
  ]);
  assert.equal(await page.getByTestId('last-votes').locator('li').count(), lastVotes.length);
  assert.equal(((await page.getByTestId('lcd-text').textContent()) ?? '').length, 4 * 20 + 3);
});

test('a box that loses its power is said to be away, and the page comes back with it and works', async () => {
  await waitForText(page, 'count-total', String((await box.state()).votes.total));
  const { votes } = await box.state();
  await box.kill();
  await waitForAttribute(page, 'connection', 'data-state', 'reconnecting');
  assert.equal(await page.getByTestId('count-total').textContent(), String(votes.total));
  for (let punch = 0; punch < 2; punch += 1) {
    await page.getByTestId('button-plus').click(); // nobody is there to count it, neither now nor later
  }
  const released = page.waitForResponse('**/api/simulator/level');
  await box.start();
  await released;
  await waitForAttribute(page, 'connection', 'data-state', 'connected');
  await page.getByTestId('button-minus').click();
  await waitForText(page, 'count-minus', String(votes.minus + 1));
  await page.getByTestId('button-plus').click();
  await waitForText(page, 'count-plus', String(votes.plus + 1));
  const after = { plus: votes.plus + 1, minus: votes.minus + 1, total: votes.total + 2 };
  assert.deepEqual((await box.state()).votes, after);
});
