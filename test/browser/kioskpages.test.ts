import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Documents } from '../../display/kiosk/scene.ts';
import { FADE_MS } from '../../display/kiosk/stage.tsx';
import type { KioskPage, ResultsDocument } from '../../src/core/display.ts';
import type { KnownSession, Programme } from '../../src/core/programme.ts';
import type { BoxState } from '../../src/core/state.ts';
import { makePicture, makePost } from '../display/posts.ts';
import { known } from '../display/programme.ts';
import { MINUTE_MS, makeState, NOON_AT } from '../display/state.ts';
import { startBox, type TestBox } from './box.ts';
import { launchBrowser, sidewaysOverflow } from './browser.ts';
import { faultsOn, openStaged, type Staged } from './kioskstage.ts';

const FOR_MS = 20_000;
/** French is longer, and dark here; English is light. */
const SCREENS = [
  { width: 1920, height: 1080, language: 'en' },
  { width: 390, height: 844, language: 'fr' },
] as const;

let browser: Browser;
let box: TestBox;

before(async () => {
  [browser, box] = await Promise.all([launchBrowser(), startBox({})]);
});

after(async () => {
  await Promise.all([browser?.close(), box?.remove()]);
});

/** A box with one page, in the language and the colours that are asked for. */
function stateOf(page: KioskPage, language: BoxState['language']): BoxState {
  const state = makeState({ language });
  const light = language === 'en' ? { fromMin: 0, toMin: 1_440 } : null;
  return { ...state, display: { ...state.display, light, pages: [{ page, forMs: FOR_MS }] } };
}

type Screen = (typeof SCREENS)[number];

/** Opens a page on every screen, and uses it. */
async function onEveryScreen(
  asked: KioskPage,
  documents: Partial<Documents>,
  use: (staged: Staged, screen: Screen) => Promise<void>,
): Promise<void> {
  for (const screen of SCREENS) {
    const state = stateOf(asked, screen.language);
    const staged = await openStaged(browser, {
      ...{ origin: box.origin, asked, state, documents, prepare: holdTime },
      ...screen,
    });
    await staged.page.locator(`.layer[data-page="${asked}"] > *`).first().waitFor();
    await use(staged, screen);
    assert.deepEqual(staged.problems, []);
    await staged.page.context().close();
  }
}

/** What fades is gone as soon as the test moves the page's own time. */
async function holdTime(page: Page): Promise<void> {
  await page.clock.install();
  await page.emulateMedia({ reducedMotion: 'reduce' });
}

/** Lets the box's time go on until the page has had that turn, and looks at it. */
async function showTurn(staged: Staged, screen: Screen, asked: KioskPage, turn: number): Promise<void> {
  const state = stateOf(asked, screen.language);
  staged.show({ ...state, clock: { ...state.clock, at: NOON_AT + turn * (FOR_MS + 1_000) } });
  const leaving = staged.page.locator('.layer[data-goes="true"]');
  if (turn > 0) await leaving.waitFor({ state: 'attached' });
  await staged.page.clock.fastForward(FADE_MS);
  await leaving.waitFor({ state: 'detached' });
  const seen = { faults: await faultsOn(staged.page), sideways: await sidewaysOverflow(staged.page) };
  assert.deepEqual({ ...screen, turn, ...seen }, { ...screen, turn, faults: [], sideways: 0 });
}

async function showTurns(staged: Staged, screen: Screen, asked: KioskPage, turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await showTurn(staged, screen, asked, turn);
}

const LONG = 'Pourquoi tant de rebonds : histoire d’un bouton, de son horloge et de tous ceux qui y ont cru';

function programmeOf(sessions: KnownSession[]): Programme {
  return { name: 'Conference', timezone: 'Europe/Paris', sessions };
}

/** A day in `rooms` rooms: long titles, quickies, a break, something cancelled. */
function dayIn(rooms: number): KnownSession[] {
  const names = Array.from({ length: rooms }, (_, index) => (index === 0 ? 'Amphi A' : `Salle ${index}`));
  const starts = ['09:30', '10:30', '11:30', '14:00', '15:00', '16:00'];
  return [
    known('lunch', '24T12:30', 90, { kind: 'break', room: '', title: 'Déjeuner' }),
    ...names.flatMap((room) => [
      ...starts.map((time, index) =>
        known(`${room} ${time}`, `24T${time}`, 50, {
          room,
          title: LONG.slice(0, 12 + ((index * 37 + room.length * 5) % 80)),
          cancelled: room === 'Salle 1' && time === '11:30',
        }),
      ),
      known(`${room} quickie`, '24T17:00', 15, { room, title: `${'Très'.repeat(9)} vite` }),
    ]),
  ];
}

