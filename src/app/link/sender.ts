import { cutBatch } from '../../core/link/cut.ts';
import {
  type AckFrame,
  BATCH_MAX,
  type ForkFrame,
  type HeldEpoch,
  type ResumeFrame,
} from '../../core/link/frames.ts';
import type { Boot } from '../../core/vote.ts';
import type { Cancel, Clock } from '../ports.ts';
import { answerFork } from './fork.ts';
import { helloOf, partedEpoch } from './greeting.ts';
import type { HubLine, VoteLog } from './ports.ts';

/** Votes go out at once while nothing is on its way, else together after this long. */
const GATHER_MS = 100;
/** What the network has not taken yet; more waits in the database, where it is safe. */
const BACKLOG_MAX = 1_048_576; // bytes
const BOOTS_MAX = 500; // of one frame

/** Sends what the hub lacks over one line, in order, until the line ends. */
export interface Sender {
  /** Says what the box holds; the hub answers with where to resume. */
  hello(): Promise<void>;
  resume(frame: ResumeFrame): Promise<void>;
  ack(frame: AckFrame): void;
  fork(frame: ForkFrame): Promise<void>;
  /** A vote was stored. */
  voted(): void;
  /** What is known of the time of this boot has changed. */
  bootChanged(): void;
  stop(): void;
}

interface Deps {
  line: Pick<HubLine, 'send' | 'backlog'>;
  clock: Pick<Clock, 'after' | 'monoMs' | 'wallAt'>;
  log: Pick<VoteLog, 'epochs' | 'boots' | 'votesAfter' | 'commonVote' | 'splitEpoch'>;
  boot: () => Boot;
  machine: string;
  version: string;
  /** The epochs were read anew. */
  onEpochs: (epochs: readonly HeldEpoch[]) => void;
  /** The hub holds this epoch up to here. */
  onAcked: (epoch: string, acked: number) => void;
  /** It has come to hold more since it said where to resume. */
  onStored: () => void;
  /** The hub's history differs from the box's, which begins a new epoch. */
  onFork: (epoch: string, common: number) => void;
  /** The log cannot be read now: the line is given up, and comes again. */
  onTrouble: (error: unknown) => void;
}

/** Frames that were sent and not acknowledged, oldest first. */
interface Flight {
  epoch: string;
  last: number;
}

export function createSender(deps: Deps): Sender {
  const { line, clock, log, onTrouble } = deps;
  let epochs: readonly HeldEpoch[] = [];
  /** By epoch, the last vote that was sent; it starts at what the hub holds. */
  let sent = new Map<string, number>();
  /** By epoch, the last vote that the hub has said it holds. */
  const atHub = new Map<string, number>();
  let flights: Flight[] = [];
  let credit = 0; // none before the hub has said where to resume
  let busy = false;
  let again = false;
  let stopped = false;
  let cancelGather: Cancel | null = null;

  function holdsUpTo(epoch: string, acked: number): void {
    atHub.set(epoch, acked);
    deps.onAcked(epoch, acked);
  }

  /** Never rejects: whatever fails in here, the line comes again and the hub says where to go on. */
  async function attempt(step: () => Promise<void>): Promise<void> {
    try {
      if (!stopped) await step();
    } catch (error) {
      if (!stopped) onTrouble(error);
    }
  }

  async function hello(): Promise<void> {
    credit = 0;
    flights = [];
    epochs = await log.epochs();
    if (stopped) return;
    deps.onEpochs(epochs);
    line.send(helloOf(epochs, deps));
  }

  async function resume(frame: ResumeFrame): Promise<void> {
    const heads = new Map(frame.epochs.map((head) => [head.epoch, head]));
    const parted = await partedEpoch(log, epochs, heads);
    if (stopped) return; // the progress may be stopped too, and takes no more
    // The hub answers with a fork. It may hold more by now than it has said.
    if (parted !== null) {
      return line.send({ type: 'older', epoch: parted.epoch, before: parted.lastSeq + 1 });
    }
    sent = new Map(epochs.map(({ epoch, firstSeq }) => [epoch, heads.get(epoch)?.acked ?? firstSeq - 1]));
    for (const [epoch, acked] of sent) holdsUpTo(epoch, acked);
    const boots = await log.boots();
    if (stopped) return;
    // What is known of this one may have become better while they were read.
    const own = deps.boot();
    sendBoots([...boots.filter(({ bootId }) => bootId !== own.bootId), own]);
    credit = frame.credit;
    await pump();
  }

  function sendBoots(boots: readonly Boot[]): void {
    for (let from = 0; from < boots.length; from += BOOTS_MAX) {
      line.send({ type: 'boots', boots: boots.slice(from, from + BOOTS_MAX) });
    }
  }

  /** Fills the credit with what was not sent yet. */
  async function pump(): Promise<void> {
    again = busy;
    if (busy) return;
    busy = true;
    try {
      while (!stopped && flights.length < credit && line.backlog() < BACKLOG_MAX) {
        if (!(await sendNext())) break;
      }
      // Nothing may be on its way whose acknowledgement would call this again.
      if (!stopped && line.backlog() >= BACKLOG_MAX) gather();
    } finally {
      busy = false;
    }
    if (again && !stopped) await pump();
  }

  function gather(): void {
    cancelGather ??= clock.after(GATHER_MS, () => {
      cancelGather = null;
      void attempt(pump);
    });
  }

  async function sendNext(): Promise<boolean> {
    const newest = epochs.at(-1)?.epoch;
    for (const { epoch } of epochs) {
      const after = sent.get(epoch) ?? 0;
      const votes = cutBatch(await log.votesAfter(epoch, after, BATCH_MAX));
      const [first, last] = [votes[0], votes.at(-1)];
      if (stopped || credit === 0) return false;
      if (first === undefined || last === undefined) {
        if (epoch !== newest) finish(epoch);
        continue;
      }
      sent.set(epoch, last.seq);
      flights.push({ epoch, last: last.seq });
      line.send({ type: 'votes', epoch, from: first.seq, votes });
      return true;
    }
    return false;
  }

  /** An epoch that is over and sent is asked for no more. */
  function finish(epoch: string): void {
    epochs = epochs.filter((held) => held.epoch !== epoch);
  }

  async function fork(frame: ForkFrame): Promise<void> {
    credit = 0;
    const answer = await answerFork(log, frame);
    if (answer.kind === 'split') deps.onFork(frame.epoch, answer.common);
    if (stopped) return;
    if (answer.kind === 'ask older') line.send({ type: 'older', epoch: frame.epoch, before: answer.before });
    else await hello();
  }

  return {
    hello: () => attempt(hello),
    resume: (frame) => attempt(() => resume(frame)),
    ack({ epoch, acked }) {
      flights = flights.filter((flight) => flight.epoch !== epoch || flight.last > acked);
      // An older word that came late says nothing.
      if (acked > (atHub.get(epoch) ?? 0)) {
        holdsUpTo(epoch, acked);
        deps.onStored();
      }
      void attempt(pump);
    },
    fork: (frame) => attempt(() => fork(frame)),
    voted() {
      if (flights.length === 0) void attempt(pump);
      else gather();
    },
    bootChanged() {
      if (credit > 0 && !stopped) sendBoots([deps.boot()]);
    },
    stop() {
      stopped = true;
      cancelGather?.();
    },
  };
}
