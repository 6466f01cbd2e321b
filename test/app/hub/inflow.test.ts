import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Collected } from '../../../src/app/hub/collector.ts';
import { createInflow } from '../../../src/app/hub/inflow.ts';
import { firstDigest, nextDigest } from '../../../src/core/digest.ts';
import type { Head } from '../../../src/core/hub/records.ts';
import type { HeldEpoch, VoteDigest } from '../../../src/core/link/frames.ts';
import type { StoredVote, Vote } from '../../../src/core/vote.ts';

const VOTES = chain(30);
const HELD: HeldEpoch = { epoch: 'e1', firstSeq: 1, lastSeq: 30, digest: digestOf(30), lost: [] };

/** The votes of one box on their way in; what the store answers, and when, is given by hand. */
function createRig() {
  const told: string[] = [];
  const store: ((collected: Collected) => void)[] = [];
  const compared: ((digests: VoteDigest[]) => void)[] = [];
  const rig = { heads: [headAt(10)], reload: async () => {} };
  const inflow = createInflow({
    box: 'box-07',
    collector: { add: () => new Promise((resolve) => store.push(resolve)) },
    basis: {
      attribution: () => ({ basis: 0, of: () => ({ kind: 'unassigned', sessionId: '' }) }),
      reload: () => rig.reload(),
      change: async () => {},
    },
    store: {
      heads: async () => rig.heads,
      boots: async () => [],
      digests: () => new Promise((resolve) => compared.push(resolve)),
    },
    onStored: (_epoch, acked) => void told.push(`stored ${acked}`),
    onKnown: (_epoch, acked) => void told.push(`known ${acked}`),
    onFork: () => void told.push('fork'),
    onTrouble: (why) => void told.push(why),
  });
  inflow.begin('board', [HELD], rig.heads, []);
  return Object.assign(rig, {
    told,
    inflow,
    /** Votes `from` to `to` come, as one frame. */
    come: (from: number, to: number) =>
      inflow.votes({ type: 'votes', epoch: 'e1', from, votes: VOTES.slice(from - 1, to) }),
    /** The store answers for the frames that wait for it, oldest first. */
    async answer(...answers: Collected[]) {
      for (const answer of answers) store.shift()?.(answer);
      await settled();
    },
    /** The digest of this vote is read, as asked for. */
    async read(seq: number) {
      compared.shift()?.([{ seq, digest: digestOf(seq) }]);
      await settled();
    },
  });
}

test('where votes cannot be checked anew the link is given up, once and for all', async () => {
  const rig = createRig();
  let reloads = 0;
  rig.reload = async () => {
    reloads += 1;
    if (reloads < 10) throw new Error('the database is away');
  };
  rig.come(11, 20);
  void rig.inflow.quiet().then(() => rig.told.push('quiet'));
  await rig.answer('moved');
  assert.equal(rig.come(21, 30), null);
  await rig.answer('stored');
  assert.deepEqual([reloads, rig.told], [1, ['the database is away', 'quiet']]);
});

test('votes that another hub has stored are acknowledged without those that follow and are not durable yet', async () => {
  const rig = createRig();
  rig.come(11, 20);
  rig.come(21, 30);
  rig.heads = [headAt(20)];
  await rig.answer('moved', 'moved');
  await rig.read(20);
  assert.deepEqual(rig.told, ['known 20']);
  await rig.answer('stored');
  assert.deepEqual(rig.told, ['known 20', 'stored 30']);
});

test('a fork that shows while votes are checked anew is told before anything behind it is refused', async () => {
  const rig = createRig();
  rig.come(11, 20);
  rig.come(21, 30);
  rig.heads = [{ ...headAt(15), digest: 'f'.repeat(64) }];
  await rig.answer('moved', 'moved');
  assert.deepEqual(rig.told, ['fork']);
});

function chain(count: number): StoredVote[] {
  let digest: Uint8Array = firstDigest('e1');
  return Array.from({ length: count }, (_, index) => {
    const seq = index + 1;
    const vote: Vote = {
      ...{ bootId: 'boot', monoMs: seq, wallMs: seq, value: 1, room: 'A' },
      ...{ shownSessionId: null, source: 'button' },
    } as const;
    digest = nextDigest(digest, seq, vote);
    return { ...vote, seq, digest: Buffer.from(digest).toString('hex') };
  });
}

function digestOf(seq: number): string {
  return VOTES[seq - 1]?.digest ?? '';
}

function headAt(acked: number): Head {
  return {
    ...{ box: 'box-07', epoch: 'e1', firstSeq: 1, acked, digest: digestOf(acked) },
    ...{ machine: 'board', forkedAt: null, leftOut: false },
  };
}

async function settled(): Promise<void> {
  for (let turns = 0; turns < 5; turns += 1) await turnOfTheLoop();
}