test('the programme shows its rooms as columns, marks what runs, dims what is over, and fits every screen', async () => {
  const documents = { programme: programmeOf(dayIn(4)) };
  await onEveryScreen('programme', documents, async (staged, screen) => {
    const { page } = staged;
    await page.getByTestId('agenda').waitFor();
    const phases = await page
      .getByTestId('agenda-cell')
      .evaluateAll((cells: HTMLElement[]) =>
        cells.map(({ dataset, textContent }) => `${dataset.phase} ${textContent?.slice(0, 11)}`),
      );
    const rooms = screen.width > 1_000 ? 4 : 1;
    const count = (phase: string) => phases.filter((text) => text === phase).length;
    assert.deepEqual(
      {
        rooms: await page.locator('.agenda-room').count(),
        over: count('past 09:30–10:20'),
        on: count('running 11:30–12:20'),
      },
      { rooms, over: rooms, on: rooms },
    );
    assert.equal(await page.locator('.agenda-now').innerText(), '12:00');
    assert.equal(await page.locator('.agenda-room[data-here="true"]').innerText(), 'Amphi A');
    if (rooms > 1) await assertStruckThrough(staged);
    await showTurns(staged, screen, 'programme', 3);
  });
});

/** A cancelled session says so twice: by a line, and in a word for those who do not see it. */
async function assertStruckThrough({ page }: Staged): Promise<void> {
  const cell = page.locator('[data-testid="agenda-cell"][data-cancelled="true"]');
  assert.match(await cell.innerText(), /Cancelled/);
  const words = cell.locator('.agenda-words');
  assert.equal(await words.evaluate((shown) => getComputedStyle(shown).textDecorationLine), 'line-through');
}

test('many rooms are listed with what is on and what is next, page by page, none twice', async () => {
  await onEveryScreen('programme', { programme: programmeOf(dayIn(13)) }, async (staged, screen) => {
    const seen: string[] = [];
    await staged.page.getByTestId('room-list').waitFor();
    const turns = await staged.page.locator('.dots i').count();
    for (let turn = 0; turn < turns; turn += 1) {
      await showTurn(staged, screen, 'programme', turn);
      seen.push(...(await staged.page.locator('.roomlist-room').allInnerTexts()));
    }
    assert.deepEqual(seen, ['Amphi A', ...Array.from({ length: 12 }, (_, index) => `Salle ${index + 1}`)]);
  });
});

const PICTURES = [makePicture(1_600, 900)];
const AT = { at: NOON_AT - 12 * MINUTE_MS };
const POSTS = [
  makePost('1', 'Super keynote au #BreizhCamp !', AT),
  makePost('2', 'Premier passage.\nVivement la suite', { ...AT, network: 'bluesky' }),
  makePost('3', 'تجربة رائعة في #BreizhCamp', {
    ...AT,
    author: { name: 'مريم', handle: '@maryam@example.org' },
  }),
  makePost('4', 'Merci à tous', { ...AT, network: 'feed' }),
  makePost('5', LONG.repeat(3), AT),
  makePost('6', 'La photo #BreizhCamp', { ...AT, pictures: PICTURES }),
  makePost('7', `${LONG.repeat(6)} #BreizhCamp`, AT),
  makePost('8', LONG.repeat(3), { ...AT, pictures: PICTURES }),
];

