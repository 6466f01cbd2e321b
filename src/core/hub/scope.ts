import type { Counting } from './attribution.ts';
import { differenceOf } from './timeline.ts';

/** The votes that may count otherwise: of one box or of all, in a span of corrected time, epoch milliseconds. */
export interface Moved {
  box?: string;
  span: { fromAt: number; toAt: number };
}

interface Piece {
  /** Null: whatever box. */
  box: string | null;
  fromAt: number;
  toAt: number;
}

/** Nothing differs: a span without an instant. */
const NOTHING: Moved = { span: { fromAt: 0, toAt: 0 } };

/**
 * The least that has to be looked at again when one attribution takes the place of another: no vote outside of it
 * counts otherwise. Votes without a time count the same under every attribution.
 */
export function movedBetween(before: Counting, after: Counting): Moved {
  const pieces = [...byTurns(before, after), ...byStands(before, after), ...byTaking(before, after)];
  const [first] = pieces;
  if (first === undefined) return NOTHING;
  const span = {
    fromAt: Math.floor(Math.min(...pieces.map(({ fromAt }) => fromAt))),
    toAt: Math.ceil(Math.max(...pieces.map(({ toAt }) => toAt))),
  };
  const { box } = first;
  return box !== null && pieces.every((piece) => piece.box === box) ? { box, span } : { span };
}

function byTurns(before: Counting, after: Counting): Piece[] {
  return keysOf(before.turns, after.turns).flatMap((room) => {
    const found = differenceOf(before.turns.get(room), after.turns.get(room));
    return found === null ? [] : [{ box: null, ...found }];
  });
}

function byStands(before: Counting, after: Counting): Piece[] {
  return keysOf(before.stood, after.stood).flatMap((box) => {
    const found = differenceOf(before.stood.get(box), after.stood.get(box));
    return found === null ? [] : [{ box, ...found }];
  });
}

function byTaking({ grounds: before }: Counting, { grounds: after }: Counting): Piece[] {
  return keysOf(before.takenSince, after.takenSince).flatMap((box) => {
    const [left, right] = [before, after].map(
      ({ takenSince }) => takenSince.get(box) ?? Number.MIN_SAFE_INTEGER,
    );
    if (left === undefined || right === undefined || left === right) return [];
    return [{ box, fromAt: Math.min(left, right), toAt: Math.max(left, right) }];
  });
}

function keysOf(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])];
}
