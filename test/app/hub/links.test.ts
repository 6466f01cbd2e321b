import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { createHubLinks } from '../../../src/app/hub/linkends.ts';
import type { Attribution, Basis } from '../../../src/app/hub/ports.ts';
import { firstDigest, nextDigest } from '../../../src/core/digest.ts';
import type { Batch, BoxRecord } from '../../../src/core/hub/records.ts';
import { type BoxFrame, CLOSE, type HelloFrame, type HubFrame } from '../../../src/core/link/frames.ts';
import type { StoredVote, Vote } from '../../../src/core/vote.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { createFakeVotes } from '../../fakes/hubstore.ts';

const ATTRIBUTION: Attribution = {
  basis: 0,
  of: ({ source, room }, boot) =>
    source === 'test'
      ? { kind: 'test', sessionId: '' }
      : boot === undefined || boot.quality === 'unset'
        ? { kind: 'unassigned', sessionId: '' }
        : { kind: 'session', sessionId: `in ${room}` },
};
const SETTINGS = { name: '', room: null, language: null, muted: null, window: null };

function chain(count: number, mark = 'boot'): StoredVote[] {
  let digest: Uint8Array = firstDigest('e1');
  return Array.from({ length: count }, (_, index) => {
    const seq = index + 1;
    const vote: Vote = {
      ...{
        bootId: mark,
        monoMs: seq,
        wallMs: seq,
        value: 1,
        room: 'A',
        shownSessionId: null,
        source: 'button',
      },
    } as const;
    const next = nextDigest(digest, seq, vote);
    digest = next;
    return { ...vote, seq, digest: next.toString('hex') };
  });
}

/** The hub's end, with boxes that speak by hand. */
function createRig() {
  const clock = createFakeClock({ wallAt: 1_000_000, monoMs: 5 });
  const votes = createFakeVotes();
  const told = { counted: [] as number[], heard: [] as string[] };
  const basis: Basis = {
    attribution: () => ATTRIBUTION,
    reload: async () => {},
    change: async (change) => void (await votes.change(change, ATTRIBUTION, ATTRIBUTION, {})),
  };
  const links = createHubLinks({
    store: {
      votes,
      fleet: {
        async box() {
          world.onLook();
          return world.now;
        },
      },
    },
    clock,
    basis,
    desk: {
      heard: (box) => void told.heard.push(box),
      counted(_box, rows) {
        told.counted.push(rows.length);
        world.onCounted();
      },
      programme: () => ({ etag: 'p1', value: { name: '', timezone: 'UTC', sessions: [] } }),
      settings: async () => ({ etag: 's1', value: SETTINGS }),
      notices: () => ({ etag: 'n1', value: [] }),
      screens: { etags: () => ({ wall: 'w1', results: 'none', images: 'none' }) },
    },
    log: { info() {}, warn() {}, error() {} },
    onChange() {},
  });
  const record: BoxRecord = {
    ...{ box: 'box-07', machine: 'board', secretDigest: '', pairedAt: 0, pairedBy: '', revokedAt: null },
    ...{ takenSinceAt: null, settings: SETTINGS },
  };
  const world = { now: record as BoxRecord | null, onLook() {}, onCounted() {} };

  function dial(machine = 'board') {
    const heard: HubFrame[] = [];
    const closed: [number, string][] = [];
    const end = links.open(record, {
      send: (frame) => void heard.push(frame),
      close: (code, reason) => void closed.push([code, reason]),
    });
    const say = async (...frames: BoxFrame[]) => {
      for (const frame of frames) end.frame(frame);
      for (let turns = 0; turns < 8; turns += 1) {
        await turnOfTheLoop();
        await clock.pass(0);
      }
    };
    const hello = (held: StoredVote[], more: Partial<HelloFrame> = {}) =>
      say({
        ...{
          type: 'hello',
          protocol: 1,
          machine,
          bootId: 'boot',
          monoMs: 1,
          wallMs: 1,
          clock: 'unset',
          version: '1',
        },
        epochs: [
          { epoch: 'e1', firstSeq: 1, lastSeq: held.length, digest: held.at(-1)?.digest ?? '', lost: [] },
        ],
        ...more,
      });
    /** The types of what the hub said since it was asked last, with what matters of each. */
    const answers = () =>
      heard.splice(0).map((frame) => {
        if (frame.type === 'ack') return `ack ${frame.acked}`;
        if (frame.type === 'fork') return `fork ${frame.digests.map(({ seq }) => seq).join(',')}`;
        if (frame.type === 'resume') return `resume ${frame.epochs.map(({ acked }) => acked).join(',')}`;
        return frame.type;
      });
    return { say, hello, answers, closed, end };
  }
  return { links, votes, clock, told, dial, world };
}

