import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, newPage, type OpenPage, sidewaysOverflow, waitForAttribute } from './browser.ts';
import { startTestHub, type TestHub } from './hubserver.ts';
import { HUB_AT, MINUTE_MS, makeBox, makeShown, makeView } from './hubview.ts';

const DESK = [1280, 720] as const;
const PHONE = [390, 844] as const;

let browser: Browser;
let hub: TestHub;
let opened: OpenPage;

before(async () => {
  browser = await launchBrowser();
});

after(() => browser?.close());

beforeEach(async () => {
  hub = await startTestHub(makeView());
});

afterEach(async () => {
  await Promise.all([opened?.page.context().close(), hub.close()]);
});

async function open(address = '', [width, height]: readonly [number, number] = DESK): Promise<Page> {
  opened = await newPage(browser, width, height);
  await opened.page.goto(`${hub.origin}/#${address}`);
  return opened.page;
}

/** Goes to another page of the dashboard, as a click in its navigation does. */
async function visit(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, address);
  await page.locator(`main[data-page="${address.split('/')[0]}"]`).waitFor();
}

/** The words of a part, with plain spaces. */
async function textOf(page: Page, testId: string): Promise<string> {
  return ((await page.getByTestId(testId).first().innerText()) ?? '').replaceAll(/\s+/g, ' ').trim();
}

/** What every page has to say of what it was sent. */
const SAYS: readonly [address: string, testId: string, said: readonly (string | RegExp)[]][] = [
  ['boxes', 'summary', ['2 sur 4 reliées', '38 votes attendent', '3 demandent de l’attention']],
  ['boxes', 'box-box-01', ['Entrée amphi A', 'box-01 · Amphi A · son coupé', 'Reliée', 'il y a 3 min']],
  ['boxes', 'box-box-02', ['check the wiring of +1', 'donnée par le hub', '−1 3 +1 412', '24,6 sur 31,9 Go']],
  [
    'boxes',
    'box-box-03',
    ['Absente depuis 11:28', 'disk is full', '75 °C', 'mardi 23 juin, 09:45', '9f3ac2e1 : 214'],
  ],
  ['boxes', 'box-box-04', ['Jamais vue', 'sans salle']],
  ['boxes', 'box-box-09', ['Révoquée']],
  [
    'live',
    'room-Amphi A',
    ['Entrée amphi A', 'Caches : ce que', '78 % +1 · 153 votes', '−1 34', '+1 119', 'Ensuite 12:00'],
  ],
  ['live', 'room-Salle 110', ['Aucune session ne prend de votes', '10:00–12:00 Atelier']],
  ['live/Amphi%20B', 'large', ['Amphi B', 'Votes par minute', '+1, vers le haut', '−1, vers le bas']],
  ['results', 'result-s-caches', [/^1 Caches/, '91 % 86–94 %', '200', '18', '182']],
  [
    'results',
    'result-s-rust',
    [/^2 Rust/, 'Rafales : 3, 21 votes', 'compte pour un vote : 79 %', 'Avant la fin : 12 votes'],
  ],
  ['results', 'result-s-workshop', ['Annulé']],
  ['results', 'result-s-css', [/^– CSS/, 'trop peu : 7 sur 10']],
  ['results', 'result-s-open', ['aucun vote', 'Retiré du programme']],
  [
    'results',
    'sum',
    ['396 comptés + 27 sans session + 12 de test + 4 avant l’accueil + 0 laissés de côté = 439 reçus'],
  ],
  ['programme', 'column-Amphi A', ['11:00–11:50 Caches', 'en cours', '12:00–13:30 Déjeuner']],
  ['programme', 'given-2', ['Amphi B is 10 min late:', 'Zoé, 11:33', 'Défaire']],
  ['programme', 'given-1', ['Malo, 10:25 · annulé par Zoé, 10:35']],
  ['programme', 'version-3', ['Version 3, 7 sessions en vigueur', '1 moved']],
  ['corrections', 'corrections', ['box-02 stood in Amphi B', 'Zoé, 11:25', 'annulé par Malo']],
  ['notices', 'running', ['Déplacé : Salle 110', 'Entrée amphi A, box-02 · jusqu’à 12:10']],
  ['notices', 'past', ['Vestiaire fermé', 'terminée par Zoé, 10:45', 'Salle complète', 'terminée à 10:45']],
  [
    'pairing',
    'request-box-05',
    ['K7QM 2XHP', 'encore 7 min', '312, depuis mardi 23 juin, 08:50', '192.168.1.45', '10000000a3b1c2d4'],
  ],
  ['pairing', 'request-box-02', ['cet identifiant est celui d’une autre carte', 'aucun']],
  ['accounts', 'accounts', ['Zoé (vous)', 'Malo', 'Accueil', 'depuis lundi 22 juin']],
  ['accounts', 'audit', ['mercredi 24 juin, 11:38:10', 'approves box-03, all its votes', 'Montrer la suite']],
];

