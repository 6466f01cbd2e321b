import type { Need, Scale } from './timescale.ts';
import { topAt } from './timescale.ts';

/** A page of a day: from which mark of its scale to which. */
export interface Cut {
  from: number;
  to: number;
}

const PART_MIN = 0.5; // of the height: a page that is emptier shows less than it could

/** Cuts a scale into pages of at most `height` rem, where few things go on and none is left with too little. */
export function cutScale(scale: Scale, needs: readonly Need[], height: number): Cut[] {
  const last = scale.marks.length - 1;
  const cuts: Cut[] = [];
  for (let from = 0; from < last; ) {
    const to = rest(scale, from, last) <= height ? last : bestCut(scale, needs, height, from);
    cuts.push({ from, to });
    from = to;
  }
  return cuts;
}

function bestCut(scale: Scale, needs: readonly Need[], height: number, from: number): number {
  const left = rest(scale, from, scale.marks.length - 1);
  const even = left / Math.ceil(left / height);
  let best = { to: from + 1, cost: Number.POSITIVE_INFINITY };
  for (let to = from + 1; to < scale.marks.length - 1 && rest(scale, from, to) <= height; to += 1) {
    const used = rest(scale, from, to);
    const sparse = used < height * PART_MIN ? 10 : 0;
    const cost = crossed(scale, needs, scale.marks[to] ?? 0) + (2 * Math.abs(used - even)) / height + sparse;
    if (cost <= best.cost) best = { to, cost };
  }
  return best.to;
}

/** What it costs to cut here: something for all that goes on, more where neither page has the height it needs. */
function crossed(scale: Scale, needs: readonly Need[], at: number): number {
  let cost = 0;
  for (const { fromAt, toAt, height } of needs) {
    if (fromAt >= at || toAt <= at) continue;
    const middle = topAt(scale, at);
    const tallest = Math.max(middle - topAt(scale, fromAt), topAt(scale, toAt) - middle);
    cost += tallest < height ? 4 : 1;
  }
  return cost;
}

function rest({ tops }: Scale, from: number, to: number): number {
  return (tops[to] ?? 0) - (tops[from] ?? 0);
}