const frame = (rows: StoredVote[]) =>
  ({ type: 'votes', epoch: 'e1', from: rows[0]?.seq ?? 0, votes: rows }) as const;
const VOTES = chain(4);

test('a box is told where to resume and what it may fetch, and votes are acknowledged when they are durable', async () => {
  const rig = createRig();
  const box = rig.dial();
  await box.hello(VOTES);
  assert.deepEqual(box.answers(), ['resume ', 'changed']);
  await box.say(frame(VOTES.slice(0, 2)), frame(VOTES.slice(2)));
  assert.deepEqual(box.answers(), ['ack 4']);
  assert.deepEqual(rig.told.counted, [2, 2]);
  assert.deepEqual(await rig.votes.tally(), [
    { box: 'box-07', epoch: 'e1', kind: 'unassigned', sessionId: '', plus: 4, minus: 0 },
  ]);
  const again = rig.dial();
  await again.hello(VOTES);
  assert.deepEqual(again.answers(), ['resume 4', 'changed']);
});

test('a commit that fails closes the link, and nothing was acknowledged', async () => {
  const rig = createRig();
  const box = rig.dial();
  await box.hello(VOTES);
  box.answers();
  rig.votes.crashBeforeCommit = true;
  await box.say(frame(VOTES));
  assert.deepEqual(box.answers(), []);
  assert.equal(box.closed[0]?.[0], CLOSE.later);
  assert.deepEqual(await rig.votes.heads(), []);
});

test('a gap closes the link with the reason, and harms no other', async () => {
  const rig = createRig();
  const [box, other] = [rig.dial(), rig.dial()];
  await box.hello(VOTES);
  await box.say(frame(VOTES.slice(2)));
  assert.deepEqual(box.closed, [[CLOSE.refused, 'vote 3 follows 0: what lies between is missing']]);
  await other.hello(VOTES);
  await other.say(frame(VOTES));
  assert.deepEqual(other.answers().at(-1), 'ack 4');
});

test('a frame before any hello, and one of an unknown epoch, are refused', async () => {
  const rig = createRig();
  const box = rig.dial();
  await box.say(frame(VOTES));
  assert.deepEqual(box.closed, [[CLOSE.refused, 'votes of an epoch that no hello has named']]);
});

test('another protocol and another board are sent away', async () => {
  const rig = createRig();
  const newer = rig.dial();
  await newer.hello(VOTES, { protocol: 2 });
  assert.deepEqual(newer.closed, [[CLOSE.refused, 'this hub speaks protocol 1, the box 2']]);
  const moved = rig.dial('another board');
  await moved.hello(VOTES);
  assert.equal(moved.closed[0]?.[0], CLOSE.otherMachine);
});

test('a second link of the same board replaces the first', async () => {
  const rig = createRig();
  const [first, second] = [rig.dial(), rig.dial()];
  await first.hello(VOTES);
  await second.hello(VOTES);
  assert.equal(first.closed[0]?.[0], CLOSE.replaced);
  assert.deepEqual([...rig.links.linked()], ['box-07']);
});