for (const size of [DESK, PHONE]) {
  test(`every page shows what it was sent, by the clock of the event, and fits a screen of ${size[0]}`, async () => {
    const page = await open('boxes', size);
    await waitForAttribute(page, 'connection', 'data-state', 'connected');
    assert.match(await textOf(page, 'connection'), /^Connecté 11:45:\d\d$/);
    assert.equal(await textOf(page, 'badge'), '2');
    for (const [address, testId, said] of SAYS) {
      await visit(page, address);
      const text = await textOf(page, testId);
      for (const words of said) {
        const found = typeof words === 'string' ? text.includes(words) : words.test(text);
        assert.ok(found, `${address}: ${words} is not in: ${text}`);
      }
      assert.equal(await sidewaysOverflow(page), 0, address);
    }
    assert.equal(await page.title(), 'Comptes · BreizhCamp 2026');
    assert.deepEqual(opened.problems, []);
    const hosts = new Set(opened.requests.map((address) => new URL(address).host));
    assert.deepEqual([...hosts], [new URL(hub.origin).host]);
  });
}

const OWN_PASSWORD = 'changes the own password';
const DIGEST = 'a'.repeat(64);
const at = (time: string) => Date.parse(`2026-06-24T${time}:00+02:00`);

/** What one does on a page, and the command that comes of it; an instant is checked to the second. */
const ACTIONS: readonly [
  what: string,
  address: string,
  act: (page: Page) => Promise<void>,
  command: object,
][] = [
  [
    'renames a box and gives it a room, a language and no sound',
    'boxes',
    async (page) => {
      await page.getByTestId('box-box-02').getByTestId('settings').click();
      await page.getByTestId('name').fill(' Sortie B ');
      await page.getByTestId('room').fill('Amphi B');
      await page.getByTestId('language-en').check();
      await page.getByTestId('sound-off').check();
      await page.getByTestId('do').click();
    },
    {
      kind: 'settings',
      box: 'box-02',
      settings: { name: 'Sortie B', room: 'Amphi B', language: 'en', muted: true },
    },
  ],
  [
    'leaves a setting to the box',
    'boxes',
    async (page) => {
      await page.getByTestId('box-box-01').getByTestId('settings').click();
      await page.getByTestId('name').fill('');
      await page.getByTestId('sound-own').check();
      await page.getByTestId('do').click();
    },
    { kind: 'settings', box: 'box-01', settings: { name: '', room: null, language: 'fr', muted: null } },
  ],
  [
    'revokes a box',
    'boxes',
    async (page) => {
      await page.getByTestId('box-box-03').getByTestId('revoke').click();
      assert.equal(hub.posted.length, 0, 'it asks first');
      await page.getByTestId('do').click();
    },
    { kind: 'revoke', box: 'box-03' },
  ],
  [
    'leaves a log out',
    'boxes',
    (page) => page.getByTestId('leave-out').click(),
    { kind: 'leave-out', box: 'box-03', epoch: '9f3ac2e17b', leftOut: true },
  ],
  [
    'delays a room',
    'programme',
    async (page) => {
      await page.getByTestId('column-Amphi B').getByTestId('delay').click();
      await page.getByTestId('minutes').fill('12');
      await page.getByTestId('do').click();
    },
    { kind: 'programme', asked: { kind: 'delay', room: 'Amphi B', by: '12m' } },
  ],
  [
    'moves a session to another room and day',
    'programme',
    async (page) => {
      await page.getByTestId('slot-s-css').getByTestId('move').click();
      await page.getByTestId('room').selectOption('Salle 110');
      await page.getByTestId('day').fill('2026-06-25');
      await page.getByTestId('do').click();
    },
    {
      kind: 'programme',
      asked: { kind: 'move', session: 's-css', room: 'Salle 110', start: '2026-06-25T13:30' },
    },
  ],
  [
    'moves a session on the same day',
    'programme',
    async (page) => {
      await page.getByTestId('slot-s-css').getByTestId('move').click();
      await page.getByTestId('do').click(); // nothing to do so far
      await page.getByTestId('time').fill('14:00');
      await page.getByTestId('do').click();
    },
    { kind: 'programme', asked: { kind: 'move', session: 's-css', start: '14:00' } },
  ],
  [
    'cancels a session',
    'programme',
    async (page) => {
      await page.getByTestId('slot-s-rust').getByTestId('cancel').click();
      await page.getByTestId('do').click();
    },
    { kind: 'programme', asked: { kind: 'cancel', session: 's-rust' } },
  ],
  [
    'takes an order back',
    'programme',
    (page) => page.getByTestId('given-2').getByTestId('undo').click(),
    { kind: 'programme', asked: { kind: 'undo', number: 2 } },
  ],
  [
    'goes back to a version',
    'programme',
    async (page) => {
      await page.getByTestId('version-2').getByTestId('rollback').click();
      await page.getByTestId('do').click();
    },
    { kind: 'programme', asked: { kind: 'rollback', version: 2 } },
  ],
  [
    'takes what the source gives',
    'programme',
    async (page) => {
      await page.getByTestId('accept').click();
      await page.getByTestId('do').click();
    },
    { kind: 'programme', asked: { kind: 'accept' } },
  ],
  [
    'says where a box stood',
    'corrections',
    async (page) => {
      const form = page.getByTestId('stood');
      await form.getByTestId('box').selectOption('box-03');
      await form.getByTestId('room').selectOption('Amphi B');
      await form.getByTestId('from').fill('09:00');
      await form.getByTestId('to').fill('11:20');
      await form.getByTestId('do').click();
    },
    {
      kind: 'correct',
      correction: { kind: 'stood', box: 'box-03', room: 'Amphi B', fromAt: at('09:00'), toAt: at('11:20') },
    },
  ],
  [
    'matches two names of a room',
    'corrections',
    async (page) => {
      const form = page.getByTestId('alias');
      await form.getByTestId('alias').fill('Amphi-B');
      await form.getByTestId('room').selectOption('Amphi B');
      await form.getByTestId('do').click();
    },
    { kind: 'correct', correction: { kind: 'alias', alias: 'Amphi-B', room: 'Amphi B' } },
  ],
  [
    'takes a correction back',
    'corrections',
    (page) => page.getByTestId('given-2').getByTestId('undo').click(),
    { kind: 'undo-correction', number: 2 },
  ],
  [
    'shows a notice on all boxes until it is ended',
    'notices',
    async (page) => {
      await page.getByTestId('until-hand').check();
      await page.getByTestId('do').click();
    },
    { kind: 'notice', text: { kind: 'full' }, boxes: null, untilAt: null },
  ],
  [
    'shows a notice on some boxes until a time',
    'notices',
    async (page) => {
      await page.getByTestId('kind-moved').check();
      await page.getByTestId('to').fill('Salle 110');
      await page.getByTestId('where-some').check();
      await page.getByTestId('on-box-02').check();
      await page.getByTestId('on-box-03').check();
      await page.getByTestId('until-time').check();
      await page.getByTestId('time').fill('12:30');
      assert.match(await textOf(page, 'preview'), /Déplacé : Salle 110 Moved to Salle 110 Jusqu’à 12:30/);
      await page.getByTestId('do').click();
    },
    {
      kind: 'notice',
      text: { kind: 'moved', to: 'Salle 110' },
      boxes: ['box-02', 'box-03'],
      untilAt: at('12:30'),
    },
  ],
  [
    'ends a notice',
    'notices',
    (page) => page.getByTestId('notice-3').getByTestId('end').click(),
    { kind: 'end-notice', number: 3 },
  ],
  [
    'approves a box with all its votes',
    'pairing',
    async (page) => {
      await page.getByTestId('request-box-05').getByTestId('approve').click();
      await page.getByTestId('do').click();
    },
    { kind: 'approve', box: 'box-05', secretDigest: DIGEST, sinceAt: null, replaces: null },
  ],
  [
    'approves a box in place of a broken one, with the votes since an instant',
    'pairing',
    async (page) => {
      await page.getByTestId('request-box-05').getByTestId('approve').click();
      await page.getByTestId('take-since').check();
      await page.getByTestId('day').fill('2026-06-24');
      await page.getByTestId('time').fill('08:30');
      await page.getByTestId('place-instead').check();
      await page.getByTestId('replaced').selectOption('box-03');
      await page.getByTestId('do').click();
    },
    { kind: 'approve', box: 'box-05', secretDigest: DIGEST, sinceAt: at('08:30'), replaces: 'box-03' },
  ],
  [
    'refuses a box',
    'pairing',
    (page) => page.getByTestId('request-box-05').getByTestId('refuse').click(),
    { kind: 'refuse', box: 'box-05', secretDigest: DIGEST },
  ],
  [
    'changes a role',
    'accounts',
    async (page) => {
      await page.getByTestId('account-Accueil').getByTestId('role').selectOption('organiser');
    },
    { kind: 'change-role', name: 'Accueil', role: 'organiser' },
  ],
  [
    'removes an account',
    'accounts',
    async (page) => {
      await page.getByTestId('account-Malo').getByTestId('remove').click();
      await page.getByRole('dialog').getByTestId('do').click();
    },
    { kind: 'remove-account', name: 'Malo' },
  ],
  [
    OWN_PASSWORD,
    'accounts',
    async (page) => {
      await page.getByTestId('current').fill('old enough');
      await page.getByTestId('next').fill('new and long');
      await page.getByTestId('password-form').getByTestId('do').click();
    },
    { current: 'old enough', next: 'new and long' },
  ],
];

