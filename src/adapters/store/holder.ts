import { type BoxDatabase, type DatabaseOptions, openDatabase } from './database.ts';
import { explain, StoreError } from './errors.ts';
import { holdDirectory, type Lock } from './lock.ts';
import type { Answers, Opening, Reply, Request } from './messages.ts';

/** Holds the database for one thread: answers requests, and after a failure closes it and opens it anew. */
export interface Holder {
  /** Never throws. */
  handle(request: Request): Reply;
}

/** Nothing is open before the first `open` request. */
export function createHolder(): Holder {
  let lock: Lock | null = null;
  let database: BoxDatabase | null = null;
  let options: DatabaseOptions | null = null;
  let warning: string | null = null;

  const open = (wanted: DatabaseOptions): Opening => {
    options = wanted;
    try {
      lock ??= holdDirectory(wanted.path);
      database ??= openDatabase(wanted);
    } catch (error) {
      throw explain(error, wanted.path);
    }
    warning = database.warning ?? warning;
    return { warning, lastSeq: database.lastSeq() };
  };

  /**
   * A failed commit may have reached the log all the same. So the file is closed, opened and checked, and
   * what nobody was thanked for removed, before the refusal goes out and before anything else is stored.
   */
  const reopen = (): StoreError | null => {
    const lastSeq = database?.lastSeq() ?? null;
    try {
      database?.close();
    } catch {
      // What counts is what the next opening finds.
    }
    database = null;
    if (options === null) return null;
    options = { ...options, lastSeq };
    try {
      open(options);
      return null;
    } catch (error) {
      return explain(error, options.path);
    }
  };

  const opened = (): BoxDatabase => {
    if (database === null) throw new StoreError('closed', 'The store is not open.');
    return database;
  };

  const answer = (request: Request): Answers[keyof Answers] => {
    switch (request.kind) {
      case 'open':
        return open(request.options);
      case 'append': {
        const { seq, digest } = opened().append(request.vote);
        return { seq, digest };
      }
      case 'totals':
        return opened().totals();
      case 'save-boot':
        opened().saveBoot(request.boot);
        return null;
      case 'load-programme':
        return opened().loadProgramme();
      case 'save-programme':
        opened().saveProgramme(request.programme, request.origin, request.at);
        return null;
      case 'spans':
        return opened().spansWithVotes(request.room, request.spans);
      case 'checkpoint':
        opened().checkpoint();
        return null;
      case 'close':
        database?.close();
        database = null;
        lock?.release();
        lock = null;
        return null;
    }
  };

  return {
    handle(request) {
      try {
        return { ok: true, value: answer(request) };
      } catch (error) {
        const why = explain(error, options?.path ?? '');
        const failed = database !== null;
        const still = failed ? reopen() : null;
        const { trouble, message } = still ?? why;
        return { ok: false, trouble, why: message, open: failed && still === null, warning };
      }
    },
  };
}
