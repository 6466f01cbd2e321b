import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOrganiser } from '../../src/app/organiser.ts';
import type { Organising } from '../../src/core/organising.ts';
import { createWorld, file, idsOf, MINUTE, started, TEN } from './world.ts';

const RULE = { openAfterMs: 10 * MINUTE, closeAfterMs: 15 * MINUTE };
const DAY = file({ id: 'a1' }, { id: 'a2', start: '11' }, { id: 'b1', venue: 'Amphi B' });

type World = Awaited<ReturnType<typeof started>>;

function organiserOf({ world, store, keeper }: World, { clockSet = true } = {}) {
  const organiser = createOrganiser({
    store,
    keeper,
    rule: RULE,
    nowAt: () => (clockSet ? world.at : null),
    log: { info() {} },
  });
  return (asked: Organising, who = 'ada') => organiser.handle(asked, who);
}

async function opened(files = { 'talks.json': DAY }) {
  const made = await started(files);
  return { ...made, ask: organiserOf(made) };
}

const slotsOf = ({ keeper }: Pick<World, 'keeper'>) =>
  keeper
    .current()
    ?.sessions.map(({ id, room, startsAt, endsAt }) =>
      [id, room, (startsAt - TEN) / MINUTE, (endsAt - TEN) / MINUTE].join(' '),
    );

test('a delay is kept, holds at once and over the next import, and can be undone by its number', async () => {
  const made = await opened();
  const { world, keeper, ask } = made;
  world.at = TEN + 20 * MINUTE;
  let turns = 0;
  keeper.onChange(() => {
    turns += 1;
  });
  const { done, text, data } = await ask({ kind: 'delay', room: 'Amphi A', by: '15m' });
  assert.deepEqual(
    [done, text],
    [
      true,
      'Amphi A is 15 min late:\n  ends   11:15 instead of 11:00  Talk a1\n  starts 11:15 instead of 11:00  Talk a2\nTo take it back: likebox programme undo 1',
    ],
  );
  assert.deepEqual(data, world.adjustments[0]);
  const late = ['a1 Amphi A 0 75', 'b1 Amphi B 0 60', 'a2 Amphi A 75 135'];
  assert.deepEqual([slotsOf(made), turns], [late, 1]);
  world.files.set(
    'talks.json',
    file({ id: 'a1', name: 'Renamed' }, { id: 'a2', start: '11' }, { id: 'b1', venue: 'Amphi B' }),
  );
  await keeper.refresh();
  assert.deepEqual(slotsOf(made), late);
  assert.deepEqual(await ask({ kind: 'undo', number: 1 }), {
    done: true,
    text: 'Undone: Amphi A 15 min late.',
  });
  assert.deepEqual(slotsOf(made), ['a1 Amphi A 0 60', 'b1 Amphi B 0 60', 'a2 Amphi A 60 120']);
});

test('the log says who did what and when, and what was taken back', async () => {
  const { world, ask } = await opened();
  world.at = TEN + 20 * MINUTE;
  await ask({ kind: 'cancel', session: 'b1' });
  await ask({ kind: 'move', session: 'a2', room: 'Amphi B', start: '14:30' }, 'zoé');
  world.at += 5 * MINUTE;
  await ask({ kind: 'undo' }, 'yann');
  const { text, data } = await ask({ kind: 'log' });
  assert.equal(
    text,
    '  1  2026-06-24 10:20  ada: "Talk b1" cancelled\n' +
      '  2  2026-06-24 10:20  zoé: "Talk a2" moved to Amphi B to 2026-06-24 14:30 (undone 2026-06-24 10:25 by yann)',
  );
  assert.deepEqual(data, world.adjustments);
});

test('undo without a number takes back the last that stands, and says when there is none', async () => {
  const { world, ask } = await opened();
  for (const session of ['a1', 'b1']) await ask({ kind: 'cancel', session });
  await ask({ kind: 'undo' });
  await ask({ kind: 'undo' });
  assert.deepEqual(
    world.adjustments.map(({ undone }) => undone !== null),
    [true, true],
  );
  assert.deepEqual(await ask({ kind: 'undo' }), {
    done: false,
    text: 'There is nothing to undo. likebox programme log lists what was changed by hand.',
  });
  assert.deepEqual(await ask({ kind: 'undo', number: 2 }), {
    done: false,
    text: 'There is no change 2 to undo. likebox programme log lists what was changed by hand.',
  });
});

test('orders that come at once are judged one after the other', async () => {
  const { world, ask } = await opened();
  const answers = await Promise.all([1, 2].map(() => ask({ kind: 'cancel', session: 'a1' })));
  assert.deepEqual(
    answers.map(({ text }) => text.split('\n')[0]),
    [
      '"Talk a1" (2026-06-24 10:00-11:00 Amphi A) is cancelled: it takes no votes from now on, and keeps those it has.',
      '"Talk a1" is cancelled already.',
    ],
  );
  assert.equal(world.adjustments.length, 1);
});