test('every action of an organiser is one command to the hub, whose answer is shown', async () => {
  const page = await open();
  for (const [what, address, act, command] of ACTIONS) {
    hub.posted.length = 0;
    hub.outcome = { done: true, text: `Done: ${what}.` };
    await visit(page, 'live'); // what was written on a page is gone when one comes back
    await visit(page, address);
    await act(page);
    await page
      .getByTestId('message')
      .filter({ hasText: what === OWN_PASSWORD ? 'changé' : what })
      .waitFor();
    assert.deepEqual(
      hub.posted.map(({ body }) => body),
      [command],
      what,
    );
  }
  assert.deepEqual(opened.problems, []);
});

test('what the hub refuses is said in the dialog, which stays as it was', async () => {
  const page = await open('programme');
  hub.outcome = { done: false, text: 'Nothing is on in Amphi B now.' };
  await page.getByTestId('column-Amphi B').getByTestId('delay').click();
  await page.getByTestId('minutes').fill('25');
  await page.getByTestId('do').click();
  await page.getByTestId('refused').filter({ hasText: 'Nothing is on in Amphi B now.' }).waitFor();
  assert.equal(await page.getByTestId('minutes').inputValue(), '25');
  hub.outcome = { done: true, text: 'Amphi B is 25 min late:\n  ends 12:15' };
  await page.getByTestId('do').click();
  assert.equal(await textOf(page, 'message'), 'Amphi B is 25 min late: ends 12:15 ×');
  assert.equal(await page.getByRole('dialog').count(), 0);
});

