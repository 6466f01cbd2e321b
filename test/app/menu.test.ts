import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type BoxCommand, createMenu } from '../../src/app/menu.ts';
import { LCD_20X4 } from '../../src/core/lcd.ts';
import { MENU_REST_MS } from '../../src/core/menu/menu.ts';
import { ITEMS, type Item } from '../../src/core/menu/state.ts';
import { BUTTONS, CLOCK_QUALITIES } from '../../src/core/vote.ts';
import { isWallTime } from '../../src/core/zone.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { createBench, MINUTE, PROGRAMME, TEN, talk } from './bench.ts';

const AROUND = {
  size: LCD_20X4,
  language: 'en' as const,
  at: TEN,
  timezone: 'Europe/Paris',
  box: 'box-07',
  room: null,
  address: null,
  version: '1',
};
const CODE = { menu: { code: '+-+-' } };
const NO_ROOM = { box: { id: 'box-07' } };

/** The presses that go from the first item to another and choose it. */
const choose = (item: Item) => `${'+'.repeat(ITEMS.indexOf(item))}-`;

describe('the service menu', () => {
  test('opens when both buttons are held for 5 s; the two presses that open it are votes', async () => {
    const { clock, store, desk, board, lcd } = createBench();
    for (const button of BUTTONS) board.hand.setLevel(button, true);
    await clock.pass(4_900);
    assert.deepEqual([desk.state().mode, store.rows.length], ['voting', 2]);
    await clock.pass(200);
    assert.deepEqual([desk.state().mode, store.rows.length], ['menu', 2]);
    assert.equal(lcd(), 'Menu: vote fermé|Salle|Amphi A|+ suite  - choix');
  });

  test('takes no votes while it is open, and takes them again when it is left', async () => {
    const { store, desk, holdBoth, punches, lcd } = createBench();
    await holdBoth();
    await punches('++++');
    assert.match(lcd(), /vote fermé.*Son/);
    await punches(choose('leave').slice(4));
    assert.deepEqual([desk.state().mode, store.rows.length], ['voting', 2]);
    await punches('+');
    assert.equal(store.rows.length, 3);
    assert.match(lcd(), /\+1/);
  });

  test('leaves by itself 20 s after the last press', async () => {
    const { clock, desk, holdBoth, punches, stop } = createBench();
    await holdBoth();
    await clock.pass(19_000);
    await punches('+');
    await clock.pass(19_500);
    assert.equal(desk.state().mode, 'menu');
    await clock.pass(600);
    assert.equal(desk.state().mode, 'voting');
    stop();
    assert.equal(clock.openTimers(), 0);
  });

  test('leaves by itself from every page, whatever was pressed', async () => {
    for (const item of ITEMS) {
      for (const then of ['', '+', '+-', '-']) {
        const { clock, desk, holdBoth, punches } = createBench({ quality: 'unset' });
        await holdBoth();
        await punches(choose(item) + then);
        await clock.pass(20_100);
        assert.notEqual(desk.state().mode, 'menu', `${item} ${then}`);
      }
    }
  });

  test('a button that is held when it closes is no press until it has rested', async () => {
    const { clock, store, desk, board, punches } = createBench();
    for (const button of BUTTONS) board.hand.setLevel(button, true);
    await clock.pass(5_200);
    await clock.pass(20_000);
    assert.equal(desk.state().mode, 'voting');
    await clock.pass(3_000);
    for (const button of BUTTONS) board.hand.setLevel(button, false);
    await clock.pass(200);
    assert.equal(store.rows.length, 2);
    await punches('+');
    assert.equal(store.rows.length, 3);
  });

  test('a press that is still bouncing when it closes is none', async () => {
    const { clock, store, desk, board, holdBoth, punches } = createBench();
    await holdBoth();
    await punches(choose('leave').slice(0, -1));
    const edge = (button: 'plus' | 'minus', afterMs: number, active: boolean) => ({
      button,
      afterMs,
      active,
    });
    void board.hand.play([
      edge('minus', 0, true),
      edge('plus', 8, true),
      edge('minus', 100, false),
      edge('plus', 101, false),
    ]);
    await clock.pass(300);
    assert.deepEqual([desk.state().mode, store.rows.length], ['voting', 2]);
  });

  test('two presses of one instant, of which the first closes it, are no votes', async () => {
    const { clock, store, desk, board, holdBoth, punches } = createBench();
    await holdBoth();
    await punches(choose('test-mode')); // says that it is done, and closes at any press
    const edges = BUTTONS.map((button) => ({ button, afterMs: 0, active: true }));
    void board.hand.play([...edges, ...edges.map((edge) => ({ ...edge, afterMs: 100, active: false }))]);
    await clock.pass(300);
    assert.deepEqual([desk.state().mode, store.rows.length], ['test', 2]);
  });

  test('covers thanks that come late, and stays what the presses move in', async () => {
    const { clock, store, holdBoth, punches, lcd } = createBench();
    store.commitMs = 5_500;
    await holdBoth();
    await clock.pass(600);
    assert.equal(store.rows.length, 1);
    assert.match(lcd(), /vote fermé/);
    await punches('+');
    assert.match(lcd(), /Adresse, horloge/);
  });

  test('does not open on a box without an LCD: nobody could see it', async () => {
    const { store, desk, holdBoth, punches } = createBench({ toml: { hardware: { lcd: { kind: 'none' } } } });
    await holdBoth();
    await punches('+-');
    assert.deepEqual([desk.state().mode, store.rows.length], ['voting', 4]);
  });
});

