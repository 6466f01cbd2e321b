import type { Worker } from 'node:worker_threads';
import type { Clock } from '../../app/ports.ts';
import { startThread } from '../thread.ts';
import type { Backup } from './backup.ts';
import type { BackupReply, BackupRequest } from './messages.ts';

/** A disk or stick that answers no more must not hold up the next night. */
const GIVE_UP_MS = 15 * 60_000;

interface Deps {
  clock: Pick<Clock, 'after' | 'wallAt'>;
  /** The database, `<data_dir>/box.db`. */
  path: string;
  /** The id of the box. */
  box: string;
}

/** Makes backups in a thread of their own, so that neither the buttons nor a vote wait. */
export interface BackupThread {
  /** A backup among those that this directory keeps. One at a time; rejects with a sentence for people. */
  keep(directory: string): Promise<Backup>;
  /** Ends what is under way, which rejects; nothing of it is kept. */
  stop(): Promise<void>;
}

/** The thread runs while it is needed: it holds memory that a small board misses. */
export function createBackupThread({ clock, path, box }: Deps): BackupThread {
  let thread: Worker | null = null;

  function answerOf(worker: Worker, directory: string): Promise<BackupReply> {
    return new Promise((resolve) => {
      const settle = (reply: BackupReply) => {
        cancel();
        resolve(reply);
      };
      const fail = (why: string) => settle({ ok: false, why: `The backup in ${directory} ${why}.` });
      const cancel = clock.after(GIVE_UP_MS, () => fail('took too long'));
      worker.once('message', settle);
      worker.once('error', (error) => fail(`failed: ${error.message}`));
      worker.once('exit', () => fail('was given up'));
      const keeping = { path, directory, box, at: clock.wallAt() };
      worker.postMessage({ kind: 'keep-backup', keeping } satisfies BackupRequest);
    });
  }

  return {
    async keep(directory) {
      const worker = startThread('store', import.meta.url);
      thread = worker;
      const reply = await answerOf(worker, directory);
      // Not waited for: a thread that waits for a dead stick does not end.
      void worker.terminate();
      if (thread === worker) thread = null;
      if (!reply.ok) throw new Error(reply.why);
      return reply.backup;
    },
    async stop() {
      await thread?.terminate();
    },
  };
}
