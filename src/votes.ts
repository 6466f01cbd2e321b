import { explain } from './adapters/store/errors.ts';
import { openReader, type VoteReader } from './adapters/store/reading.ts';
import type { ChainReport, ChainRow, Epoch } from './core/digest.ts';
import type { KnownSession } from './core/programme.ts';
import { correctedAt } from './core/vote.ts';
import { CSV_HEADER, csvLine, type ExportedVote } from './core/votecsv.ts';
import { sessionAt, votingSessions } from './core/window.ts';

/** Where a command writes; `out` may make it wait. */
export interface CommandIo {
  out(text: string): void | Promise<void>;
  err(text: string): void;
}

/** `likebox votes verify`: exit code 0 for a whole chain, 3 with where it breaks, 1 when it cannot be read. */
export async function verifyVotes(
  { db, json }: { db: string; json: boolean },
  io: CommandIo,
): Promise<number> {
  return withReader(db, io, async (reader) => {
    const structure = reader.structure();
    const report = structure === null ? reader.verify() : null;
    const whole = report !== null && report.breaks.length === 0;
    if (json) {
      const found = { db, ok: whole, structure: structure ?? 'ok', ...report, epochs: reader.epochs };
      await io.out(`${JSON.stringify(found)}\n`);
    } else await io.out(describe(db, report, structure, reader.epochs));
    return whole ? 0 : 3;
  });
}

/** `likebox votes export`: every vote, one line each, in constant memory. Exit code 0, or 1. */
export async function exportVotes(
  { db, format }: { db: string; format: 'csv' | 'json' },
  io: CommandIo,
): Promise<number> {
  return withReader(db, io, async (reader) => {
    const lines = format === 'csv' ? csvLines(reader) : jsonLines(reader);
    for (const chunk of chunks(lines)) await io.out(chunk);
    return 0;
  });
}

const CHUNK_LENGTH = 65_536;

async function withReader(
  db: string,
  io: CommandIo,
  run: (reader: VoteReader) => Promise<number>,
): Promise<number> {
  let reader: VoteReader | undefined;
  try {
    reader = openReader(db);
    return await run(reader);
  } catch (error) {
    const { message, trouble } = explain(error, db);
    io.err(`${message}\n`);
    return trouble === 'damaged' ? 3 : 1;
  } finally {
    reader?.close();
  }
}

function describe(
  db: string,
  report: ChainReport | null,
  structure: string | null,
  epochs: readonly Epoch[],
): string {
  if (report === null) return `${db} is damaged: ${structure}.\n`;
  const { votes, digest, lost, breaks, moreBreaks } = report;
  const lines = breaks.map((found) => found.message);
  if (moreBreaks > 0) lines.push(`and ${moreBreaks} more breaks`);
  const counted = `${votes} votes in ${epochs.length} epochs, ${lost} declared lost, digest ${digest}`;
  if (breaks.length === 0) return `${db} is whole: ${counted}.\n`;
  return `${db} is not what was written:\n${lines.map((line) => `  ${line}\n`).join('')}${counted}.\n`;
}

function* chunks(lines: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

function* csvLines(reader: VoteReader): Generator<string> {
  yield CSV_HEADER;
  for (const vote of exported(reader)) yield csvLine(vote);
}

function* jsonLines(reader: VoteReader): Generator<string> {
  yield '[';
  let before = '\n';
  for (const vote of exported(reader)) {
    yield before + JSON.stringify(vote);
    before = ',\n';
  }
  yield '\n]\n';
}

function* exported(reader: VoteReader): Generator<ExportedVote> {
  const { box, epochs, rule } = reader;
  const boots = new Map(reader.boots.map((boot) => [boot.bootId, boot]));
  const sessions = sessionsByRoom(reader);
  let epoch = 0;
  for (const row of reader.votes()) {
    while ((epochs[epoch + 1]?.firstSeq ?? Number.POSITIVE_INFINITY) <= row.seq) epoch += 1;
    const at = correctedAt(row, boots.get(row.bootId));
    const counts = row.source !== 'test' && row.room !== null && at !== null;
    const session = counts ? sessionAt(sessions(row.room), at, rule) : undefined;
    yield toExported(row, box, epochs[epoch]?.epoch ?? '', at, session?.id ?? null);
  }
}

function sessionsByRoom({ programme }: VoteReader): (room: string | null) => readonly KnownSession[] {
  const known = new Map<string, readonly KnownSession[]>();
  return (room) => {
    if (programme === null || room === null) return [];
    const sessions = known.get(room) ?? votingSessions(programme, room);
    known.set(room, sessions);
    return sessions;
  };
}

function toExported(
  { seq, bootId, monoMs, wallMs, value, room, shownSessionId, source, digest }: ChainRow,
  box: string,
  epoch: string,
  at: number | null,
  sessionId: string | null,
): ExportedVote {
  const hex = Buffer.from(digest).toString('hex');
  return {
    box,
    epoch,
    seq,
    bootId,
    monoMs,
    wallMs,
    correctedAt: at,
    value,
    room,
    sessionId,
    shownSessionId,
    source,
    digest: hex,
  };
}