test('whatever is pressed and however slowly, 20 s without a press lead out, and no timer is left', () => {
  const presses = fc.array(
    fc.record({ button: fc.constantFrom(...BUTTONS), pauseMs: fc.integer({ min: 0, max: 19_999 }) }),
    { maxLength: 60 },
  );
  const known = fc.record({
    rooms: fc.constantFrom([], ['Amphi A', 'Amphi B']),
    muted: fc.boolean(),
    testMinutes: fc.constantFrom(null, 2),
    queued: fc.nat(),
    votes: fc.nat(),
    hub: fc.constantFrom(null, { state: 'linked' as const, code: null }),
    code: fc.constantFrom('', '+', '+-'),
  });
  const begin = fc.constantFrom('items' as const, 'rooms' as const);
  fc.assert(
    fc.property(known, begin, fc.constantFrom(...CLOCK_QUALITIES), presses, (facts, from, quality, all) => {
      const clock = createFakeClock({ monoMs: 1_000 });
      const context = () => ({ ...AROUND, quality });
      const endless = new Promise<never>(() => {});
      const run = ({ kind }: BoxCommand) => (kind === 'new-event' ? endless : undefined);
      const menu = createMenu({ clock, facts: () => facts, context, run, onChange() {} });
      menu.open(from);
      for (const { button, pauseMs } of all) {
        clock.advance(pauseMs);
        menu.press(button, clock.monoMs());
        const state = menu.state();
        if (state?.page === 'clock') assert.ok(isWallTime(state.wall));
      }
      clock.advance(MENU_REST_MS);
      assert.deepEqual([menu.state(), clock.openTimers()], [null, 0]);
    }),
  );
});

describe('the room', () => {
  const sessions = [talk('a', TEN), talk('b', TEN, { room: 'Amphi B' })];
  const programme = { ...PROGRAMME, sessions };

  test('chosen in the menu is the one of the next vote, of the screen and of the state, and is kept', async () => {
    const { clock, store, desk, told, holdBoth, punches, lcd } = createBench({ programme });
    await holdBoth();
    await punches('-+-');
    assert.match(lcd(), /Salle : Amphi B/);
    await clock.pass(4_100);
    assert.deepEqual(
      [desk.state().mode, desk.state().room, desk.state().session?.id],
      ['voting', 'Amphi B', 'b'],
    );
    await punches('+');
    const { room, shownSessionId } = store.rows.at(-1) ?? {};
    assert.deepEqual([room, shownSessionId], ['Amphi B', 'b']);
    assert.deepEqual(told.kept, [{ room: { value: 'Amphi B', insteadOf: 'Amphi A' } }]);
    assert.equal(told.roomChecks, 1);
  });

  test('chosen before is there after a restart, unless box.toml names another one since', () => {
    const choices = { room: { value: 'Amphi B', insteadOf: 'Amphi A' } };
    assert.equal(createBench({ programme, choices }).desk.state().room, 'Amphi B');
    const toml = { box: { id: 'box-07', room: 'Hall' } };
    assert.equal(createBench({ programme, choices, toml }).desk.state().room, 'Hall');
  });

  test('that cannot be kept counts until the restart, and a fault says so until one can', async () => {
    const { clock, desk, faults, told, holdBoth, punches } = createBench({ programme });
    told.cannotKeep = 'the disk is full.';
    await holdBoth();
    await punches('-+-');
    await clock.pass(4_100);
    assert.equal(desk.state().room, 'Amphi B');
    assert.match(faults.list()[0]?.message ?? '', /until the restart only.*the disk is full/);
    told.cannotKeep = null;
    await holdBoth();
    await punches('--');
    await clock.pass(4_100);
    assert.deepEqual([desk.state().room, faults.list()], ['Amphi A', []]);
  });

  test('is asked for once at the start of a box that has none', async () => {
    const { clock, store, desk, punches, lcd } = createBench({ programme, toml: NO_ROOM });
    await clock.pass(100);
    assert.equal(lcd(), 'Menu: vote fermé|Autre salle|Amphi A|+ suite  - choix');
    await punches('-');
    await clock.pass(4_100);
    assert.deepEqual([desk.state().mode, desk.state().room, store.rows.length], ['voting', 'Amphi A', 0]);
  });

  test('is not asked for at the start without a programme: votes are taken; the menu says why', async () => {
    const { clock, store, desk, holdBoth, punches, lcd } = createBench({ programme: null, toml: NO_ROOM });
    await punches('+');
    assert.deepEqual([desk.state().mode, store.rows.length], ['voting', 1]);
    await holdBoth();
    await punches('-');
    assert.match(lcd(), /Pas de programme/);
    await clock.pass(20_000);
    assert.equal(desk.state().mode, 'voting');
  });
});

