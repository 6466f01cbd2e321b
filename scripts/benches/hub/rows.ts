import { join } from 'node:path';
import { openHubStore } from '../../../src/adapters/hubstore/open.ts';
import type { Batch } from '../../../src/core/hub/records.ts';
import type { StoredVote } from '../../../src/core/vote.ts';
import { clock } from '../figures.ts';
import { createChain } from './chain.ts';

const QUIET = { info() {}, warn() {}, error() {} };
const BOXES = 40;

/** The same rows without any link: appended in groups of one vote of each box, or one vote a transaction; votes a second. */
export async function appendRate(
  folder: string,
  database: string,
  votes: number,
  grouped: boolean,
): Promise<number> {
  const dataDir = join(folder, grouped ? 'grouped' : 'single');
  const event = grouped ? 'grouped' : 'single';
  const store = openHubStore({ database, dataDir, event, clock, log: QUIET, random: Math.random });
  await store.start();
  const { basis } = await store.pulse();
  const makers = Array.from({ length: BOXES }, (_, index) => createMaker(`box-${index}`, basis));
  const beganMs = clock.monoMs();
  for (let done = 0; done < votes; done += grouped ? BOXES : 1) {
    const batches = grouped ? makers.map((make) => make()) : [makers[done % BOXES]?.() as Batch];
    let left: readonly Batch[] = batches;
    while (left.length > 0) {
      const answers = await store.votes.append(left);
      if (answers.includes('moved')) throw new Error('a batch did not follow what is held');
      left = left.filter((_, index) => answers[index] === 'later');
    }
  }
  const rate = votes / ((clock.monoMs() - beganMs) / 1_000);
  await store.stop();
  return rate;
}

function createMaker(box: string, basis: number): () => Batch {
  const chain = createChain(box, 'Room 1', Date.now);
  let before: Pick<StoredVote, 'seq' | 'digest'> = { seq: 0, digest: '' };
  return () => {
    const vote = chain.next();
    const onto = { acked: before.seq, digest: before.digest };
    before = vote;
    const [plus, minus] = vote.value === 1 ? [1, 0] : [0, 1];
    return {
      ...{ box, epoch: chain.epoch, firstSeq: 1, machine: `board of ${box}`, onto, votes: [vote], basis },
      tally: [{ kind: 'session', sessionId: 'talk-0', plus, minus }],
      boots: [{ bootId: chain.bootId, wallOffsetMs: 0, quality: 'synced' }],
    };
  };
}