test('a dialog stays open, and keeps what was written, while the page behind it changes', async () => {
  const page = await open('boxes');
  await page.getByTestId('box-box-02').getByTestId('settings').click();
  await page.getByTestId('name').fill('Sortie');
  hub.show({ fleet: [makeBox('box-01', { advice: [{ severity: 'error', text: 'Its disk is full.' }] })] });
  await page.getByTestId('box-box-02').waitFor({ state: 'detached' });
  assert.equal(await page.getByTestId('name').inputValue(), 'Sortie');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.deepEqual(hub.posted, []);
});

test('a viewer sees every page, and changes nothing but the own password', async () => {
  await hub.close();
  hub = await startTestHub(makeView({ name: 'Accueil', role: 'viewer' }));
  const page = await open('boxes');
  for (const address of ['boxes', 'live', 'results', 'programme', 'corrections', 'notices', 'pairing']) {
    await visit(page, address);
    assert.equal(await page.locator('main button').count(), 0, address);
  }
  await visit(page, 'results');
  assert.equal(await page.getByTestId('exact').count(), 0);
  await visit(page, 'accounts');
  assert.equal(await page.locator('main button').count(), 1);
  assert.equal(await page.locator('main h1').innerText(), 'Mon compte');
});

test('votes, boxes and requests arrive without a reload, and move nothing sideways', async () => {
  const page = await open('live');
  const view = makeView();
  await page.getByTestId('room-Amphi A').waitFor();
  const live = view.live.map((room) => (room.room === 'Amphi A' ? { ...room, plus: 120, minus: 34 } : room));
  hub.show({ live, pairings: [] });
  await page.getByTestId('room-Amphi A').getByTestId('plus').filter({ hasText: '120' }).waitFor();
  await page.getByTestId('badge').waitFor({ state: 'detached' });
  const drawn = await page.getByTestId('curve').first().locator('canvas').boundingBox();
  assert.ok(drawn !== null && drawn.width > 200 && drawn.height > 80);
});