describe('test mode', () => {
  test('stores presses as tests, which never count, and ends by itself after 5 minutes', async () => {
    const { clock, store, desk, holdBoth, punches, lcd, stop } = createBench();
    await holdBoth();
    await punches(choose('test-mode'));
    assert.match(lcd(), /Mode test pour 5 min/);
    await clock.pass(4_100);
    assert.equal(desk.state().mode, 'test');
    assert.match(lcd(), /^Mode test\|\|Rien ne compte\|encore 5 min/);
    await punches('+');
    assert.match(lcd(), /Essai.*\+1/);
    await clock.pass(4 * MINUTE);
    assert.match(lcd(), /encore 1 min/);
    assert.deepEqual(desk.state().votes, { plus: 1, minus: 1, total: 2 });
    await clock.pass(MINUTE);
    assert.equal(desk.state().mode, 'voting');
    await punches('+');
    assert.deepEqual(
      store.rows.map(({ source }) => source),
      ['simulator', 'simulator', 'test', 'simulator'],
    );
    assert.equal(desk.state().votes.total, 3);
    stop();
    assert.equal(clock.openTimers(), 0);
  });

  test('can be ended from the menu', async () => {
    const { clock, desk, holdBoth, punches } = createBench();
    await holdBoth();
    await punches(choose('test-mode'));
    await clock.pass(4_100);
    await holdBoth();
    await punches(choose('test-mode'));
    await clock.pass(4_100);
    assert.equal(desk.state().mode, 'voting');
  });
});

describe('the code', () => {
  test('opens the menu; its presses are no votes', async () => {
    const { store, holdBoth, punches, lcd } = createBench({ toml: CODE });
    await holdBoth();
    assert.match(lcd(), /Code du menu/);
    await punches('+-+-');
    assert.match(lcd(), /Salle/);
    assert.equal(store.rows.length, 2);
  });

  test('wrong three times, over several openings, closes the menu for a minute', async () => {
    const { clock, store, desk, holdBoth, punches, lcd } = createBench({ toml: CODE });
    await holdBoth();
    await punches('--------');
    assert.match(lcd(), /Code faux/);
    await clock.pass(20_100);
    await holdBoth();
    await punches('----');
    assert.match(lcd(), /Menu fermé/);
    await clock.pass(4_100);
    assert.equal(desk.state().mode, 'voting');
    const before = store.rows.length;
    await punches('+');
    assert.equal(store.rows.length, before + 1);
    await holdBoth();
    assert.match(lcd(), /Menu fermé/);
    await clock.pass(51_000);
    await holdBoth();
    await punches('+-+-');
    assert.match(lcd(), /Salle/);
  });
});

