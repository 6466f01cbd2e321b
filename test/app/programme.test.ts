import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRoom } from '../../src/app/room.ts';
import { DEMO_SOURCE } from '../../src/core/demo.ts';
import type { Programme } from '../../src/core/programme.ts';
import { createWorld, file, idsOf, MINUTE, started, TEN } from './world.ts';

test('the first import is kept, stored with its origin, and announced', async () => {
  const { world, keeper } = createWorld();
  world.files.set('talks.json', file({ id: '1' }));
  let changes = 0;
  keeper.onChange(() => {
    changes += 1;
  });
  assert.deepEqual([keeper.current(), keeper.attempted()], [null, false]);
  await keeper.start();
  await keeper.firstAttemptDone;
  assert.deepEqual([idsOf(keeper.current()), keeper.attempted(), changes], [['1'], true, 1]);
  assert.deepEqual(world.saved, [{ programme: keeper.current(), origin: 'talks.json', at: TEN }]);
  assert.deepEqual([...world.faults], []);
  assert.deepEqual(world.timers, []);
});

test('the stored programme is there before any source has answered', async () => {
  const { world: before } = await started({ 'talks.json': file({ id: '1' }) });
  const { world, keeper } = createWorld();
  world.stored = before.saved[0]?.programme ?? null;
  world.room = 'Amphi Z';
  await keeper.start();
  assert.deepEqual([...world.faults.keys()], ['room']);
  world.room = 'Amphi A';
  assert.deepEqual([idsOf(keeper.current()), keeper.attempted()], [['1'], false]);
  await keeper.firstAttemptDone;
  assert.deepEqual(idsOf(keeper.current()), ['1']);
  assert.deepEqual(
    [...world.faults],
    [['programme', 'warning: talks.json cannot be read: there is no such file. The programme before stays.']],
  );
});

test('a refresh that changes nothing stores and announces nothing', async () => {
  const { world, keeper } = await started({ 'talks.json': file({ id: '1' }) });
  let changes = 0;
  keeper.onChange(() => {
    changes += 1;
  });
  world.at += 5 * MINUTE;
  await keeper.refresh();
  assert.deepEqual([world.saved.length, changes, world.asked.length, world.loads], [1, 0, 2, 1]);
});

test('after a restart, an unchanged source stores nothing', async () => {
  const { world: before } = await started({ 'talks.json': file({ id: '1' }) });
  const { world, keeper } = createWorld();
  // As a database gives it back.
  world.stored = JSON.parse(JSON.stringify(before.saved[0]?.programme)) as Programme;
  world.files.set('talks.json', file({ id: '1' }));
  await keeper.start();
  await keeper.firstAttemptDone;
  assert.deepEqual([world.saved, idsOf(keeper.current())], [[], ['1']]);
});

test('a failing source keeps the last good programme, is tried again ever later, and then all is well', async () => {
  const { world, keeper } = await started({ 'talks.json': file({ id: '1' }) });
  world.files.set('talks.json', new TextEncoder().encode('<html>'));
  const delays: number[] = [];
  await keeper.refresh();
  for (let tries = 0; tries < 8; tries += 1) {
    const [timer] = world.timers;
    assert.equal(world.timers.length, 1);
    delays.push((timer?.atMs ?? 0) - world.at);
    world.timers = [];
    world.at = timer?.atMs ?? 0;
    timer?.call();
    await keeper.refresh();
  }
  assert.deepEqual(delays, [5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]);
  assert.deepEqual(idsOf(keeper.current()), ['1']);
  assert.match(
    world.faults.get('programme') ?? '',
    /^warning: talks.json: This is a web page, .* The programme before stays\.$/,
  );
  world.files.set('talks.json', file({ id: '1' }, { id: '2', start: '11' }));
  await keeper.refresh();
  assert.deepEqual([idsOf(keeper.current()), [...world.faults], world.timers], [['1', '2'], [], []]);
  world.files.delete('talks.json');
  await keeper.refresh();
  assert.deepEqual(
    world.timers.map(({ atMs }) => atMs - world.at),
    [5_000],
  );
});

test('without any programme, a failing source says that votes are stored all the same', async () => {
  const { world, keeper } = await started({}, ['talks.json']);
  assert.equal(keeper.current(), null);
  assert.deepEqual(
    [...world.faults],
    [
      [
        'programme',
        'warning: talks.json cannot be read: there is no such file. There is no programme yet; votes are stored all the same.',
      ],
    ],
  );
});

