/** What has to be readable between two instants, and the rem that it takes. */
export interface Need {
  fromAt: number;
  toAt: number;
  height: number;
  /** Bands stay as low as they can: a lunch break takes no room from the talks. */
  band: boolean;
}

/** Time downwards, straight between two marks: `tops[i]` is where `marks[i]` lies, in rem. Both ascend. */
export interface Scale {
  marks: readonly number[];
  tops: readonly number[];
}

const MINUTE_MS = 60_000;
const REM_PER_MINUTE = 0.06;
const QUIET_REM = 0.3;
const STRETCH_MAX = 1.7;

/** The lowest scale on which every need is met. */
export function scaleOf(needs: readonly Need[]): Scale {
  const marks = [...new Set(needs.flatMap(({ fromAt, toAt }) => [fromAt, toAt]))].sort((a, b) => a - b);
  const index = new Map(marks.map((mark, place) => [mark, place]));
  const heights = busyOf(marks, needs).map((busy, place) =>
    busy ? REM_PER_MINUTE * minutes(marks, place) : QUIET_REM,
  );
  const inside = needs.map((need) => ({
    need,
    from: index.get(need.fromAt) ?? 0,
    to: index.get(need.toAt) ?? 0,
  }));
  // Narrow ones first: what they add serves those around them too.
  for (const { need, from, to } of inside.sort((a, b) => a.to - a.from - (b.to - b.from))) {
    const has = sum(heights.slice(from, to));
    if (has >= need.height) continue;
    const long = minutes(marks, from, to);
    for (let place = from; place < to; place += 1)
      heights[place] = (heights[place] ?? 0) + ((need.height - has) * minutes(marks, place)) / long;
  }
  return { marks, tops: addUp(heights) };
}

/** The part `[from, to]` of the marks as a scale of its own, made to fill `height` where that takes no ugly stretch. */
export function partOf(
  scale: Scale,
  from: number,
  to: number,
  needs: readonly Need[],
  height: number,
): Scale {
  const marks = scale.marks.slice(from, to + 1);
  const heights = marks
    .slice(1)
    .map((_, place) => (scale.tops[from + place + 1] ?? 0) - (scale.tops[from + place] ?? 0));
  const busy = busyOf(marks, needs);
  const total = sum(heights);
  if (total > height) return { marks, tops: addUp(heights.map((one) => (one * height) / total)) };
  const elastic = sum(heights.filter((_, place) => busy[place]));
  const stretch = elastic === 0 ? 1 : Math.min(STRETCH_MAX, 1 + (height - total) / elastic);
  return { marks, tops: addUp(heights.map((one, place) => (busy[place] ? one * stretch : one))) };
}

/** Where an instant lies on a scale, in rem; outside of it, its nearest end. */
export function topAt({ marks, tops }: Scale, at: number): number {
  const after = marks.findIndex((mark) => mark > at);
  if (after === -1) return tops.at(-1) ?? 0;
  if (after === 0) return tops[0] ?? 0;
  const [from = 0, to = 0] = [marks[after - 1], marks[after]];
  const [top = 0, bottom = 0] = [tops[after - 1], tops[after]];
  return top + ((bottom - top) * (at - from)) / (to - from);
}

/** Of each interval between two marks, whether a room has something then. */
function busyOf(marks: readonly number[], needs: readonly Need[]): boolean[] {
  return marks
    .slice(1)
    .map((to, place) =>
      needs.some(({ fromAt, toAt, band }) => !band && fromAt < to && toAt > (marks[place] ?? 0)),
    );
}

function minutes(marks: readonly number[], from: number, to = from + 1): number {
  return ((marks[to] ?? 0) - (marks[from] ?? 0)) / MINUTE_MS;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function addUp(heights: readonly number[]): number[] {
  const tops = [0];
  for (const height of heights) tops.push((tops.at(-1) ?? 0) + height);
  return tops;
}
