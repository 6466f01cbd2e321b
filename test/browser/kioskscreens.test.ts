import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Documents } from '../../display/kiosk/scene.ts';
import { createAgenda } from '../../src/core/agenda.ts';
import { contrastOf } from '../../src/core/contrast.ts';
import { demoProgramme } from '../../src/core/demo.ts';
import type { KioskPage } from '../../src/core/display.ts';
import type { KnownSession, Programme, ProgrammeReading } from '../../src/core/programme.ts';
import type { BoxState } from '../../src/core/state.ts';
import { readReal, skip } from '../core/formats/real.ts';
import { makePicture, makePost } from '../display/posts.ts';
import { MINUTE_MS, makeState, NOON_AT } from '../display/state.ts';
import { LONG } from '../long.ts';
import { startBox, type TestBox } from './box.ts';
import { launchBrowser, sidewaysOverflow } from './browser.ts';
import { faultsOn, openStaged } from './kioskstage.ts';

/** A hall, a hall in 4K, a small screen, a telephone. */
const SIZES = [
  [1_920, 1_080],
  [3_840, 2_160],
  [1_280, 720],
  [390, 844],
] as const;
const PAGES: readonly KioskPage[] = ['room', 'programme', 'wall', 'results', 'images', 'clock'];
const RULE = { openAfterMs: 10 * MINUTE_MS, closeAfterMs: 15 * MINUTE_MS };
/** Of real programmes: large, small, with many rooms, with long titles. */
const REAL = [
  'breizhcamp/website-2026-0623-schedule.json',
  'frab-xml/ccc-31c3-schedule.xml',
  'sessionize/droidcon-london-2024-sessions-view.json',
] as const;

let browser: Browser;
let box: TestBox;
before(async () => {
  [browser, box] = await Promise.all([launchBrowser(), startBox({})]);
});
after(async () => {
  await Promise.all([browser?.close(), box?.remove()]);
});

function programmeOf({ name, timezone, sessions }: ProgrammeReading): Programme {
  const known = sessions.map(
    (session): KnownSession => ({ ...session, closedFromAt: null, listedFromAt: null, withdrawn: false }),
  );
  return { name, timezone, sessions: known };
}

function documentsOf(programme: Programme, at: number): Partial<Documents> {
  const posts = [1, 2, 3].map((id) => ({
    ...makePost(`p${id}`, 'Une salle pleine pour parler de capteurs et de piles #likebox\nMerci !'),
    at: at - id * MINUTE_MS,
    pictures: id === 1 ? [makePicture(1_200, 400)] : [],
  }));
  const sessions = programme.sessions.slice(0, 8).map(({ title, speakers, room, startsAt }) => ({
    ...{ title, speakers, room, startsAt, counted: 120 },
    share: { value: 0.91, low: 0.84, high: 0.95 },
  }));
  return {
    ...{ programme, wall: { posts, updatedAt: at }, results: { at, sessions } },
    images: { images: [{ ...makePicture(1_200, 400), alt: 'Acme' }] },
  };
}

interface Look {
  asked: KioskPage;
  language: BoxState['language'];
  isLight: boolean;
  size: readonly [number, number];
  programme: Programme;
  room: string;
  at: number;
}

function stateOf({ asked, language, isLight, programme, room, at }: Look): BoxState {
  const clock = { at, quality: 'synced', timezone: programme.timezone } as const;
  const state = makeState({ language, room, event: programme.name, clock });
  return {
    ...state,
    ...createAgenda(programme, room, RULE).at(at),
    display: {
      ...state.display,
      light: isLight ? { fromMin: 0, toMin: 1_440 } : null,
      pages: [{ page: asked, forMs: 20_000 }],
    },
  };
}

/** Opens the page as asked, and gives everything that is wrong with what is to be seen. */
async function look(asked: Look): Promise<string[]> {
  const [width, height] = asked.size;
  const staged = await openStaged(browser, {
    ...{ origin: box.origin, asked: asked.asked, state: stateOf(asked), width, height },
    documents: documentsOf(asked.programme, asked.at),
  });
  const { page } = staged;
  try {
    await page.locator(`.layer[data-page="${asked.asked}"] > *`).first().waitFor();
    const scheme = await page.evaluate(() => document.documentElement.dataset.scheme ?? '');
    assert.equal(scheme === 'light', asked.isLight);
    const sideways = await sidewaysOverflow(page);
    return [
      ...(sideways > 0 ? [`scrolls by ${sideways}`] : []),
      ...(await faultsOn(page)),
      ...(await paleOn(page)),
      ...staged.problems,
    ];
  } finally {
    await page.context().close();
  }
}

