import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Adjustment, adjust, type Order } from '../../src/core/adjustments.ts';
import { ITEMS } from '../../src/core/menu/state.ts';
import { createBench, MINUTE, PROGRAMME, TEN, talk } from './bench.ts';

const ordered = (order: Order, at: number): Adjustment => ({
  number: 1,
  at,
  who: 'ada',
  order,
  undone: null,
});

test('a delay, a move and a cancellation are on the LCD and in the state at once', async () => {
  const { clock, desk, keeper, lcd } = createBench();
  await clock.pass(4_000);
  const now = clock.wallAt();
  const seen = () => {
    const { session, next } = desk.state();
    return [session?.id, session?.closesAt, next?.id, next?.startsAt];
  };
  assert.deepEqual(seen(), ['a', TEN + 55 * MINUTE, 'b', TEN + 45 * MINUTE]);
  assert.match(lcd(), /Talk a/);
  keeper.change(adjust(PROGRAMME, [ordered({ kind: 'delay', room: 'Amphi A', delayMs: 15 * MINUTE }, now)]));
  assert.deepEqual(seen(), ['a', TEN + 70 * MINUTE, 'b', TEN + 60 * MINUTE]);
  keeper.change(adjust(PROGRAMME, [ordered({ kind: 'cancel', session: 'a' }, now)]));
  assert.deepEqual(seen(), [undefined, undefined, 'b', TEN + 45 * MINUTE]);
  assert.doesNotMatch(lcd(), /Talk a/);
  keeper.change(adjust(PROGRAMME, [ordered({ kind: 'move', session: 'b', startsAt: TEN }, now)]));
  assert.equal(desk.state().session?.id, 'b');
  assert.match(lcd(), /Talk b/);
  keeper.change(adjust(PROGRAMME, [ordered({ kind: 'move', session: 'a', room: 'Amphi B' }, now)]));
  assert.deepEqual([desk.state().session, desk.state().running], [null, null]);
});

const GROUP = { box: { id: 'box-07', room: ['Amphi A', 'Amphi B'] } };
const SHARED = {
  ...PROGRAMME,
  sessions: [talk('a', TEN), talk('b', TEN, { room: 'Amphi B' }), talk('c', TEN, { room: 'Salle C' })],
};
const chooseRoom = `${'+'.repeat(ITEMS.indexOf('room'))}-`;

test('a box for a group of rooms offers just these, follows the one chosen last, and votes carry it', async () => {
  const { clock, store, desk, holdBoth, punches, lcd, told } = createBench({
    toml: GROUP,
    programme: SHARED,
  });
  await clock.pass(4_000);
  assert.deepEqual([desk.state().room, desk.state().session?.id], ['Amphi A', 'a']);
  await punches('+');
  await holdBoth();
  await punches(chooseRoom);
  const offered: string[] = [];
  for (let n = 0; n < 4; n += 1) {
    offered.push(lcd());
    await punches('+');
  }
  assert.equal(offered.filter((line) => /Salle C/.test(line)).length, 0, offered.join('\n'));
  for (const room of ['Amphi A', 'Amphi B']) {
    assert.ok(
      offered.some((line) => line.includes(room)),
      room,
    );
  }
  while (!/Amphi B/.test(lcd())) await punches('+');
  await punches('-');
  await clock.pass(10_000);
  assert.deepEqual(
    [desk.state().mode, desk.state().room, desk.state().session?.id],
    ['voting', 'Amphi B', 'b'],
  );
  assert.match(lcd(), /Talk b/);
  await punches('-');
  assert.deepEqual(
    [store.rows[0], store.rows.at(-1)].map((row) => [row?.room, row?.shownSessionId]),
    [
      ['Amphi A', 'a'],
      ['Amphi B', 'b'],
    ],
  );
  // After a restart it is the one chosen last, until box.toml says other rooms.
  const choices = told.kept.at(-1);
  assert.ok(choices !== undefined);
  assert.equal(createBench({ toml: GROUP, programme: SHARED, choices }).desk.state().room, 'Amphi B');
  const other = { box: { id: 'box-07', room: ['Salle C', 'Amphi B'] } };
  assert.equal(createBench({ toml: other, programme: SHARED, choices }).desk.state().room, 'Salle C');
});