test('without a clock, a programme or a store, an order is refused with a sentence', async () => {
  const made = await started({ 'talks.json': DAY });
  const unset = organiserOf(made, { clockSet: false });
  assert.deepEqual(await unset({ kind: 'cancel', session: 'a1' }), {
    done: false,
    text: 'The clock of this box is not set, so nobody can say what is on now.',
  });
  made.world.storeOpen = false;
  assert.deepEqual(await organiserOf(made)({ kind: 'cancel', session: 'a1' }), {
    done: false,
    text: 'That could not be done: the store is not open',
  });
  const none = await started({}, []);
  assert.deepEqual(await organiserOf(none)({ kind: 'show' }), {
    done: false,
    text: 'This box has no programme yet.',
  });
});

test('an import that ends while an order is being kept is not lost', async () => {
  const made = await opened();
  const { world, store, keeper, ask } = made;
  const { adjustments } = store.programmes;
  let goOn: () => void = () => {};
  store.programmes.adjustments = () =>
    new Promise((resolve) => {
      goOn = () => resolve(adjustments());
    });
  const ordered = ask({ kind: 'cancel', session: 'a1' });
  await new Promise((resolve) => setImmediate(resolve));
  world.files.set(
    'talks.json',
    file({ id: 'a1' }, { id: 'a2', start: '12' }, { id: 'b1', venue: 'Amphi B' }),
  );
  await keeper.refresh();
  goOn();
  await ordered;
  assert.deepEqual(slotsOf(made), ['a1 Amphi A 0 60', 'b1 Amphi B 0 60', 'a2 Amphi A 120 180']);
});

const CHANGED = file(
  { id: 'a1', venue: 'Amphi B', start: '15' },
  { id: 'b1', venue: 'Amphi B' },
  { id: 'n1' },
);

test('a rollback gives the exact version before, with what has votes now kept as withdrawn', async () => {
  const { world, keeper, ask } = await opened();
  const first = keeper.imported();
  world.files.set('talks.json', CHANGED);
  await keeper.refresh();
  assert.deepEqual(idsOf(keeper.current()), ['n1', 'b1', 'a1']);
  world.at = TEN + 30 * MINUTE;
  world.hasVotes = () => true;
  const { done, text } = await ask({ kind: 'rollback' });
  assert.deepEqual(
    [done, text],
    [
      true,
      'The programme is as it was in version 1 (1 added, 1 moved, 1 withdrawn). It stays so until the source changes; to take the source as it is: likebox programme accept',
    ],
  );
  const kept = keeper.imported()?.sessions.filter(({ withdrawn }) => withdrawn);
  assert.deepEqual(
    keeper.imported()?.sessions.filter(({ withdrawn }) => !withdrawn),
    first?.sessions,
  );
  assert.deepEqual(
    kept?.map(({ id, closedFromAt }) => [id, closedFromAt]),
    [['n1', world.at]],
  );
  await keeper.refresh();
  assert.match(world.faults.get('programme') ?? '', /^warning: The programme was rolled back/);
  assert.deepEqual(idsOf(keeper.current()), ['a1', 'n1', 'b1', 'a2']);
});

test('what was left is refused over a restart too; a changed source is taken, and so is the same by accept', async () => {
  const made = await opened();
  made.world.files.set('talks.json', CHANGED);
  await made.keeper.refresh();
  await made.ask({ kind: 'rollback', version: 1 });
  const stored = JSON.parse(JSON.stringify(made.world.saved.at(-1)?.programme));

  for (const how of ['accept', 'change'] as const) {
    const next = createWorld();
    next.world.stored = stored;
    next.world.files.set('talks.json', CHANGED);
    await next.keeper.start();
    await next.keeper.firstAttemptDone;
    assert.deepEqual(idsOf(next.keeper.current()), ['a1', 'b1', 'a2']);
    assert.match(next.world.faults.get('programme') ?? '', /rolled back/);
    if (how === 'accept') {
      const ask = organiserOf(next);
      assert.deepEqual(await ask({ kind: 'accept' }), {
        done: true,
        text: 'The programme is as the sources say (1 added, 1 moved, 1 withdrawn).',
      });
      await next.keeper.refresh();
    } else {
      next.world.files.set(
        'talks.json',
        file({ id: 'n1' }, { id: 'n2', start: '16' }, { id: 'a1', start: '17' }),
      );
      await next.keeper.refresh();
    }
    assert.deepEqual(
      idsOf(next.keeper.current()),
      how === 'accept' ? ['n1', 'b1', 'a1'] : ['n1', 'n2', 'a1'],
    );
    assert.deepEqual([...next.world.faults], []);
  }
});

test('a refresh that is under way does not undo a rollback', async () => {
  const { world, keeper, ask } = await opened();
  world.files.set('talks.json', CHANGED);
  await keeper.refresh();
  world.files.set(
    'talks.json',
    file({ id: 'a1', venue: 'Amphi B', start: '16' }, { id: 'b1', venue: 'Amphi B' }, { id: 'n1' }),
  );
  const refreshed = keeper.refresh();
  await ask({ kind: 'rollback', version: 1 });
  await refreshed;
  await keeper.refresh();
  assert.deepEqual(idsOf(keeper.current()), ['a1', 'b1', 'a2']);
});

