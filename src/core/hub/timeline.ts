/** A value that holds in `[fromAt, toAt)`, epoch milliseconds. */
export interface Stretch<T> {
  fromAt: number;
  toAt: number;
  value: T;
}

/** Stretches in order that do not overlap, asked often. */
export interface Timeline<T> {
  readonly stretches: readonly Stretch<T>[];
  /** The value that holds at an instant. */
  at(instant: number): T | undefined;
}

/** @param stretches in any order; none overlaps another */
export function createTimeline<T>(stretches: readonly Stretch<T>[]): Timeline<T> {
  const sorted = [...stretches].sort((a, b) => a.fromAt - b.fromAt);
  return {
    stretches: sorted,
    at(instant) {
      let low = 0;
      let high = sorted.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((sorted[middle]?.fromAt ?? 0) <= instant) low = middle + 1;
        else high = middle;
      }
      const found = sorted[low - 1];
      return found !== undefined && instant < found.toAt ? found.value : undefined;
    },
  };
}

/** Where stretches overlap, the one that is given last holds. */
export function layer<T>(given: readonly Stretch<T>[]): Timeline<T> {
  const newestFirst = given.toReversed();
  const marks = [...new Set(given.flatMap(({ fromAt, toAt }) => [fromAt, toAt]))].sort((a, b) => a - b);
  const stretches = marks.slice(0, -1).flatMap((fromAt, index) => {
    const top = newestFirst.find((one) => one.fromAt <= fromAt && fromAt < one.toAt);
    return top === undefined ? [] : [{ fromAt, toAt: marks[index + 1] ?? fromAt, value: top.value }];
  });
  return createTimeline(stretches);
}

/** The shortest `[fromAt, toAt)` outside of which both say the same; null when they never differ. */
export function differenceOf<T>(
  before: Timeline<T> | undefined,
  after: Timeline<T> | undefined,
): { fromAt: number; toAt: number } | null {
  const [left, right] = [before?.stretches ?? [], after?.stretches ?? []];
  const marks = [...left, ...right].flatMap(({ fromAt, toAt }) => [fromAt, toAt]).sort((a, b) => a - b);
  const differs = marks.map((mark) => before?.at(mark) !== after?.at(mark));
  const [first, last] = [differs.indexOf(true), differs.lastIndexOf(true)];
  const fromAt = marks[first];
  if (fromAt === undefined) return null;
  // After the last mark nothing holds on either side.
  return { fromAt, toAt: marks[last + 1] ?? fromAt };
}
