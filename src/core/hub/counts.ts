import type { TallyKey, TallyRow } from './tally.ts';
import type { ResultTotals } from './view.ts';

/** Votes by what they count for, as sums that are read often and added to at every vote. */
export interface Counts {
  /** Begins anew with a whole tally. @param isLeftOut logs that an organiser leaves out of the results */
  reset(rows: readonly TallyRow[], isLeftOut: (box: string, epoch: string) => boolean): void;
  /** Votes of a log that is not left out. */
  add(box: string, counted: readonly (TallyKey & { plus: number; minus: number })[]): void;
  of(sessionId: string): { plus: number; minus: number };
  totals(): ResultTotals;
  /** Every vote of a box, those of logs left out included. */
  storedOf(box: string): number;
  /** Votes of one log, as of the last `reset`. */
  logOf(box: string, epoch: string): number;
}

const NOTHING = { plus: 0, minus: 0 };

export function createCounts(): Counts {
  let totals = noTotals();
  const sessions = new Map<string, { plus: number; minus: number }>();
  const boxes = new Map<string, number>();
  const logs = new Map<string, number>();

  function store(box: string, votes: number): void {
    totals.stored += votes;
    boxes.set(box, (boxes.get(box) ?? 0) + votes);
  }

  function add(box: string, { kind, sessionId, plus, minus }: TallyKey & { plus: number; minus: number }) {
    store(box, plus + minus);
    totals[kind === 'session' ? 'counted' : kind] += plus + minus;
    if (kind !== 'session') return;
    const sum = sessions.get(sessionId) ?? { plus: 0, minus: 0 };
    sum.plus += plus;
    sum.minus += minus;
    sessions.set(sessionId, sum);
  }

  return {
    reset(rows, isLeftOut) {
      totals = noTotals();
      for (const map of [sessions, boxes, logs]) map.clear();
      for (const row of rows) {
        const votes = row.plus + row.minus;
        const log = logName(row.box, row.epoch);
        logs.set(log, (logs.get(log) ?? 0) + votes);
        if (!isLeftOut(row.box, row.epoch)) {
          add(row.box, row);
          continue;
        }
        store(row.box, votes);
        totals.leftOut += votes;
      }
    },
    add(box, counted) {
      for (const one of counted) add(box, one);
    },
    of: (sessionId) => sessions.get(sessionId) ?? NOTHING,
    totals: () => ({ ...totals }),
    storedOf: (box) => boxes.get(box) ?? 0,
    logOf: (box, epoch) => logs.get(logName(box, epoch)) ?? 0,
  };
}

function logName(box: string, epoch: string): string {
  return `${box}\n${epoch}`;
}

function noTotals(): ResultTotals {
  return { stored: 0, counted: 0, unassigned: 0, test: 0, before: 0, leftOut: 0 };
}