test('a page that loses its hub says how old its data are, keeps them, and comes back by itself', async () => {
  const page = await open('boxes');
  await waitForAttribute(page, 'connection', 'data-state', 'connected');
  hub.setAway(true);
  await waitForAttribute(page, 'connection', 'data-state', 'reconnecting');
  assert.match(await textOf(page, 'connection'), /^Reconnexion… données d’il y a \d+ s 11:45:\d\d$/);
  assert.equal(await page.getByTestId('box-box-01').count(), 1);
  hub.show({ fleet: [makeBox('box-77')] });
  hub.setAway(false);
  await page.getByTestId('box-box-77').waitFor();
  await waitForAttribute(page, 'connection', 'data-state', 'connected');
});

test('who is not signed in signs in; a wrong password says so; signing out leads back', async () => {
  hub.me = null;
  const page = await open('results');
  await page.getByTestId('name').fill('Zoé');
  await page.getByTestId('password').fill('wrong');
  hub.answers.set('sign-in', { status: 401, body: { error: 'no' } });
  await page.getByTestId('enter').click();
  await page.getByTestId('refused').filter({ hasText: 'do not belong together' }).waitFor();
  hub.answers.set('sign-in', { status: 429, body: { error: 'no' } });
  await page.getByTestId('enter').click();
  await page.getByTestId('refused').filter({ hasText: 'Too many tries' }).waitFor();
  hub.answers.clear();
  await page.getByTestId('enter').click();
  await page.getByTestId('results').waitFor();
  assert.deepEqual(hub.posted.at(-1), { path: 'sign-in', body: { name: 'Zoé', password: 'wrong' } });
  await page.getByTestId('sign-out').click();
  await page.getByTestId('enter').waitFor();
});

