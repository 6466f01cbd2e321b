import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { WallDeskView } from '../../src/core/wall/view.ts';
import { sidewaysOverflow } from './browser.ts';
import { DESK, PHONE, textOf, useHub, visit } from './hubbench.ts';
import { digestOf, idOf, makePost, makeRuling, TABS, WALL, WEBP } from './hubwall.ts';

const bench = useHub();
beforeEach(() => {
  for (const digest of ['a', 'b', 'c']) bench.hub.pictures.set(digestOf(digest), WEBP);
});

const post = (page: Page, id: string) => page.getByTestId(`post-${id}`);

const SAYS: readonly [address: string, testId: string, fr: readonly string[], en: readonly string[]][] = [
  ['wall', 'badge-wall', ['4'], ['4']],
  ['wall', 'sources-in-short', ['2 sources à revoir'], ['2 sources to check']],
  [
    'wall',
    `post-${idOf('2')}`,
    ['@yann@mastodon.bzh', 'modifié il y a 2 min', 'Modifié depuis', 'Sur le mur dans 1:', 'Voir l’original'],
    ['@yann@mastodon.bzh', 'edited 2 min ago', 'Edited since', 'On the wall in 1:', 'See the original'],
  ],
  [
    'wall',
    `post-${idOf('3')}`,
    [
      'Anna Le Goff @anna@framapiaf.org · Mastodon · il y a 4 min',
      'Attend votre accord',
      'Un amphi plein vu du fond, les mains levées.',
      'Image sans description',
      '#breizhcamp on mastodon.social',
    ],
    ['Mastodon · 4 min ago', 'Needs your approval', 'Picture without a description'],
  ],
  ['wall', `post-${idOf('1')}`, ['Mot de votre liste', 'Montrer tout le texte'], ['A word on your list']],
  ['wall/shown', 'post-bluesky:12', ['Malo Kerbrat', 'De confiance', 'Bonjour Rennes'], ['Trusted']],
  ['wall/off', `post-${idOf('24')}`, ['Marqué sensible', 'Voir son image'], ['Marked sensitive']],
  ['wall/off', `post-${idOf('22')}`, ['Supprimé par son auteur'], ['Deleted by its author']],
  [
    'wall/sources',
    'source-framapiaf.org #breizhcamp',
    ['Demande un compte', 'answers 401', 'dans hub.toml', '0 · Mastodon', 'Interrogée il y a 1 min'],
    ['Wants an account', 'in hub.toml', 'Asked 1 min ago'],
  ],
  ['wall/sources', 'source-x #breizhcamp', ['Répond', '$0.12 for 24 posts'], ['Answers', 'Cost of the last']],
  ['wall/sources', 'images', ['4 images'], ['4 pictures']],
  ['wall/history', 'given-2', ['hides @malo.bsky.social', 'annulé par Malo, 11:38'], ['undone by Malo']],
  [
    'results',
    'published',
    ['ne montrent pas', '2 sessions sur 5 ont moins de 10 votes', 'organisateurs en décident'],
    ['do not show', '2 of 5 sessions have fewer than 10 votes', 'Organisers decide this'],
  ],
];

for (const size of [DESK, PHONE]) {
  test(`the wall speaks French and English and fits a screen of ${size[0]}`, async () => {
    const page = await bench.open('wall', size);
    for (const language of ['fr', 'en'] as const) {
      for (const [address, testId, ...said] of SAYS) {
        await visit(page, address);
        const text = await textOf(page, testId);
        for (const words of said[language === 'fr' ? 0 : 1]) {
          assert.ok(text.includes(words), `${address}: ${words} is not in: ${text}`);
        }
        assert.equal(await sidewaysOverflow(page), 0, `${address} in ${language}`);
      }
      await page.getByTestId('language').click();
    }
    assert.deepEqual(bench.opened.problems, []);
  });
}

