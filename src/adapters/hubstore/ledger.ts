import type { AuditEntry, Pulse } from '../../core/hub/records.ts';
import type { Database, Query } from './sql.ts';

/** The counters that tell others of changes, and the audit log. */
export interface Ledger {
  /**
   * What an organiser, or a box that asks, changes: one after the other, counted and noted in its own transaction. Where
   * `work` gives null nothing has changed, and nothing is counted or noted.
   */
  change<T>(by: AuditEntry | null, work: (query: Query) => Promise<T | null>): Promise<T | null>;
  pulse(): Promise<Pulse>;
  audit(count: number): Promise<(AuditEntry & { number: number })[]>;
}

/** More is dropped, oldest first; years of organisers. */
const AUDIT_MAX = 100_000;

export function createLedger(database: Database, event: string): Ledger {
  return {
    change: (by, work) =>
      database.write(async (query) => {
        await query.all(`SELECT changes FROM counters WHERE event = $1${database.forUpdate}`, [event]);
        const done = await work(query);
        if (done === null) return null;
        await countChange(query, event);
        if (by !== null) await note(query, event, by);
        return done;
      }),
    pulse: () =>
      database.read(async (query) => {
        const [pulse] = await query.all<Pulse>(
          `SELECT basis, changes,
             (SELECT CAST(coalesce(sum(votes), 0) AS BIGINT) FROM heads WHERE event = $1) AS votes
           FROM counters WHERE event = $1`,
          [event],
        );
        return pulse ?? { basis: 0, changes: 0, votes: 0 };
      }),
    audit: (count) =>
      database.read((query) =>
        query.all('SELECT number, at, who, what FROM audit WHERE event = $1 ORDER BY number DESC LIMIT $2', [
          event,
          count,
        ]),
      ),
  };
}

/** Holds the row of counters until the transaction ends, so that those who number rows come one after the other. */
export async function countChange(query: Query, event: string): Promise<void> {
  await query.run('UPDATE counters SET changes = changes + 1 WHERE event = $1', [event]);
}

/** Within a transaction that holds the row of counters. */
export async function note(query: Query, event: string, { at, who, what }: AuditEntry): Promise<void> {
  const number = await nextNumber(query, event, 'audit');
  await query.run('INSERT INTO audit (event, number, at, who, what) VALUES ($1, $2, $3, $4, $5)', [
    event,
    number,
    Math.round(at),
    who,
    what,
  ]);
  await query.run('DELETE FROM audit WHERE event = $1 AND number <= $2', [event, number - AUDIT_MAX]);
}

/** Counts from 1; within a transaction that holds the row of counters. */
export async function nextNumber(
  query: Query,
  event: string,
  table: 'audit' | 'adjustments' | 'corrections' | 'notices' | 'wall_rulings',
): Promise<number> {
  const [row] = await query.all<{ next: number }>(
    `SELECT coalesce(max(number), 0) + 1 AS next FROM ${table} WHERE event = $1`,
    [event],
  );
  return row?.next ?? 1;
}
