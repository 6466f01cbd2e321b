import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { CLOSE } from '../../../src/core/link/frames.ts';
import { createRig, inWords } from './rig.ts';

const resume = (acked = 0, digest = '', credit = 8) =>
  ({ type: 'resume', epochs: [{ epoch: 'epoch-1', acked, digest }], credit, serverAt: 0 }) as const;
const ack = (acked: number) => ({ type: 'ack', epoch: 'epoch-1', acked }) as const;

test('a box says what it holds, and sends what the hub lacks', async () => {
  const rig = createRig();
  await rig.vote(3);
  await rig.start();
  assert.deepEqual(inWords(rig.heard()), ['hello']);
  await rig.hub(resume(1, rig.disk.votes[0]?.digest));
  assert.deepEqual(inWords(rig.heard()), ['boots', 'votes 2-3']);
  assert.equal(rig.uplink.view().queued, 2);
  await rig.hub(ack(3));
  assert.deepEqual([rig.uplink.view().state, rig.uplink.view().queued], ['linked', 0]);
});

test('a vote leaves at once while nothing is on its way, and within 100 ms else', async () => {
  const rig = createRig();
  await rig.start();
  await rig.hub(resume());
  rig.heard();
  await rig.vote();
  assert.deepEqual(inWords(rig.heard()), ['votes 1-1']);
  await rig.vote(2);
  await rig.clock.pass(99);
  assert.deepEqual(inWords(rig.heard()), []);
  await rig.clock.pass(1);
  assert.deepEqual(inWords(rig.heard()), ['votes 2-3']);
  await rig.vote();
  await rig.hub(ack(3));
  assert.deepEqual(inWords(rig.heard()), ['votes 4-4']);
});

test('no more frames are on their way than the hub gives credit for', async () => {
  const rig = createRig();
  await rig.vote(1_200);
  await rig.start();
  await rig.hub(resume(0, '', 2));
  assert.deepEqual(inWords(rig.heard()), ['hello', 'boots', 'votes 1-500', 'votes 501-1000']);
  await rig.hub(ack(500));
  assert.deepEqual(inWords(rig.heard()), ['votes 1001-1200']);
});

test('where the hub holds more than the box, the box goes on in an epoch of its own', async () => {
  const rig = createRig();
  await rig.vote(2);
  await rig.start();
  const digests = [
    { seq: 4, digest: 'f'.repeat(64) },
    { seq: 2, digest: rig.disk.votes[1]?.digest ?? '' },
  ];
  await rig.hub({ type: 'fork', epoch: 'epoch-1', digests });
  assert.deepEqual(inWords(rig.heard()), ['hello', 'hello']);
  assert.deepEqual(
    rig.disk.epochs.map(({ firstSeq, epoch, why }) => [firstSeq, epoch, why]),
    [
      [1, 'epoch-1', 'new'],
      [3, 'epoch-2', 'hub'],
    ],
  );
});

test('where none of the digests is known, older ones are asked for, down to the first', async () => {
  const rig = createRig();
  await rig.vote(2);
  await rig.start();
  rig.heard();
  await rig.hub({ type: 'fork', epoch: 'epoch-1', digests: [{ seq: 9, digest: 'f'.repeat(64) }] });
  assert.deepEqual(rig.heard(), [{ type: 'older', epoch: 'epoch-1', before: 9 }]);
  await rig.hub({ type: 'fork', epoch: 'epoch-1', digests: [{ seq: 1, digest: 'f'.repeat(64) }] });
  assert.deepEqual(inWords(rig.heard()), ['hello']);
  assert.deepEqual(
    rig.disk.epochs.map(({ firstSeq, why }) => [firstSeq, why]),
    [[1, 'hub']],
  );
});

test('a digest of the hub that the box does not have makes it ask for the fork', async () => {
  const rig = createRig();
  await rig.vote(2);
  await rig.start();
  rig.heard();
  await rig.hub(resume(1, 'f'.repeat(64)));
  assert.deepEqual(rig.heard(), [{ type: 'older', epoch: 'epoch-1', before: 3 }]);
});

