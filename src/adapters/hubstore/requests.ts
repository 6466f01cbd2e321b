import type { HubFleet } from '../../app/hub/ports.ts';
import type { PairingRequest } from '../../core/hub/records.ts';
import type { Ledger } from './ledger.ts';
import type { Database, Query } from './sql.ts';

/** A request lasts so long, renewed or not. */
const REQUEST_MS = 600_000;
/** Requests that wait at one time. */
const WAITING_MAX = 100;
/** Of them, those of one address that nobody else may need: one laptop with invented boxes keeps nobody out. */
const SHARE_MAX = 20;

const PAIRING = `box, machine, secret_digest AS "secretDigest", version, votes, first_vote_at AS "firstVoteAt",
  asked_at AS "askedAt", came_from AS "from", state`;

/** The boxes that ask to be paired. */
export function createRequests(
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
  const { box, secretDigest, askedAt, from } = request;
  await query.run('DELETE FROM pairings WHERE event = $1 AND asked_at <= $2', [
    event,
    Math.round(askedAt) - REQUEST_MS,
  ]);
  const known = await query.all(
    'SELECT box FROM pairings WHERE event = $1 AND box = $2 AND secret_digest = $3',
    [event, box, secretDigest],
  );
  if (known.length > 0) return true;
  const crowds = await query.all<{ from: string; waiting: number }>(
    `SELECT came_from AS "from", count(*) AS waiting FROM pairings WHERE event = $1 AND state = 'waiting'
     GROUP BY came_from ORDER BY waiting DESC, came_from`,
    [event],
  );
  if (crowds.reduce((sum, { waiting }) => sum + waiting, 0) < WAITING_MAX) return true;
  const own = crowds.find((crowd) => crowd.from === from)?.waiting ?? 0;
  const [largest] = crowds;
  if (largest === undefined || largest.waiting <= SHARE_MAX || own >= SHARE_MAX) return false;
  await query.run(
    `DELETE FROM pairings WHERE event = $1 AND (box, secret_digest) IN
       (SELECT box, secret_digest FROM pairings WHERE event = $1 AND state = 'waiting' AND came_from = $2
        ORDER BY asked_at DESC, box DESC, secret_digest DESC LIMIT 1)`,
    [event, largest.from],
  );
  return true;
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
    [
      event,
      box,
      secretDigest,
      machine,
      version,
      votes,
      firstVoteAt === null ? null : Math.round(firstVoteAt),
      Math.round(askedAt),
      from,
    ],
  );
}
