import type { Browser, BrowserContext } from 'playwright-core';
import type { HubCommand } from '../../src/core/hub/command.ts';
import type { HubView, Part, PartMessage } from '../../src/core/hub/view.ts';
import type { Outcome } from '../../src/core/organising.ts';

const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 250;
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

/** Waits until what the dashboard is told of this part is as wanted, and gives it. */
export async function untilTold<P extends Part>(
  person: BrowserContext,
  address: string,
  part: P,
  wanted: (value: HubView[P]) => boolean,
): Promise<HubView[P]> {
  const page = await person.newPage();
  await page.goto(address);
  const deadlineMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const value = (await page.evaluate(hear, part)) as HubView[P];
    if (wanted(value)) {
      await page.close();
      return value;
    }
    if (performance.now() > deadlineMs) throw new Error(`${part} stays ${JSON.stringify(value)}`);
    await page.waitForTimeout(LOOK_EVERY_MS);
  }
}

/** In the browser: one part of what the hub tells at connect. */
function hear(part: Part): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`wss://${location.host}/api/v1/live`);
    socket.onerror = () => reject(new Error('the hub does not answer'));
    socket.onmessage = ({ data }) => {
      const told = JSON.parse(data as string) as PartMessage;
      if (told.part !== part) return;
      socket.close();
      resolve(told.value);
    };
  });
}
