import type { ResourceLimits, Worker } from 'node:worker_threads';
import type { Cancel, Clock, ReadProgramme } from '../../app/ports.ts';
import type { ReadOptions } from '../../core/formats/options.ts';
import type { ProgrammeReading } from '../../core/programme.ts';
import { startThread } from '../thread.ts';
import type { Reply, Request } from './messages.ts';

const TIMEOUT_MS = 30_000;
const IDLE_MS = 5_000;
const MEMORY_MB = 192;

export interface ReaderOptions {
  clock: Pick<Clock, 'after'>;
  timeoutMs?: number;
  /** How the thread is started; tests start others. */
  start?: (limits: ResourceLimits) => Worker;
}

/** Reads programmes in a thread of its own, so that a large one never holds up the buttons. */
export interface Reader {
  /** One at a time, in the order of the calls. */
  read: ReadProgramme;
  /** Ends the thread; what is being read rejects, and so does every later call. */
  stop(): Promise<void>;
}

/**
 * A reader whose thread runs while it is needed and for 5 s more: it holds memory that a small board misses. A reading
 * of more than 30 s or 192 MB is given up, and its thread with it; the next one gets a new thread.
 */
export function createReader({ clock, timeoutMs = TIMEOUT_MS, start = startReader }: ReaderOptions): Reader {
  let thread: Worker | null = null;
  let isStopped = false;
  let refuse: (error: Error) => void = () => {};
  let cancelIdle: Cancel = () => {};
  let last: Promise<unknown> = Promise.resolve();

  function running(): Worker {
    if (thread !== null) return thread;
    const started = start({ maxOldGenerationSizeMb: MEMORY_MB });
    const die = (error: unknown): void => {
      if (thread !== started) return;
      thread = null;
      refuse(new Error(deathWords(error), { cause: error }));
    };
    started.on('error', die);
    started.on('exit', (code) => die(new Error(`the reading thread ended with code ${code}`)));
    thread = started;
    return started;
  }

  async function end(): Promise<void> {
    const ending = thread;
    thread = null;
    cancelIdle();
    ending?.ref(); // or a process with nothing else to do would end in the middle of the next line
    await ending?.terminate();
  }

  async function answerOf(bytes: Uint8Array, options: ReadOptions): Promise<Reply> {
    const worker = running();
    let cancel: Cancel = () => {};
    try {
      return await new Promise<Reply>((resolve, reject) => {
        refuse = reject;
        worker.once('message', resolve);
        cancel = clock.after(timeoutMs, () => reject(new Error(slowWords(timeoutMs))));
        worker.ref();
        const copy = new Uint8Array(bytes); // the caller keeps the bytes, to compare them with the next ones
        worker.postMessage({ bytes: copy, options } satisfies Request, [copy.buffer]);
      });
    } finally {
      refuse = () => {};
      cancel();
      worker.removeAllListeners('message');
    }
  }

  async function readNow(bytes: Uint8Array, options: ReadOptions): Promise<ProgrammeReading> {
    if (isStopped) throw new Error(STOPPED);
    cancelIdle();
    const reply = await answerOf(bytes, options).catch(async (error: unknown) => {
      await end();
      throw error;
    });
    thread?.unref();
    cancelIdle = clock.after(IDLE_MS, () => void end());
    if (!reply.ok) throw new Error(`Reading it failed: ${reply.why}. Export it again, or in another format.`);
    return reply.reading;
  }

  return {
    read(bytes, options) {
      const reading = last.then(() => readNow(bytes, options));
      last = reading.catch(() => {});
      return reading;
    },
    async stop() {
      isStopped = true;
      refuse(new Error(STOPPED));
      await end();
      await last;
      cancelIdle(); // of a reading that was over already
    },
  };
}

/** A thread that reads a programme for each message. */
export function startReader(limits: ResourceLimits): Worker {
  return startThread('reader', import.meta.url, limits);
}

const STOPPED = 'The box stops, so nothing is read any more.';

function slowWords(timeoutMs: number): string {
  return `Reading it took longer than ${timeoutMs / 1000} s and was given up. Export it again, or in another format.`;
}

function deathWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return `Reading it took more than the ${MEMORY_MB} MB of memory that a box can spare. Export less of it, or in another format.`;
  }
  return 'The thread that reads programmes ended unexpectedly; the next refresh starts another.';
}
