import { startThread } from '../thread.ts';
import type { Answers, Reply, Request } from './messages.ts';

/** The store's thread as a letter box: each request gets one reply, in order. */
export interface Mail {
  /** Never rejects; a thread that died answers with a failure. */
  send<K extends keyof Answers>(request: Extract<Request, { kind: K }>): Promise<Reply<K>>;
  /** How many requests wait for their reply. */
  waiting(): number;
  /** Resolves when what was sent so far has been answered. */
  answered(): Promise<void>;
  /** Ends the thread, whatever it does. */
  end(): Promise<void>;
}

/** Starts the thread; `onDeath` is called once when it ends without having been told to. */
export function createMail(onDeath: (cause: unknown) => void): Mail {
  const waiting: ((reply: Reply) => void)[] = [];
  const thread = startThread('store', import.meta.url);
  let last: Promise<unknown> = Promise.resolve();
  let dead = false;
  const die = (cause: unknown): void => {
    if (dead) return;
    dead = true;
    for (const settle of waiting.splice(0)) settle(DEAD);
    onDeath(cause);
  };
  thread.on('message', (reply: Reply) => waiting.shift()?.(reply));
  thread.on('error', die);
  thread.on('exit', (code) => die(new Error(`the thread of the store ended with code ${code}`)));
  return {
    send<K extends keyof Answers>(request: Extract<Request, { kind: K }>) {
      const reply = new Promise<Reply<K>>((resolve) => {
        if (dead) resolve(DEAD);
        else waiting.push((answer) => resolve(answer as Reply<K>));
      });
      last = reply;
      thread.postMessage(request);
      return reply;
    },
    waiting: () => waiting.length,
    answered: async () => void (await last),
    async end() {
      dead = true;
      await thread.terminate();
      for (const settle of waiting.splice(0)) settle(DEAD);
    },
  };
}

/** What people are told when the thread ended by itself. */
export const DIED = 'The store stopped unexpectedly; it starts again by itself.';

const DEAD = {
  ok: false,
  trouble: 'failing',
  why: DIED,
  open: false,
  warning: null,
} as const satisfies Reply;
