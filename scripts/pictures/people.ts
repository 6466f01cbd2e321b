import type { Browser, BrowserContext } from 'playwright-core';
import type { HubCommand } from '../../src/core/hub/command.ts';
import type { Outcome } from '../../src/core/organising.ts';

const PASSWORD = 'a password for pictures';

/** Somebody with a browser. */
export async function newcomer(browser: Browser): Promise<BrowserContext> {
  return await browser.newContext({
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 1.5,
    locale: 'en-GB',
    ignoreHTTPSErrors: true, // the hub's certificate is its own
  });
}

/** Makes an account by a one-time link, on the page. */
export async function enter(person: BrowserContext, link: string, name: string): Promise<void> {
  const page = await person.newPage();
  await page.goto(link);
  await page.getByTestId('name').fill(name);
  await page.getByTestId('password').fill(PASSWORD);
  await page.getByTestId('again').fill(PASSWORD);
  await page.locator('form button').click();
  await page.getByTestId('main').waitFor();
  await page.close();
}

/** Gives a command to the hub at this address; fails when it is not done. */
export async function tell(person: BrowserContext, address: string, command: HubCommand): Promise<Outcome> {
  const answer = await person.request.post(`${address}/api/v1/commands`, { data: command });
  const outcome = (await answer.json()) as Outcome;
  if (!outcome.done) throw new Error(`${command.kind}: ${JSON.stringify(outcome)}`);
  return outcome;
}