test('where the hub holds more than the box, it says so and marks the log, which takes no more', async () => {
  const rig = createRig();
  const box = rig.dial();
  await box.hello(VOTES);
  await box.say(frame(VOTES));
  const rolledBack = rig.dial();
  await rolledBack.hello(VOTES.slice(0, 2));
  assert.deepEqual(rolledBack.answers(), ['fork 4,3,2,1']);
  assert.equal((await rig.votes.heads())[0]?.forkedAt, 1_000_000);
  const others = [...VOTES.slice(0, 2), ...chain(5, 'other').slice(2)];
  await rolledBack.hello(others);
  assert.deepEqual(rolledBack.answers(), ['fork 4,3,2,1']);
  await rolledBack.say({ type: 'older', epoch: 'e1', before: 3 });
  assert.deepEqual(rolledBack.answers(), ['fork 2,1']);
});

test('a log that is over and of which the hub holds more is none of the box business', async () => {
  const rig = createRig();
  const box = rig.dial();
  await box.hello(VOTES);
  await box.say(frame(VOTES));
  box.answers();
  const held = { firstSeq: 1, lastSeq: 2, digest: VOTES[1]?.digest ?? '', lost: [] };
  const next = { epoch: 'e2', firstSeq: 3, lastSeq: 2, digest: '', lost: [] };
  await box.hello(VOTES, { epochs: [{ epoch: 'e1', ...held }, next] });
  assert.deepEqual(box.answers(), ['resume 4', 'changed']);
});

test('what is known better of a boot moves the votes that wait behind it, and those that are stored', async () => {
  const rig = createRig();
  const box = rig.dial();
  await box.hello(VOTES);
  const better = { bootId: 'boot', wallOffsetMs: 7, quality: 'synced' } as const;
  await box.say(frame(VOTES.slice(0, 3)), { type: 'boots', boots: [better] }, frame(VOTES.slice(3)));
  assert.deepEqual(await rig.votes.tally(), [
    { box: 'box-07', epoch: 'e1', kind: 'session', sessionId: 'in A', plus: 4, minus: 0 },
  ]);
  assert.deepEqual(await rig.votes.recount(ATTRIBUTION), await rig.votes.tally());
});

test('health is heard, and answered with the time', async () => {
  const rig = createRig();
  const box = rig.dial();
  await box.hello(VOTES);
  box.answers();
  await box.say({
    ...{ type: 'health', monoMs: 42, queued: 0, room: null, clock: 'unset', disk: null, temperature: null },
    ...{ faults: [], noise: { plus: 0, minus: 0 }, repeats: { plus: 0, minus: 0 }, failed: 0 },
    ...{ lastVoteAt: null, mode: 'voting', version: '1' },
  });
  assert.deepEqual([box.answers(), rig.told.heard], [['time'], ['box-07']]);
});

test('a planned stop asks every box to come again later', async () => {
  const rig = createRig();
  const box = rig.dial();
  await box.hello(VOTES);
  box.answers();
  const stopped = rig.links.stop(2_000);
  await rig.clock.pass(0);
  await stopped;
  assert.deepEqual(box.answers(), ['retry']);
  assert.equal(box.closed[0]?.[0], CLOSE.later);
});

test('a log that is marked as forked and that the box writes on ends, even when both hold the same', async () => {
  const rig = createRig();
  const box = rig.dial();
  await box.hello(VOTES);
  await box.say(frame(VOTES));
  await rig.votes.mark('box-07', 'e1', { forkedAt: 7 });
  box.answers();
  await box.hello(VOTES);
  assert.deepEqual(box.answers(), ['fork 4,3,2,1']);
});

test('a fork that shows while votes are checked anew is told', async () => {
  const rig = createRig();
  const box = rig.dial();
  await box.hello(VOTES);
  box.answers();
  await rig.votes.append([ofAnotherLink(VOTES.slice(0, 1))]);
  await rig.votes.mark('box-07', 'e1', { forkedAt: 7 });
  await box.say(frame(VOTES));
  assert.deepEqual(box.answers(), ['fork 1']);
});

