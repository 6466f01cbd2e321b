import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { Documents } from '../../display/kiosk/scene.ts';
import type { KioskPage } from '../../src/core/display.ts';
import type { BoxState } from '../../src/core/state.ts';
import { newPage, type OpenPage } from './browser.ts';

/** A page of the kiosk whose box is a stand-in: its state, its documents and its pictures are the test's. */
export interface Staged extends OpenPage {
  /** Sends another state. */
  show(state: BoxState): void;
}

export interface StagedOptions {
  origin: string;
  /** Null for the rotation. */
  asked: KioskPage | null;
  state: BoxState;
  documents: Partial<Documents>;
  width: number;
  height: number;
  /** Before the page is loaded. */
  prepare?: (page: Page) => Promise<void>;
}

const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="400"><path fill="#3a6ea5" d="M0 0h1200v400H0z"/></svg>';

/** The state of the box, naming a version of each document that there is. */
export function naming(state: BoxState, documents: Partial<Documents>): BoxState {
  const version = (name: keyof Documents) => (documents[name] === undefined ? null : 'one');
  const [programme, wall, results, images] = [
    version('programme'),
    version('wall'),
    version('results'),
    version('images'),
  ];
  return {
    ...state,
    display: { ...state.display, versions: { programme, wall, results, images, theme: null } },
  };
}

export async function openStaged(browser: Browser, options: StagedOptions): Promise<Staged> {
  const { origin, asked, documents, width, height } = options;
  const opened = await newPage(browser, width, height);
  const { page } = opened;
  await options.prepare?.(page);
  let latest = options.state;
  let show: Staged['show'] = () => assert.fail('the page has not asked for a state');
  await page.routeWebSocket('**/ws', (socket) => {
    show = (next) => {
      latest = next;
      socket.send(JSON.stringify(naming(next, documents)));
    };
    show(latest); // one that connects again is told what is so now
  });
  for (const [name, document] of Object.entries(documents))
    await page.route(`**/api/${name}`, (route) => route.fulfill({ json: document }));
  await page.route(/\.webp$/, (route) => route.fulfill({ contentType: 'image/svg+xml', body: PICTURE }));
  await page.goto(asked === null ? origin : `${origin}/?page=${asked}`);
  return { ...opened, show: (next) => show(next) };
}

/** What is wrong with the page that is shown: text that is too small, beyond the edge, or cut without a sign of it. */
export function faultsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const layer = document.querySelector('.layer[data-goes="false"]');
    if (layer === null) return ['no page is shown'];
    const edge = layer.getBoundingClientRect();
    const least = 1.25 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const faults: string[] = [];
    for (const element of layer.querySelectorAll<HTMLElement>('*')) {
      const style = getComputedStyle(element);
      const place = element.getBoundingClientRect();
      if (style.display === 'none' || place.width === 0) continue;
      const name = `${element.className} "${element.textContent?.slice(0, 20)}"`;
      const written = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      );
      if (written && Number.parseFloat(style.fontSize) < least - 0.1) faults.push(`small: ${name}`);
      const marked = style.webkitLineClamp !== 'none' || style.textOverflow === 'ellipsis';
      const cut =
        element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2;
      if (style.overflow === 'hidden' && cut && !marked) faults.push(`cut: ${name}`);
      const isHeld =
        element.parentElement?.closest('[class]')?.matches('.agenda-title *, .post-text *') === true;
      const beyond =
        place.right > edge.right + 1 || place.bottom > edge.bottom + 1 || place.left < edge.left - 1;
      const clamped = element.closest('.agenda-title, .roomlist-title, .results-title, .post-text');
      if (beyond && !isHeld && (clamped === null || clamped === element)) faults.push(`beyond: ${name}`);
    }
    return faults;
  });
}