test('the wall shows posts one to four at a time, whole or cut with an ellipsis, and says that it is public', async () => {
  const wall = { posts: POSTS, updatedAt: NOON_AT };
  await onEveryScreen('wall', { wall }, async (staged, screen) => {
    const { page } = staged;
    await page.getByTestId('post').first().waitFor();
    assert.equal(await page.getByTestId('post').count(), 4);
    const french = screen.language === 'fr';
    assert.equal(
      await page.locator('.post-from').first().innerText(),
      french ? 'Mastodon\nil y a 12 min' : 'Mastodon\n12 min ago',
    );
    assert.match(await page.getByTestId('wall-public').innerText(), /public.* #BreizhCamp/);
    assert.equal(await page.getByTestId('wall-news').count(), 0);
    await showTurns(staged, screen, 'wall', 4);
  });
});

test('of three posts the long one stands beside the two others, wherever it comes', async () => {
  const posts = [makePost('1', 'Super keynote', AT), makePost('2', 'Merci', AT), makePost('3', LONG, AT)];
  const wall = { posts, updatedAt: NOON_AT };
  await onEveryScreen('wall', { wall }, async (staged, screen) => {
    await showTurn(staged, screen, 'wall', 0);
    if (screen.width < screen.height) return;
    const places = await staged.page.locator('.wall-place').evaluateAll((all) =>
      all.map((place) => {
        const { left, top, height } = place.getBoundingClientRect();
        const full = place.parentElement?.getBoundingClientRect();
        return [left === full?.left, top === full?.top, height === full?.height];
      }),
    );
    assert.deepEqual(places, [
      [true, true, false],
      [true, false, false],
      [false, true, true],
    ]);
  });
});

test('a wall without news for a quarter of an hour says since when', async () => {
  const wall = { posts: POSTS.slice(0, 1), updatedAt: NOON_AT - 16 * MINUTE_MS };
  await onEveryScreen('wall', { wall }, async ({ page }) => {
    assert.match(await page.getByTestId('wall-news').innerText(), /11:44/);
  });
});

const HOSTILE = [
  '<img src="https://evil.example/x" onerror="document.title=1"><script>document.title=2</script>',
  `\u202e\u2066 kcatta \u2067${'A'.repeat(300)}`,
  `${'Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308'.repeat(80)}\n${'x\n'.repeat(60)}`,
  '😀'.repeat(300),
  '#'.repeat(200) + 'a'.repeat(400),
];

test('a hostile post is only ever text: nothing runs, nothing is asked for, nothing leaves its card', async () => {
  const author = { name: `\u202e<b>${'W'.repeat(200)}`, handle: `@${'x'.repeat(300)}` };
  const posts = HOSTILE.map((text, index) => makePost(`${index}`, text, { author }));
  await onEveryScreen('wall', { wall: { posts, updatedAt: NOON_AT } }, async (staged, screen) => {
    const { page, requests } = staged;
    const seen: (string | null)[] = [];
    for (let turn = 0; seen.length < HOSTILE.length; turn += 1) {
      await showTurn(staged, screen, 'wall', turn);
      const shown = page.getByTestId('post-text');
      seen.push(...(await shown.evaluateAll((texts) => texts.map(({ textContent }) => textContent))));
    }
    assert.deepEqual(seen, HOSTILE);
    assert.equal(await page.locator('.post :is(img, script, b)').count(), 0);
    assert.equal(await page.title(), 'LikeBox');
    const hosts = new Set(requests.map((address) => new URL(address).host));
    assert.deepEqual([...hosts], [new URL(box.origin).host]);
  });
});

const RESULTS: ResultsDocument = {
  at: NOON_AT - 60 * MINUTE_MS,
  sessions: Array.from({ length: 14 }, (_, index) => ({
    title: LONG.slice(0, 20 + index * 5),
    speakers: ['Ada Lovelace', 'Grace Hopper'],
    room: 'Amphi A',
    startsAt: NOON_AT,
    counted: 120 - index,
    share: { value: 0.95 - index * 0.02, low: 0.9 - index * 0.03, high: 0.98 - index * 0.015 },
  })),
};

test('results are ranked with a bar from low to high and a mark at the share, and page', async () => {
  await onEveryScreen('results', { results: RESULTS }, async (staged, screen) => {
    const { page } = staged;
    const first = page.getByTestId('results-row').first();
    await first.waitFor();
    assert.match(await first.innerText(), /^1\n[\s\S]*120 votes/);
    const places = await first
      .locator('.results-scale, .results-range, .results-mark')
      .evaluateAll((drawn) => drawn.map((part) => part.getBoundingClientRect().toJSON() as DOMRect));
    const [scale, range, mark] = places;
    assert.ok(scale !== undefined && range !== undefined && mark !== undefined);
    const bar = [range.left, mark.left + mark.width / 2, range.right].map((x) =>
      Math.round((100 * (x - scale.left)) / scale.width),
    );
    assert.deepEqual(bar, [90, 95, 98]);
    await showTurns(staged, screen, 'results', 3);
  });
});

test('images are whole, centred, described, and the next one is asked for ahead', async () => {
  const images = [makePicture(1_200, 400), makePicture(400, 1_200)].map((image, index) => ({
    ...image,
    alt: `Plan ${index}`,
  }));
  await onEveryScreen('images', { images: { images } }, async (staged, screen) => {
    const shown = staged.page.locator('[data-testid="image"] img[data-state="there"]');
    await shown.waitFor();
    assert.equal(await staged.page.getByTestId('image').getAttribute('aria-label'), 'Plan 0');
    assert.equal(await shown.evaluate((image) => getComputedStyle(image).objectFit), 'contain');
    assert.ok(
      images.every(({ digest }) => staged.requests.includes(`${box.origin}/pictures/${digest}.webp`)),
    );
    await showTurns(staged, screen, 'images', 2);
    assert.equal(await staged.page.getByTestId('image').getAttribute('aria-label'), 'Plan 1');
  });
});

test('a page that was asked for and has nothing says so', async () => {
  const texts = new Map<KioskPage, string>([
    ['programme', 'Pas de session à venir'],
    ['wall', 'Pas encore de message'],
    ['results', 'Pas encore de résultat'],
    ['images', 'Pas encore d’image'],
  ]);
  for (const [asked, text] of texts) {
    const state = stateOf(asked, 'fr');
    const options = { origin: box.origin, asked, state, documents: {}, width: 1280, height: 720 };
    const { page } = await openStaged(browser, options);
    assert.equal(await page.getByTestId('nothing').innerText(), text);
    await page.context().close();
  }
});