test('a hub that is away is tried again, ever later, at each of its addresses', async () => {
  const rig = createRig({ urls: ['https://one', 'https://two'] });
  rig.outcome = { kind: 'unreachable', why: 'nobody answers' };
  await rig.start();
  await rig.clock.pass(249);
  assert.deepEqual(rig.dialled, ['https://one']);
  await rig.clock.pass(1);
  await rig.clock.pass(250);
  await rig.clock.pass(500);
  assert.deepEqual(rig.dialled, ['https://one', 'https://two', 'https://one', 'https://two']);
  assert.deepEqual([rig.uplink.view().state, rig.uplink.view().why], ['unreachable', 'nobody answers']);
  rig.uplink.hurry(); // the cable is back
  assert.equal(rig.dialled.length, 5);
});

test('a line that broke comes back, when the hub said so some time after what it asked for', async () => {
  const rig = createRig();
  await rig.start();
  await rig.hub(resume(), { type: 'retry', afterMs: 3_000 });
  await rig.close(CLOSE.later, 'the hub stops');
  assert.equal(rig.uplink.view().state, 'away');
  await rig.clock.pass(4_499);
  assert.equal(rig.dialled.length, 1);
  await rig.clock.pass(1);
  assert.equal(rig.dialled.length, 2);
});

/** What a box waits before it dials again, having sent all that it holds and been sent away. */
async function pauseAfterTrouble(rig: ReturnType<typeof createRig>): Promise<number> {
  const dialled = rig.dialled.length;
  const fromMs = rig.clock.monoMs();
  await rig.close(CLOSE.later, 'the hub could not store votes: come again');
  while (rig.dialled.length === dialled) await rig.clock.pass(50);
  return rig.clock.monoMs() - fromMs;
}

test('a hub that answers and cannot store is tried ever later, until it stores', async () => {
  const rig = createRig();
  await rig.vote(2);
  await rig.start();
  const pauses: number[] = [];
  for (let tries = 0; tries < 4; tries += 1) {
    await rig.hub(resume());
    pauses.push(await pauseAfterTrouble(rig));
  }
  await rig.hub(resume(), ack(1));
  pauses.push(await pauseAfterTrouble(rig));
  assert.deepEqual(pauses, [250, 500, 1_000, 2_000, 250]);
});

test('a link that has lasted went well, though there was nothing to store', async () => {
  const rig = createRig();
  await rig.start();
  const pauses: number[] = [];
  for (const lastsMs of [0, 9_999, 10_000]) {
    await rig.hub(resume());
    await rig.clock.pass(lastsMs);
    pauses.push(await pauseAfterTrouble(rig));
  }
  assert.deepEqual(pauses, [250, 500, 250]);
});

test('an unpaired box asks, shows its code, and links when an organiser has approved it', async () => {
  const rig = createRig({ paired: false });
  await rig.start();
  assert.deepEqual([rig.uplink.view().state, rig.uplink.view().code], ['pairing', 'ABCDEFGH']);
  assert.deepEqual(rig.dialled, []);
  await rig.decide('paired');
  await rig.hub(resume());
  assert.deepEqual([rig.uplink.view().state, rig.uplink.view().code], ['linked', null]);
});

test('a refused box asks again only when a person wants it', async () => {
  const rig = createRig({ paired: false });
  await rig.start();
  await rig.decide('refused');
  await rig.clock.pass(600_000);
  assert.equal(rig.uplink.view().state, 'refused');
  await rig.uplink.pairAnew();
  assert.deepEqual([rig.uplink.view().state, rig.forgotten], ['pairing', 1]);
});

test('a board that is not the paired one asks to be paired with the secret that it has', async () => {
  const rig = createRig();
  await rig.start();
  await rig.close(CLOSE.otherMachine, 'this box was paired as another board');
  assert.deepEqual([rig.uplink.view().state, rig.forgotten], ['pairing', 0]);
});

test('a hub whose key has changed is told of and tried again, and nothing is sent', async () => {
  const rig = createRig();
  rig.outcome = { kind: 'changed-key', why: 'another hub answers' };
  await rig.start();
  assert.deepEqual([rig.uplink.view().state, rig.uplink.view().why], ['changed-key', 'another hub answers']);
  assert.deepEqual(rig.heard(), []);
});

test('what a new hub hands out is fetched when it is told of', async () => {
  const rig = createRig();
  await rig.start();
  await rig.hub(resume(), { type: 'changed', settings: 's1' });
  assert.equal(rig.told.settings.length, 1);
  await rig.hub({ type: 'changed', settings: 's1' });
  assert.equal(rig.told.settings.length, 1);
});

