import type { VoteValue } from '../vote.ts';
import { burstsOf } from './bursts.ts';

/** What the votes of a session tell beside their number. */
export interface Figures {
  bursts: { count: number; votes: number };
  /** With each burst folded into one vote. */
  folded: { plus: number; minus: number };
  /** Cast before the session's end. */
  early: number;
}

export const NO_FIGURES: Figures = {
  bursts: { count: 0, votes: 0 },
  folded: { plus: 0, minus: 0 },
  early: 0,
};

/** When the votes of one session were cast; votes may come in any order. */
export interface Ledger {
  /** @param at corrected time, epoch milliseconds */
  add(box: string, value: VoteValue, at: number): void;
  has(box: string): boolean;
  count(): { plus: number; minus: number };
  figures(endsAt: number): Figures;
  /** By minute, ascending; those without votes are left out. */
  minutes(): { at: number; plus: number; minus: number }[];
}

/** Presses of one button of one box. */
interface Presses {
  at: number[];
  isSorted: boolean;
}

const MINUTE_MS = 60_000;

export function createLedger(): Ledger {
  const boxes = new Map<string, Record<'plus' | 'minus', Presses>>();
  const minutes = new Map<number, { plus: number; minus: number }>();
  const counted = { plus: 0, minus: 0 };
  let known: { endsAt: number; figures: Figures } | null = null;

  return {
    add(box, value, at) {
      const side = value === 1 ? 'plus' : 'minus';
      counted[side] += 1;
      const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
      const sum = minutes.get(minute) ?? { plus: 0, minus: 0 };
      sum[side] += 1;
      minutes.set(minute, sum);
      const presses = (boxes.get(box) ?? open(boxes, box))[side];
      if (at < (presses.at.at(-1) ?? at)) presses.isSorted = false;
      presses.at.push(at);
      known = null;
    },
    has: (box) => boxes.has(box),
    count: () => ({ ...counted }),
    figures(endsAt) {
      if (known?.endsAt !== endsAt) known = { endsAt, figures: figuresOf(boxes.values(), endsAt) };
      return known.figures;
    },
    minutes: () =>
      [...minutes].map(([at, { plus, minus }]) => ({ at, plus, minus })).sort((a, b) => a.at - b.at),
  };
}

/** What several ledgers tell together. */
export function sumOf(figures: readonly Figures[]): Figures {
  return figures.reduce(
    (sum, { bursts, folded, early }) => ({
      bursts: { count: sum.bursts.count + bursts.count, votes: sum.bursts.votes + bursts.votes },
      folded: { plus: sum.folded.plus + folded.plus, minus: sum.folded.minus + folded.minus },
      early: sum.early + early,
    }),
    NO_FIGURES,
  );
}

function open(boxes: Map<string, Record<'plus' | 'minus', Presses>>, box: string) {
  const made = { plus: { at: [], isSorted: true }, minus: { at: [], isSorted: true } };
  boxes.set(box, made);
  return made;
}

function figuresOf(boxes: Iterable<Record<'plus' | 'minus', Presses>>, endsAt: number): Figures {
  const folded = { plus: 0, minus: 0 };
  const bursts = { count: 0, votes: 0 };
  let early = 0;
  for (const box of boxes) {
    for (const side of ['plus', 'minus'] as const) {
      const presses = box[side];
      if (!presses.isSorted) presses.at.sort((a, b) => a - b);
      presses.isSorted = true;
      const found = burstsOf(presses.at);
      bursts.count += found.count;
      bursts.votes += found.votes;
      folded[side] += presses.at.length - found.votes + found.count;
      for (const at of presses.at) if (at < endsAt) early += 1;
    }
  }
  return { bursts, folded, early };
}