test('two sources are merged; when one of them fails later, the programme before stays', async () => {
  const { world, keeper } = await started({
    'talks.json': file({ id: '1' }),
    'breaks.json': file({ id: 'b', start: '12', venue: 'Hall' }),
  });
  assert.deepEqual(idsOf(keeper.current()), ['1', 'b']);
  world.files.set('talks.json', file({ id: '1' }, { id: '2', start: '11' }));
  world.files.set('breaks.json', new Error('breaks.json cannot be read: it may not be read.'));
  await keeper.refresh();
  assert.deepEqual(idsOf(keeper.current()), ['1', 'b']);
  assert.equal(
    world.faults.get('programme'),
    'warning: breaks.json cannot be read: it may not be read. The programme before stays.',
  );
});

test('when one of two sources fails at the very first import, the other is better than nothing', async () => {
  const { world, keeper } = await started({
    'talks.json': file({ id: '1' }),
    'breaks.json': new Error('no breaks'),
  });
  assert.deepEqual(idsOf(keeper.current()), ['1']);
  assert.equal(world.faults.get('programme'), 'warning: no breaks');
});

test('a source that has not changed is not read again, beside one that has', async () => {
  const { world, keeper } = await started({
    'talks.json': file({ id: '1' }),
    'breaks.json': file({ id: 'b', start: '12' }),
  });
  const tag = { etag: '"v1"', lastModified: null };
  world.tags.set('talks.json', tag);
  await keeper.refresh();
  world.files.set('breaks.json', file({ id: 'b', start: '13' }));
  await keeper.refresh();
  assert.deepEqual(
    world.asked.filter(([source]) => source === 'talks.json').map(([, known]) => known),
    [null, null, tag],
  );
  assert.deepEqual(idsOf(keeper.current()), ['1', 'b']);
});

test('a source that suddenly lists less than half is doubted, and another source is not', async () => {
  const all = ['1', '2', '3', '4', '5'].map((id) => ({ id }));
  const { world, keeper } = await started({ 'talks.json': file(...all) });
  world.files.set('talks.json', file({ id: '1' }, { id: '2' }));
  await keeper.refresh();
  assert.equal(idsOf(keeper.current())?.length, 5);
  assert.match(
    world.faults.get('programme') ?? '',
    /^warning: The source lists 2 sessions where it listed 5/,
  );
  world.files.set('right.json', file({ id: '1' }, { id: '2' }));
  world.programme = { ...world.programme, sources: ['right.json'] };
  await keeper.refresh();
  assert.deepEqual([idsOf(keeper.current()), [...world.faults]], [['1', '2'], []]);
});

test('a session that the source drops stays, withdrawn, when its window holds a vote', async () => {
  const { world, keeper } = await started({
    'talks.json': file(
      { id: '1' },
      { id: '2', start: '11' },
      { id: '3', venue: 'Amphi B' },
      { id: '4', start: '14' },
    ),
  });
  world.at = TEN + 90 * MINUTE;
  world.hasVotes = ({ fromAt }) => fromAt === TEN + 10 * MINUTE;
  world.files.set('talks.json', file({ id: '2', start: '11' }, { id: '4', start: '14' }));
  await keeper.refresh();
  assert.deepEqual(world.voted, [
    { room: 'Amphi A', spans: [{ fromAt: TEN + 10 * MINUTE, toAt: TEN + 70 * MINUTE }] },
    { room: 'Amphi B', spans: [{ fromAt: TEN + 10 * MINUTE, toAt: TEN + 75 * MINUTE }] },
  ]);
  assert.deepEqual(
    keeper.current()?.sessions.map(({ id, withdrawn, closedFromAt }) => [id, withdrawn, closedFromAt]),
    [
      ['1', true, world.at],
      ['3', true, world.at],
      ['2', false, null],
      ['4', false, null],
    ],
  );
});

test('a dropped session without votes goes', async () => {
  const { world, keeper } = await started({ 'talks.json': file({ id: '1' }, { id: '2' }) });
  world.files.set('talks.json', file({ id: '2' }));
  await keeper.refresh();
  assert.deepEqual(idsOf(keeper.current()), ['2']);
});

