import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { LCD_20X4 } from '../../../src/core/lcd.ts';
import { inForce } from '../../../src/core/menu/choices.ts';
import { elapse, MENU_REST_MS, openMenu, pageMs, press } from '../../../src/core/menu/menu.ts';
import { probesOf } from '../../../src/core/menu/probe.ts';
import {
  ITEMS,
  type Item,
  type MenuCommand,
  type MenuFacts,
  type MenuState,
} from '../../../src/core/menu/state.ts';
import { CLOCK_QUALITIES, type ClockQuality } from '../../../src/core/vote.ts';
import { isWallTime } from '../../../src/core/zone.ts';

const FACTS: MenuFacts = {
  rooms: ['Amphi A', 'Amphi B'],
  muted: false,
  testMinutes: null,
  queued: 0,
  votes: 12,
  hub: null,
  code: '',
};

const CONTEXT = {
  size: LCD_20X4,
  language: 'fr' as const,
  at: Date.parse('2026-06-24T10:42:17+02:00'),
  timezone: 'Europe/Paris',
  quality: 'unset' as ClockQuality,
  box: 'box-07',
  room: 'Amphi A',
  address: null,
  version: '1',
};

interface Walk {
  state: MenuState | null;
  commands: MenuCommand[];
}

/** Presses `+` and `-` one after the other, from a page or from the opened menu. */
function walk(
  signs: string,
  changed: Partial<MenuFacts> = {},
  from?: MenuState,
  quality?: ClockQuality,
): Walk {
  const facts = { ...FACTS, ...changed };
  const context = { ...CONTEXT, quality: quality ?? CONTEXT.quality };
  const walked: Walk = { state: from ?? openMenu('items', facts), commands: [] };
  for (const sign of signs) {
    if (walked.state === null) break;
    const { state, command } = press(walked.state, sign === '+' ? 'plus' : 'minus', facts, context);
    walked.state = state;
    if (command !== null) walked.commands.push(command);
  }
  return walked;
}

const at = (item: Item): MenuState => ({ page: 'items', at: ITEMS.indexOf(item) });
const said = (kind: 'no-programme' | 'network-clock' | 'no-hub'): MenuState => ({
  page: 'notice',
  notice: { kind },
  closes: false,
});

const PAIRING: Walk = {
  state: { page: 'notice', notice: { kind: 'pairing' }, closes: true },
  commands: [{ kind: 'pair' }],
};

