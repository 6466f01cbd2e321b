import type { BoxRecord, Head } from '../../core/hub/records.ts';
import {
  type BoxFrame,
  CLOSE,
  FORK_DIGESTS_MAX,
  type HeldEpoch,
  type HelloFrame,
  PROTOCOL,
} from '../../core/link/frames.ts';
import type { Clock } from '../ports.ts';
import type { Collector } from './collector.ts';
import type { HubDesk } from './desk.ts';
import { createInflow } from './inflow.ts';
import type { BoxWire, LinkEnd } from './links.ts';
import type { Basis, HubVotes } from './ports.ts';

/** Frames of votes that a box may have under way. */
const CREDIT = 8;
/** Frames that wait behind a slow one; a box that sends more does not keep to its credit. */
const QUEUE_MAX = 64;
const UNPAIRED = 'this box is not paired any more';

/** What links need of the store. */
export type LinkVotes = Pick<HubVotes, 'append' | 'heads' | 'boots' | 'digests' | 'mark' | 'change'>;

export interface EndDeps {
  collector: Collector;
  basis: Basis;
  votes: Pick<LinkVotes, 'heads' | 'boots' | 'digests' | 'mark'>;
  clock: Pick<Clock, 'wallAt' | 'soon'>;
  desk: Pick<HubDesk, 'heard' | 'counted'>;
  log: { info: (fields: object, message: string) => void; warn: (fields: object, message: string) => void };
  /** What is known of a box now. */
  look: (box: string) => Promise<BoxRecord | null>;
  /** The board is the paired one, and the box has said hello. */
  onHello: (end: LinkEnd) => Promise<void>;
}

/** One link as the hub sees it. Frames are taken in their order, each when the one before is done with. */
export function createLinkEnd(record: BoxRecord, wire: BoxWire, deps: EndDeps): LinkEnd {
  const { box } = record;
  const { collector, basis, votes, clock, desk, log } = deps;
  let queued = 0;
  let tail: Promise<void> = Promise.resolve();
  let isOver = false;
  /** By epoch, what is durable and was not said yet. */
  const acks = new Map<string, number>();

  function close(code: number, reason: string): void {
    if (isOver) return;
    isOver = true;
    log.warn({ box, code }, `the link is closed: ${reason}`);
    wire.close(code, reason);
  }

  /** Once a turn: what was stored together is acknowledged together. */
  function acknowledge(epoch: string, acked: number): void {
    if (acks.size === 0) clock.soon(sendAcks);
    acks.set(epoch, Math.max(acked, acks.get(epoch) ?? 0));
  }

  function sendAcks(): void {
    if (!isOver) for (const [epoch, acked] of acks) wire.send({ type: 'ack', epoch, acked });
    acks.clear();
  }

  const inflow = createInflow({
    box,
    collector,
    basis,
    store: votes,
    onStored(epoch, acked, batch) {
      acknowledge(epoch, acked);
      desk.counted(box, batch.votes, batch.tally);
    },
    onKnown: acknowledge,
    onFork: (epoch) => enqueue(() => tellFork(epoch, null)),
    onTrouble: (why) => close(CLOSE.later, why),
  });

  async function hello(frame: HelloFrame): Promise<void> {
    if (frame.protocol !== PROTOCOL) {
      return close(CLOSE.refused, `this hub speaks protocol ${PROTOCOL}, the box ${frame.protocol}`);
    }
    if (frame.machine !== record.machine) {
      return close(
        CLOSE.otherMachine,
        'this box was paired as another board: an organiser has to approve it',
      );
    }
    await inflow.quiet();
    const [heads, boots, isPaired] = await Promise.all([votes.heads(box), votes.boots(box), isStillPaired()]);
    if (isOver) return;
    if (!isPaired) return close(CLOSE.unpaired, UNPAIRED);
    const known = new Map(heads.map((head) => [head.epoch, head]));
    inflow.begin(frame.machine, frame.epochs, heads, boots);
    for (const held of frame.epochs) {
      const head = known.get(held.epoch);
      if (head === undefined || !(await differs(held, head, held === frame.epochs.at(-1)))) continue;
      return tellFork(held.epoch, null);
    }
    if (isOver) return;
    const told = frame.epochs.flatMap(({ epoch }) => known.get(epoch) ?? []);
    wire.send({
      type: 'resume',
      epochs: told.map(({ epoch, acked, digest }) => ({ epoch, acked, digest })),
      credit: CREDIT,
      serverAt: clock.wallAt(),
    });
    await deps.onHello(end);
    // Once more: what ends the links of such boxes may have come by before this one was there.
    if (!(await isStillPaired())) close(CLOSE.unpaired, UNPAIRED);
  }

  /** It may have been revoked, or paired anew, since this wire was let in. */
  async function isStillPaired(): Promise<boolean> {
    const now = await deps.look(box);
    return now !== null && now.revokedAt === null && now.secretDigest === record.secretDigest;
  }

  /** Whether the hub has what the box has not; of a log that is over, more of the same is none of the box's business. */
  async function differs(held: HeldEpoch, head: Head, isOpen: boolean): Promise<boolean> {
    // Found before, and the box has not heard of it: such a log takes no more votes.
    if (head.forkedAt !== null && (isOpen || head.acked < held.lastSeq)) return true;
    if (head.acked < held.lastSeq || head.digest === '') return false;
    if (head.acked > held.lastSeq && isOpen) return true;
    if (held.digest === '') return false;
    const [same] = await votes.digests(box, held.epoch, held.lastSeq + 1, 1);
    return same !== undefined && same.digest !== held.digest;
  }

  async function tellFork(epoch: string, before: number | null): Promise<void> {
    log.warn({ box, epoch }, 'the box has another history than the hub holds');
    // From here on it takes no votes, of other links neither: what is told now stays all there is.
    await votes.mark(box, epoch, { forkedAt: clock.wallAt() });
    wire.send({ type: 'fork', epoch, digests: await votes.digests(box, epoch, before, FORK_DIGESTS_MAX) });
  }

  async function take(frame: BoxFrame): Promise<void> {
    switch (frame.type) {
      case 'hello':
        return hello(frame);
      case 'boots':
        return inflow.boots(frame.boots);
      case 'votes': {
        const why = inflow.waiting() > CREDIT ? 'more frames of votes than the credit' : inflow.votes(frame);
        if (why !== null) close(CLOSE.refused, why);
        return;
      }
      case 'older':
        return tellFork(frame.epoch, frame.before);
      case 'health':
        wire.send({ type: 'time', monoMs: frame.monoMs, serverAt: clock.wallAt() });
        desk.heard(box, frame);
    }
  }

  function enqueue(step: () => Promise<void>): void {
    queued += 1;
    if (queued > QUEUE_MAX) close(CLOSE.refused, 'too many frames at once');
    tail = tail
      .then(() => (isOver ? undefined : step()))
      .catch((error: unknown) => {
        log.warn({ box, err: error }, 'a frame could not be taken');
        close(CLOSE.later, 'the hub could not store this now: come again');
      })
      .finally(() => {
        queued -= 1;
      });
  }

  const end: LinkEnd = {
    frame: (frame) => enqueue(() => take(frame)),
    closed() {
      isOver = true;
    },
  };
  return end;
}
