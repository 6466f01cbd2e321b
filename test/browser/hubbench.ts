import { after, afterEach, before, beforeEach } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, newPage, type OpenPage } from './browser.ts';
import { startTestHub, type TestHub } from './hubserver.ts';
import { makeView } from './hubview.ts';

export const DESK = [1280, 720] as const;
export const PHONE = [390, 844] as const;

/** A hub of its own for each test of a file, and the page that is open on it. */
export interface HubBench {
  hub: TestHub;
  opened: OpenPage;
  /** Opens a page of the dashboard. */
  open(address?: string, size?: readonly [number, number]): Promise<Page>;
  /** Starts the hub anew with another view. */
  restart(view: ReturnType<typeof makeView>): Promise<void>;
}

/** Starts a browser for the tests of a file, and a hub before each. */
export function useHub(): HubBench {
  let browser: Browser;
  let hub: TestHub | null = null;
  let opened: OpenPage | null = null;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    hub = await startTestHub(makeView());
  });
  afterEach(async () => {
    await Promise.all([opened?.page.context().close(), hub?.close()]);
    opened = null;
  });
  const there = <T>(thing: T | null): T => {
    if (thing === null) throw new Error('not started');
    return thing;
  };
  return {
    get hub() {
      return there(hub);
    },
    get opened() {
      return there(opened);
    },
    async open(address = '', [width, height] = DESK) {
      opened = await newPage(browser, width, height);
      await opened.page.goto(`${there(hub).origin}/#${address}`);
      return opened.page;
    },
    async restart(view) {
      await there(hub).close();
      hub = await startTestHub(view);
    },
  };
}

/** Goes to another page of the dashboard, as a click in its navigation does. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, address);
  await page.locator(`main[data-page="${address.split('/')[0]}"]`).waitFor();
}

/** The words of a part, with plain spaces. */
export async function textOf(page: Page, testId: string): Promise<string> {
  return ((await page.getByTestId(testId).first().innerText()) ?? '').replaceAll(/\s+/g, ' ').trim();
}
