import { Client, types } from 'pg';
import { type Dialect, MIGRATIONS } from './schema.ts';

/** The tables have a schema of their own, beside whatever else is in the database. */
export const SCHEMA = 'likebox';

/** In the order of code points, as JavaScript and SQLite have it. */
const DIALECT: Dialect = {
  text: 'TEXT COLLATE "C"',
  integer: 'BIGINT',
  real: 'DOUBLE PRECISION',
  bytes: 'BYTEA',
  clustered: '',
};

/** Whoever migrates: "LikeBox" in ASCII. */
const MIGRATING = '0x4c696b65426f78';

const INT8 = 20;

/** Numbers as numbers: none of ours is beyond 2^53. */
export const NUMBERS = {
  getTypeParser(id: number, format?: 'text' | 'binary') {
    return id === INT8 ? Number : types.getTypeParser(id, format);
  },
} as typeof types;

const CONNECT_MS = 10_000;

/** What a setting costs when it is off. */
const NEEDED: Readonly<Record<string, { why: string; how: string }>> = {
  fsync: {
    why: 'a power cut can destroy the whole database',
    how: 'set fsync = on in postgresql.conf and reload the server',
  },
  full_page_writes: {
    why: 'a power cut can leave half-written pages',
    how: 'set full_page_writes = on in postgresql.conf and reload the server',
  },
  synchronous_commit: {
    why: 'votes that boxes were told are stored can vanish in a power cut',
    how: 'set synchronous_commit = on in postgresql.conf, and look for ALTER ROLE or ALTER DATABASE that turn it off',
  },
};

/**
 * Checks that the server keeps what it has confirmed, and brings the schema up to date; several hubs may do so at once.
 * Gives the server's own `synchronous_commit`, which sessions keep. Throws a sentence where the server is unsafe.
 */
export async function prepareServer(url: string, name: string, event: string): Promise<string> {
  const client = new Client({
    connectionString: url,
    types: NUMBERS,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'likebox hub',
  });
  client.on('error', () => {}); // a query that was under way rejects with the same
  await client.connect();
  try {
    const commit = await refuseUnsafe(client, name);
    await migrate(client, name, event);
    return commit;
  } finally {
    await client.end().catch(() => {});
  }
}

async function refuseUnsafe(client: Client, name: string): Promise<string> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    'SELECT name, setting FROM pg_settings WHERE name = ANY($1)',
    [Object.keys(NEEDED)],
  );
  const settings = new Map(rows.map((row) => [row.name, row.setting]));
  const faults = Object.entries(NEEDED).flatMap(([setting, { why, how }]) => {
    const value = settings.get(setting) ?? 'off';
    return value === 'off' ? [`${setting} is off, so that ${why}: ${how}.`] : [];
  });
  if (faults.length > 0) {
    throw new Error(`This PostgreSQL does not keep votes safe, ${name}. ${faults.join(' ')}`);
  }
  return settings.get('synchronous_commit') ?? 'on';
}

async function migrate(client: Client, name: string, event: string): Promise<void> {
  await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
  await client.query(`SELECT pg_advisory_xact_lock(${Number(MIGRATING)})`);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
  await client.query(`SET LOCAL search_path = ${SCHEMA}`);
  await client.query('CREATE TABLE IF NOT EXISTS formats (version BIGINT PRIMARY KEY)');
  const { rows } = await client.query<{ version: number | null }>(
    'SELECT max(version) AS version FROM formats',
  );
  const from = rows[0]?.version ?? 0;
  if (from > MIGRATIONS.length) {
    throw new Error(
      `The database was written by a newer LikeBox, ${name} (its format is ${from}, this one knows up to ` +
        `${MIGRATIONS.length}). Install that version again, or use another database.`,
    );
  }
  for (const [step, sql] of MIGRATIONS.entries()) {
    if (step < from) continue;
    await client.query(sql(DIALECT));
    await client.query('INSERT INTO formats (version) VALUES ($1)', [step + 1]);
  }
  await client.query('INSERT INTO counters VALUES ($1, 0, 0, NULL) ON CONFLICT (event) DO NOTHING', [event]);
  await client.query('COMMIT');
}
