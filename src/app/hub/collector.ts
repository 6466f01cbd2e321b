import type { Appended, Batch } from '../../core/hub/records.ts';
import type { Cancel, Clock } from '../ports.ts';
import type { HubVotes } from './ports.ts';

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
const FAILURES_MAX = 3; // of logs one after the other: then it is not the votes
const BOXES_NAMED = 10; // in one line of the log

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
    const batches = group.map(({ batch }) => batch);
    const answers = (await append(batches)) ?? (await appendApart(batches));
    const later: Waiting[] = [];
    for (const [index, one] of group.entries()) {
      const answer = answers[index] ?? 'later';
      if (answer === 'later') later.push(one);
      else one.settle(answer);
    }
    waiting = [...later, ...waiting]; // a log's batches stay in order
    busy = false;
    schedule();
    if (waiting.length === 0) for (const tell of onIdle.splice(0)) tell();
  }

  /** Null when the store could not. */
  function append(batches: readonly Batch[]): Promise<Appended[] | null> {
    return votes.append(batches).catch((error: unknown) => {
      const boxes = [...new Set(batches.map(({ box }) => box))].slice(0, BOXES_NAMED);
      log.error({ err: error, boxes }, 'votes could not be stored; their boxes send them again');
      return null;
    });
  }

  /** Of a group that failed, each by itself and once: votes that the database refuses take nobody else down. */
  async function appendApart(batches: readonly Batch[]): Promise<(Appended | 'failed')[]> {
    if (batches.length === 1) return ['failed'];
    const answers: (Appended | 'failed')[] = [];
    const failed = new Set<string>();
    let failures = 0;
    for (const batch of batches) {
      const name = `${batch.box}\n${batch.epoch}`;
      const isHopeless = failures >= FAILURES_MAX || failed.has(name); // nothing follows what is not stored
      const [answer = 'failed'] = (isHopeless ? null : await append([batch])) ?? [];
      answers.push(answer);
      if (answer !== 'failed') failures = 0;
      else if (!isHopeless) failures += 1;
      if (answer === 'failed') failed.add(name);
    }
    return answers;
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