test('while the store cannot say, a session that has opened may have votes and is kept', async () => {
  const { world, keeper } = await started({
    'talks.json': file({ id: '1' }, { id: '2', start: '12' }, { id: '3', venue: 'Amphi B' }),
  });
  world.storeOpen = false;
  world.at = TEN + 30 * MINUTE;
  world.files.set('talks.json', file({ id: '3', venue: 'Amphi B' }, { id: '4' }));
  await keeper.refresh();
  assert.deepEqual(
    keeper.current()?.sessions.map(({ id, withdrawn }) => [id, withdrawn]),
    [
      ['1', true],
      ['4', false],
      ['3', false],
    ],
  );
});

test('without a store it works from memory, and stores the programme when the store opens', async () => {
  const { world, keeper } = createWorld();
  world.storeOpen = false;
  world.files.set('talks.json', file({ id: '1' }));
  await keeper.start();
  await keeper.firstAttemptDone;
  assert.deepEqual([idsOf(keeper.current()), world.saved], [['1'], []]);
  world.storeOpen = true;
  await keeper.refresh();
  assert.deepEqual(
    world.saved.map(({ programme }) => programme),
    [keeper.current()],
  );
});

test('the room is compared with the programme: at each change, and when it is asked', async () => {
  const { world, keeper } = createWorld();
  world.room = 'amphi a';
  world.files.set('talks.json', file({ id: '1' }, { id: '2', venue: 'Salle C' }));
  await keeper.start();
  await keeper.firstAttemptDone;
  assert.equal(
    world.faults.get('room'),
    'warning: "amphi a" is not a room of the programme (did you mean "Amphi A"?); its rooms: Amphi A, Salle C. Votes are stored, but go to no session until the room is right.',
  );
  world.room = 'Cafeteria';
  keeper.checkRoom();
  assert.match(
    world.faults.get('room') ?? '',
    /is not a room of the programme; its rooms: Amphi A, Salle C\./,
  );
  world.room = 'Salle C';
  keeper.checkRoom();
  assert.deepEqual([...world.faults], []);
  world.files.set('talks.json', file({ id: '1' }));
  await keeper.refresh();
  assert.deepEqual([...world.faults.keys()], ['room']);
});

test('a room that the source renames while the day runs is unknown from then on', async () => {
  const { world, keeper } = createWorld();
  const dayIn = (venue: string) =>
    file({ id: '1', venue }, { id: '2', venue, start: '13' }, { id: '3', venue: 'Salle C', start: '13' });
  world.room = 'Amphi A';
  world.files.set('talks.json', dayIn('Amphi A'));
  await keeper.start();
  await keeper.firstAttemptDone;
  world.at = TEN + 200 * MINUTE;
  world.hasVotes = () => true;
  world.files.set('talks.json', dayIn('Grand Amphi'));
  await keeper.refresh();
  const room = createRoom({
    name: () => world.room,
    rule: () => ({ openAfterMs: 10 * MINUTE, closeAfterMs: 15 * MINUTE }),
    keeper,
    time: { boot: () => ({ bootId: 'b', wallOffsetMs: 0, quality: 'synced' }), nowAt: () => world.at },
  });
  assert.equal(room.known(), false);
  assert.match(
    world.faults.get('room') ?? '',
    /"Amphi A" is not a room of the programme.*; its rooms: Grand Amphi, Salle C\./,
  );
  world.room = 'Grand Amphi';
  keeper.checkRoom();
  assert.equal(room.known(), true);
  assert.deepEqual([...world.faults], []);
});

test('a warning of the reading is shown until it is over', async () => {
  const { world, keeper } = createWorld();
  world.programme = { ...world.programme, timezone: 'Europe/Paris' };
  const lie = new TextDecoder().decode(file({ id: '1' })).replaceAll(':00:00"', ':00:00Z"');
  world.files.set('talks.json', new TextEncoder().encode(lie));
  await keeper.start();
  await keeper.firstAttemptDone;
  assert.deepEqual([...world.faults.keys()], ['programme-reading']);
  world.programme = { ...world.programme, reading: 'wall' };
  await keeper.refresh();
  assert.deepEqual([...world.faults], []);
});

test('no source is no programme and no fault', async () => {
  const { world, keeper } = await started({}, []);
  assert.deepEqual(
    [keeper.current(), keeper.attempted(), [...world.faults], world.asked],
    [null, true, [], []],
  );
});

test('the demo rolls on: days later its sessions are on, and nothing was fetched', async () => {
  const { world, keeper } = await started({}, [DEMO_SOURCE]);
  for (let day = 0; day < 9; day += 1) {
    await keeper.refresh();
    const on = keeper
      .current()
      ?.sessions.filter(({ startsAt, endsAt }) => startsAt <= world.at && world.at < endsAt);
    assert.deepEqual(
      [...new Set(on?.map(({ room }) => room))].filter((room) => room !== 'Hall'),
      ['Amphi A', 'Amphi B', 'Salle C'],
    );
    world.at += 24 * 60 * MINUTE;
  }
  assert.deepEqual([world.asked, [...world.faults]], [[], []]);
});

