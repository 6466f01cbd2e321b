import type { Batch, Head } from '../../core/hub/records.ts';
import { admit, type Tip } from '../../core/link/admission.ts';
import type { HeldEpoch, VotesFrame } from '../../core/link/frames.ts';
import type { Boot } from '../../core/vote.ts';
import { makeBatch } from './batch.ts';
import type { Collected, Collector } from './collector.ts';
import { createHeardBoots, TOO_MANY_BOOTS } from './heardboots.ts';
import type { Basis, HubVotes } from './ports.ts';

/** One log of a box on its way into the store. */
interface Log {
  held: HeldEpoch;
  /** What will be held when all that is under way is stored. */
  tip: Tip;
  /** Frames that are not stored yet, oldest first. */
  pending: VotesFrame[];
  /** Nothing more is taken before the next hello: the histories differ. */
  forked: boolean;
  /** Somebody else has moved what this process took for held: all of `pending` is checked anew. */
  moved: boolean;
}

/** The votes of one box, from its frames to the store. */
export interface Inflow {
  /** Begins with what the box and the store hold. */
  begin(machine: string, held: readonly HeldEpoch[], heads: readonly Head[], boots: readonly Boot[]): void;
  /** What is wrong with the frame; null for nothing. */
  votes(frame: VotesFrame): string | null;
  /** Takes what is known better of boots, and moves their votes. */
  boots(boots: readonly Boot[]): Promise<void>;
  /** Frames that are under way. */
  waiting(): number;
  /** Resolves when none is. */
  quiet(): Promise<void>;
}

interface Deps {
  box: string;
  collector: Pick<Collector, 'add'>;
  basis: Basis;
  store: Pick<HubVotes, 'heads' | 'boots' | 'digests'>;
  onStored: (epoch: string, acked: number, batch: Batch) => void;
  onKnown: (epoch: string, acked: number) => void;
  onFork: (epoch: string) => void;
  /** A frame that was good when it came is not any more, or the store takes none: the link has to come again. */
  onTrouble: (why: string) => void;
}

