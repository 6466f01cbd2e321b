import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOrganiser } from '../../src/app/organiser.ts';
import type { Adjustment } from '../../src/core/adjustments.ts';
import type { Organising } from '../../src/core/organising.ts';
import type { Programme } from '../../src/core/programme.ts';
import { sessionWith } from '../fakes/session.ts';
import { createWorld, file, idsOf, MINUTE, TEN } from './world.ts';

const HUB = ['https://hub:8443'];
const OWN = file({ id: 'own' });
const talk = (id: string, lateMin = 0) =>
  sessionWith({ id, startsAt: TEN + lateMin * MINUTE, endsAt: TEN + (60 + lateMin) * MINUTE });
const HANDED: Programme = { name: 'camp', timezone: 'UTC', origin: 'the hub', sessions: [talk('h1', 15)] };
const DELAY: Adjustment = {
  number: 1,
  at: TEN,
  who: 'ada',
  order: { kind: 'delay', room: 'Amphi A', delayMs: 15 * MINUTE },
  undone: null,
};

/** A box that knows a hub, and has read its own source. */
async function withHub(hubUrls = HUB, sources = ['talks.json']) {
  const made = createWorld(sources);
  made.world.hubUrls = hubUrls;
  made.world.files.set('talks.json', OWN);
  await made.keeper.start();
  await made.keeper.firstAttemptDone;
  const { world, store, keeper } = made;
  const organiser = createOrganiser({
    store,
    keeper,
    rule: { openAfterMs: 10 * MINUTE, closeAfterMs: 15 * MINUTE },
    nowAt: () => world.at,
    log: { info() {} },
  });
  return { ...made, ask: (asked: Organising) => organiser.handle(asked, 'ada') };
}

test('until the hub hands out a programme the sources of the box count', async () => {
  const { keeper, ask } = await withHub();
  assert.deepEqual([idsOf(keeper.current()), keeper.isFromHub()], [['own'], false]);
  assert.equal((await ask({ kind: 'delay', room: 'Amphi A', by: '15m' })).done, true);
});

test('what the hub hands out is kept as a version of the hub, and its orders apply once', async () => {
  const { world, keeper } = await withHub();
  world.at = TEN;
  world.adjustments = [DELAY];
  await keeper.readAdjustments();
  await keeper.takeFromHub(HANDED);
  assert.deepEqual(world.saved.at(-1), { programme: { ...HANDED, adjusted: true }, origin: 'hub', at: TEN });
  assert.deepEqual(keeper.current(), { ...HANDED, adjusted: true });
  assert.equal(keeper.isFromHub(), true);
});

test('while the programme is the hub’s, the sources of the box are not even read', async () => {
  const { world, keeper, ask } = await withHub();
  await keeper.takeFromHub(HANDED);
  world.asked.length = 0;
  world.files.set('talks.json', new Error('gone'));
  await keeper.refresh();
  assert.deepEqual([idsOf(keeper.current()), world.asked, [...world.faults]], [['h1'], [], []]);
  assert.equal((await ask({ kind: 'show' })).done, true);
});

test('a fault of the sources is over when the hub hands out a programme', async () => {
  const { world, keeper } = await withHub();
  world.files.set('talks.json', new Error('gone'));
  await keeper.refresh();
  assert.ok(world.faults.has('programme'));
  await keeper.takeFromHub(HANDED);
  assert.deepEqual([[...world.faults], world.timers], [[], []]);
});

test('the programme of the hub is changed at the hub, and the box says so', async () => {
  const { world, keeper, ask } = await withHub();
  await keeper.takeFromHub(HANDED);
  const saved = world.saved.length;
  const orders: Organising[] = [
    { kind: 'delay', room: 'Amphi A', by: '15m' },
    { kind: 'move', session: 'h1', room: 'Amphi B' },
    { kind: 'cancel', session: 'h1' },
    { kind: 'undo' },
    { kind: 'accept' },
    { kind: 'rollback' },
  ];
  for (const asked of orders) {
    assert.deepEqual(await ask(asked), {
      done: false,
      text: 'This box takes its programme from the hub, and so do all others: change it there, on the page Programme of the dashboard.',
    });
  }
  for (const kind of ['show', 'log', 'versions'] as const) assert.equal((await ask({ kind })).done, true);
  assert.deepEqual([world.saved.length, world.adjustments], [saved, []]);
});

test('offline, a start finds what the hub handed out, source or none', async () => {
  for (const sources of [['talks.json'], []]) {
    const made = createWorld(sources);
    made.world.hubUrls = HUB;
    made.world.stored = { ...HANDED, adjusted: true };
    made.world.files.set('talks.json', OWN);
    await made.keeper.start();
    await made.keeper.firstAttemptDone;
    assert.deepEqual([idsOf(made.keeper.current()), made.world.asked], [['h1'], []]);
  }
});

test('without the hub in its configuration the sources take over again, and the orders of the box hold', async () => {
  const { world, keeper } = createWorld(['talks.json']);
  world.stored = { ...HANDED, sessions: [talk('h1'), talk('h2'), talk('h3')], adjusted: true };
  world.adjustments = [DELAY];
  world.files.set('talks.json', OWN);
  world.at = TEN;
  await keeper.start();
  await keeper.firstAttemptDone;
  const current = keeper.current();
  assert.deepEqual(
    [idsOf(current), current?.adjusted, keeper.isFromHub(), [...world.faults]],
    [['own'], undefined, false, []],
  );
  assert.equal(current?.sessions[0]?.endsAt, TEN + 75 * MINUTE);
});

test('a version of the hub that is rolled back to is one of the box again', async () => {
  const { world, keeper, ask } = await withHub([]);
  await keeper.takeFromHub(HANDED);
  await keeper.takeFromHub({ ...HANDED, sessions: [talk('h1', 30)] });
  assert.equal((await ask({ kind: 'rollback' })).done, true);
  assert.deepEqual(
    [world.saved.at(-1)?.programme.adjusted, keeper.current()?.adjusted],
    [undefined, undefined],
  );
});

test('a programme that cannot be stored is not taken over, so that it is asked for again', async () => {
  const { world, keeper } = await withHub();
  world.storeOpen = false;
  await assert.rejects(keeper.takeFromHub(HANDED), /does not answer yet/);
});
