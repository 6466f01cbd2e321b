import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { THANKS_MS } from '../../src/core/patterns.ts';
import type { BoxState } from '../../src/core/state.ts';
import { createCrowd } from '../crowd.ts';
import { createBench, lcdOf, MINUTE, PROGRAMME, TEN, talk } from './bench.ts';

const facesOf = (state: BoxState) => ({
  leds: [state.leds.plus, state.leds.minus],
  lcd: lcdOf(state).match(/[+-]1/)?.[0],
});

describe('three people in line', () => {
  test('two minutes: every press is one row, and the feedback is always that of the latest vote', async () => {
    const { clock, store, board, desk, stop } = createBench();
    const crowd = createCrowd({ seconds: 120, seed: 20260624 });
    assert.ok(
      crowd.presses.length > 300 && crowd.edges.length > 2.5 * crowd.presses.length,
      'a crowd that bounces',
    );
    await clock.pass(4_000); // the boot screen ends
    const beganMs = clock.monoMs();
    void board.hand.play(crowd.edges);
    let shownFor = 0;
    while (clock.monoMs() < beganMs + 121_000) {
      await clock.pass(10);
      const latest = store.rows.at(-1);
      if (latest === undefined || clock.monoMs() - latest.monoMs > THANKS_MS) continue;
      assert.equal(lcdOf(desk.state()).match(/[+-]1/)?.[0], latest.value === 1 ? '+1' : '-1');
      assert.equal(latest.value === 1 ? desk.state().leds.minus : desk.state().leds.plus, false);
      shownFor += 1;
    }
    const made = crowd.presses.map(({ button }) => (button === 'plus' ? 1 : -1));
    assert.deepEqual(
      store.rows.map(({ value }) => value),
      made,
    );
    assert.deepEqual(
      store.rows.map(({ seq }) => seq),
      made.map((_, i) => i + 1),
    );
    const { buttons, votes, failed } = desk.state();
    assert.deepEqual(
      [buttons.plus.repeats, buttons.minus.repeats, buttons.plus.noise, buttons.minus.noise, failed],
      [0, 0, 0, 0, 0],
    );
    assert.equal(votes.total, made.length);
    assert.ok(shownFor > 5_000, 'the feedback was looked at');
    stop();
    assert.equal(clock.openTimers(), 0);
  });
});

describe('a vote', () => {
  test('is thanked for after its commit, never before', async () => {
    const { clock, store, board, desk } = createBench();
    store.commitMs = 200;
    await clock.pass(4_000);
    void board.hand.press('plus', 80);
    await clock.pass(150);
    assert.deepEqual(
      [store.rows.length, facesOf(desk.state())],
      [0, { leds: [false, false], lcd: undefined }],
    );
    await clock.pass(150);
    assert.deepEqual([store.rows.length, facesOf(desk.state())], [1, { leds: [true, false], lcd: '+1' }]);
  });

  test('carries the room, the session shown, the boot and both clocks', async () => {
    const { clock, store, punch } = createBench();
    await punch('minus');
    const [vote] = store.rows;
    assert.ok(vote !== undefined && vote.monoMs >= 5_012 && vote.monoMs < 5_020);
    assert.deepEqual(vote, {
      seq: 1,
      digest: '',
      bootId: 'boot',
      monoMs: vote.monoMs,
      wallMs: clock.wallAt() - clock.monoMs() + vote.monoMs,
      value: -1,
      room: 'Amphi A',
      shownSessionId: 'a',
      source: 'simulator',
    });
  });

  test('outside every window is stored without a session', async () => {
    const { store, punch } = createBench({ at: TEN - 30 * MINUTE });
    await punch('plus');
    assert.deepEqual(
      store.rows.map(({ value, shownSessionId }) => [value, shownSessionId]),
      [[1, null]],
    );
  });

  test('without room, programme and sessions is stored all the same', async () => {
    const { store, punch } = createBench({ toml: { box: { id: 'box-07' } }, programme: null });
    await punch('plus');
    assert.deepEqual(
      store.rows.map(({ room, shownSessionId }) => [room, shownSessionId]),
      [[null, null]],
    );
  });

  test('switches its light off for at least 30 ms before it is lit again', async () => {
    const { clock, board, desk, punch } = createBench();
    await punch('plus');
    assert.equal(desk.state().leds.plus, true);
    void board.hand.press('plus', 100);
    const dark: number[] = [];
    for (let ms = 0; ms < 120; ms += 1) {
      await clock.pass(1);
      if (!desk.state().leds.plus) dark.push(clock.monoMs());
    }
    assert.ok(dark.length >= 30, `dark for ${dark.length} ms`);
    assert.equal(desk.state().leds.plus, true);
  });

  test('that replaces another shows itself at once, and its thanks have their whole time', async () => {
    const { clock, desk, punch } = createBench();
    await punch('plus');
    await clock.pass(THANKS_MS - 300);
    await punch('minus');
    assert.deepEqual(facesOf(desk.state()), { leds: [false, true], lcd: '-1' });
    await clock.pass(THANKS_MS - 400);
    assert.deepEqual(facesOf(desk.state()), { leds: [false, true], lcd: '-1' });
    await clock.pass(1_000);
    assert.deepEqual(facesOf(desk.state()), { leds: [false, false], lcd: undefined });
  });

  test('that takes longer than 300 ms to commit shows one moment, then thanks', async () => {
    const { clock, store, desk, board } = createBench();
    store.commitMs = 900;
    void board.hand.press('plus', 80);
    await clock.pass(300);
    assert.doesNotMatch(lcdOf(desk.state()), /instant/);
    await clock.pass(100);
    assert.match(lcdOf(desk.state()), /instant/);
    assert.deepEqual([desk.state().leds.plus, desk.state().buzzer], [false, false]);
    await clock.pass(700);
    assert.equal(facesOf(desk.state()).lcd, '+1');
  });

  test('that cannot be kept shows the error and sounds it, and is never stored later', async () => {
    const { clock, store, desk, punch } = createBench();
    store.refuses = 'The disk is full.';
    await punch('plus');
    assert.match(lcdOf(desk.state()), /Vote non enregistré/);
    assert.equal(desk.state().buzzer, true);
    store.refuses = null;
    await clock.pass(10_000);
    await punch('minus');
    assert.deepEqual([store.rows.map(({ value }) => value), desk.state().failed], [[-1], 1]);
    assert.equal(facesOf(desk.state()).lcd, '-1');
  });

  test('cast while the wall clock jumps ten years either way is one vote, with the wall as it was read', async () => {
    const { clock, store, punch } = createBench();
    const tenYears = 3_652 * 24 * 60 * MINUTE;
    for (const step of [tenYears, -2 * tenYears, tenYears]) {
      clock.stepWall(step);
      await punch('plus');
      await clock.pass(1_000);
    }
    assert.equal(store.rows.length, 3);
    const spans = store.rows.slice(1).map((row, i) => row.monoMs - (store.rows[i]?.monoMs ?? 0));
    assert.ok(
      spans.every((ms) => ms > 1_000 && ms < 1_300),
      'monotonic time did not notice',
    );
    const walls = store.rows.map(({ wallMs, monoMs }) => wallMs - monoMs);
    assert.deepEqual(
      walls.map((wall) => wall - (walls[2] ?? 0)),
      [tenYears, -tenYears, 0],
    );
  });

  test('muted, it makes no sound', async () => {
    const { desk, clock, board } = createBench({ toml: { hardware: { buzzer: { volume: 'off' } } } });
    void board.hand.press('plus', 80);
    for (let ms = 0; ms < 400; ms += 5) {
      await clock.pass(5);
      assert.equal(desk.state().buzzer, false);
    }
    assert.equal(desk.state().votes.plus, 1);
  });
});

