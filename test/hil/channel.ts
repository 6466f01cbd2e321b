import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Answer, Order } from './words.ts';

/** Of this computer's time, which a guest may have to share with much else. */
const BOOT_LIMIT_MS = 240_000;
const ANSWER_LIMIT_MS = 240_000;

/** Gives an order to the guest. Rejects with a sentence when the guest cannot do it, or is gone. */
export type Ask = (order: Order) => Promise<unknown>;

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout;
}

/**
 * Waits for the agent at the other end of the machine's pipes.
 * @param readConsole what the guest's kernel said so far: the reason when the agent does not come
 */
export async function connect(machine: ChildProcess, readConsole: () => string): Promise<Ask> {
  const { stdin, stdout, stderr } = machine;
  if (stdin === null || stdout === null || stderr === null) throw new Error('the machine has no pipes');
  const waiting = new Map<number, Waiting>();
  let complaint = '';
  let gone: Error | null = null;
  let asked = 0;

  function settle(id: number): Waiting | undefined {
    const asker = waiting.get(id);
    clearTimeout(asker?.timer);
    waiting.delete(id);
    return asker;
  }

  function failAll(why: string): void {
    gone = new Error(`The guest of the hardware tests ${why}. ${complaint}${readConsole()}`);
    for (const id of [...waiting.keys()]) settle(id)?.reject(gone);
  }

  function expect(id: number, limitMs: number, what: string): Promise<unknown> {
    if (gone !== null) return Promise.reject(gone);
    return new Promise((resolve, reject) => {
      const late = () => failAll(`took longer than ${limitMs / 1_000} s for ${what}`);
      waiting.set(id, { resolve, reject, timer: setTimeout(late, limitMs) });
    });
  }

  stderr.on('data', (chunk) => {
    complaint = `${complaint}${chunk}`.slice(-2_000);
  });
  stdin.on('error', () => {}); // its end says why
  machine.once('error', ({ message }) => failAll(`could not be started (${message})`));
  machine.once('close', () => failAll('has ended'));
  createInterface({ input: stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as Answer;
    const asker = settle(answer.id);
    if ('error' in answer) asker?.reject(new Error(answer.error));
    else asker?.resolve(answer.value);
  });
  await expect(0, BOOT_LIMIT_MS, 'its start');
  return (order) => {
    asked += 1;
    stdin.write(`${JSON.stringify({ id: asked, ...order })}\n`);
    return expect(asked, ANSWER_LIMIT_MS, JSON.stringify(order).slice(0, 200));
  };
}
