import { join } from 'node:path';
import type { HubStore } from '../../app/hub/ports.ts';
import type { Clock } from '../../app/ports.ts';
import { openPostgresHubStore } from './postgres.ts';
import { openSqliteHubStore } from './sqlite.ts';
import type { StoreLog } from './store.ts';

export interface HubStoreOptions {
  /** `sqlite`, or the `postgres://…` address of a database that several hubs may share. */
  database: string;
  /** Where `hub.db` lies with `sqlite`; created when absent. */
  dataDir: string;
  event: string;
  clock: Pick<Clock, 'monoMs' | 'after' | 'soon'>;
  log: StoreLog;
  /** Uniform in [0, 1); spreads retries. */
  random: () => number;
}

/** The store that a hub is configured for. Nothing is opened before `start`. Throws a sentence for an address that is none. */
export function openHubStore({ database, dataDir, ...options }: HubStoreOptions): HubStore {
  return database === 'sqlite'
    ? openSqliteHubStore({ ...options, path: join(dataDir, 'hub.db') })
    : openPostgresHubStore({ ...options, url: database });
}