/** What choosing an item leads to, and what it makes the box do. */
const CHOSEN: readonly [item: Item, then: string, changed: Partial<MenuFacts>, walked: Walk][] = [
  ['room', '', {}, { state: { page: 'rooms', at: 0 }, commands: [] }],
  ['room', '', { rooms: [] }, { state: said('no-programme'), commands: [] }],
  ['room', '++', {}, { state: { page: 'rooms', at: 2 }, commands: [] }],
  ['room', '+++', {}, { state: { page: 'rooms', at: 0 }, commands: [] }],
  ['room', '++-', {}, { state: at('room'), commands: [] }],
  [
    'room',
    '+-',
    {},
    {
      state: { page: 'notice', notice: { kind: 'room', room: 'Amphi B' }, closes: true },
      commands: [{ kind: 'room', room: 'Amphi B' }],
    },
  ],
  ['facts', '++', {}, { state: { page: 'facts', at: 2 }, commands: [] }],
  ['facts', '++++++', {}, { state: { page: 'facts', at: 0 }, commands: [] }],
  ['facts', '-', {}, { state: at('facts'), commands: [] }],
  ['test', '+', {}, { state: { page: 'test', at: 1 }, commands: [] }],
  ['test', '-', {}, { state: at('test'), commands: [] }],
  ['test', '+'.repeat(probesOf(LCD_20X4).length), {}, { state: at('test'), commands: [] }],
  ['mute', '', {}, { state: at('mute'), commands: [{ kind: 'mute', muted: true }] }],
  ['mute', '', { muted: true }, { state: at('mute'), commands: [{ kind: 'mute', muted: false }] }],
  ['pair', '', {}, { state: said('no-hub'), commands: [] }],
  ['pair', '', { hub: { state: 'pairing', code: 'ABCDEFGH' } }, PAIRING],
  ['pair', '', { hub: { state: 'refused', code: null } }, PAIRING],
  [
    'pair',
    '',
    { hub: { state: 'linked', code: null } },
    { state: { page: 'confirm', asked: { kind: 'pair' }, yes: false }, commands: [] },
  ],
  ['pair', '-', { hub: { state: 'away', code: null } }, { state: at('pair'), commands: [] }],
  ['pair', '+-', { hub: { state: 'changed-key', code: null } }, PAIRING],
  ['pair', '+', {}, { state: { page: 'items', at: 0 }, commands: [] }],
  [
    'test-mode',
    '',
    {},
    {
      state: { page: 'notice', notice: { kind: 'test-on' }, closes: true },
      commands: [{ kind: 'test-mode', on: true }],
    },
  ],
  ['test-mode', '-', { testMinutes: 3 }, { state: null, commands: [{ kind: 'test-mode', on: false }] }],
  [
    'new-event',
    '',
    {},
    { state: { page: 'confirm', asked: { kind: 'new-event' }, yes: false }, commands: [] },
  ],
  ['new-event', '-', {}, { state: at('new-event'), commands: [] }],
  ['new-event', '++-', {}, { state: at('new-event'), commands: [] }],
  ['new-event', '+-', {}, { state: { page: 'working' }, commands: [{ kind: 'new-event' }] }],
  ['new-event', '+---', {}, { state: { page: 'working' }, commands: [{ kind: 'new-event' }] }],
  ['restart', '-', {}, { state: at('restart'), commands: [] }],
  [
    'restart',
    '+-',
    {},
    {
      state: { page: 'notice', notice: { kind: 'restarting' }, closes: true },
      commands: [{ kind: 'restart' }],
    },
  ],
  [
    'shut-down',
    '+-',
    {},
    {
      state: { page: 'notice', notice: { kind: 'shutting-down' }, closes: true },
      commands: [{ kind: 'shut-down' }],
    },
  ],
  ['leave', '', {}, { state: null, commands: [] }],
];

describe('the list', () => {
  test('opens at its first item, and + goes through all of them and round', () => {
    assert.deepEqual(openMenu('items', FACTS), at('room'));
    for (const [index, item] of ITEMS.entries()) {
      assert.deepEqual(walk('+'.repeat(index)), { state: at(item), commands: [] });
    }
    assert.deepEqual(walk('+'.repeat(ITEMS.length)).state, at('room'));
  });

  for (const [item, then, changed, walked] of CHOSEN) {
    test(`- at ${item}, then "${then}", with ${JSON.stringify(changed)}`, () => {
      assert.deepEqual(walk(`-${then}`, changed, at(item)), walked);
    });
  }

  test('a room can be its beginning, and without a programme it says that there is none', () => {
    assert.deepEqual(openMenu('rooms', FACTS), { page: 'rooms', at: 0 });
    assert.deepEqual(openMenu('rooms', { ...FACTS, rooms: [] }), said('no-programme'));
  });
});

describe('the clock', () => {
  test('is set field by field, asked once more, and given as the instant of local time', () => {
    const { state, commands } = walk('-+-+-+-+-+-+-', {}, at('clock'));
    assert.deepEqual(commands, [{ kind: 'set-clock', at: Date.parse('2027-07-25T11:43:00+02:00') }]);
    assert.deepEqual(state, { page: 'notice', notice: { kind: 'clock-set' }, closes: true });
  });

  test('stays as it is when the question is answered with no', () => {
    assert.deepEqual(walk('-+------', {}, at('clock')), { state: at('clock'), commands: [] });
  });

  test('is not set by hand while the network or the hub sets it, even when that begins halfway', () => {
    for (const quality of CLOCK_QUALITIES) {
      const refused = quality === 'synced' || quality === 'hub';
      const begun = walk('-', {}, at('clock'), quality).state;
      assert.equal(begun?.page, refused ? 'notice' : 'clock', quality);
      const halfway = walk('------+', {}, at('clock')).state;
      assert.ok(halfway?.page === 'confirm');
      assert.equal(walk('-', {}, halfway, quality).commands.length, refused ? 0 : 1, quality);
    }
  });
});