test('a refresh during a refresh joins it', async () => {
  const { world, keeper } = await started({ 'talks.json': file({ id: '1' }) });
  await Promise.all([keeper.refresh(), keeper.refresh(), keeper.refresh()]);
  assert.equal(world.asked.length, 2);
});

test('after stop nothing changes, is tried again or is left waiting', async () => {
  const { world, keeper } = createWorld();
  const first = keeper.start();
  keeper.stop();
  await first;
  await keeper.firstAttemptDone;
  world.files.set('talks.json', file({ id: '1' }));
  await keeper.refresh();
  assert.deepEqual([keeper.current(), world.saved, world.timers, [...world.faults]], [null, [], [], []]);
});

test('a listener or a fault that throws never gets out of a refresh', async () => {
  const { world, keeper } = await started({ 'talks.json': file({ id: '1' }) });
  keeper.onChange(() => {
    throw new Error('a screen broke');
  });
  world.files.set('talks.json', file({ id: '1' }, { id: '2' }));
  await keeper.refresh();
  assert.deepEqual(idsOf(keeper.current()), ['1', '2']);
  assert.equal(
    world.faults.get('programme'),
    'warning: The programme could not be refreshed: a screen broke',
  );
});

const absentStick = () => Object.assign(new Error('No stick is plugged in.'), { absent: true });

test('a stick that is not plugged in never keeps the other source from being taken', async () => {
  const { world, keeper } = await started({ 'talks.json': file({ id: '1' }), 'usb:': absentStick() });
  world.files.set('talks.json', file({ id: '1', name: 'Another name' }, { id: '2', start: '11' }));
  await keeper.refresh();
  assert.deepEqual(
    [keeper.current()?.sessions.map(({ title }) => title), [...world.faults], world.timers],
    [['Another name', 'Talk 2'], [], []],
  );
  world.files.set('talks.json', new Error('no network'));
  await keeper.refresh();
  assert.equal(
    world.faults.get('programme'),
    'warning: no network No stick is plugged in. The programme before stays.',
  );
});

test('where most of the programme came from a stick that is not there, it stays and the stick is asked for', async () => {
  const { world: before } = await started({
    'talks.json': file({ id: '1' }, { id: '2' }),
    'usb:': file({ id: '3' }, { id: '4' }, { id: '5' }),
  });
  const { world, keeper } = createWorld(['talks.json', 'usb:']);
  world.stored = before.saved[0]?.programme ?? null;
  world.files.set('talks.json', file({ id: '1' }, { id: '2' })).set('usb:', absentStick());
  await keeper.start();
  await keeper.firstAttemptDone;
  assert.equal(idsOf(keeper.current())?.length, 5);
  assert.match(world.faults.get('programme') ?? '', /^warning: No stick is plugged in\. The source lists 2/);
  assert.equal(await keeper.accept(), null);
  assert.deepEqual([idsOf(keeper.current()), [...world.faults]], [['1', '2'], []]);
});

test('a start whose store opens late shows the source, and never writes over what was kept', async () => {
  const { world: before, keeper: earlier } = await started({
    'talks.json': file({ id: '1', venue: 'B' }, { id: '2' }, { id: '3', start: '11' }),
  });
  before.hasVotes = () => true;
  before.at = TEN + 30 * MINUTE;
  before.files.set('talks.json', file({ id: '2' }, { id: '3', start: '11' }));
  await earlier.refresh();
  const kept = before.saved.at(-1)?.programme ?? null;

  const { world, keeper } = createWorld();
  Object.assign(world, { at: TEN + 40 * MINUTE, stored: kept, storeOpen: false, hasVotes: () => true });
  world.files.set('talks.json', file({ id: '2' }, { id: '3', start: '12' }));
  await keeper.start();
  await keeper.firstAttemptDone;
  assert.deepEqual([idsOf(keeper.current()), world.faults.has('programme')], [['2', '3'], false]);
  const [retry] = world.timers;
  assert.equal(retry?.atMs, world.at + 5_000);
  await assert.rejects(
    keeper.replace(() => Promise.reject(new Error('is not asked'))),
    /does not answer yet/,
  );

  world.storeOpen = true;
  world.adjustments = [
    { number: 1, at: TEN, who: 'Ada', order: { kind: 'cancel', session: '2' }, undone: null },
  ];
  retry?.call();
  await keeper.refresh();
  assert.deepEqual(
    keeper
      .current()
      ?.sessions.map(({ id, withdrawn, cancelled, startsAt }) => [id, withdrawn, cancelled, startsAt]),
    [
      ['2', false, true, TEN],
      ['1', true, false, TEN],
      ['3', false, false, TEN + 120 * MINUTE],
    ],
  );
  assert.deepEqual(
    world.saved.map(({ programme }) => programme),
    [keeper.imported()],
  );
  assert.deepEqual(world.timers, []);
});

