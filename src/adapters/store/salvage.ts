import { randomUUID } from 'node:crypto';
import { renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { beginsOnTrust, type ChainRow, type Epoch, firstDigest, nextDigest } from '../../core/digest.ts';
import { draftOf, finishedOf, finishSalvage, removeDatabase } from './aside.ts';
import { connect, syncDirectory, syncFile } from './connection.ts';
import { type Findings, sift } from './findings.ts';
import { openPages } from './pages.ts';
import { voteWriter, writeBoot, writeEpoch, writeMeta } from './rows.ts';
import { isNewer, newer } from './schema.ts';
import { copyAdjustment, copyProgramme } from './versions.ts';

export interface SalvageOptions {
  path: string;
  machine: string;
  /** The wall clock, for the name of the file that is kept aside. */
  at: number;
  /** The last vote somebody was thanked for, where that is known: a later one must not come back. */
  lastSeq: number | null;
}

/** What a salvage brought over. */
export interface Salvaged {
  votes: number;
  /** How many votes inside the log are declared lost. */
  lost: number;
  /** Where the damaged file is. */
  aside: string;
}

const TRUSTED_HOLE = 1000; // votes; a number further on than that is believed only with its neighbour
const WORST_HOLE = 1_000_000; // votes; no box ever holds as many

/**
 * Copies what can be read of a damaged database into a new one, which takes its place; the damaged file is
 * kept aside as it was. Votes keep their numbers; those in between that are unreadable, or do not fit their
 * digest, are declared lost, and a new epoch begins behind the last.
 */
export function salvage({ path, machine, at, lastSeq }: SalvageOptions): Salvaged {
  const file = openPages(path);
  const findings = siftAndClose(file, path);
  const epochs = findings.epochs.length > 0 ? findings.epochs : [firstOf(machine)];
  const chain = pickVotes(findings, epochs, lastSeq);
  const draft = draftOf(path);
  removeDatabase(draft);
  const db = connect(draft);
  try {
    db.transaction(() => write(db, findings, epochs, chain, machine))();
  } finally {
    db.close();
  }
  syncFile(draft);
  renameSync(draft, finishedOf(path));
  syncDirectory(dirname(path));
  const aside = finishSalvage(path, at) ?? path;
  return { votes: chain.votes.length, lost: chain.lost.length, aside };
}

/** What people are told of a salvage. */
export function salvageWarning({ votes, lost, aside }: Salvaged): string {
  const gone = lost === 0 ? 'none in between is missing' : `${lost} in between could not be read`;
  return (
    `The database was damaged. ${votes} votes were saved, ${gone}; the box counts on. ` +
    `The damaged file is kept as ${aside}.`
  );
}

/** The same when an earlier start salvaged and this one only put the new file in place; null when nothing was. */
export function finishedWarning(aside: string | null, path: string): string | null {
  if (aside === null) return null;
  return `The database was damaged and has been salvaged into ${path}. The damaged file is kept as ${aside}.`;
}

function siftAndClose(file: ReturnType<typeof openPages>, path: string): Findings {
  try {
    if (isNewer(file.userVersion)) throw newer(path, file.userVersion);
    return sift(file);
  } finally {
    file.close();
  }
}

/** Stands for epochs that are gone; being a salvage, its first vote is taken on trust. */
function firstOf(machine: string): Epoch {
  return { firstSeq: 1, epoch: randomUUID(), machine, why: 'salvage' };
}

interface Chain {
  votes: ChainRow[];
  lost: number[];
}

function pickVotes(
  { votes, lost: known }: Findings,
  epochs: readonly Epoch[],
  lastSeq: number | null,
): Chain {
  const chain: Chain = { votes: [], lost: [] };
  const first = epochs[0];
  let digest = first === undefined || beginsOnTrust(first) ? null : firstDigest(first.epoch);
  let last = 0;
  const declareUpTo = (seq: number): void => {
    for (let hole = last + 1; hole <= seq; hole += 1) chain.lost.push(hole);
    last = Math.max(last, seq);
  };
  for (const seq of [...votes.keys()].sort((a, b) => a - b)) {
    if (lastSeq !== null && seq > lastSeq) break;
    const before = seq === last + 1 ? digest : null;
    const candidates = votes.get(seq) ?? [];
    const row =
      before === null
        ? trusted(candidates, votes.get(seq + 1) ?? [], seq - last - 1)
        : candidates.find((candidate) => follows(before, candidate));
    if (row === undefined) continue;
    declareUpTo(seq - 1);
    chain.votes.push(row);
    digest = Buffer.from(row.digest);
    last = seq;
  }
  // A last vote that does not fit is lost as well, and its number was given away.
  const seen = [...votes.keys()].filter(
    (seq) => seq > last && seq - last <= TRUSTED_HOLE && seq <= (lastSeq ?? seq),
  );
  const end = Math.max(...seen, (epochs.at(-1)?.firstSeq ?? 1) - 1, known.at(-1) ?? 0, lastSeq ?? 0);
  if (end - last <= WORST_HOLE) declareUpTo(end);
  return chain;
}

/** Behind a hole a vote cannot be checked against the one before, only by the one after. */
function trusted(
  candidates: readonly ChainRow[],
  next: readonly ChainRow[],
  hole: number,
): ChainRow | undefined {
  if (hole > WORST_HOLE) return undefined;
  const confirmed = candidates.find((row) => next.some((after) => follows(row.digest, after)));
  return confirmed ?? (hole <= TRUSTED_HOLE ? candidates[0] : undefined);
}

function follows(before: Uint8Array, row: ChainRow): boolean {
  return nextDigest(before, row.seq, row).equals(row.digest);
}

function write(
  db: Sqlite.Database,
  { boots, meta, programmes, adjustments }: Findings,
  epochs: readonly Epoch[],
  { votes, lost }: Chain,
  machine: string,
): void {
  const writeVote = voteWriter(db);
  for (const vote of votes) writeVote(vote);
  const writeLost = db.prepare('INSERT INTO lost (seq) VALUES (?)');
  for (const seq of lost) writeLost.run(seq);
  for (const epoch of epochs) writeEpoch(db, epoch);
  const next = Math.max(votes.at(-1)?.seq ?? 0, lost.at(-1) ?? 0) + 1;
  writeEpoch(db, { firstSeq: next, epoch: randomUUID(), machine, why: 'salvage' });
  for (const boot of boots) writeBoot(db, boot);
  for (const [key, value] of meta) writeMeta(db, key, value);
  for (const row of programmes) copyProgramme(db, row);
  for (const row of adjustments) copyAdjustment(db, row);
}
