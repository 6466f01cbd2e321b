import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BoxNotice } from '../../src/core/hub/orders.ts';
import { ITEMS } from '../../src/core/menu/state.ts';
import { THANKS_MS } from '../../src/core/patterns.ts';
import { createBench, MINUTE, TEN } from './bench.ts';

const FULL: BoxNotice = { number: 4, text: { kind: 'full' }, untilAt: null };
const SETTINGS = { name: '', room: null, language: null, muted: null, window: null };
const PAIR = `${'+'.repeat(ITEMS.indexOf('pair'))}-`;

/** A bench past its boot screen. */
async function begun(options: Parameters<typeof createBench>[0] = {}) {
  const bench = createBench(options);
  await bench.clock.pass(4_000);
  return bench;
}

describe('a notice', () => {
  test('stands over everything at once, in the language of the box, and is in the state', async () => {
    const { notices, clock, desk, lcd, settings, faults } = await begun();
    faults.set('store', 'error', 'The disk is full.');
    notices.take([{ number: 3, text: { kind: 'free', text: 'Older' }, untilAt: null }, FULL]);
    desk.feedback.refresh();
    assert.equal(lcd(), '|Salle complète||Info organisation  ♥');
    assert.deepEqual(desk.state().notice, { number: 4, text: 'Salle complète', untilAt: null });
    settings.fromHub({ ...SETTINGS, language: 'en' });
    await clock.pass(1_000);
    assert.equal(lcd(), '|Room full||From the organisers♥');
    assert.deepEqual(desk.state().notice, { number: 4, text: 'Room full', untilAt: null });
    assert.equal(desk.state().language, 'en');
    notices.take([]);
    desk.feedback.refresh();
    assert.match(lcd(), /^Voting impossible:/);
    assert.equal(desk.state().notice, null);
  });

  test('gives way to the answer to a vote, and to the menu', async () => {
    const { notices, clock, punch, holdBoth, lcd } = await begun();
    notices.take([FULL]);
    await punch('plus');
    assert.match(lcd(), /Merci/);
    await clock.pass(THANKS_MS);
    assert.match(lcd(), /Salle complète/);
    await holdBoth();
    assert.match(lcd(), /^Menu: vote fermé/);
  });

  test('ends by the corrected time, with nobody there to say so', async () => {
    const { notices, clock, lcd, desk } = await begun();
    notices.take([
      { ...FULL, untilAt: TEN + 20 * MINUTE },
      { ...FULL, number: 3, text: { kind: 'moved', to: 'Amphi B' } },
    ]);
    await clock.pass(1_000);
    assert.match(lcd(), /Salle complète/);
    assert.equal(desk.state().notice?.untilAt, TEN + 20 * MINUTE, 'for a screen that the box is away from');
    await clock.pass(5 * MINUTE);
    assert.match(lcd(), /Déplacé : Amphi B/);
    assert.deepEqual(desk.state().notice, { number: 3, text: 'Déplacé : Amphi B', untilAt: null });
  });

  test('with an end lasts while the time is unknown, and ends when it is known to be over', async () => {
    const { notices, clock, lcd, time } = await begun({ at: 1_000, quality: 'unset' });
    notices.take([{ ...FULL, untilAt: TEN }]);
    await clock.pass(60 * MINUTE);
    assert.match(lcd(), /Salle complète/);
    time.improve({ wallOffsetMs: TEN - clock.monoMs(), quality: 'hub' });
    await clock.pass(1_000);
    assert.doesNotMatch(lcd(), /Salle complète/);
  });
});

describe('the code that pairs the box', () => {
  const CODE = 'Code pour le hub :|K7QM 2XWP|Comparez-le avec le|tableau de bord    ♥';

  test('stands over what is on for ten minutes, and under what stops votes', async () => {
    const { hub, clock, desk, lcd, faults } = await begun();
    hub.become({ state: 'pairing', code: 'K7QM2XWP' });
    desk.feedback.refresh();
    assert.equal(lcd(), CODE);
    assert.deepEqual(desk.state().hub, hub.shown);
    faults.set('store', 'error', 'The disk is full.');
    desk.feedback.refresh();
    assert.match(lcd(), /^Vote impossible/);
    faults.clear('store');
    await clock.pass(1_000);
    assert.match(lcd(), /K7QM 2XWP/);
    await clock.pass(10 * MINUTE);
    assert.doesNotMatch(lcd(), /K7QM/);
  });

  test('is asked for in the menu, at once by a box that has no hub yet', async () => {
    const { hub, holdBoth, punches, told, lcd, clock } = await begun();
    hub.become({ state: 'pairing', code: 'K7QM2XWP' });
    await holdBoth();
    await punches(PAIR.slice(0, -1));
    assert.equal(lcd(), 'Menu: vote fermé|Appairer|K7QM 2XWP|+ suite  - choix');
    await punches('-');
    assert.deepEqual(told.ends, ['pair']);
    assert.equal(lcd(), "Menu: vote fermé|Le code du hub|vient à l'écran|+ ou - : quitter");
    await clock.pass(5_000);
    assert.match(lcd(), /K7QM 2XWP/);
  });

  test('is asked for after a second word by a box that is paired', async () => {
    const { hub, holdBoth, punches, told, lcd } = await begun();
    hub.become({ state: 'away', why: 'There is no network.' });
    await holdBoth();
    await punches(PAIR);
    assert.equal(lcd(), 'Menu: vote fermé|Refaire le lien?|→ Non|+ change  - ok');
    assert.deepEqual(told.ends, []);
    await punches('+-');
    assert.deepEqual(told.ends, ['pair']);
  });
});

describe('what the hub sets', () => {
  test('holds at once: windows, room and silence', async () => {
    const { settings, desk, punch, store, board, clock } = await begun();
    assert.equal(desk.state().session?.id, 'a');
    settings.fromHub({
      ...SETTINGS,
      room: 'Amphi B',
      muted: true,
      window: { openAfterMs: 20 * MINUTE, closeAfterMs: 0 },
    });
    assert.deepEqual([desk.state().room, desk.state().session], ['Amphi B', null]);
    let buzzed = false;
    const unwatch = clock.every(1, () => {
      buzzed ||= desk.state().buzzer;
    });
    await punch('plus');
    unwatch();
    assert.deepEqual([store.rows[0]?.room, store.rows[0]?.shownSessionId, buzzed], ['Amphi B', null, false]);
    settings.fromHub({ ...SETTINGS, window: { openAfterMs: 20 * MINUTE, closeAfterMs: 0 } });
    assert.deepEqual([desk.state().session, desk.state().running?.opensAt], [null, TEN + 20 * MINUTE]);
    await clock.pass(5 * MINUTE);
    await punch('minus');
    assert.equal(store.rows[1]?.shownSessionId, 'a');
    assert.ok(board.hand !== null);
  });
});