test('a sign-in that has ended leads to the door, whether the socket or a command finds out', async () => {
  const page = await open('pairing');
  await page.getByTestId('request-box-05').waitFor();
  hub.me = null;
  await page.getByTestId('refuse').first().click();
  await page.getByTestId('enter').waitFor();
  await page.getByTestId('name').fill('Zoé');
  await page.getByTestId('password').fill('right');
  await page.getByTestId('enter').click();
  await page.getByTestId('request-box-05').waitFor();
  hub.me = null;
  hub.setAway(true);
  await page.getByTestId('enter').waitFor();
});

test('an invitation leaves the address bar at once and makes an account', async () => {
  hub.me = null;
  hub.answers.set('invitations/one-time_Token', { status: 200, body: { role: 'viewer' } });
  const page = await open('invite=one-time_Token');
  await page.getByTestId('again').waitFor();
  assert.equal(page.url(), `${hub.origin}/`);
  await page.getByTestId('name').fill('Accueil');
  await page.getByTestId('password').fill('long enough');
  await page.getByTestId('again').fill('other');
  await page.getByTestId('enter').click();
  await page.getByTestId('refused').filter({ hasText: 'not the same' }).waitFor();
  assert.deepEqual(hub.posted, []);
  hub.me = makeView().hub.me;
  await page.getByTestId('again').fill('long enough');
  await page.getByTestId('enter').click();
  await page.getByTestId('fleet').waitFor();
  assert.deepEqual(hub.posted, [
    { path: 'invitations/one-time_Token', body: { name: 'Accueil', password: 'long enough' } },
  ]);
});

test('an invitation that is over says so and leads to the door', async () => {
  hub.me = null;
  hub.answers.set('invitations/used', { status: 404, body: { error: 'no' } });
  const page = await open('invite=used');
  await page.getByRole('heading', { name: 'no longer valid' }).waitFor();
  await page.getByRole('button', { name: 'Go to sign-in' }).click();
  await page.getByTestId('enter').waitFor();
});

test('a one-time link is shown once, to be copied', async () => {
  hub.outcome = { done: true, text: 'Done.', data: { link: 'https://hub:8443/#invite=abc' } };
  const page = await open('accounts');
  await page.getByTestId('invite-organiser').check();
  await page.getByTestId('make-link').click();
  assert.equal(await page.getByTestId('link').inputValue(), 'https://hub:8443/#invite=abc');
  assert.deepEqual(hub.posted.at(-1)?.body, { kind: 'invite', role: 'organiser' });
});

