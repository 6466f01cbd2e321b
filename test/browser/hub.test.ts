import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitForAttribute } from './browser.ts';
import { textOf, useHub, visit } from './hubbench.ts';
import { makeBox } from './hubfleet.ts';
import { makeView } from './hubview.ts';

const bench = useHub();

test('what the hub refuses is said in the dialog, which stays as it was', async () => {
  const page = await bench.open('programme');
  bench.hub.outcome = { done: false, text: 'Nothing is on in Amphi B now.' };
  await page.getByTestId('column-Amphi B').getByTestId('delay').click();
  await page.getByTestId('minutes').fill('25');
  await page.getByTestId('do').click();
  await page.getByTestId('refused').filter({ hasText: 'Nothing is on in Amphi B now.' }).waitFor();
  assert.equal(await page.getByTestId('minutes').inputValue(), '25');
  bench.hub.outcome = { done: true, text: 'Amphi B is 25 min late:\n  ends 12:15' };
  await page.getByTestId('do').click();
  assert.equal(await textOf(page, 'message'), 'Amphi B is 25 min late: ends 12:15 ×');
  assert.equal(await page.getByRole('dialog').count(), 0);
});

test('a dialog stays open, and keeps what was written, while the page behind it changes', async () => {
  const page = await bench.open('boxes');
  await page.getByTestId('box-box-02').getByTestId('settings').click();
  await page.getByTestId('name').fill('Sortie');
  bench.hub.show({
    fleet: [makeBox('box-01', { advice: [{ severity: 'error', text: 'Its disk is full.' }] })],
  });
  await page.getByTestId('box-box-02').waitFor({ state: 'detached' });
  assert.equal(await page.getByTestId('name').inputValue(), 'Sortie');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.deepEqual(bench.hub.posted, []);
});

test('a viewer sees every page, and changes nothing but the own password', async () => {
  await bench.restart(makeView({ name: 'Accueil', role: 'viewer' }));
  const page = await bench.open('boxes');
  for (const address of ['boxes', 'live', 'results', 'programme', 'corrections', 'notices', 'pairing']) {
    await visit(page, address);
    assert.equal(await page.locator('main button:not(.fold)').count(), 0, address);
  }
  await visit(page, 'results');
  assert.equal(await page.getByTestId('exact').count(), 0);
  await visit(page, 'accounts');
  assert.equal(await page.locator('main button').count(), 1);
  assert.equal(await page.locator('main h1').innerText(), 'Mon compte');
});

test('votes, boxes and requests arrive without a reload, and move nothing sideways', async () => {
  const page = await bench.open('live');
  const view = makeView();
  await page.getByTestId('room-Amphi A').waitFor();
  const live = view.live.map((room) => (room.room === 'Amphi A' ? { ...room, plus: 120, minus: 34 } : room));
  bench.hub.show({ live, pairings: [] });
  await page.getByTestId('room-Amphi A').getByTestId('plus').filter({ hasText: '120' }).waitFor();
  await page.getByTestId('badge').waitFor({ state: 'detached' });
  const drawn = await page.getByTestId('curve').first().locator('canvas').boundingBox();
  assert.ok(drawn !== null && drawn.width > 200 && drawn.height > 80);
});

test('a page that loses its hub says how old its data are, keeps them, and comes back by itself', async () => {
  const page = await bench.open('boxes');
  await waitForAttribute(page, 'connection', 'data-state', 'connected');
  bench.hub.setAway(true);
  await waitForAttribute(page, 'connection', 'data-state', 'reconnecting');
  assert.match(await textOf(page, 'connection'), /^Reconnexion… données d’il y a \d+ s 11:45:\d\d$/);
  assert.equal(await page.getByTestId('box-box-01').count(), 1);
  bench.hub.show({ fleet: [makeBox('box-77')] });
  bench.hub.setAway(false);
  await page.getByTestId('box-box-77').waitFor();
  await waitForAttribute(page, 'connection', 'data-state', 'connected');
});

test('a one-time link is shown once, to be copied', async () => {
  bench.hub.outcome = { done: true, text: 'Done.', data: { link: 'https://hub:8443/#invite=abc' } };
  const page = await bench.open('accounts');
  await page.getByTestId('invite-organiser').check();
  await page.getByTestId('make-link').click();
  assert.equal(await page.getByTestId('link').inputValue(), 'https://hub:8443/#invite=abc');
  assert.deepEqual(bench.hub.posted.at(-1)?.body, { kind: 'invite', role: 'organiser' });
});

test('the language of the hub is spoken until the person chooses the other, which this browser keeps', async () => {
  const page = await bench.open('results');
  await page.getByRole('heading', { name: 'Résultats' }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
  await page.getByTestId('language').click();
  await page.getByRole('heading', { name: 'Results' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Results' }).waitFor();
  assert.match(await textOf(page, 'sum'), /^396 counted \+ 27 unassigned/);
});

test('the keyboard reaches everything, sees where it is, and gets back to where a dialog was opened', async () => {
  const page = await bench.open('boxes');
  const button = page.getByTestId('box-box-02').getByTestId('settings');
  await button.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  const inside = () => page.evaluate(() => document.activeElement?.closest('dialog') !== null);
  assert.ok(await inside());
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.ok(await button.evaluate((element) => element === document.activeElement));
  const outline = await button.evaluate((element) => getComputedStyle(element).outlineStyle);
  assert.equal(outline, 'solid');
});

test('a fault of the hub itself stands on every page', async () => {
  const { hub } = makeView();
  const fault = {
    id: 'store',
    severity: 'error',
    message: 'The disk of the hub is full.',
    sinceAt: hub.at,
  } as const;
  bench.hub.show({ hub: { ...hub, faults: [fault] } });
  const page = await bench.open('boxes');
  for (const address of ['boxes', 'results']) {
    await visit(page, address);
    assert.equal(await textOf(page, 'hub-faults'), 'Défaut du hub The disk of the hub is full. depuis 11:45');
  }
});