test('a rollback to what is not kept is refused, and versions lists what is', async () => {
  const { world, keeper, ask } = await opened();
  assert.deepEqual(await ask({ kind: 'rollback' }), {
    done: false,
    text: 'There is no earlier version. likebox programme versions lists what is kept.',
  });
  assert.deepEqual(await ask({ kind: 'rollback', version: 7 }), {
    done: false,
    text: 'There is no version 7. likebox programme versions lists what is kept.',
  });
  world.at += 5 * MINUTE;
  world.files.set('talks.json', CHANGED);
  await keeper.refresh();
  assert.deepEqual(await ask({ kind: 'versions' }), {
    done: true,
    text: '   2  2026-06-24 10:05  3 sessions, 1 added, 1 moved, 1 withdrawn\n   1  2026-06-24 10:00  3 sessions',
    data: [
      {
        version: 2,
        origin: 'talks.json',
        at: world.at,
        sessions: 3,
        changes: '1 added, 1 moved, 1 withdrawn',
      },
      { version: 1, origin: 'talks.json', at: TEN, sessions: 3, changes: '' },
    ],
  });
});

test('accept takes a doubtful source, and says why when that is impossible', async () => {
  const { world, keeper, ask } = await opened();
  world.files.set('talks.json', file({ id: 'x' }));
  await keeper.refresh();
  assert.match(world.faults.get('programme') ?? '', /lists 1 sessions where it listed 3/);
  assert.deepEqual(await ask({ kind: 'accept' }), {
    done: true,
    text: 'The programme is as the sources say (1 added, 3 withdrawn).',
  });
  assert.deepEqual([idsOf(keeper.current()), [...world.faults]], [['x'], []]);
  world.files.delete('talks.json');
  assert.deepEqual(await ask({ kind: 'accept' }), {
    done: false,
    text: 'talks.json cannot be read: there is no such file. The programme before stays.',
  });
});

test('show lists a room, and names the nearest to one that is none', async () => {
  const { ask } = await opened();
  const { text } = await ask({ kind: 'show', room: 'Amphi B' });
  assert.equal(text, '2026-06-24\n  b1  10:00-11:00  Amphi B  Talk b1');
  assert.deepEqual(await ask({ kind: 'show', room: 'amphi' }), {
    done: false,
    text: '"amphi" is not a room of the programme (did you mean "Amphi A" or "Amphi B"?); its rooms: Amphi A, Amphi B.',
  });
});

const LATER = file({ id: 'a1' }, { id: 'a2', start: '12' }, { id: 'b1', venue: 'Amphi B' });

test('where the source moves what a delay has shifted, the box says so until the delay is undone', async () => {
  const { world, keeper, ask } = await opened();
  world.at = TEN + 20 * MINUTE;
  await ask({ kind: 'delay', room: 'Amphi A', by: '15m' });
  world.files.set(
    'talks.json',
    file({ id: 'a1' }, { id: 'a2', start: '11' }, { id: 'b1', venue: 'Amphi B', start: '13' }),
  );
  await keeper.refresh();
  assert.deepEqual([...world.faults], []);
  world.files.set('talks.json', LATER);
  await keeper.refresh();
  await keeper.refresh();
  assert.deepEqual(
    [...world.faults],
    [
      [
        'programme-delay',
        'warning: The source has moved sessions of Amphi A to later, and by hand it is delayed too (Amphi A 15 min late). If both mean the same, run: likebox programme undo 1',
      ],
    ],
  );
  await ask({ kind: 'undo', number: 1 });
  assert.deepEqual([...world.faults], []);
});

test('the warning of a delay ends with its day, which the night until five belongs to', async () => {
  const { world, keeper, ask } = await opened();
  await ask({ kind: 'delay', room: 'Amphi A', by: '15m' });
  world.files.set('talks.json', LATER);
  await keeper.refresh();
  world.at = Date.parse('2026-06-25T04:59:00Z');
  await keeper.refresh();
  assert.deepEqual([...world.faults.keys()], ['programme-delay']);
  world.at += 2 * MINUTE;
  await keeper.refresh();
  assert.deepEqual([...world.faults], []);
});

test('an order does not wait for the sources that are being accepted', async () => {
  const made = await opened();
  const { world } = made;
  world.at = TEN + 20 * MINUTE;
  let answer: () => void = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const slow = { ...made.keeper, accept: () => asked.then(() => null) };
  const organiser = createOrganiser({
    store: made.store,
    keeper: slow,
    rule: RULE,
    nowAt: () => world.at,
    log: { info() {} },
  });
  const accepted = organiser.handle({ kind: 'accept' }, 'zoe');
  const { done } = await organiser.handle({ kind: 'delay', room: 'Amphi A', by: '15m' }, 'ada');
  assert.equal(done, true);
  answer();
  assert.equal((await accepted).done, true);
});