test('what was heard of a boot counts, though another link has stored less of it', async () => {
  const rig = createRig();
  const box = rig.dial();
  await box.hello(VOTES);
  const better = { bootId: 'boot', wallOffsetMs: 7, quality: 'synced' } as const;
  await box.say({ type: 'boots', boots: [better] });
  const unset = { bootId: 'boot', wallOffsetMs: 0, quality: 'unset' } as const;
  await rig.votes.append([{ ...ofAnotherLink(VOTES.slice(0, 1)), boots: [unset] }]);
  await box.say(frame(VOTES));
  assert.deepEqual(await rig.votes.boots('box-07'), [{ box: 'box-07', ...better }]);
  assert.deepEqual(box.answers().at(-1), 'ack 4');
  assert.deepEqual(await rig.votes.recount(ATTRIBUTION), await rig.votes.tally());
});

test('a hello whose wire has gone meanwhile links nobody', async () => {
  const rig = createRig();
  const [gone, box] = [rig.dial(), rig.dial()];
  rig.world.onLook = () => gone.end.closed();
  await gone.hello(VOTES);
  rig.world.onLook = () => {};
  await box.hello(VOTES);
  assert.deepEqual([gone.answers(), box.closed], [[], []]);
  box.end.closed();
  assert.deepEqual([...rig.links.linked()], []);
});

test('votes that end before what is held are acknowledged only when they are the same', async () => {
  const rig = createRig();
  const [box, other] = [rig.dial(), rig.dial()];
  await box.hello(VOTES);
  await other.hello(VOTES);
  await box.say(frame(VOTES));
  other.answers();
  await other.say(frame(VOTES));
  await other.say(frame(VOTES.slice(0, 2)));
  assert.deepEqual(other.answers(), ['ack 4', 'ack 4']);
  await other.say(frame(chain(3, 'other')));
  assert.deepEqual(other.answers(), ['fork 4,3,2,1']);
});

test('of what is acknowledged in one turn the furthest is told', async () => {
  const rig = createRig();
  const box = rig.dial();
  await box.hello(VOTES);
  box.answers();
  await rig.votes.append([ofAnotherLink(VOTES.slice(0, 2))]);
  const { digests } = rig.votes;
  const isCounted = new Promise<void>((resolve) => {
    rig.world.onCounted = resolve;
  });
  rig.votes.digests = (...asked) => isCounted.then(() => digests(...asked));
  await box.say(frame(VOTES.slice(0, 1)), frame(VOTES.slice(1)));
  assert.deepEqual(box.answers(), ['ack 4']);
});

test('a box that was revoked before its hello is sent away', async () => {
  const rig = createRig();
  const box = rig.dial();
  assert.ok(rig.world.now !== null);
  rig.world.now = { ...rig.world.now, revokedAt: 5 };
  await box.hello(VOTES);
  assert.equal(box.closed[0]?.[0], CLOSE.unpaired);
});

test('a box that is revoked during its hello is sent away, though it was not linked when that was enforced', async () => {
  const rig = createRig();
  const first = rig.dial();
  await first.hello(VOTES);
  await first.say(frame(VOTES));
  first.end.closed();
  const { digests } = rig.votes;
  rig.votes.digests = async (...asked) => {
    assert.ok(rig.world.now !== null);
    rig.world.now = { ...rig.world.now, revokedAt: 5 };
    return digests(...asked);
  };
  const box = rig.dial();
  const held = { firstSeq: 1, lastSeq: 2, digest: VOTES[1]?.digest ?? '', lost: [] };
  const next = { epoch: 'e2', firstSeq: 3, lastSeq: 2, digest: '', lost: [] };
  await box.hello(VOTES, { epochs: [{ epoch: 'e1', ...held }, next] });
  assert.deepEqual(box.closed, [[CLOSE.unpaired, 'this box is not paired any more']]);
});

/** Votes of the same box, by another process. */
function ofAnotherLink(votes: StoredVote[]): Batch {
  return {
    ...{ box: 'box-07', epoch: 'e1', firstSeq: 1, machine: 'board', onto: { acked: 0, digest: '' }, votes },
    tally: [{ kind: 'unassigned', sessionId: '', plus: votes.length, minus: 0 }],
    ...{ basis: 0, boots: [{ bootId: 'boot', wallOffsetMs: 0, quality: 'unset' }] },
  };
}