test('the language of the hub is spoken until the person chooses the other, which this browser keeps', async () => {
  const page = await open('results');
  await page.getByRole('heading', { name: 'Résultats' }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
  await page.getByTestId('language').click();
  await page.getByRole('heading', { name: 'Results' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Results' }).waitFor();
  assert.match(await textOf(page, 'sum'), /^396 counted \+ 27 unassigned/);
});

test('sums that do not agree are not passed over', async () => {
  const { results } = makeView();
  hub.show({ results: { ...results, totals: { ...results.totals, stored: 442 } } });
  const page = await open('results');
  await waitForAttribute(page, 'sum', 'data-agrees', 'false');
  assert.match(await textOf(page, 'totals'), /^Le compte n’est pas bon .*un écart de 3 votes/);
});

test('a page with nothing to show says what to do', async () => {
  const totals = { stored: 0, counted: 0, unassigned: 0, test: 0, before: 0, leftOut: 0 };
  hub.show({
    fleet: [],
    live: [],
    results: { sessions: [], totals },
    programme: { sessions: [], orders: [], versions: [], source: '' },
    pairings: [],
  });
  const page = await open('boxes');
  for (const [address, help] of [
    ['boxes', 'partie [hub] de box.toml'],
    ['live', 'partie [programme] de hub.toml'],
    ['results', 'apparaissent ici'],
    ['programme', 'partie [programme] de hub.toml'],
    ['pairing', 'démarrez la LikeBox'],
  ] as const) {
    await visit(page, address);
    const text = await textOf(page, 'empty');
    assert.ok(text.includes(help), `${address}: ${text}`);
  }
});

const HOSTILE = [
  '<img src=x onerror="document.title=1"><script>document.title=1</script>',
  'Donaudampfschifffahrtsgesellschaft'.repeat(12),
  'مرحبا بالعالم (٢٠٢٦) ‮abc',
];

test('titles and names stay text, whatever is in them, and widen no page', async () => {
  const view = makeView();
  const shown = HOSTILE.map((title, index) => makeShown(`s-${index}`, title, title, '11:00', '11:50'));
  hub.show({
    hub: { ...view.hub, conference: HOSTILE[0] ?? '', event: HOSTILE[1] ?? '', rooms: HOSTILE },
    fleet: HOSTILE.map((name, index) =>
      makeBox(`box-${index}`, {
        name,
        room: name,
        version: name,
        advice: [{ severity: 'error', text: name }],
      }),
    ),
    live: shown.map((session) => ({
      ...{ room: session.room, boxes: ['box-0', 'box-1'], session, running: session, next: session },
      ...{ plus: 1, minus: 2, minutes: [{ at: HUB_AT - MINUTE_MS, plus: 1, minus: 2 }] },
    })),
    results: {
      ...view.results,
      sessions: view.results.sessions.slice(0, 3).map((result, index) => ({ ...result, ...shown[index] })),
    },
    programme: {
      sessions: shown.map((session) => ({
        ...session,
        ...({ kind: 'talk', votable: true, cancelled: false, withdrawn: false } as const),
      })),
      orders: HOSTILE.map((text, index) => ({ number: index, at: HUB_AT, who: text, text, undone: null })),
      versions: HOSTILE.map((changes, version) => ({ version, at: HUB_AT, sessions: 1, changes })),
      source: HOSTILE[1] ?? '',
    },
    notices: HOSTILE.map((text, number) => ({
      ...{ number, at: HUB_AT, who: text, boxes: ['box-0', 'box-1'], untilAt: null, ended: null },
      text: { kind: 'free' as const, text },
    })),
    pairings: view.pairings.map((request, index) => ({
      ...request,
      machine: HOSTILE[index] ?? '',
      box: HOSTILE[1] ?? '',
    })),
    accounts: HOSTILE.map((name) => ({ name, role: 'viewer' as const, createdAt: HUB_AT })),
    audit: HOSTILE.map((what, number) => ({ number, at: HUB_AT, who: what, what })),
  });
  const page = await open('boxes', [360, 740]);
  for (const address of [
    'boxes',
    'live',
    `live/${encodeURIComponent(HOSTILE[1] ?? '')}`,
    'results',
    'programme',
    'corrections',
    'notices',
    'pairing',
    'accounts',
  ]) {
    await visit(page, address);
    assert.equal(await sidewaysOverflow(page), 0, address);
    assert.equal(await page.locator('#page img, #page script').count(), 0, address);
  }
  await visit(page, 'results');
  assert.equal(await page.getByTestId('result-s-0').locator('.session-title').innerText(), HOSTILE[0]);
  assert.equal(await page.title(), `Résultats · ${HOSTILE[0]}`);
  assert.deepEqual(opened.problems, []);
});

test('the keyboard reaches everything, sees where it is, and gets back to where a dialog was opened', async () => {
  const page = await open('boxes');
  const button = page.getByTestId('box-box-02').getByTestId('settings');
  await button.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  const inside = () => page.evaluate(() => document.activeElement?.closest('dialog') !== null);
  assert.ok(await inside());
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.ok(await button.evaluate((element) => element === document.activeElement));
  const outline = await button.evaluate((element) => getComputedStyle(element).outlineStyle);
  assert.equal(outline, 'solid');
});
