import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { HubStore } from '../../app/hub/ports.ts';
import type { Clock } from '../../app/ports.ts';
import type { Appended, Batch } from '../../core/hub/records.ts';
import { connect, holdDirectory } from './file.ts';
import type { Database, Query, Value } from './sql.ts';
import { createHubStore, type StoreLog } from './store.ts';
import { createTaking, type Taking } from './taking.ts';

export interface SqliteOptions {
  /** The file, `<data_dir>/hub.db`; directories are created. */
  path: string;
  event: string;
  clock: Pick<Clock, 'monoMs' | 'soon'>;
  log: StoreLog;
}

/** A hub's store in one file, for one hub process. Nothing is opened before `start`. */
export function openSqliteHubStore(options: SqliteOptions): HubStore {
  return createHubStore({ ...options, database: new SqliteDatabase(options) });
}

interface Opened {
  db: Sqlite.Database;
  taking: Taking;
  statements: Map<string, Sqlite.Statement>;
}

const CLOSED = "The hub's database is closed.";
const STATEMENTS_MAX = 500; // texts of many lengths are made for rows written together

/** Everything goes through one connection, one after the other: SQLite has one writer anyway. */
class SqliteDatabase implements Database {
  readonly forUpdate = '';
  readonly now = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
  readonly #options: SqliteOptions;
  #last: Promise<unknown> = Promise.resolve();
  #lock: { release(): void } | null = null;
  #opened: Opened | null = null;

  constructor(options: SqliteOptions) {
    this.#options = options;
  }

  start(): Promise<void> {
    return this.#inTurn(async () => {
      const { path, event, log } = this.#options;
      this.#lock = holdDirectory(path);
      try {
        const { db } = this.#open();
        db.prepare('INSERT INTO counters VALUES (?, 0, 0, NULL) ON CONFLICT (event) DO NOTHING').run(event);
      } catch (error) {
        this.#close();
        throw error;
      }
      log.info({ path }, "the hub's database is open");
    });
  }

  async stop(): Promise<void> {
    await this.#inTurn(async () => this.#close());
  }

  read<T>(work: (query: Query) => Promise<T>): Promise<T> {
    return this.#inTurn(() => work(queryOf(this.#usable())));
  }

  write<T>(work: (query: Query) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      const opened = this.#usable();
      opened.db.exec('BEGIN IMMEDIATE');
      try {
        const done = await work(queryOf(opened));
        opened.db.exec('COMMIT');
        return done;
      } catch (error) {
        if (opened.db.inTransaction) opened.db.exec('ROLLBACK');
        throw error;
      }
    });
  }

  append(batches: readonly Batch[]): Promise<Appended[]> {
    return this.#inTurn(async () => this.#usable().taking(batches));
  }

  async holdBasis(): Promise<void> {}

  /** What throws, and is not the disk's fault, leaves everything as it was. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work).catch((error: unknown) => {
      if (!(error instanceof Sqlite.SqliteError)) throw explainSystem(error, this.#options.path);
      if (!error.code.startsWith('SQLITE_CONSTRAINT')) this.#forget();
      throw new Error(explain(error.code, this.#options.path), { cause: error });
    });
    this.#last = done.catch(() => {});
    return done;
  }

  #open(): Opened {
    const { path, event, clock } = this.#options;
    const db = connect(path);
    this.#opened = { db, taking: createTaking(db, event, clock), statements: new Map() };
    return this.#opened;
  }

  #usable(): Opened {
    if (this.#lock === null) throw new Error(CLOSED);
    return this.#opened ?? this.#open();
  }

  /** After a sync that failed the same connection may take for written what is not: the next call opens another. */
  #forget(): void {
    this.#opened?.db.close();
    this.#opened = null;
  }

  #close(): void {
    this.#forget();
    this.#lock?.release();
    this.#lock = null;
  }
}

function queryOf({ db, statements }: Opened): Query {
  const prepare = (sql: string): Sqlite.Statement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    if (statements.size >= STATEMENTS_MAX) statements.clear();
    const statement = db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  // SQLite takes `$1` for a parameter that is called 1.
  const bind = (values: readonly Value[]) =>
    Object.fromEntries(values.map((value, index) => [index + 1, value]));
  return {
    all: async <Row extends object>(sql: string, values: readonly Value[] = []) =>
      prepare(sql).all(bind(values)) as Row[],
    run: async (sql, values = []) => prepare(sql).run(bind(values)).changes,
  };
}

/** What the file system says to the opening of a file. */
function explainSystem(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return error;
  return new Error(
    `${path} cannot be opened (${String(error.code)}). Check that its directory exists and that this user may write it.`,
    { cause: error },
  );
}

/** By result code of SQLite (https://sqlite.org/rescode.html). */
function explain(code: string, path: string): string {
  const directory = dirname(path);
  if (code.startsWith('SQLITE_FULL')) return `The disk that holds ${directory} is full. Free some space.`;
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN'))
    return `${path} cannot be written (${code}). Check its owner and that its disk is mounted for writing.`;
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return `Another program holds ${path} locked. Close whatever has it open for writing.`;
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB'))
    return `${path} is damaged (${code}). Restore a backup, or move the file away: boxes send their votes again.`;
  if (code.startsWith('SQLITE_CONSTRAINT'))
    return `The hub's database refuses what it was to store (${code}). Nothing of it was stored.`;
  return `The disk fails under ${path} (${code}). Check it, and replace it when this goes on.`;
}
