import type { HubFleet } from '../../app/hub/ports.ts';
import type { AuditEntry, BoxRecord, LastHealth } from '../../core/hub/records.ts';
import type { Ledger } from './ledger.ts';
import { createRequests } from './requests.ts';
import { type Database, pieces, places, type Query, type Value } from './sql.ts';

/** Rows of one statement. */
const ROWS = 100;

const BOX = `box, machine, secret_digest AS "secretDigest", paired_at AS "pairedAt", paired_by AS "pairedBy",
  revoked_at AS "revokedAt", taken_since_at AS "takenSinceAt", settings`;

type BoxRow = Omit<BoxRecord, 'settings'> & { settings: string };

/** The boxes, those that ask to be paired, and how they all are. */
export function createFleet(database: Database, ledger: Ledger, event: string): HubFleet {
  /** Sets one column, so that what somebody else changes at the same time stays. */
  async function changePaired(set: string, box: string, value: Value, by: AuditEntry): Promise<boolean> {
    const changed = await ledger.change(by, async (query) => {
      const rows = await query.run(
        `UPDATE boxes SET ${set} WHERE event = $1 AND box = $2 AND revoked_at IS NULL`,
        [event, box, value],
      );
      return rows > 0 || null;
    });
    return changed ?? false;
  }

  return {
    boxes: () =>
      database.read(async (query) => {
        const rows = await query.all<BoxRow>(`SELECT ${BOX} FROM boxes WHERE event = $1 ORDER BY box`, [
          event,
        ]);
        return rows.map(toRecord);
      }),
    box: (box) =>
      database.read(async (query) => {
        const rows = await query.all<BoxRow>(`SELECT ${BOX} FROM boxes WHERE event = $1 AND box = $2`, [
          event,
          box,
        ]);
        return rows.map(toRecord)[0] ?? null;
      }),
    async putBox(record, by) {
      await ledger.change(by, async (query) => {
        await putRecord(query, event, record);
        await query.run('DELETE FROM pairings WHERE event = $1 AND box = $2 AND secret_digest = $3', [
          event,
          record.box,
          record.secretDigest,
        ]);
        return true;
      });
    },
    saveSettings: (box, settings, by) => changePaired('settings = $3', box, JSON.stringify(settings), by),
    revoke: (box, at, by) => changePaired('revoked_at = $3', box, Math.round(at), by),
    ...createRequests(database, ledger, event),
    ...createHealths(database, event),
  };
}

/**
 * From when on votes are taken says what they count for: of a box that is known it stays as it is, and a change
 * `take-since` moves it with the tally. A new one has no votes, so that the basis alone has to follow.
 */
async function putRecord(query: Query, event: string, record: BoxRecord): Promise<void> {
  const { box, machine, secretDigest, pairedAt, pairedBy, revokedAt, takenSinceAt, settings } = record;
  const values: Value[] = [event, box, machine, secretDigest, Math.round(pairedAt), pairedBy];
  values.push(rounded(revokedAt), JSON.stringify(settings));
  const known = await query.run(
    `UPDATE boxes SET machine = $3, secret_digest = $4, paired_at = $5, paired_by = $6, revoked_at = $7, settings = $8
     WHERE event = $1 AND box = $2`,
    values,
  );
  if (known > 0) return;
  await query.run(
    `INSERT INTO boxes (event, box, machine, secret_digest, paired_at, paired_by, revoked_at, settings, taken_since_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [...values, rounded(takenSinceAt)],
  );
  if (takenSinceAt === null) return;
  await query.run('UPDATE counters SET basis = basis + 1 WHERE event = $1', [event]);
}

function createHealths(database: Database, event: string): Pick<HubFleet, 'saveHealth' | 'healths'> {
  return {
    saveHealth: (healths) =>
      database.write(async (query) => {
        const newest = new Map(healths.map((health) => [health.box, health]));
        const ordered = [...newest.values()].sort((a, b) => (a.box < b.box ? -1 : 1));
        for (const piece of pieces(ordered, ROWS)) {
          await query.run(
            `INSERT INTO healths (event, box, at, linked, json) VALUES ${places(piece.length, 5)}
             ON CONFLICT (event, box) DO UPDATE SET at = excluded.at, linked = excluded.linked, json = excluded.json
             WHERE excluded.at >= healths.at`,
            piece.flatMap(({ box, at, linked, health }) => [
              event,
              box,
              Math.round(at),
              Number(linked),
              JSON.stringify(health),
            ]),
          );
        }
      }),
    healths: () =>
      database.read(async (query) => {
        const rows = await query.all<{ box: string; at: number; linked: number; json: string }>(
          'SELECT box, at, linked, json FROM healths WHERE event = $1 ORDER BY box',
          [event],
        );
        return rows.map(
          ({ box, at, linked, json }): LastHealth => ({
            box,
            at,
            linked: linked === 1,
            health: JSON.parse(json),
          }),
        );
      }),
  };
}

function toRecord({ settings, ...row }: BoxRow): BoxRecord {
  return { ...row, settings: JSON.parse(settings) };
}

function rounded(at: number | null): number | null {
  return at === null ? null : Math.round(at);
}
