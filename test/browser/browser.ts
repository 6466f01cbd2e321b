import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

/** Chromium without what draws windows: pages take half the time. The whole of it is tested in its compositor. */
export const CHROMIUM = '/usr/bin/chromium-headless-shell';
export const QUIET_ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A page, and what happened on it since it was opened. */
export interface OpenPage {
  page: Page;
  /** Addresses of all requests and sockets. */
  requests: string[];
  /** Errors of scripts and of the console; breaches of the content policy are among them. */
  problems: string[];
  /** What the box sent over its socket, as text. */
  frames: string[];
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET_ARGS });
}

/** A new page in a context of its own, in a zone far from every box: no time may come from the browser. */
export async function newPage(browser: Browser, width = 1280, height = 720): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width, height },
    timezoneId: 'Pacific/Auckland',
    locale: 'de-DE',
  });
  const page = await context.newPage();
  const opened: OpenPage = { page, requests: [], problems: [], frames: [] };
  page.on('request', (request) => opened.requests.push(request.url()));
  page.on('websocket', (socket) => {
    opened.requests.push(socket.url());
    socket.on('framereceived', ({ payload }) => opened.frames.push(String(payload)));
  });
  page.on('pageerror', (error) => opened.problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') opened.problems.push(message.text());
  });
  return opened;
}

/** Waits until an element has exactly this text. */
export async function waitForText(page: Page, testId: string, text: string): Promise<void> {
  const exact = new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
  await page.getByTestId(testId).filter({ hasText: exact }).waitFor();
}

/** Waits until an element has an attribute of this value. */
export async function waitForAttribute(
  page: Page,
  testId: string,
  name: string,
  value: string,
): Promise<Locator> {
  const found = page.locator(`[data-testid="${testId}"][${name}="${value}"]`);
  await found.waitFor({ state: 'attached' });
  return found;
}

/** How far a page can be scrolled sideways, in CSS pixels. */
export function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/**
 * Writes down every change of `data-on` from now on: a beep is shorter than what waiting for it can see.
 * The answer gives the names of what went on so far, once each.
 */
export async function watchLights(page: Page): Promise<() => Promise<string[]>> {
  const seen = await page.evaluateHandle(() => {
    const names = new Set<string>();
    const observer = new MutationObserver((changes) => {
      for (const { target } of changes) {
        if (target instanceof HTMLElement && target.dataset.on === 'true')
          names.add(target.dataset.testid ?? '');
      }
    });
    observer.observe(document.body, { subtree: true, attributeFilter: ['data-on'] });
    return names;
  });
  return () => seen.evaluate((names) => [...names].sort());
}
