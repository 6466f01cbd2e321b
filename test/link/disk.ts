import type { VoteLog } from '../../src/app/link/ports.ts';
import { type Epoch, firstDigest, nextDigest } from '../../src/core/digest.ts';
import type { HeldEpoch, SeqRange } from '../../src/core/link/frames.ts';
import type { Boot, StoredVote, Vote } from '../../src/core/vote.ts';
import type { Power } from './power.ts';

/** What a box's card holds; the same rules as its database, in memory. */
export interface Disk {
  epochs: Epoch[];
  /** Ascending. */
  votes: StoredVote[];
  /** Declared holes, ascending. */
  lost: number[];
  boots: Boot[];
  acked: Map<string, number>;
}

export function copyDisk(disk: Disk): Disk {
  return {
    epochs: [...disk.epochs],
    votes: [...disk.votes],
    lost: [...disk.lost],
    boots: [...disk.boots],
    acked: new Map(disk.acked),
  };
}

export const EMPTY: Disk = { epochs: [], votes: [], lost: [], boots: [], acked: new Map() };

export const lastSeqOf = ({ votes, lost, epochs }: Disk) =>
  Math.max(votes.at(-1)?.seq ?? 0, lost.at(-1) ?? 0, (epochs.at(-1)?.firstSeq ?? 1) - 1);

/** Begins an epoch where one is due: none yet, or another board than last time. */
export function openDisk(disk: Disk, machine: string, newId: () => string): void {
  const newest = disk.epochs.at(-1);
  if (newest?.machine === machine) return;
  addEpoch(disk, {
    firstSeq: lastSeqOf(disk) + 1,
    epoch: newId(),
    machine,
    why: newest === undefined ? 'new' : 'board',
  });
}

/** One that holds no vote yet is replaced. */
export function addEpoch(disk: Disk, epoch: Epoch): void {
  disk.epochs = [...disk.epochs.filter(({ firstSeq }) => firstSeq !== epoch.firstSeq), epoch].sort(
    (a, b) => a.firstSeq - b.firstSeq,
  );
}

export function appendVote(disk: Disk, vote: Vote): StoredVote {
  const seq = lastSeqOf(disk) + 1;
  const before = disk.votes.at(-1)?.digest;
  const previous =
    before === undefined ? firstDigest(disk.epochs[0]?.epoch ?? '') : Buffer.from(before, 'hex');
  const stored = { ...vote, seq, digest: nextDigest(previous, seq, vote).toString('hex') };
  disk.votes.push(stored);
  return stored;
}

/** As after damage: these votes cannot be read, and a new epoch begins behind the last. */
export function salvageDisk(disk: Disk, gone: readonly number[], newId: () => string): void {
  const machine = disk.epochs.at(-1)?.machine ?? '';
  disk.votes = disk.votes.filter(({ seq }) => !gone.includes(seq));
  disk.lost = [...disk.lost, ...gone].sort((a, b) => a - b);
  addEpoch(disk, { firstSeq: lastSeqOf(disk) + 1, epoch: newId(), machine, why: 'salvage' });
}

function heldOf(disk: Disk): HeldEpoch[] {
  return disk.epochs.map(({ epoch, firstSeq }, index) => {
    const end = (disk.epochs[index + 1]?.firstSeq ?? Number.POSITIVE_INFINITY) - 1;
    const inside = (seq: number) => seq >= firstSeq && seq <= end;
    const votes = disk.votes.filter(({ seq }) => inside(seq));
    const lost = disk.lost.filter(inside);
    return {
      epoch,
      firstSeq,
      lastSeq: Math.max(votes.at(-1)?.seq ?? 0, lost.at(-1) ?? 0, firstSeq - 1),
      digest: votes.at(-1)?.digest ?? '',
      lost: lost.map((seq): SeqRange => [seq, seq]),
    };
  });
}

/** The log of a box as one life of it reads its disk. */
export function logOf(disk: Disk, power: Power, newId: () => string): VoteLog {
  const rangeOf = (epoch: string) => {
    const held = heldOf(disk).find((one) => one.epoch === epoch);
    return held === undefined ? { firstSeq: 1, lastSeq: 0 } : held;
  };
  return {
    epochs: () => power.use(() => heldOf(disk)),
    boots: () => power.use(() => [...disk.boots]),
    votesAfter: (epoch, after, count) =>
      power.use(() => {
        const { firstSeq, lastSeq } = rangeOf(epoch);
        const inside = ({ seq }: StoredVote) => seq > after && seq >= firstSeq && seq <= lastSeq;
        return disk.votes.filter(inside).slice(0, count);
      }),
    commonVote: (epoch, digests) =>
      power.use(() => {
        const { firstSeq, lastSeq } = rangeOf(epoch);
        const own = new Map(disk.votes.map(({ seq, digest }) => [seq, digest]));
        const same = digests.filter(
          ({ seq, digest }) => seq >= firstSeq && seq <= lastSeq && own.get(seq) === digest,
        );
        return same.length === 0 ? null : Math.max(...same.map(({ seq }) => seq));
      }),
    splitEpoch: (epoch, firstSeq) =>
      power.use(() => {
        const machine = disk.epochs.find((one) => one.epoch === epoch)?.machine ?? '';
        addEpoch(disk, { firstSeq, epoch: newId(), machine, why: 'hub' });
      }),
    saveAcked: (acked) =>
      power.use(() => {
        disk.acked = new Map(acked);
      }),
    loadAcked: () => power.use(() => new Map(disk.acked)),
  };
}
