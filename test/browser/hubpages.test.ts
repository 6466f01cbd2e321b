import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sidewaysOverflow, waitForAttribute } from './browser.ts';
import { DESK, PHONE, textOf, useHub, visit } from './hubbench.ts';
import { makeView } from './hubview.ts';

const bench = useHub();

/** What every page has to say of what it was sent. */

const SAYS: readonly [address: string, testId: string, said: readonly (string | RegExp)[]][] = [
  ['boxes', 'summary', ['2 sur 4 reliées', '38 votes', '3 demandent de l’attention']],
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
    const page = await bench.open('boxes', size);
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
    assert.deepEqual(bench.opened.problems, []);
    const hosts = new Set(bench.opened.requests.map((address) => new URL(address).host));
    assert.deepEqual([...hosts], [new URL(bench.hub.origin).host]);
  });
}

test('sums that do not agree are not passed over', async () => {
  const { results } = makeView();
  bench.hub.show({ results: { ...results, totals: { ...results.totals, stored: 442 } } });
  const page = await bench.open('results');
  await waitForAttribute(page, 'sum', 'data-agrees', 'false');
  assert.match(await textOf(page, 'totals'), /^Le compte n’est pas bon .*un écart de 3 votes/);
});

test('a page with nothing to show says what to do', async () => {
  const totals = { stored: 0, counted: 0, unassigned: 0, test: 0, before: 0, leftOut: 0 };
  bench.hub.show({
    fleet: [],
    live: [],
    results: { sessions: [], totals },
    programme: { sessions: [], orders: [], versions: [], source: '' },
    pairings: [],
  });
  const page = await bench.open('boxes');
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

test('what is past, and what has no votes, is folded away until somebody asks', async () => {
  const page = await bench.open('results');
  await page.getByTestId('result-s-caches').waitFor();
  assert.equal(await page.getByTestId('result-s-open').count(), 0);
  await page.getByTestId('silent').click();
  assert.match(await textOf(page, 'result-s-open'), /^– Ouverture .* Retiré du programme aucun vote/);
  await visit(page, 'programme');
  assert.equal(await page.getByTestId('slot-s-open').count(), 0);
  await page.getByTestId('past').click();
  await page.getByTestId('slot-s-open').waitFor();
});

test('a command that is under way is not given again, and its end is said when its dialog was closed meanwhile', async () => {
  const page = await bench.open('corrections');
  const held: (() => Promise<void>)[] = [];
  let asked = 0;
  let arrived = () => {};
  await page.route('**/api/v1/commands', (route) => {
    asked += 1;
    held.push(() => route.continue());
    arrived();
  });
  const arrival = () =>
    new Promise<void>((resolve) => {
      arrived = resolve;
    });
  const answer = () => Promise.all(held.splice(0).map((goOn) => goOn()));
  const form = page.locator('form[data-testid="alias"]');
  await form.getByTestId('alias').fill('Amphi-B');
  await form.getByTestId('room').selectOption('Amphi B');
  const twice = (sent: HTMLFormElement) => {
    sent.requestSubmit();
    sent.requestSubmit();
  };
  const first = arrival();
  await form.evaluate(twice as (form: SVGElement | HTMLElement) => void);
  await first;
  await answer();
  await page.getByTestId('message').waitFor();
  assert.equal(asked, 1);
  await page.getByTestId('message').getByRole('button').click();

  await visit(page, 'boxes');
  await page.getByTestId('box-box-01').getByTestId('settings').click();
  const second = arrival();
  await page.locator('dialog [data-testid="do"]').click();
  await second;
  await page.keyboard.press('Escape');
  bench.hub.outcome = { done: false, text: 'No such room.' };
  await answer();
  await page.getByTestId('message').filter({ hasText: 'No such room.' }).waitFor();
  assert.equal(asked, 2);
});
