import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useHub } from './hubbench.ts';
import { makeView } from './hubview.ts';

const bench = useHub();

test('who is not signed in signs in; a wrong password says so; signing out leads back', async () => {
  bench.hub.me = null;
  const page = await bench.open('results');
  await page.getByTestId('name').fill('Zoé');
  await page.getByTestId('password').fill('wrong');
  bench.hub.answers.set('sign-in', { status: 401, body: { error: 'no' } });
  await page.getByTestId('enter').click();
  await page.getByTestId('refused').filter({ hasText: 'do not belong together' }).waitFor();
  bench.hub.answers.set('sign-in', { status: 429, body: { error: 'no' } });
  await page.getByTestId('enter').click();
  await page.getByTestId('refused').filter({ hasText: 'Too many tries' }).waitFor();
  bench.hub.answers.clear();
  await page.getByTestId('enter').click();
  await page.getByTestId('results').waitFor();
  assert.deepEqual(bench.hub.posted.at(-1), { path: 'sign-in', body: { name: 'Zoé', password: 'wrong' } });
  await page.getByTestId('sign-out').click();
  await page.getByTestId('enter').waitFor();
});

test('a sign-in that has ended leads to the door, whether the socket or a command finds out', async () => {
  const page = await bench.open('pairing');
  await page.getByTestId('request-box-05').waitFor();
  bench.hub.me = null;
  await page.getByTestId('refuse').first().click();
  await page.getByTestId('enter').waitFor();
  await page.getByTestId('name').fill('Zoé');
  await page.getByTestId('password').fill('right');
  await page.getByTestId('enter').click();
  await page.getByTestId('request-box-05').waitFor();
  bench.hub.me = null;
  bench.hub.setAway(true);
  await page.getByTestId('enter').waitFor();
});

test('an invitation leaves the address bar at once and makes an account', async () => {
  bench.hub.me = null;
  bench.hub.answers.set('invitations/one-time_Token', { status: 200, body: { role: 'viewer' } });
  const page = await bench.open('invite=one-time_Token');
  await page.getByTestId('again').waitFor();
  assert.equal(page.url(), `${bench.hub.origin}/`);
  await page.getByTestId('name').fill('Accueil');
  await page.getByTestId('password').fill('long enough');
  await page.getByTestId('again').fill('other');
  await page.getByTestId('enter').click();
  await page.getByTestId('refused').filter({ hasText: 'not the same' }).waitFor();
  assert.deepEqual(bench.hub.posted, []);
  bench.hub.me = makeView().hub.me;
  await page.getByTestId('again').fill('long enough');
  await page.getByTestId('enter').click();
  await page.getByTestId('fleet').waitFor();
  assert.deepEqual(bench.hub.posted, [
    { path: 'invitations/one-time_Token', body: { name: 'Accueil', password: 'long enough' } },
  ]);
});

test('an invitation that is over says so and leads to the door', async () => {
  bench.hub.me = null;
  bench.hub.answers.set('invitations/used', { status: 404, body: { error: 'no' } });
  const page = await bench.open('invite=used');
  await page.getByRole('heading', { name: 'no longer valid' }).waitFor();
  await page.getByRole('button', { name: 'Go to sign-in' }).click();
  await page.getByTestId('enter').waitFor();
});
