import { createHash } from 'node:crypto';
import { Pool, type PoolClient } from 'pg';
import type { HubStore } from '../../app/hub/ports.ts';
import type { Clock } from '../../app/ports.ts';
import type { Appended, Batch } from '../../core/hub/records.ts';
import { type Address, addressOf, explain, withSettings } from './address.ts';
import { appendGroup } from './inserting.ts';
import { isAnswer, untilAlone } from './meeting.ts';
import { NUMBERS, prepareServer, SCHEMA } from './server.ts';
import type { Database, Query } from './sql.ts';
import { createHubStore, type StoreLog } from './store.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/name` */
  url: string;
  event: string;
  clock: Pick<Clock, 'monoMs' | 'after' | 'soon'>;
  log: StoreLog;
  /** Uniform in [0, 1); spreads retries. */
  random: () => number;
}

/** A hub's store that several hub processes share. Nothing is opened before `start`. Throws for an address that is none. */
export function openPostgresHubStore(options: PostgresOptions): HubStore {
  const database = new PostgresDatabase(options);
  return createHubStore({ ...options, database });
}

const CLOSED = "The hub's database is closed.";
const CONNECTIONS = 7; // of one process, beside the one that appends
const CONNECT_MS = 10_000;
/** A server that does not answer for so long is taken for gone; a change of many votes takes seconds. */
const ANSWER_MS = 60_000;

/** Appending has a connection that is lent to nothing else: votes do not wait for changes of many votes. */
type Purpose = 'appending' | 'others';

class PostgresDatabase implements Database {
  readonly forUpdate = ' FOR UPDATE';
  readonly now = 'CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)';
  readonly #options: PostgresOptions;
  readonly #address: Address;
  /** Of the advisory lock that stands for the basis of this event. */
  readonly #basisKey: string;
  #pools: Record<Purpose, Pool> | null = null;

  constructor(options: PostgresOptions) {
    this.#options = options;
    this.#address = addressOf(options.url);
    const hash = createHash('sha256').update(`likebox basis ${options.event}`).digest();
    this.#basisKey = String(hash.readBigInt64BE(0));
  }

  async start(): Promise<void> {
    const { event, log } = this.#options;
    const { url, name } = this.#address;
    const commit = await prepareServer(url, name, event).catch((error: unknown) => {
      throw explain(error, name);
    });
    const session = withSettings(url, { search_path: SCHEMA, synchronous_commit: commit });
    this.#pools = { appending: this.#poolOf(session, 1), others: this.#poolOf(session, CONNECTIONS) };
    log.info({ database: name }, "the hub's database is open");
  }

  async stop(): Promise<void> {
    const pools = Object.values(this.#pools ?? {});
    this.#pools = null;
    await Promise.all(pools.map((pool) => pool.end()));
  }

  read<T>(work: (query: Query) => Promise<T>): Promise<T> {
    return this.#with('others', (client) => work(queryOf(client)));
  }

  write<T>(work: (query: Query) => Promise<T>): Promise<T> {
    const begin = 'BEGIN ISOLATION LEVEL READ COMMITTED';
    return this.#transaction('others', begin, (client) => work(queryOf(client)));
  }

  append(batches: readonly Batch[]): Promise<Appended[]> {
    const { event, clock } = this.#options;
    const begin = `BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock_shared(${this.#basisKey})`;
    return this.#transaction('appending', begin, (client) =>
      appendGroup({ query: queryOf(client), client, event, clock }, batches),
    );
  }

  async holdBasis(query: Query, mode: 'shared' | 'alone'): Promise<void> {
    const lock = mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
    await query.all(`SELECT ${lock}(${this.#basisKey})`);
  }

  #poolOf(url: string, connections: number): Pool {
    const pool = new Pool({
      connectionString: url,
      types: NUMBERS,
      max: connections,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
      application_name: 'likebox hub',
    });
    const { log } = this.#options;
    pool.on('error', (error) => log.warn({ err: error }, 'a connection to PostgreSQL was lost'));
    return pool;
  }

  #transaction<T>(purpose: Purpose, begin: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
    return untilAlone(this.#options, () =>
      this.#with(purpose, (client) => inTransaction(client, begin, work)),
    );
  }

  async #with<T>(purpose: Purpose, work: (client: PoolClient) => Promise<T>): Promise<T> {
    if (this.#pools === null) throw new Error(CLOSED);
    let client: PoolClient | undefined;
    let isBroken = false;
    try {
      client = await this.#pools[purpose].connect();
      client.on('error', ignore); // what is under way rejects with the same
      return await work(client);
    } catch (error) {
      isBroken = client !== undefined && !isAnswer(error);
      throw explain(error, this.#address.name);
    } finally {
      client?.off('error', ignore);
      client?.release(isBroken);
    }
  }
}

function ignore(): void {}

async function inTransaction<T>(
  client: PoolClient,
  begin: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  try {
    await client.query(begin);
    const done = await work(client);
    // Of a transaction that has failed PostgreSQL makes a ROLLBACK, and says so without an error.
    const { command } = await client.query('COMMIT');
    if (command !== 'COMMIT') throw new Error('PostgreSQL did not commit a transaction.');
    return done;
  } catch (error) {
    // Any other connection is closed, and the server undoes it by itself.
    if (isAnswer(error)) await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

function queryOf(client: PoolClient): Query {
  return {
    all: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...values])).rows,
    run: async (sql, values = []) => (await client.query(sql, [...values])).rowCount ?? 0,
  };
}
