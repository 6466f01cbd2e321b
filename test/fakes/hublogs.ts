import type { Attribution } from '../../src/app/hub/ports.ts';
import type { Appended, Batch, Head } from '../../src/core/hub/records.ts';
import type { TallyRow } from '../../src/core/hub/tally.ts';
import { type Boot, correctedAt, improves, type StoredVote } from '../../src/core/vote.ts';

export interface VotesSnapshot {
  readonly basis: number;
  readonly logs: ReadonlyMap<string, Log>;
  readonly boots: ReadonlyMap<string, ReadonlyMap<string, Boot>>;
}

export interface Log {
  head: Head;
  votes: StoredVote[];
  tally: Map<string, TallyRow>;
}

export interface State {
  basis: number;
  /** By box and epoch. */
  logs: Map<string, Log>;
  /** By box and boot. */
  boots: Map<string, Map<string, Boot>>;
}

type Counted = Pick<TallyRow, 'kind' | 'sessionId' | 'plus' | 'minus'>;

const ROWS_MAX = 5_000; // of one transaction, as the real ones

export function appendAll(state: State, batches: readonly Batch[]): Appended[] {
  let rows = 0;
  let isOver = false;
  return batches.map((batch) => {
    isOver ||= rows > 0 && rows + batch.votes.length > ROWS_MAX;
    if (isOver) return 'later';
    if (isMoved(state, batch)) return 'moved';
    rows += batch.votes.length;
    appendOne(state, batch);
    return 'stored';
  });
}

function isMoved(state: State, { box, epoch, firstSeq, onto, basis, boots, votes }: Batch): boolean {
  const nothing = { acked: firstSeq - 1, digest: '', forkedAt: null };
  const head = state.logs.get(nameOf(box, epoch))?.head ?? nothing;
  if (
    head.forkedAt !== null ||
    head.acked !== onto.acked ||
    head.digest !== onto.digest ||
    basis !== state.basis
  )
    return true;
  const stored = state.boots.get(box);
  if (stored === undefined) return false;
  const differs = boots.some((boot) => {
    const known = stored.get(boot.bootId);
    return (
      known !== undefined && (known.quality !== boot.quality || known.wallOffsetMs !== boot.wallOffsetMs)
    );
  });
  return (
    differs || votes.some(({ bootId }) => stored.has(bootId) && !boots.some((boot) => boot.bootId === bootId))
  );
}

function appendOne(state: State, { box, epoch, firstSeq, machine, votes, tally, boots }: Batch): void {
  const name = nameOf(box, epoch);
  let log = state.logs.get(name);
  if (log === undefined) {
    const head = { box, epoch, firstSeq, acked: 0, digest: '', machine, forkedAt: null, leftOut: false };
    log = { head, votes: [], tally: new Map() };
    state.logs.set(name, log);
  }
  const last = votes.at(-1);
  log.head = { ...log.head, acked: last?.seq ?? log.head.acked, digest: last?.digest ?? log.head.digest };
  for (const vote of votes) log.votes.push(vote);
  for (const counted of tally) count(log, log.tally, counted);
  const known = state.boots.get(box) ?? new Map<string, Boot>();
  state.boots.set(box, known);
  for (const boot of boots) if (!known.has(boot.bootId)) known.set(boot.bootId, { ...boot });
}

/** Of the votes of these boots alone. */
export function improveBoots(
  state: State,
  box: string,
  found: readonly Boot[],
  before: Attribution,
  after: Attribution,
): void {
  const known = state.boots.get(box) ?? new Map<string, Boot>();
  const better = new Map<string, Boot>();
  for (const boot of found) {
    if (improves(better.get(boot.bootId) ?? known.get(boot.bootId), boot)) better.set(boot.bootId, boot);
  }
  if (better.size === 0) return;
  for (const log of logsOf(state, box)) {
    for (const vote of log.votes) {
      const boot = better.get(vote.bootId);
      if (boot === undefined) continue;
      const countable = { ...vote, box };
      shift(log, vote, before.of(countable, known.get(vote.bootId)), after.of(countable, boot));
    }
  }
  state.boots.set(box, new Map([...known, ...better]));
}

export function move(
  state: State,
  log: Log,
  before: Attribution,
  after: Attribution,
  span: { fromAt: number; toAt: number } | undefined,
): void {
  const { box } = log.head;
  for (const vote of log.votes) {
    const boot = bootOf(state, box, vote.bootId);
    const at = correctedAt(vote, boot);
    if (span !== undefined && (at === null || at < span.fromAt || span.toAt <= at)) continue;
    const countable = { ...vote, box };
    shift(log, vote, before.of(countable, boot), after.of(countable, boot));
  }
}

type Key = Pick<TallyRow, 'kind' | 'sessionId'>;

function shift(log: Log, { value }: StoredVote, from: Key, to: Key): void {
  if (from.kind === to.kind && from.sessionId === to.sessionId) return;
  const [plus, minus] = value === 1 ? [1, 0] : [0, 1];
  count(log, log.tally, { ...from, plus: -plus, minus: -minus });
  count(log, log.tally, { ...to, plus, minus });
}

function count(log: Log, tally: Map<string, TallyRow>, { kind, sessionId, plus, minus }: Counted): void {
  const name = `${kind} ${sessionId}`;
  const { box, epoch } = log.head;
  const known = tally.get(name) ?? { box, epoch, kind, sessionId, plus: 0, minus: 0 };
  tally.set(name, { ...known, plus: known.plus + plus, minus: known.minus + minus });
}

export function countAnew(state: State, log: Log, attribution: Attribution): Map<string, TallyRow> {
  const tally = new Map<string, TallyRow>();
  const { box } = log.head;
  for (const vote of log.votes) {
    const key = attribution.of({ ...vote, box }, bootOf(state, box, vote.bootId));
    const [plus, minus] = vote.value === 1 ? [1, 0] : [0, 1];
    count(log, tally, { ...key, plus, minus });
  }
  return tally;
}

export function rowsOf(tally: ReadonlyMap<string, TallyRow>): TallyRow[] {
  return [...tally.values()]
    .filter(({ plus, minus }) => plus !== 0 || minus !== 0)
    .sort((a, b) => compare(a.kind, b.kind) || compare(a.sessionId, b.sessionId));
}

export function logsOf(state: State, box?: string): Log[] {
  return [...state.logs.values()]
    .filter(({ head }) => box === undefined || head.box === box)
    .sort((a, b) => compare(a.head.box, b.head.box) || compare(a.head.epoch, b.head.epoch));
}

export function copyOf({ basis, logs, boots }: VotesSnapshot): State {
  return {
    basis,
    logs: new Map(
      [...logs].map(([name, log]) => [
        name,
        { head: log.head, votes: [...log.votes], tally: new Map(log.tally) },
      ]),
    ),
    boots: new Map([...boots].map(([box, known]) => [box, new Map(known)])),
  };
}

export const bootOf = (state: State, box: string, bootId: string) => state.boots.get(box)?.get(bootId);
export const nameOf = (box: string, epoch: string) => `${box}\n${epoch}`;
export const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What a database refuses in the middle of a transaction. */
export const isBroken = ({ value }: StoredVote) => value !== 1 && value !== -1;
