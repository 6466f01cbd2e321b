import type Sqlite from 'better-sqlite3';

/** What the hub hands out, apart from the programme. */
export type KeptKey = 'settings' | 'notices';

export interface KeptRow {
  etag: string;
  json: string;
}

/** Keeps a document in place of the one before; durable when it returns. */
export function keep(db: Sqlite.Database, key: KeptKey, { etag, json }: KeptRow): void {
  db.prepare('INSERT OR REPLACE INTO kept (key, etag, json) VALUES (?, ?, ?)').run(key, etag, json);
}

export function keptOf(db: Sqlite.Database, key: KeptKey): KeptRow | null {
  return db.prepare<[string], KeptRow>('SELECT etag, json FROM kept WHERE key = ?').get(key) ?? null;
}

/** Takes over what `from` keeps into a database that keeps nothing yet. */
export function copyKept(db: Sqlite.Database, from: Sqlite.Database): void {
  for (const key of ['settings', 'notices'] as const) {
    const row = keptOf(from, key);
    if (row !== null) keep(db, key, row);
  }
}
