import Sqlite from 'better-sqlite3';
import { BOX_MARK } from '../../core/marks.ts';
import { StoreError } from './errors.ts';

/** The nth entry leads from user_version n to n + 1. What has been released is never edited. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE epochs (
    first_seq INTEGER PRIMARY KEY,
    epoch TEXT NOT NULL,
    machine TEXT NOT NULL,
    why TEXT NOT NULL CHECK (why IN ('new', 'board', 'salvage', 'restore', 'hub'))
  );
  CREATE TABLE lost (seq INTEGER PRIMARY KEY);
  CREATE TABLE boots (
    boot_id TEXT PRIMARY KEY,
    wall_offset_ms INTEGER NOT NULL,
    quality TEXT NOT NULL CHECK (quality IN ('synced', 'hub', 'manual', 'rtc', 'unset'))
  );
  CREATE TABLE votes (
    seq INTEGER PRIMARY KEY,
    boot_id TEXT NOT NULL,
    mono_ms INTEGER NOT NULL,
    wall_ms INTEGER NOT NULL,
    value INTEGER NOT NULL CHECK (value IN (-1, 1)),
    room TEXT,
    shown_session_id TEXT,
    source TEXT NOT NULL CHECK (source IN ('button', 'simulator', 'test')),
    digest BLOB NOT NULL
  );
  CREATE TABLE programmes (
    version INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    origin TEXT NOT NULL,
    json TEXT NOT NULL
  );
  `,
  `
  CREATE TABLE adjustments (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    json TEXT NOT NULL,
    undone_at INTEGER,
    undone_by TEXT
  );
  ALTER TABLE programmes ADD COLUMN sessions INTEGER;
  ALTER TABLE programmes ADD COLUMN changes TEXT;
  `,
  `
  CREATE TABLE acked (epoch TEXT PRIMARY KEY, seq INTEGER NOT NULL);
  CREATE TABLE kept (key TEXT PRIMARY KEY, etag TEXT NOT NULL, json TEXT NOT NULL);
  `,
];

/** The `user_version` that this program writes. */
const SCHEMA_VERSION = MIGRATIONS.length;

const BELIEVED_MAX = 1000; // no LikeBox will ever have changed its format so often: the number is damaged

/** True for the `user_version` of a file that only a newer LikeBox understands. */
export function isNewer(version: number): boolean {
  return version > SCHEMA_VERSION && version <= BELIEVED_MAX;
}

/** Throws a StoreError when the file is another program's, or was written by a newer LikeBox. */
export function refuseStrangers(db: Sqlite.Database, path: string): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (isNewer(version)) throw newer(path, version);
  const ours = db.pragma('application_id', { simple: true }) === BOX_MARK;
  if (ours && version <= SCHEMA_VERSION) return;
  if (ours || changedTable(db) === null) throw new StoreError('damaged', `${path} has a damaged header.`);
  const empty = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (version === 0 && empty) return;
  throw new StoreError(
    'foreign',
    `${path} is not the database of a LikeBox. Choose another data_dir, or move that file away.`,
  );
}

/** The refusal of a file that only a newer LikeBox understands. */
export function newer(path: string, version: number): StoreError {
  return new StoreError(
    'newer',
    `${path} was written by a newer LikeBox (its format is ${version}, this one knows up to ${SCHEMA_VERSION}). ` +
      'Install that version again, or choose another data_dir.',
  );
}

/** Brings the file to the current schema, each step in a transaction of its own. */
export function migrate(db: Sqlite.Database): void {
  const from = Number(db.pragma('user_version', { simple: true }));
  for (const [step, sql] of MIGRATIONS.entries()) {
    if (step < from) continue;
    const run = db.transaction(() => {
      db.exec(sql);
      db.pragma(`application_id = ${BOX_MARK}`);
      db.pragma(`user_version = ${step + 1}`);
    });
    run.immediate();
  }
}

/** The first of our tables that is not as we made it; null as a rule. A flipped bit may leave valid SQL. */
export function changedTable(db: Sqlite.Database): string | null {
  const model = new Sqlite(':memory:');
  try {
    migrate(model);
    const tables = model.prepare<[], { name: string; sql: string }>(TABLES).all();
    const found = new Map(
      db
        .prepare<[], { name: string; sql: string }>(TABLES)
        .all()
        .map((t) => [t.name, t.sql]),
    );
    return tables.find(({ name, sql }) => found.get(name) !== sql)?.name ?? null;
  } finally {
    model.close();
  }
}

const TABLES = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name";
