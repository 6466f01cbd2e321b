import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import Sqlite from 'better-sqlite3';
import {
  type BoxDatabase,
  type DatabaseOptions,
  openDatabase,
} from '../../../src/adapters/store/database.ts';
import type { Programme } from '../../../src/core/programme.ts';
import type { Vote } from '../../../src/core/vote.ts';
import { sessionWith } from '../../fakes/session.ts';

/** A directory that goes with the test. */
export function temporaryDirectory(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'likebox-test-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** 2026-06-24T10:00:00Z */
export const NOW = 1_782_295_200_000;

export function databaseOptions(path: string, change: Partial<DatabaseOptions> = {}): DatabaseOptions {
  return {
    path,
    box: 'box-07',
    machine: 'board-1',
    rule: { openAfterMs: 600_000, closeAfterMs: 900_000 },
    at: NOW,
    lastSeq: null,
    ...change,
  };
}

/** The nth of a row of votes that all differ. */
export function sampleVote(n: number, change: Partial<Vote> = {}): Vote {
  return {
    bootId: 'boot-1',
    monoMs: 1000 + 700 * n,
    wallMs: NOW + 700 * n,
    value: n % 3 === 0 ? -1 : 1,
    room: 'Amphi A',
    shownSessionId: n % 5 === 0 ? null : `talk ${n % 7}, été`,
    source: 'button',
    ...change,
  };
}

/** A closed database with this many votes. */
export function fillDatabase(path: string, votes: number): void {
  const database = openDatabase(databaseOptions(path));
  appendVotes(database, votes);
  database.close();
}

export function appendVotes(database: BoxDatabase, votes: number): void {
  for (let n = 1; n <= votes; n += 1) database.append(sampleVote(n));
}

/** Runs SQL on a file behind the box's back. */
export function tamper(path: string, sql: string): void {
  const db = new Sqlite(path);
  db.exec(sql);
  db.close();
}

/** All rows of a query, read from outside. */
export function query(path: string, sql: string): unknown[] {
  const db = new Sqlite(path, { readonly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

export function sampleProgramme(name: string): Programme {
  const session = sessionWith({
    id: 's1',
    title: 'Où va la mémoire ?',
    speakers: ['Ada'],
    startsAt: NOW,
    endsAt: NOW + 3_600_000,
  });
  return { name, timezone: 'Europe/Paris', sessions: [session] };
}
