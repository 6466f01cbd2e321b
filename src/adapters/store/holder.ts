import type Sqlite from 'better-sqlite3';
import type { WindowRule } from '../../core/window.ts';
import { type BoxDatabase, type DatabaseOptions, openDatabase } from './database.ts';
import { eraseLaterVotes } from './erase.ts';
import { explain, StoreError } from './errors.ts';
import { identityOf, type NewEvent } from './event.ts';
import { keep, keptOf } from './kept.ts';
import { holdDirectory, type Lock } from './lock.ts';
import { ackedOf, commonVote, heldEpochs, saveAcked, splitEpoch, votesAfter } from './log.ts';
import type { Answers, Begun, HubRequest, Opening, Reply, Request } from './messages.ts';
import { bootsOf, writeRule } from './rows.ts';
import {
  adjustmentsOf,
  appendAdjustment,
  appendProgramme,
  newestProgramme,
  undoAdjustment,
  versionOf,
  versionsOf,
} from './versions.ts';

/** Holds the database for one thread: answers requests, and after a failure closes it and opens it anew. */
export class Holder {
  #lock: Lock | null = null;
  #database: BoxDatabase | null = null;
  /** Of the first opening; null before. */
  #options: DatabaseOptions | null = null;
  #warning: string | null = null;

  /** Never throws. */
  handle(request: Request): Reply {
    try {
      return { ok: true, value: this.#answer(request) };
    } catch (error) {
      const failed = this.#database;
      const still = failed === null ? error : this.#reopen(failed);
      const { trouble, message } = explain(still ?? error, this.#options?.path ?? '');
      return { ok: false, trouble, why: message, open: still === null, warning: this.#warning };
    }
  }

  #answer(request: Request): Answers[keyof Answers] {
    switch (request.kind) {
      case 'open':
        return this.#open(request.options);
      case 'append': {
        const { seq, digest } = this.#opened().append(request.vote);
        return { seq, digest };
      }
      case 'totals':
        return this.#opened().totals();
      case 'save-boot':
        return this.#opened().saveBoot(request.boot);
      case 'spans':
        return this.#opened().spansWithVotes(request.room, request.spans);
      case 'save-rule':
        this.#saveRule(request.rule);
        return null;
      case 'start-event':
        return this.#startEvent(request.event);
      case 'checkpoint':
        this.#opened().checkpoint();
        return null;
      case 'close':
        this.#close();
        return null;
      default:
        return answerRest(this.#opened().db, request);
    }
  }

  #open(options: DatabaseOptions): Opening {
    this.#options = options;
    this.#lock ??= holdDirectory(options.path);
    this.#database ??= openDatabase(options);
    this.#warning = this.#database.warning ?? this.#warning;
    return { warning: this.#warning, lastSeq: this.#database.lastSeq() };
  }

  #saveRule(rule: WindowRule): void {
    if (this.#options !== null) this.#options = { ...this.#options, rule };
    writeRule(this.#opened().db, rule);
  }

  #startEvent(event: NewEvent): Begun {
    const database = this.#opened();
    const path = this.#options?.path ?? '';
    const before = identityOf(path);
    try {
      const aside = database.startEvent(event);
      // From here on a failure is not mended by opening the old one again.
      this.#database = null;
      if (this.#options !== null) this.#database = openDatabase({ ...this.#options, lastSeq: null });
      return { aside, lastSeq: this.#opened().lastSeq() };
    } catch (error) {
      if (identityOf(path) !== before) this.#database = null; // not the old one is opened next
      throw error;
    }
  }

  #opened(): BoxDatabase {
    if (this.#database === null) throw new StoreError('closed', 'The store is not open.');
    return this.#database;
  }

  #close(): void {
    this.#database?.close();
    this.#database = null;
    this.#lock?.release();
    this.#lock = null;
  }

  /**
   * A failed commit may have reached the log all the same. So the file is closed, opened and checked, and
   * what nobody was thanked for removed, before the refusal goes out and before anything else is stored.
   * Gives what prevents it; null when the database is open again.
   */
  #reopen(failed: BoxDatabase): unknown {
    const options = this.#options;
    const lastSeq = failed.lastSeq();
    this.#database = null;
    attempt(() => failed.close());
    if (options === null) return null;
    attempt(() => eraseLaterVotes(options.path, lastSeq));
    try {
      this.#open({ ...options, lastSeq });
      return null;
    } catch (error) {
      return error;
    }
  }
}

type ProgrammeRequest = Extract<
  Request,
  { kind: 'load-programme' | 'save-programme' | 'versions' | 'version' | 'adjustments' | 'adjust' | 'undo' }
>;

function answerRest(
  db: Sqlite.Database,
  request: ProgrammeRequest | HubRequest,
): Answers[(ProgrammeRequest | HubRequest)['kind']] {
  switch (request.kind) {
    case 'load-programme':
      return newestProgramme(db);
    case 'save-programme':
      appendProgramme(db, request);
      return null;
    case 'versions':
      return versionsOf(db, request.count);
    case 'version':
      return versionOf(db, request.number);
    case 'adjustments':
      return adjustmentsOf(db);
    case 'adjust':
      return appendAdjustment(db, request.order, request.at, request.who);
    case 'undo':
      undoAdjustment(db, request.number, request.at, request.who);
      return null;
    default:
      return answerHub(db, request);
  }
}

function answerHub(db: Sqlite.Database, request: HubRequest): Answers[HubRequest['kind']] {
  switch (request.kind) {
    case 'epochs':
      return heldEpochs(db);
    case 'boots':
      return bootsOf(db);
    case 'votes-after':
      return votesAfter(db, request.epoch, request.after, request.count);
    case 'common-vote':
      return commonVote(db, request.epoch, request.digests);
    case 'split-epoch':
      return splitEpoch(db, request.epoch, request.firstSeq);
    case 'save-acked':
      saveAcked(db, request.acked);
      return null;
    case 'acked':
      return ackedOf(db);
    case 'keep':
      keep(db, request.key, request.row);
      return null;
    case 'kept':
      return keptOf(db, request.key);
  }
}

/** On a failing disk each step may fail; what counts is what the next opening finds. */
function attempt(step: () => void): void {
  try {
    step();
  } catch {}
}
