import type { HeldEpoch } from '../../core/link/frames.ts';
import type { Cancel, Clock } from '../ports.ts';
import type { VoteLog } from './ports.ts';

/** A disk is not to be written to for each acknowledgement: the hub tells again at the next hello. */
const SAVE_EVERY_MS = 5_000;

/** How far the hub has acknowledged the votes of this box. */
export interface Progress {
  /** Reads what is known without the hub. Never rejects. */
  load(): Promise<void>;
  hold(epochs: readonly HeldEpoch[]): void;
  acked(epoch: string, seq: number): void;
  voted(): void;
  /** Votes that the hub does not have, as far as is known. */
  queued(): number;
  /** Keeps what is not kept yet. */
  stop(): Promise<void>;
}

export function createProgress(
  clock: Pick<Clock, 'after'>,
  log: Pick<VoteLog, 'epochs' | 'loadAcked' | 'saveAcked'>,
): Progress {
  let acked = new Map<string, number>();
  let epochs: readonly HeldEpoch[] = [];
  /** Stored since the epochs were read. */
  let more = 0;
  let cancelSave: Cancel | null = null;

  /** What cannot be kept is told again by the hub. */
  async function save(): Promise<void> {
    cancelSave?.();
    cancelSave = null;
    await log.saveAcked(acked).catch(() => {});
  }

  function waiting({ epoch, firstSeq, lastSeq, lost }: HeldEpoch): number {
    const from = Math.max(acked.get(epoch) ?? 0, firstSeq - 1);
    const holes = lost.map(([first, last]) => Math.max(0, last - Math.max(first, from + 1) + 1));
    return Math.max(0, lastSeq - from - holes.reduce((sum, hole) => sum + hole, 0));
  }

  return {
    async load() {
      try {
        [acked, epochs] = await Promise.all([log.loadAcked(), log.epochs()]);
        more = 0;
      } catch {} // read again at the first line
    },
    hold(held) {
      epochs = held;
      more = 0;
    },
    acked(epoch, seq) {
      if ((acked.get(epoch) ?? 0) === seq) return;
      const newest = epochs.at(-1);
      if (newest?.epoch === epoch && seq > newest.lastSeq) {
        // Votes that came since the epochs were read: they are held now.
        more = Math.max(0, more - (seq - newest.lastSeq));
        epochs = [...epochs.slice(0, -1), { ...newest, lastSeq: seq }];
      }
      acked.set(epoch, seq);
      cancelSave ??= clock.after(SAVE_EVERY_MS, () => void save());
    },
    voted() {
      more += 1;
    },
    queued: () => epochs.reduce((sum, epoch) => sum + waiting(epoch), more),
    stop: async () => (cancelSave === null ? undefined : save()),
  };
}
