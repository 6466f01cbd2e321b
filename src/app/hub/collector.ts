import type { Cancel, Clock } from '../ports.ts';
import type { Appended, Batch, HubVotes } from './ports.ts';

/** What became of a batch; `failed`: the store could not take it, and whoever sent it comes again. */
export type Collected = Exclude<Appended, 'later'> | 'failed';

/** Group commit: what arrives in one turn of the loop is one transaction. */
export interface Collector {
  /** Durable when it resolves with `stored`. Answers in the order of the calls of one log. Never rejects. */
  add(batch: Batch): Promise<Collected>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

interface Deps {
  votes: Pick<HubVotes, 'append'>;
  clock: Pick<Clock, 'soon'>;
  log: { error: (fields: object, message: string) => void };
}

interface Waiting {
  batch: Batch;
  settle: (collected: Collected) => void;
}

const ROWS_MAX = 5_000; // of one transaction

export function createCollector({ votes, clock, log }: Deps): Collector {
  let waiting: Waiting[] = [];
  let cancelTurn: Cancel | null = null;
  let busy = false;
  let onIdle: (() => void)[] = [];

  function schedule(): void {
    if (busy || cancelTurn !== null || waiting.length === 0) return;
    cancelTurn = clock.soon(() => {
      cancelTurn = null;
      void commit();
    });
  }

  async function commit(): Promise<void> {
    busy = true;
    const group = takeGroup();
    const answers = await votes.append(group.map(({ batch }) => batch)).catch((error: unknown) => {
      log.error({ err: error }, 'votes could not be stored; their boxes send them again');
      return null;
    });
    const later: Waiting[] = [];
    for (const [index, one] of group.entries()) {
      const answer = answers === null ? 'failed' : (answers[index] ?? 'later');
      if (answer === 'later') later.push(one);
      else one.settle(answer);
    }
    waiting = [...later, ...waiting]; // a log's batches stay in order
    busy = false;
    schedule();
    if (waiting.length === 0) for (const tell of onIdle.splice(0)) tell();
  }

  function takeGroup(): Waiting[] {
    let rows = 0;
    let count = 0;
    for (const { batch } of waiting) {
      rows += batch.votes.length;
      if (count > 0 && rows > ROWS_MAX) break;
      count += 1;
    }
    return waiting.splice(0, count);
  }

  return {
    add: (batch) =>
      new Promise((resolve) => {
        waiting.push({ batch, settle: resolve });
        schedule();
      }),
    idle: () =>
      waiting.length === 0 && !busy
        ? Promise.resolve()
        : new Promise((resolve) => {
            onIdle = [...onIdle, resolve];
          }),
  };
}
