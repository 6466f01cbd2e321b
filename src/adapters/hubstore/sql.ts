import type { Appended, Batch } from '../../core/hub/records.ts';

/** What SQLite and PostgreSQL both keep as it is; numbers are safe integers or doubles. */
export type Value = string | number | null | Uint8Array;

/** Statements that both databases understand: parameters are `$1`, `$2`, …, and each may be used again. */
export interface Query {
  all<Row extends object>(sql: string, values?: readonly Value[]): Promise<Row[]>;
  /** Gives how many rows were changed. */
  run(sql: string, values?: readonly Value[]): Promise<number>;
}

/**
 * One database of a hub. What it throws is an Error with a sentence for people. A transaction of PostgreSQL that met
 * another one is done again, so `work` may be called several times and must do nothing but use its query.
 */
export interface Database {
  start(): Promise<void>;
  stop(): Promise<void>;
  read<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** One transaction, durable when it resolves; whatever `work` throws undoes all of it. */
  write<T>(work: (query: Query) => Promise<T>): Promise<T>;
  append(batches: readonly Batch[]): Promise<Appended[]>;
  /** Behind a SELECT that is to hold its rows until the transaction ends; empty where there is one writer only. */
  readonly forUpdate: string;
  /** An expression for now by the clock of the database, epoch milliseconds. */
  readonly now: string;
  /** Waits, within a transaction, until nobody appends, and keeps it so; `shared` keeps out only who does not share. */
  holdBasis(query: Query, mode: 'shared' | 'alone'): Promise<void>;
}

/** `($1, $2), ($3, $4)`, counted on from `from`. */
export function places(rows: number, columns: number, from = 1): string {
  const row = (index: number) => {
    const first = from + index * columns;
    return `(${Array.from({ length: columns }, (_, column) => `$${first + column}`).join(', ')})`;
  };
  return Array.from({ length: rows }, (_, index) => row(index)).join(', ');
}

/** Cuts a list so that no statement has more rows than that. */
export function* pieces<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < list.length; from += size) yield list.slice(from, from + size);
}