test('the clock of the hub is measured with each word about health', async () => {
  const rig = createRig();
  await rig.start();
  await rig.hub(resume());
  const sentMs = rig.clock.monoMs();
  await rig.clock.pass(200);
  await rig.hub({ type: 'time', monoMs: sentMs, serverAt: 1_000_000 });
  assert.deepEqual(rig.told.times, [1_000_000 - sentMs - 100]);
});

test('a stop leaves no timer behind', async () => {
  const rig = createRig();
  await rig.vote(2);
  await rig.start();
  await rig.hub(resume(), ack(1));
  await rig.vote();
  await rig.uplink.stop();
  assert.equal(rig.clock.openTimers(), 0);
  assert.deepEqual(rig.told.closed, [1000]);
});

test('a stop while votes are compared, or boots read, leaves no timer behind either, and nothing more is said', async () => {
  for (const acked of [1, 0]) {
    const rig = createRig();
    await rig.vote(2);
    await rig.start();
    rig.heard();
    const resumed = rig.hub(resume(acked, acked === 0 ? '' : rig.disk.votes[0]?.digest));
    await rig.uplink.stop();
    await resumed;
    assert.deepEqual([rig.clock.openTimers(), rig.heard()], [0, []]);
  }
});

test('a stop while votes are read for a network that takes none leaves no timer behind', async () => {
  const rig = createRig();
  await rig.start();
  await rig.hub(resume());
  const voted = rig.vote();
  rig.backlog = 2_000_000;
  await rig.uplink.stop();
  await voted;
  assert.equal(rig.clock.openTimers(), 0);
});

test('a stop while the histories are compared says hello no more', async () => {
  const rig = createRig();
  await rig.vote(2);
  await rig.start();
  rig.heard();
  const forked = rig.hub({ type: 'fork', epoch: 'epoch-1', digests: [{ seq: 9, digest: 'f'.repeat(64) }] });
  await rig.uplink.stop();
  await forked;
  assert.deepEqual(rig.heard(), []);
});

test('a stop while it is read what the box holds says nothing of it', async () => {
  const rig = createRig();
  await rig.start();
  rig.heard();
  rig.uplink.logChanged();
  await rig.uplink.stop();
  await turnOfTheLoop();
  assert.deepEqual(rig.heard(), []);
});

test('what becomes known of the time while the boots are read is told all the same', async () => {
  const rig = createRig();
  await rig.start();
  rig.heard();
  const resumed = rig.hub(resume());
  rig.improve({ wallOffsetMs: 5, quality: 'hub' });
  await resumed;
  const [frame] = rig.heard();
  assert.deepEqual(frame, { type: 'boots', boots: [{ bootId: 'boot', wallOffsetMs: 5, quality: 'hub' }] });
});

test('votes that wait for the network go when it has taken what was before, though nothing is on its way', async () => {
  const rig = createRig();
  await rig.vote(2);
  rig.backlog = 2_000_000;
  await rig.start();
  await rig.hub(resume());
  assert.deepEqual(inWords(rig.heard()), ['hello', 'boots']);
  rig.backlog = 0;
  await rig.clock.pass(100);
  assert.deepEqual(inWords(rig.heard()), ['votes 1-2']);
});

test('where the hub cannot be forgotten, the box goes on with it', async () => {
  const rig = createRig();
  await rig.start();
  rig.cannotForget = true;
  await assert.rejects(rig.uplink.pairAnew(), /the disk is full/);
  assert.equal(rig.dialled.length, 2);
});

test('an acknowledgement that comes late takes nothing back', async () => {
  const rig = createRig();
  await rig.vote(3);
  await rig.start();
  await rig.hub(resume());
  await rig.hub(ack(3), ack(2));
  assert.equal(rig.uplink.view().queued, 0);
  await rig.hub(resume(1, rig.disk.votes[0]?.digest)); // a hub that was restored has less
  assert.equal(rig.uplink.view().queued, 2);
});

test('where the hub ends in a hole of the box, its digests are asked for: the hole may hide another history', async () => {
  const rig = createRig();
  await rig.vote(4);
  const before = rig.disk.votes[1]?.digest ?? '';
  rig.disk.votes = rig.disk.votes.filter(({ seq }) => seq !== 2 && seq !== 3);
  rig.disk.lost = [2, 3];
  await rig.start();
  rig.heard();
  await rig.hub(resume(2, before));
  assert.deepEqual(rig.heard(), [{ type: 'older', epoch: 'epoch-1', before: 5 }]);
});
