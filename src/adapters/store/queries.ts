import type Sqlite from 'better-sqlite3';
import type { VoteSpan } from '../../app/ports.ts';
import { programmeJsonOf } from './rows.ts';

const VERSIONS_KEPT = 200; // a feed that flaps between two states must not fill the disk

/** How many votes count, by value. Reads the whole table. */
export function countVotes(db: Sqlite.Database): { plus: number; minus: number } {
  const select = db.prepare<[], { plus: number; minus: number }>(
    `SELECT count(*) FILTER (WHERE value = 1) AS plus, count(*) FILTER (WHERE value = -1) AS minus
     FROM votes WHERE source <> 'test'`,
  );
  return select.get() ?? { plus: 0, minus: 0 };
}

/** Which spans hold a vote that counts, by what is known of its boot now. Reads the whole table once. */
export function spansWithVotes(db: Sqlite.Database, room: string, spans: readonly VoteSpan[]): boolean[] {
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

/** Adds a version unless it is the newest already, and drops the oldest beyond what is kept. */
export function appendProgramme(db: Sqlite.Database, json: string, origin: string, at: number): void {
  if (programmeJsonOf(db) === json) return;
  const run = db.transaction(() => {
    db.prepare('INSERT INTO programmes (at, origin, json) VALUES (?, ?, ?)').run(
      Math.round(at),
      origin,
      json,
    );
    db.prepare('DELETE FROM programmes WHERE version <= (SELECT max(version) FROM programmes) - ?').run(
      VERSIONS_KEPT,
    );
  });
  run.immediate();
}