describe('the screen between votes', () => {
  const screenAt = async (options: Parameters<typeof createBench>[0]) => {
    const bench = createBench(options);
    await bench.clock.pass(24_000);
    return lcdOf(bench.desk.state());
  };

  test('names the session that takes votes and how long it does', async () => {
    assert.match(await screenAt({}), /Talk a.*40 min pour voter/);
  });

  test('in English for an English box', async () => {
    assert.match(await screenAt({ toml: { language: 'en', box: { room: 'Amphi A' } } }), /40 min/);
  });

  test('before the window opens says when it will', async () => {
    assert.match(await screenAt({ at: TEN + MINUTE }), /Talk a/);
  });

  test('without a room, a programme, or with a room nobody knows, says so', async () => {
    assert.match(await screenAt({ toml: { box: {} } }), /salle/i);
    assert.match(await screenAt({ programme: null }), /programme/i);
    assert.match(await screenAt({ toml: { box: { room: 'Cave' } } }), /Cave/);
  });

  test('a stuck button is named while it is stuck, and the other still votes', async () => {
    const { clock, board, desk, faults, punch } = createBench();
    await clock.pass(4_000);
    board.hand.setLevel('plus', true);
    await clock.pass(12_000);
    assert.deepEqual(
      faults.list().map(({ id }) => id),
      ['button-plus-stuck'],
    );
    assert.match(lcdOf(desk.state()), /\+1/);
    await punch('minus');
    assert.deepEqual(desk.state().votes, { plus: 1, minus: 1, total: 2 });
    board.hand.setLevel('plus', false);
    await clock.pass(200);
    assert.deepEqual(faults.list(), []);
  });

  test('follows a programme that changes', async () => {
    const { clock, desk, keeper } = createBench();
    await clock.pass(4_000);
    keeper.change({ ...PROGRAMME, sessions: [talk('c', TEN, { title: 'Moved here' })] });
    assert.match(lcdOf(desk.state()), /Moved here/);
    assert.equal(desk.state().session?.id, 'c');
  });

  test('with the line of one button out of order, the other still counts and the screen says so', async () => {
    const { desk, faults, clock, punch } = createBench();
    await clock.pass(4_000);
    assert.equal(desk.ailment(), null);
    faults.set('button-plus', 'warning', 'Line 24 is gone.');
    await clock.pass(1_000);
    assert.equal(desk.ailment(), 'Line 24 is gone.');
    assert.match(lcdOf(desk.state()), /Bouton \+1 bloqué.*-1 marche/);
    await punch('minus');
    assert.equal(desk.state().votes.minus, 1);
    faults.set('button-minus', 'warning', 'Line 23 is gone.');
    await clock.pass(5_000);
    assert.match(lcdOf(desk.state()), /Line 24 is gone/);
  });

  test('without a store says why no vote is taken', async () => {
    const { clock, desk, faults } = createBench();
    await clock.pass(4_000);
    faults.set('store', 'error', 'The disk is full.');
    desk.feedback.refresh();
    assert.match(lcdOf(desk.state()), /The disk is full/);
    assert.equal(desk.ailment(), 'The disk is full.');
  });
});
