import { randomUUID } from 'node:crypto';
import type Sqlite from 'better-sqlite3';
import type { HeldEpoch, SeqRange, VoteDigest } from '../../core/link/frames.ts';
import type { StoredVote } from '../../core/vote.ts';
import { epochsOf, votesBetween, writeEpoch } from './rows.ts';

/** The epochs of the log with what lies in each, in order. */
export function heldEpochs(db: Sqlite.Database): HeldEpoch[] {
  const newest = db.prepare<[number, number], { seq: number; digest: Buffer }>(
    'SELECT seq, digest FROM votes WHERE seq BETWEEN ? AND ? ORDER BY seq DESC LIMIT 1',
  );
  return spansOf(db).map(({ epoch, firstSeq, endSeq }) => {
    const last = newest.get(firstSeq, endSeq);
    const lost = lostBetween(db, firstSeq, endSeq);
    const lastSeq = Math.max(last?.seq ?? 0, lost.at(-1)?.[1] ?? 0, firstSeq - 1);
    return { epoch, firstSeq, lastSeq, digest: last?.digest.toString('hex') ?? '', lost };
  });
}

/** Votes of an epoch behind `after`, ascending, at most `count`; none of an epoch that is not there. */
export function votesAfter(db: Sqlite.Database, epoch: string, after: number, count: number): StoredVote[] {
  const span = spanOf(db, epoch);
  return span === undefined ? [] : votesBetween(db, Math.max(after + 1, span.firstSeq), span.endSeq, count);
}

/** The greatest `seq` of an epoch at which these digests are the log's; null when none is. */
export function commonVote(
  db: Sqlite.Database,
  epoch: string,
  digests: readonly VoteDigest[],
): number | null {
  const span = spanOf(db, epoch);
  if (span === undefined) return null;
  const select = db.prepare<[number], Buffer>('SELECT digest FROM votes WHERE seq = ?').pluck();
  const common = digests.filter(
    ({ seq, digest }) =>
      span.firstSeq <= seq && seq <= span.endSeq && select.get(seq)?.toString('hex') === digest,
  );
  return common.reduce<number | null>((most, { seq }) => Math.max(most ?? 0, seq), null);
}

/**
 * Begins an epoch of its own inside of `epoch` or right behind it; votes keep their numbers and digests. False when
 * `firstSeq` does not lie there. Where an epoch begins already, that one is left, unless it is `epoch` itself.
 */
export function splitEpoch(db: Sqlite.Database, epoch: string, firstSeq: number): boolean {
  const held = heldEpochs(db).find((one) => one.epoch === epoch);
  const epochs = epochsOf(db);
  const split = epochs.find((one) => one.epoch === epoch);
  if (held === undefined || split === undefined) return false;
  if (firstSeq < held.firstSeq || firstSeq > held.lastSeq + 1) return false;
  if (epochs.some((one) => one.firstSeq === firstSeq && one !== split)) return true;
  writeEpoch(db, { firstSeq, epoch: randomUUID(), machine: split.machine, why: 'hub' });
  return true;
}

/** Keeps how far each epoch is acknowledged, in place of what was known before. */
export function saveAcked(db: Sqlite.Database, acked: ReadonlyMap<string, number>): void {
  const run = db.transaction(() => {
    db.prepare('DELETE FROM acked').run();
    const insert = db.prepare('INSERT INTO acked (epoch, seq) VALUES (?, ?)');
    for (const [epoch, seq] of acked) insert.run(epoch, seq);
  });
  run.immediate();
}

export function ackedOf(db: Sqlite.Database): Map<string, number> {
  const rows = db.prepare<[], { epoch: string; seq: number }>('SELECT epoch, seq FROM acked').all();
  return new Map(rows.map(({ epoch, seq }) => [epoch, seq]));
}

/** The numbers that belong to an epoch, both ends included. */
interface Span {
  epoch: string;
  firstSeq: number;
  endSeq: number;
}

function spansOf(db: Sqlite.Database): Span[] {
  const epochs = epochsOf(db);
  return epochs.map(({ epoch, firstSeq }, index) => ({
    epoch,
    firstSeq,
    endSeq: (epochs[index + 1]?.firstSeq ?? Number.MAX_SAFE_INTEGER) - 1,
  }));
}

function spanOf(db: Sqlite.Database, epoch: string): Span | undefined {
  return spansOf(db).find((span) => span.epoch === epoch);
}

/** The declared holes, neighbours put together. */
function lostBetween(db: Sqlite.Database, firstSeq: number, endSeq: number): SeqRange[] {
  const select = db.prepare<[number, number], number>(
    'SELECT seq FROM lost WHERE seq BETWEEN ? AND ? ORDER BY seq',
  );
  const ranges: [number, number][] = [];
  for (const seq of select.pluck().iterate(firstSeq, endSeq)) {
    const range = ranges.at(-1);
    if (range !== undefined && range[1] === seq - 1) range[1] = seq;
    else ranges.push([seq, seq]);
  }
  return ranges;
}
