import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HUB_AT, MINUTE_MS, makeShown } from '../display/hubtalks.ts';
import { sidewaysOverflow } from './browser.ts';
import { useHub, visit } from './hubbench.ts';
import { makeBox } from './hubfleet.ts';
import { makeView } from './hubview.ts';

const bench = useHub();

const HOSTILE = [
  '<img src=x onerror="document.title=1"><script>document.title=1</script>',
  'Donaudampfschifffahrtsgesellschaft'.repeat(12),
  'مرحبا بالعالم (٢٠٢٦) ‮abc',
];

test('titles and names stay text, whatever is in them, and widen no page', async () => {
  const view = makeView();
  const shown = HOSTILE.map((title, index) => makeShown(`s-${index}`, title, title, '11:00', '11:50'));
  bench.hub.show({
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
  const page = await bench.open('boxes', [360, 740]);
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
  assert.deepEqual(bench.opened.problems, []);
});