/** Text whose contrast with the ground behind it is below WCAG AA: 3 for large text, which all of a kiosk's is. */
async function paleOn(page: Page): Promise<string[]> {
  const written = await page.evaluate(() => {
    const texts: { name: string; colors: string[] }[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('.layer[data-goes="false"] *, .head *')) {
      const isWritten = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      );
      const { color, visibility } = getComputedStyle(element);
      if (!isWritten || visibility === 'hidden' || element.getBoundingClientRect().width === 0) continue;
      const colors = [color];
      for (let behind: Element | null = element; behind !== null; behind = behind.parentElement)
        colors.push(getComputedStyle(behind).backgroundColor);
      texts.push({ name: `${element.className} "${element.textContent?.slice(0, 20)}"`, colors });
    }
    return texts;
  });
  return written.flatMap(({ name, colors: [ink = '', ...behind] }) => {
    const ground = behind.find((color) => !color.startsWith('rgba')) ?? '';
    const ratio = contrastOf(hexOf(ink), hexOf(ground));
    return ratio < 3 ? [`contrast ${ratio.toFixed(2)}: ${name}`] : [];
  });
}

/** `rgb(15, 18, 22)` as `#0f1216`; what shines through is left out. */
function hexOf(color: string): string {
  const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return `#${[r, g, b].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

type Manner = Pick<Look, 'language' | 'isLight'>;
const MANNERS: readonly Manner[] = [
  { language: 'fr', isLight: true },
  { language: 'en', isLight: false },
  { language: 'en', isLight: true },
  { language: 'fr', isLight: false },
];

// The short run has the two ends: a hall and a telephone.
for (const [place, size] of (LONG ? SIZES : [SIZES[0], SIZES[3]]).entries()) {
  test(`every page is whole and readable at ${size.join('×')}, in French and English, by day and by night`, async () => {
    const faults: string[] = [];
    for (const [index, asked] of PAGES.entries()) {
      // Every page in every manner takes long: in the short run the manners go round.
      const manners = LONG ? MANNERS : MANNERS.slice((index + place) % MANNERS.length).slice(0, 1);
      for (const { language, isLight } of manners) {
        const programme = programmeOf(demoProgramme(NOON_AT, 'Europe/Paris', language));
        const found = await look({ asked, language, isLight, size, programme, room: 'Amphi A', at: NOON_AT });
        faults.push(...found.map((fault) => `${asked} ${language} ${isLight ? 'light' : 'dark'}: ${fault}`));
      }
    }
    assert.deepEqual(faults, []);
  });
}

test('real programmes fit the room screen and the programme, at their fullest hour', { skip }, async () => {
  const faults: string[] = [];
  for (const [index, path] of REAL.entries()) {
    const programme = programmeOf(readReal(path));
    const { at, room } = fullestHour(programme);
    for (const asked of ['room', 'programme'] as const) {
      const size = SIZES[index % 2 === 0 ? 0 : 3] ?? SIZES[0];
      const found = await look({ asked, language: 'fr', isLight: index === 1, size, programme, room, at });
      faults.push(...found.map((fault) => `${path} ${asked}: ${fault}`));
    }
  }
  assert.deepEqual(faults, []);
});

/** The start at which most sessions run, and the room of the longest title then. */
function fullestHour({ sessions }: Programme): { at: number; room: string } {
  const runningAt = (at: number) => sessions.filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
  const starts = [...new Set(sessions.map(({ startsAt }) => startsAt))];
  const [at = 0] = starts.toSorted((a, b) => runningAt(b).length - runningAt(a).length);
  const [longest] = runningAt(at)
    .filter(({ room }) => room !== '')
    .toSorted((a, b) => b.title.length - a.title.length);
  return { at: at + 5 * MINUTE_MS, room: longest?.room ?? '' };
}