test('what changes while a refresh is under way is read by one more after it', async () => {
  const { world, keeper } = await started({ 'talks.json': file({ id: '1' }) });
  const first = keeper.refresh();
  while (world.asked.length < 2) await Promise.resolve();
  world.files.set('talks.json', file({ id: '1' }, { id: '2' }));
  await Promise.all([first, keeper.refresh(), keeper.refresh()]);
  assert.deepEqual([world.asked.length, idsOf(keeper.current())], [3, ['1', '2']]);
});

test('what changes while a version is put back or the sources are accepted is read after it', async () => {
  const { world, keeper } = await started({ 'talks.json': file({ id: '1' }) });
  const programme = keeper.imported() as Programme;
  const back = keeper.replace(async () => {
    world.files.set('talks.json', file({ id: '1' }, { id: '2' }));
    void keeper.refresh();
    return { programme, origin: 'version 1', at: TEN };
  });
  await back;
  const accepted = keeper.accept();
  assert.deepEqual([await accepted, idsOf(keeper.current()), world.asked.length], [null, ['1', '2'], 3]);
  const again = keeper.accept();
  while (world.asked.length < 4) await Promise.resolve();
  world.files.set('talks.json', file({ id: '1' }, { id: '2' }, { id: '3' }));
  await Promise.all([again, keeper.refresh()]);
  assert.deepEqual(idsOf(keeper.current()), ['1', '2', '3']);
});

const closings = (programme: Programme | null) =>
  programme?.sessions.map(({ id, withdrawn, closedFromAt }) => [id, withdrawn, closedFromAt]);

test('while nobody knows the time, nothing is closed before the end of its window; then it is', async () => {
  const { world, keeper } = await started({ 'talks.json': file({ id: '1' }, { id: '2', venue: 'B' }) });
  Object.assign(world, { at: 1000, clockSet: false, hasVotes: () => true });
  world.files.set('talks.json', file({ id: '2', venue: 'B' }, { id: '3', start: '14' }));
  await keeper.refresh();
  const open = [
    ['1', true, TEN + 75 * MINUTE],
    ['2', false, null],
    ['3', false, null],
  ];
  assert.deepEqual(closings(keeper.imported()), open);
  world.at = 2000;
  await keeper.refresh();
  assert.deepEqual(closings(keeper.imported()), open);
  Object.assign(world, { at: TEN + 30 * MINUTE, clockSet: true });
  await keeper.refresh();
  assert.deepEqual(closings(keeper.imported())?.[0], ['1', true, world.at]);
  world.at += MINUTE;
  await keeper.refresh();
  assert.deepEqual(closings(keeper.imported())?.[0], ['1', true, TEN + 30 * MINUTE]);
});

test('while neither the time nor the store is known, what is dropped may have votes and is kept', async () => {
  const { world, keeper } = await started({ 'talks.json': file({ id: '1' }, { id: '2', venue: 'B' }) });
  Object.assign(world, { at: 1000, clockSet: false, storeOpen: false });
  world.files.set('talks.json', file({ id: '2', venue: 'B' }));
  await keeper.refresh();
  assert.deepEqual(closings(keeper.imported())?.[0], ['1', true, TEN + 75 * MINUTE]);
});

test('a session that opened by the corrected time is moved as one that may have votes', async () => {
  const { world, keeper } = await started({ 'talks.json': file({ id: '1' }) });
  Object.assign(world, { at: TEN + 30 * MINUTE, wallErrorMs: -60 * MINUTE });
  world.files.set('talks.json', file({ id: '1', start: '14' }));
  await keeper.refresh();
  assert.deepEqual(
    keeper.imported()?.sessions[0]?.earlier?.map(({ closedFromAt }) => closedFromAt),
    [world.at],
  );
});
