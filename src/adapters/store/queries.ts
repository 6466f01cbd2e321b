import type Sqlite from 'better-sqlite3';
import type { VoteSpan } from '../../core/vote.ts';

/** How many votes count, by value. Reads the whole table. */
export function countVotes(db: Sqlite.Database): { plus: number; minus: number } {
  const select = db.prepare<[], { plus: number; minus: number }>(
    `SELECT count(*) FILTER (WHERE value = 1) AS plus, count(*) FILTER (WHERE value = -1) AS minus
     FROM votes WHERE source <> 'test'`,
  );
  return select.get() ?? { plus: 0, minus: 0 };
}

/**
 * Which spans hold a vote that counts, by what is known of its boot now: a vote whose time nobody knows may be in any
 * of them. Reads the whole table once.
 */
export function spansWithVotes(db: Sqlite.Database, room: string, spans: readonly VoteSpan[]): boolean[] {
  const timeless = db.prepare<[string], number>(
    `SELECT EXISTS (
       SELECT 1 FROM votes LEFT JOIN boots USING (boot_id)
       WHERE room = ? AND source <> 'test' AND ifnull(quality, 'unset') = 'unset'
     )`,
  );
  if (timeless.pluck().get(room) === 1) return spans.map(() => true);
  const select = db.prepare<[string], number>(
    `SELECT wall_offset_ms + mono_ms FROM votes JOIN boots USING (boot_id)
     WHERE room = ? AND source <> 'test' AND quality <> 'unset'`,
  );
  const held = spans.map(() => false);
  for (const at of select.pluck().iterate(room)) {
    for (const [index, { fromAt, toAt }] of spans.entries()) {
      if (fromAt <= at && at < toAt) held[index] = true;
    }
  }
  return held;
}