export function createInflow({ box, collector, basis, store, ...tell }: Deps): Inflow {
  let machine = '';
  const logs = new Map<string, Log>();
  const boots = createHeardBoots();
  let underWay = 0;
  /** The link has to come again: nothing more is taken from it, and nothing is tried again. */
  let isOver = false;
  const onQuiet: (() => void)[] = [];

  function giveUp(why: string): void {
    isOver = true;
    tell.onTrouble(why);
  }

  /** @returns why the frame is refused; null when it was taken, or ignored */
  function take(log: Log, frame: VotesFrame): string | null {
    const admission = admit(frame, log.held, log.tip);
    switch (admission.kind) {
      case 'refused':
        return admission.why;
      case 'fork':
        fork(log);
        return null;
      case 'known':
        // Else what is under way is acknowledged with these.
        if (log.pending.length === 0) void recognise(log, frame);
        return null;
      case 'fits':
        send(log, frame, makeBatch(origin(log), admission.votes, basis.attribution(), boots.known));
        log.tip = admission.tip;
        return null;
    }
  }

  /** A frame that ends before what is held may still be of another history: its last vote is compared. */
  async function recognise(log: Log, frame: VotesFrame): Promise<void> {
    const { epoch } = log.held;
    const { acked } = log.tip; // durable: nothing of this log is under way yet, but may be when the digest has come
    const last = frame.votes.at(-1);
    try {
      const [same] = await store.digests(box, epoch, (last?.seq ?? 0) + 1, 1);
      if (same?.digest === last?.digest) tell.onKnown(epoch, acked);
      else fork(log);
    } catch (error) {
      giveUp(messageOf(error));
    }
  }

  function fork(log: Log): void {
    log.forked = true;
    log.pending = [];
    tell.onFork(log.held.epoch);
  }

  const origin = (log: Log) => ({ box, machine, epoch: log.held, onto: log.tip });

  function send(log: Log, frame: VotesFrame, batch: Batch): void {
    log.pending.push(frame);
    boots.areStored(batch.boots);
    underWay += 1;
    void collector.add(batch).then((collected) => {
      underWay -= 1;
      settle(log, frame, batch, collected);
      if (underWay === 0) void settled();
    });
  }

  function settle(log: Log, frame: VotesFrame, batch: Batch, collected: Collected): void {
    if (collected === 'failed') giveUp('the hub could not store votes: come again');
    if (collected === 'moved') log.moved = true;
    if (collected !== 'stored') return;
    log.pending = log.pending.filter((other) => other !== frame);
    tell.onStored(log.held.epoch, batch.votes.at(-1)?.seq ?? 0, batch);
  }

  /** Everything that was under way has an answer. */
  async function settled(): Promise<void> {
    if (!isOver && [...logs.values()].some(({ moved }) => moved)) await checkAnew();
    if (underWay === 0) for (const call of onQuiet.splice(0)) call();
  }

  /** Another hub process, or an organiser, was quicker: what waits is checked against what is held now. */
  async function checkAnew(): Promise<void> {
    underWay += 1; // nobody is to take this for quiet
    try {
      await basis.reload();
      const [heads, known] = await Promise.all([store.heads(box), store.boots(box)]);
      await keepBetter(known);
      for (const log of logs.values()) {
        if (!log.moved) continue;
        log.moved = false;
        log.tip = tipOf(log.held, heads);
        if (!log.forked && isForked(log.held, heads)) fork(log);
        for (const frame of log.pending.splice(0)) {
          if (isOver || log.forked) break; // what follows would be refused, before the fork is told
          const why = take(log, frame);
          if (why !== null) giveUp(why);
        }
      }
    } catch (error) {
      giveUp(messageOf(error));
    } finally {
      underWay -= 1;
    }
    if (underWay === 0) await settled();
  }

  /** What this link has heard of boots counts, where another one has stored less of them. */
  async function keepBetter(known: readonly Boot[]): Promise<void> {
    const better = boots.ahead(known);
    boots.learn(known);
    if (better.length === 0) return;
    await basis.change({ kind: 'boots', box, boots: better });
    boots.learn(better);
  }

  return {
    begin(board, held, heads, known) {
      machine = board;
      logs.clear();
      for (const one of held) {
        const tip = tipOf(one, heads);
        const forked = isForked(one, heads);
        logs.set(one.epoch, { held: one, tip, pending: [], forked, moved: false });
      }
      boots.learn(known);
    },
    votes(frame) {
      const log = logs.get(frame.epoch);
      if (log === undefined) return 'votes of an epoch that no hello has named';
      if (isOver || log.forked) return null;
      if (boots.isFull(0)) return TOO_MANY_BOOTS;
      for (const { bootId } of frame.votes) boots.meet(bootId);
      if (!log.moved) return take(log, frame);
      log.pending.push(frame);
      return null;
    },
    async boots(found) {
      if (boots.isFull(found.length)) return giveUp(TOO_MANY_BOOTS);
      const better = boots.better(found);
      // An order must not overtake the votes that it is about.
      if (better.some(boots.isStored)) await this.quiet();
      const stored = better.filter(boots.isStored);
      if (stored.length > 0) await basis.change({ kind: 'boots', box, boots: stored });
      boots.take(better);
    },
    waiting: () => [...logs.values()].reduce((sum, { pending }) => sum + pending.length, 0),
    quiet: () => (underWay === 0 ? Promise.resolve() : new Promise((resolve) => onQuiet.push(resolve))),
  };
}

function tipOf({ epoch, firstSeq }: HeldEpoch, heads: readonly Head[]): Tip {
  const head = heads.find((one) => one.epoch === epoch);
  return { acked: head?.acked ?? firstSeq - 1, digest: head?.digest ?? '' };
}

function isForked({ epoch }: HeldEpoch, heads: readonly Head[]): boolean {
  return heads.some((head) => head.epoch === epoch && head.forkedAt !== null);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