describe('the test of the hardware', () => {
  test('gives a sign with each output alone, then shows what the LCD can, and goes on as before', async () => {
    const { clock, desk, holdBoth, punches, lcd } = createBench();
    await holdBoth();
    await clock.pass(3_000);
    await punches(choose('test'));
    const signs: string[] = [];
    for (let ms = 0; ms < 13_000; ms += 25) {
      const { leds, buzzer } = desk.state();
      const [first = '', second] = lcd().split('|');
      const lit = Object.entries({ ...leds, buzzer }).filter(([, on]) => on);
      const isText = first.includes('Menu');
      for (const sign of isText ? lit.map(([name]) => `${name}: ${second}`) : [first]) {
        if (signs.at(-1) !== sign) signs.push(sign);
      }
      await clock.pass(25);
    }
    assert.deepEqual(signs, [
      'plus: LED +1',
      'minus: LED -1',
      "status: LED d'état",
      'buzzer: Buzzer',
      '█'.repeat(20),
      '!"#$%&\'()*+,-./01234',
      'rstuvwxyz{', // then a bar, which parts the rows here
      'éèêàçôî♥',
      'status: Tester la boîte',
    ]);
  });
});

describe('what is chosen', () => {
  test('the clock is set by hand, in local time, and votes of this boot move with it', async () => {
    const { clock, desk, time, holdBoth, punches, lcd } = createBench({ quality: 'unset', at: 0 });
    await holdBoth();
    await punches(`${choose('clock')}+-+++++-`);
    assert.match(lcd(), /1 juin 2026/);
    await punches('---+-');
    assert.match(lcd(), /Horloge réglée/);
    assert.equal(time.boot().quality, 'manual');
    const { at, quality } = desk.state().clock;
    assert.equal(quality, 'manual');
    assert.ok(Math.abs(at - Date.parse('2026-06-01T01:00:00+02:00')) < 1_000, new Date(at).toISOString());
    await clock.pass(20_000);
    assert.equal(time.boot().quality, 'manual');
  });

  test('mute silences the next vote, and is kept', async () => {
    const { clock, board, desk, told, holdBoth, punches } = createBench();
    await holdBoth();
    await punches(`${choose('mute')}++++++-`);
    void board.hand.press('plus', 80);
    for (let ms = 0; ms < 400; ms += 5) {
      await clock.pass(5);
      assert.equal(desk.state().buzzer, false);
    }
    assert.deepEqual(told.kept, [{ muted: { value: true, insteadOf: false } }]);
  });

  test('a new event keeps the votes aside and counts from none; test mode and the room stay', async () => {
    const { store, desk, holdBoth, punches, lcd } = createBench();
    await holdBoth();
    await punches(choose('new-event'));
    assert.match(lcd(), /Autre événement/);
    await punches('+-');
    assert.match(lcd(), /2 votes/);
    assert.deepEqual(
      store.events.map(({ name, aside }) => [name, aside.length]),
      [['', 2]],
    );
    assert.deepEqual([desk.state().votes.total, desk.state().lastVotes], [0, []]);
  });

  test('a new event is asked for with the votes that the hub lacks, which no acknowledgement sets back to its first page', async () => {
    const { clock, hub, holdBoth, punches, lcd } = createBench();
    hub.become({ state: 'away', queued: 300 });
    await holdBoth();
    await punches(choose('new-event'));
    assert.match(lcd(), /Il manque encore/);
    const seen = new Set<string>();
    for (let second = 1; second <= 12; second += 1) {
      hub.become({ queued: 300 - second });
      await clock.pass(1_000);
      seen.add(lcd().split('|')[1] ?? '');
    }
    assert.deepEqual([...seen].sort(), [
      '2 votes de côté',
      '300 votes au hub',
      'Autre événement?',
      'Il manque encore',
    ]);
    await punches('-');
    hub.become({ queued: 0 });
    await punches('-');
    assert.match(lcd(), /Autre événement/);
  });

  test('a new event that cannot begin says why, and the votes stay', async () => {
    const { store, desk, faults, holdBoth, punches, lcd } = createBench();
    await holdBoth();
    store.refuses = 'The disk is full.';
    await punches(`${choose('new-event')}+-`);
    assert.match(lcd(), /Échec|Echec/);
    assert.equal(faults.list()[0]?.message, 'The new event has not begun: The disk is full.');
    assert.deepEqual([store.events, desk.state().votes.total], [[], 2]);
  });

  test('restart and shut down are asked once more, then told after the screen has said it', async () => {
    for (const [item, told] of [
      ['restart', 'restart'],
      ['shut-down', 'shut down'],
    ] as const) {
      const bench = createBench();
      await bench.holdBoth();
      await bench.punches(choose(item));
      await bench.punches('-');
      await bench.clock.pass(3_000);
      assert.deepEqual(bench.told.ends, []);
      await bench.punches('-+-');
      assert.deepEqual(bench.told.ends, []);
      await bench.clock.pass(2_000);
      assert.deepEqual(bench.told.ends, [told]);
    }
  });
});
