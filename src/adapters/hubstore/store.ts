import type { HubStore } from '../../app/hub/ports.ts';
import type { Clock } from '../../app/ports.ts';
import { createFleet } from './fleet.ts';
import { createLedger } from './ledger.ts';
import { createPeople } from './people.ts';
import { createRulings } from './rulings.ts';
import type { Database } from './sql.ts';
import { createVotes } from './votes.ts';
import { createWall } from './wall.ts';

/** Fields first, then a sentence. */
export interface StoreLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

interface Parts {
  database: Database;
  event: string;
  clock: Pick<Clock, 'soon'>;
}

/** What a hub keeps of one event, in whatever database. */
export function createHubStore({ database, event, clock }: Parts): HubStore {
  const ledger = createLedger(database, event);
  return {
    start: () => database.start(),
    stop: () => database.stop(),
    votes: createVotes({ database, ledger, event, clock }),
    fleet: createFleet(database, ledger, event),
    rulings: createRulings(database, ledger, event),
    people: createPeople(database, ledger, event),
    wall: createWall(database, ledger, event),
    pulse: () => ledger.pulse(),
    async secret(key, make) {
      return (await secretOf(database, event, key)) ?? (await keepFirst(database, event, key, await make()));
    },
  };
}

async function secretOf(database: Database, event: string, key: string): Promise<string | undefined> {
  return database.read(async (query) => {
    const [found] = await query.all<{ value: string }>(
      'SELECT value FROM secrets WHERE event = $1 AND key = $2',
      [event, key],
    );
    return found?.value;
  });
}

/** Of several processes that make one at the same time the first counts, for all. */
async function keepFirst(database: Database, event: string, key: string, value: string): Promise<string> {
  await database.write((query) =>
    query.run(
      'INSERT INTO secrets (event, key, value) VALUES ($1, $2, $3) ON CONFLICT (event, key) DO NOTHING',
      [event, key, value],
    ),
  );
  return (await secretOf(database, event, key)) ?? value;
}
