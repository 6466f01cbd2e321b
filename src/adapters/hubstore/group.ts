import type { Batch } from '../../core/hub/records.ts';
import type { TallyKind } from '../../core/hub/tally.ts';
import type { Boot } from '../../core/vote.ts';

/** Rows of one transaction. */
export const ROWS_MAX = 5_000;
/** Time spent writing in one transaction. */
export const WRITING_MS = 10;

/** How far a log is held. */
export interface HeldHead {
  acked: number;
  digest: string;
  /** Null while nothing was found wrong with it; a log that has forked takes no more votes. */
  forkedAt: number | null;
}

/** What the database holds, read within the transaction and kept from changing until it ends. */
export interface Held {
  basis: number;
  head(box: string, epoch: string): HeldHead | undefined;
  boot(box: string, bootId: string): Boot | undefined;
}

/** `isNew` when it has no row yet. */
export interface HeadWrite extends Omit<HeldHead, 'forkedAt'> {
  box: string;
  epoch: string;
  machine: string;
  firstSeq: number;
  /** How many votes are added. */
  votes: number;
  isNew: boolean;
}

/** Added to a row of the tally. */
export interface TallyDelta {
  box: string;
  epoch: string;
  kind: TallyKind;
  sessionId: string;
  plus: number;
  minus: number;
}

/** Everything but the votes, in the order of its keys: two hubs that write the same rows must not block each other. */
export interface GroupWrites {
  heads: HeadWrite[];
  tally: TallyDelta[];
  boots: (Boot & { box: string })[];
}

/** Batches on their way into one transaction, each checked against what is held and what those before it will add. */
export interface Group {
  /** False when head, basis or boots are others by now: the batch is `moved` and nothing of it is written. */
  take(batch: Batch): boolean;
  writes(): GroupWrites;
}

/**
 * Why votes are neither lost nor counted twice (DESIGN section 8): (1) the votes of a box are a durable contiguous prefix
 * before anybody is thanked for one; (2) the rows, the tally and the high-water mark (`heads`) of one log of one box change
 * together, in the transaction that this group is for, or not at all. It refuses a gap and skips what is there, since a
 * batch was cut to begin right behind `onto` and is taken only while the mark is still exactly that, by number and by
 * digest; (3) a box hears `ack` only after this transaction's commit has returned. Whatever is lost, repeated, reordered
 * or cut short elsewhere leaves 1 to 3 true, and the next `hello` resumes from the mark. No clock appears in this.
 * The tally stays what a recount of the rows gives, since it was worked out with the basis and the boots that are
 * stored when it is added: both are compared here, and can change only before or after this transaction.
 */
export function createGroup(held: Held): Group {
  const heads = new Map<string, HeadWrite>();
  const boots = new Map<string, Boot & { box: string }>();
  const tally = new Map<string, TallyDelta>();
  /** Undefined for one that is not stored. */
  const stored = new Map<string, Boot | undefined>();

  /** Asked for every batch, and the same for many of them. */
  function bootOf(box: string, bootId: string): Boot | undefined {
    const name = nameOf(box, bootId);
    if (!stored.has(name)) stored.set(name, held.boot(box, bootId));
    return boots.get(name) ?? stored.get(name);
  }

  function isMoved({ box, basis, onto, firstSeq, votes, boots: known }: Batch, head: HeldHead | undefined) {
    if (basis !== held.basis || (head?.forkedAt ?? null) !== null) return true;
    if ((head?.acked ?? firstSeq - 1) !== onto.acked || (head?.digest ?? '') !== onto.digest) return true;
    let last: string | null = null;
    for (const { bootId } of votes) {
      if (bootId === last) continue;
      last = bootId;
      const isSaid = known.some((boot) => boot.bootId === bootId);
      if (!isSaid && bootOf(box, bootId) !== undefined) return true;
    }
    return known.some((said) => {
      const boot = bootOf(box, said.bootId);
      return boot !== undefined && !isSame(boot, said);
    });
  }

  function stage(batch: Batch, isNew: boolean, before: HeadWrite | undefined): void {
    const { box, epoch, machine, firstSeq, votes } = batch;
    const { seq: acked, digest } = lastOf(batch);
    const added = (before?.votes ?? 0) + votes.length;
    heads.set(nameOf(box, epoch), { box, epoch, machine, firstSeq, acked, digest, votes: added, isNew });
    for (const delta of batch.tally) addDelta(tally, { box, epoch, ...delta });
    for (const boot of batch.boots) {
      if (bootOf(box, boot.bootId) === undefined) boots.set(nameOf(box, boot.bootId), { box, ...boot });
    }
  }

  return {
    take(batch) {
      const staged = heads.get(nameOf(batch.box, batch.epoch));
      const head = staged === undefined ? held.head(batch.box, batch.epoch) : { ...staged, forkedAt: null };
      if (isMoved(batch, head)) return false;
      stage(batch, staged?.isNew ?? head === undefined, staged);
      return true;
    },
    writes: () => ({
      heads: byName(heads),
      tally: sorted(tally),
      boots: byName(boots),
    }),
  };
}

/** Adds up what is added to one row. */
export function addDelta(tally: Map<string, TallyDelta>, delta: TallyDelta): void {
  const { box, epoch, kind, sessionId, plus, minus } = delta;
  const name = `${box}\0${epoch}\0${kind}\0${sessionId}`;
  const sum = tally.get(name);
  if (sum === undefined) {
    tally.set(name, { box, epoch, kind, sessionId, plus, minus });
    return;
  }
  sum.plus += plus;
  sum.minus += minus;
}

/** By key, without those that add nothing. */
export function sorted(tally: ReadonlyMap<string, TallyDelta>): TallyDelta[] {
  return byName(tally).filter(({ plus, minus }) => plus !== 0 || minus !== 0);
}

/** Names sort as the keys they are made of: U+0000 comes before whatever is in them. */
function byName<T>(named: ReadonlyMap<string, T>): T[] {
  return [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

/** Of keys of equal length. */
export function inOrder(a: readonly string[], b: readonly string[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? '';
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function lastOf({ box, epoch, onto, votes }: Batch): { seq: number; digest: string } {
  let last = { seq: onto.acked, digest: onto.digest };
  for (const vote of votes) {
    if (vote.seq <= last.seq) throw new Error(`Vote ${vote.seq} of ${box}, ${epoch}, is out of order.`);
    last = vote;
  }
  return last;
}

function isSame(a: Boot, b: Boot): boolean {
  return a.quality === b.quality && a.wallOffsetMs === b.wallOffsetMs;
}

/** Of two texts one; U+0000 is in none that a database keeps. */
function nameOf(a: string, b: string): string {
  return `${a}\0${b}`;
}