describe('the code', () => {
  const code = '+-+-';

  test('leads to the list, or to the choice of the room where that was wanted', () => {
    assert.deepEqual(walk('+-+-', { code }), {
      state: at('room'),
      commands: [{ kind: 'code', right: true }],
    });
    const wanted = openMenu('rooms', { ...FACTS, code });
    assert.deepEqual(walk('+-+-', { code }, wanted).state, { page: 'rooms', at: 0 });
  });

  test('wrong, it is told and asked again; nothing is said before the last sign', () => {
    const asking = { page: 'code', begin: 'items' } as const;
    assert.deepEqual(walk('---', { code }), {
      state: { ...asking, typed: '---', wrong: false },
      commands: [],
    });
    assert.deepEqual(walk('----', { code }), {
      state: { ...asking, typed: '', wrong: true },
      commands: [{ kind: 'code', right: false }],
    });
    assert.deepEqual(walk('----+', { code }).state, { ...asking, typed: '+', wrong: false });
  });
});

describe('the time', () => {
  test('leaves the menu from every page, but for the hardware test, which goes on by itself', () => {
    assert.equal(elapse(at('room'), CONTEXT), null);
    assert.equal(elapse({ page: 'notice', notice: { kind: 'clock-set' }, closes: true }, CONTEXT), null);
    for (const size of [LCD_20X4, { cols: 16, rows: 2 } as const]) {
      const steps = probesOf(size).length;
      let state: MenuState | null = { page: 'test', at: 0 };
      for (let step = 1; step < steps; step += 1) {
        state = elapse(state ?? at('test'), { ...CONTEXT, size });
        assert.deepEqual(state, { page: 'test', at: step });
      }
      assert.deepEqual(elapse(state ?? at('room'), { ...CONTEXT, size }), at('test'));
      assert.ok(steps * pageMs({ page: 'test', at: 0 }) < MENU_REST_MS, `${steps} steps`);
    }
  });

  test('whatever is pressed, a way out stays near and no date is impossible', () => {
    const facts = fc.record({
      rooms: fc.constantFrom([], ['Amphi A'], ['Amphi A', 'Amphi B', 'Hall']),
      muted: fc.boolean(),
      testMinutes: fc.constantFrom(null, 3),
      queued: fc.nat(),
      votes: fc.nat(),
      hub: fc.constantFrom(null, { state: 'linked' as const, code: null }),
      code: fc.constantFrom('', '+-'),
    });
    const presses = fc.array(fc.constantFrom('plus' as const, 'minus' as const), { maxLength: 120 });
    const quality = fc.constantFrom(...CLOCK_QUALITIES);
    fc.assert(
      fc.property(facts, presses, quality, fc.constantFrom('items', 'rooms'), (known, buttons, q, begin) => {
        const context = { ...CONTEXT, quality: q };
        let state: MenuState | null = openMenu(begin, known);
        for (const button of buttons) {
          if (state === null) return;
          if (state.page === 'clock') assert.ok(isWallTime(state.wall));
          ({ state } = press(state, button, known, context));
        }
        if (state === null || state.page === 'code' || state.page === 'working') return;
        assert.ok(pressesOut(state, known, context) <= 25, JSON.stringify(state));
      }),
    );
  });
});

/** How many presses at least lead out of the menu. */
function pressesOut(from: MenuState, facts: MenuFacts, context: typeof CONTEXT): number {
  let reached = [from];
  for (let count = 1; ; count += 1) {
    const next = reached.flatMap((state) =>
      (['plus', 'minus'] as const).map((button) => press(state, button, facts, context).state),
    );
    if (next.includes(null) || count > 100) return count;
    const unlike = new Map(next.map((state) => [JSON.stringify(state), state]));
    reached = [...unlike.values()].filter((state) => state !== null);
  }
}

test('a choice counts as long as the configuration says what it replaced', () => {
  const choice = { value: 'Amphi B', insteadOf: 'Amphi A' };
  assert.equal(inForce(choice, 'Amphi A'), 'Amphi B');
  assert.equal(inForce(choice, 'Amphi C'), 'Amphi C');
  assert.equal(inForce(undefined, 'Amphi C'), 'Amphi C');
  assert.equal(inForce<string | null>({ value: 'Amphi B', insteadOf: null }, null), 'Amphi B');
});