test('pictures are seen whole, in a place that is there before them, and those of a post that is off only on demand', async () => {
  const page = await bench.open('wall');
  const images = post(page, idOf('3')).locator('img');
  await images.first().scrollIntoViewIfNeeded();
  await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
  const shown = await images.evaluateAll((all) =>
    (all as HTMLImageElement[]).map((image) => ({
      alt: image.alt,
      isLoaded: image.naturalWidth === 1,
      shape: (image.width / image.height).toFixed(1),
      fit: getComputedStyle(image).objectFit,
    })),
  );
  const same = { isLoaded: true, shape: '1.3', fit: 'contain' };
  assert.deepEqual(shown, [
    { alt: 'Un amphi plein vu du fond, les mains levées.', ...same },
    { alt: '', ...same },
  ]);
  await visit(page, 'wall/off');
  await post(page, idOf('24')).waitFor();
  assert.equal(await page.locator('#page img').count(), 0);
  await page.getByTestId('pictures').click();
  assert.equal(await page.locator('#page img').count(), 1);
  assert.deepEqual(bench.opened.problems, []);
});

test('a wall with nothing to show says what to do', async () => {
  const nothing = { ...WALL, sources: [], waiting: [], shown: [], off: [], rulings: [] };
  bench.hub.show({ wall: nothing });
  const page = await bench.open('wall');
  for (const [address, help] of [
    ['wall', /partie \[wall\] de hub\.toml/],
    ['wall/shown', /Les murs sont vides/],
    ['wall/off', /Rien n’est écarté/],
    ['wall/sources', /partie \[wall\] de hub\.toml/],
  ] as const) {
    await visit(page, address);
    assert.match(await textOf(page, 'empty'), help, address);
  }
  bench.hub.show({ wall: { ...nothing, sources: WALL.sources } });
  await visit(page, 'wall');
  await page.getByTestId('empty').filter({ hasText: 'passent tout seuls après 2 min' }).waitFor();
});

const HOSTILE = [
  '<img src=x onerror="document.title=1"><script>document.title=1</script><b>fat</b>',
  'Donaudampfschifffahrtsgesellschaft'.repeat(40),
  '‮txt.exe مرحبا بالعالم ⁦⁧ abc',
  'line\n'.repeat(400),
  '﷽'.repeat(200),
];

test('posts stay text, whatever is in them: nothing runs, nothing leaves, nothing is pushed aside', async () => {
  const posts = (standing: ReturnType<typeof makePost>['standing']) =>
    HOSTILE.map((text, index) =>
      makePost(String(index), {
        ...{ text, standing, authorId: text, server: text, source: text, language: text },
        author: { name: text, handle: text },
        url: index === 0 ? 'javascript:document.title=1' : `https://${index}.example/"><script>`,
        pictures: [
          { digest: digestOf('a'), width: 1, height: 90_000, alt: text },
          { digest: `//evil.example/${index}`, width: 9e9, height: 1, alt: text },
        ],
      }),
    );
  bench.hub.show({
    wall: {
      ...WALL,
      rules: { ...WALL.rules, words: HOSTILE },
      waiting: posts({ is: 'waiting', why: 'word' }),
      shown: posts({ is: 'shown' }),
      off: posts({ is: 'off', why: 'sensitive' }),
      rulings: HOSTILE.map((text, index) => makeRuling(index + 1, { kind: 'hide-post', post: text }, text)),
      sources: HOSTILE.map((text, index) => ({
        ...(WALL.sources[0] as WallDeskView['sources'][number]),
        ...{ key: String(index), label: text, why: text, cost: text, state: 'refused' as const },
      })),
    },
  });
  const page = await bench.open('wall', [360, 740]);
  for (const address of TABS) {
    await visit(page, address);
    assert.equal(await sidewaysOverflow(page), 0, address);
    assert.equal(
      await page.locator('#page script, #page b:not(.cleared b), #page iframe').count(),
      0,
      address,
    );
  }
  await visit(page, 'wall');
  const first = post(page, idOf('0'));
  assert.equal(await first.locator('.post-text').innerText(), HOSTILE[0]);
  assert.equal(await first.locator('a[href^="javascript"]').count(), 0);
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll('.post *')].some(
      (part) => part.getBoundingClientRect().right > document.documentElement.clientWidth,
    ),
  );
  assert.equal(wide, false);
  const folded = await post(page, idOf('3')).boundingBox();
  assert.ok(folded !== null && folded.height < 2_500, `${folded?.height} px high`);
  await first.getByTestId('more').click();
  await page.getByRole('dialog').waitFor();
  assert.equal(await sidewaysOverflow(page), 0);
  assert.equal(await page.title(), 'Mur · BreizhCamp 2026');
  const hosts = new Set(bench.opened.requests.map((address) => new URL(address).host));
  assert.deepEqual([...hosts], [new URL(bench.hub.origin).host]);
  assert.deepEqual(bench.opened.problems, []);
});
