import type Sqlite from 'better-sqlite3';
import type { Clock } from '../../app/ports.ts';
import type { Appended, Batch } from '../../core/hub/records.ts';
import type { Boot } from '../../core/vote.ts';
import { createGroup, type GroupWrites, type Held, type HeldHead, ROWS_MAX, WRITING_MS } from './group.ts';

/** Takes batches into the database in one synced transaction. Throws when that failed; nothing is stored then. */
export type Taking = (batches: readonly Batch[]) => Appended[];

export function createTaking(db: Sqlite.Database, event: string, clock: Pick<Clock, 'monoMs'>): Taking {
  const held = createHeld(db, event);
  const insert = createInsert(db, event);
  const write = createWrite(db, event);
  // The transaction of `createGroup`, which says why it loses nothing and counts nothing twice.
  const take = db.transaction((batches: readonly Batch[]): Appended[] => {
    const group = createGroup(held());
    const beganMs = clock.monoMs();
    let rows = 0;
    let isOver = false;
    const answers = batches.map((batch): Appended => {
      isOver ||= rows > 0 && (rows + batch.votes.length > ROWS_MAX || clock.monoMs() - beganMs >= WRITING_MS);
      if (isOver) return 'later';
      if (!group.take(batch)) return 'moved';
      insert(batch);
      rows += batch.votes.length;
      return 'stored';
    });
    write(group.writes());
    return answers;
  });
  return (batches) => take.immediate(batches);
}

function createHeld(db: Sqlite.Database, event: string): () => Held {
  const basis = db.prepare<[string], number>('SELECT basis FROM counters WHERE event = ?').pluck();
  const head = db.prepare<[string, string, string], HeldHead>(
    'SELECT acked, digest, forked_at AS forkedAt FROM heads WHERE event = ? AND box = ? AND epoch = ?',
  );
  const boot = db.prepare<[string, string, string], Boot>(
    `SELECT boot_id AS bootId, wall_offset_ms AS wallOffsetMs, quality FROM boots
     WHERE event = ? AND box = ? AND boot_id = ?`,
  );
  return () => ({
    basis: basis.get(event) ?? 0,
    head: (box, epoch) => head.get(event, box, epoch),
    boot: (box, bootId) => boot.get(event, box, bootId),
  });
}

function createInsert(db: Sqlite.Database, event: string): (batch: Batch) => void {
  const insert = db.prepare(
    `INSERT INTO votes (event, box, epoch, seq, boot_id, mono_ms, wall_ms, value, room, shown_session_id, source, digest)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return ({ box, epoch, votes }) => {
    for (const vote of votes) {
      const { seq, bootId, monoMs, wallMs, value, room, shownSessionId, source } = vote;
      const digest = Buffer.from(vote.digest, 'hex');
      insert.run(event, box, epoch, seq, bootId, monoMs, wallMs, value, room, shownSessionId, source, digest);
    }
  };
}

function createWrite(db: Sqlite.Database, event: string): (writes: GroupWrites) => void {
  const head = db.prepare(
    `INSERT INTO heads (event, box, epoch, machine, first_seq, acked, digest, votes, left_out)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)
     ON CONFLICT (event, box, epoch)
     DO UPDATE SET acked = excluded.acked, digest = excluded.digest, votes = votes + excluded.votes`,
  );
  const sum = db.prepare(
    `INSERT INTO tally (event, box, epoch, kind, session_id, plus, minus) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (event, box, epoch, kind, session_id)
     DO UPDATE SET plus = plus + excluded.plus, minus = minus + excluded.minus`,
  );
  const boot = db.prepare(
    'INSERT INTO boots (event, box, boot_id, wall_offset_ms, quality) VALUES (?, ?, ?, ?, ?)',
  );
  return ({ heads, tally, boots }) => {
    for (const { box, epoch, machine, firstSeq, acked, digest, votes } of heads) {
      head.run(event, box, epoch, machine, firstSeq, acked, digest, votes);
    }
    for (const { box, epoch, kind, sessionId, plus, minus } of tally) {
      sum.run(event, box, epoch, kind, sessionId, plus, minus);
    }
    for (const { box, bootId, wallOffsetMs, quality } of boots) {
      boot.run(event, box, bootId, wallOffsetMs, quality);
    }
  };
}
