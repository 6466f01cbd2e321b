import type { BoxRecord, HubFleet, LastHealth, PairingRequest } from '../../app/hub/ports.ts';
import type { Ledger } from './ledger.ts';
import { type Database, pieces, places, type Query, type Value } from './sql.ts';

/** A request lasts so long, renewed or not. */
const REQUEST_MS = 600_000;
/** Requests that wait at one time. */
const WAITING_MAX = 100;
/** Rows of one statement. */
const ROWS = 100;

const BOX = `box, machine, secret_digest AS "secretDigest", paired_at AS "pairedAt", paired_by AS "pairedBy",
  revoked_at AS "revokedAt", taken_since_at AS "takenSinceAt", settings`;
const PAIRING = `box, machine, secret_digest AS "secretDigest", version, votes, first_vote_at AS "firstVoteAt",
  asked_at AS "askedAt", came_from AS "from", state`;

type BoxRow = Omit<BoxRecord, 'settings'> & { settings: string };

/** The boxes, those that ask to be paired, and how they all are. */
export function createFleet(database: Database, ledger: Ledger, event: string): HubFleet {
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

function createRequests(
  database: Database,
  ledger: Ledger,
  event: string,
): Pick<HubFleet, 'pairings' | 'askPairing' | 'refusePairing'> {
  return {
    pairings: (at) =>
      database.read((query) =>
        query.all<PairingRequest>(
          `SELECT ${PAIRING} FROM pairings WHERE event = $1 AND asked_at > $2 ORDER BY asked_at, box, secret_digest`,
          [event, Math.round(at) - REQUEST_MS],
        ),
      ),
    async askPairing(request) {
      const taken = await ledger.change(null, async (query) => {
        const isTaken = await makeRoom(query, event, request);
        if (isTaken) await putRequest(query, event, request);
        return isTaken || null;
      });
      return taken ?? false;
    },
    async refusePairing(box, secretDigest, by) {
      await ledger.change(by, async (query) => {
        const rows = await query.run(
          `UPDATE pairings SET state = 'refused' WHERE event = $1 AND box = $2 AND secret_digest = $3`,
          [event, box, secretDigest],
        );
        return rows > 0 || null;
      });
    },
  };
}

/** Whether the request is known or has a place; forgets those that are over. */
async function makeRoom(query: Query, event: string, request: PairingRequest): Promise<boolean> {
  const { box, secretDigest, askedAt } = request;
  await query.run('DELETE FROM pairings WHERE event = $1 AND asked_at <= $2', [
    event,
    Math.round(askedAt) - REQUEST_MS,
  ]);
  const [found] = await query.all<{ known: number; waiting: number }>(
    `SELECT count(CASE WHEN box = $2 AND secret_digest = $3 THEN 1 END) AS known,
       count(CASE WHEN state = 'waiting' THEN 1 END) AS waiting
     FROM pairings WHERE event = $1`,
    [event, box, secretDigest],
  );
  return found === undefined || found.known > 0 || found.waiting < WAITING_MAX;
}

/** One that is renewed keeps when it was first made, and that it was refused. */
async function putRequest(query: Query, event: string, request: PairingRequest): Promise<void> {
  const { box, secretDigest, machine, version, votes, firstVoteAt, askedAt, from } = request;
  await query.run(
    `INSERT INTO pairings
       (event, box, secret_digest, machine, version, votes, first_vote_at, asked_at, came_from, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting')
     ON CONFLICT (event, box, secret_digest) DO UPDATE SET machine = excluded.machine, version = excluded.version,
       votes = excluded.votes, first_vote_at = excluded.first_vote_at, came_from = excluded.came_from`,
    [event, box, secretDigest, machine, version, votes, rounded(firstVoteAt), Math.round(askedAt), from],
  );
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
