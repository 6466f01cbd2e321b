import type { TallyRow } from '../../core/hub/tally.ts';
import type { Boot } from '../../core/vote.ts';
import type { HeadWrite, TallyDelta } from './group.ts';
import { pieces, places, type Query } from './sql.ts';

/** Rows of one statement. */
const ROWS = 100;

/** In the order of the key, without rows that have become empty. */
export function tallyOf(query: Query, event: string): Promise<TallyRow[]> {
  return query.all<TallyRow>(
    `SELECT box, epoch, kind, session_id AS "sessionId", plus, minus FROM tally
     WHERE event = $1 AND (plus <> 0 OR minus <> 0) ORDER BY box, epoch, kind, session_id`,
    [event],
  );
}

/** @param deltas in the order of the key */
export async function addToTally(query: Query, event: string, deltas: readonly TallyDelta[]): Promise<void> {
  for (const piece of pieces(deltas, ROWS)) {
    await query.run(
      `INSERT INTO tally (event, box, epoch, kind, session_id, plus, minus) VALUES ${places(piece.length, 7)}
       ON CONFLICT (event, box, epoch, kind, session_id)
       DO UPDATE SET plus = tally.plus + excluded.plus, minus = tally.minus + excluded.minus`,
      piece.flatMap(({ box, epoch, kind, sessionId, plus, minus }) => [
        event,
        box,
        epoch,
        kind,
        sessionId,
        plus,
        minus,
      ]),
    );
  }
}

/** Those that are not stored yet; gives their ids. @param boots in the order of the key */
export async function insertBoots(
  query: Query,
  event: string,
  boots: readonly (Boot & { box: string })[],
): Promise<string[]> {
  const added: string[] = [];
  for (const piece of pieces(boots, ROWS)) {
    const rows = await query.all<{ bootId: string }>(
      `INSERT INTO boots (event, box, boot_id, wall_offset_ms, quality) VALUES ${places(piece.length, 5)}
       ON CONFLICT (event, box, boot_id) DO NOTHING RETURNING boot_id AS "bootId"`,
      piece.flatMap(({ box, bootId, wallOffsetMs, quality }) => [event, box, bootId, wallOffsetMs, quality]),
    );
    added.push(...rows.map(({ bootId }) => bootId));
  }
  return added;
}

/** The rows of new logs; gives how many were not there yet. @param heads in the order of the key */
export async function insertHeads(query: Query, event: string, heads: readonly HeadWrite[]): Promise<number> {
  let added = 0;
  for (const piece of pieces(heads, ROWS)) {
    added += await query.run(
      `INSERT INTO heads (event, box, epoch, machine, first_seq, acked, digest, votes, left_out)
       VALUES ${places(piece.length, 9)} ON CONFLICT (event, box, epoch) DO NOTHING`,
      piece.flatMap(({ box, epoch, machine, firstSeq }) => [
        event,
        box,
        epoch,
        machine,
        firstSeq,
        firstSeq - 1,
        '',
        0,
        0,
      ]),
    );
  }
  return added;
}

/** Moves the marks of logs that have a row. @param heads in the order of the key */
export async function writeHeads(query: Query, event: string, heads: readonly HeadWrite[]): Promise<void> {
  for (const piece of pieces(heads, ROWS)) {
    await query.run(
      `INSERT INTO heads (event, box, epoch, machine, first_seq, acked, digest, votes, left_out)
       VALUES ${places(piece.length, 9)}
       ON CONFLICT (event, box, epoch)
       DO UPDATE SET acked = excluded.acked, digest = excluded.digest, votes = heads.votes + excluded.votes`,
      piece.flatMap(({ box, epoch, machine, firstSeq, acked, digest, votes }) => [
        event,
        box,
        epoch,
        machine,
        firstSeq,
        acked,
        digest,
        votes,
        0,
      ]),
    );
  }
}
