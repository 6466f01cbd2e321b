import { createDebounce, type DebounceRule } from '../debounce.ts';

/** A level as an edge brought it, or as it was read; `atMs` is monotonic. The first of a list is how it began. */
export interface Observation {
  kind: 'edge' | 'read';
  active: boolean;
  atMs: number;
}

/** What one button did while it was watched. */
export interface ButtonFindings {
  presses: number;
  /** Sooner after a press than a hand can mean it: a contact that parts for longer than the release time. */
  repeats: number;
  edges: number;
  /** Bursts that never became a press. */
  noise: number;
  /** Edges that were only noticed by reading the level. */
  lost: number;
  /** Longest chatter of a press or a release; 0 for a clean contact. */
  longestBounceMs: number;
  /** Longest time that the contact parted inside a press. */
  longestBreakMs: number;
  /** Longest pulse of all noise. */
  longestSpikeMs: number;
  /** Shortest time between two edges; null with fewer than two. */
  shortestGapMs: number | null;
  /** It follows the mains: pulses every 10 or 20 ms. */
  hum: boolean;
  /** Pressed all the time, or without rest for too long. */
  stuck: boolean;
}

interface Change {
  active: boolean;
  atMs: number;
}

/** From leaving rest until rest; `endMs` is when the level changed next, or the end of the watch. */
interface Burst {
  pulses: (Change & { endMs: number })[];
}

/** An edge that is not heard by then was lost. */
const HEARD_WITHIN_MS = 50;

/** Half-waves and whole waves of 50 Hz. */
const HUM_PERIODS_MS = [10, 20];
const HUM_TOLERANCE_MS = 1;
/** Fewer pulses in step can be chance. */
const HUM_PULSES = 5;

/** Counts what one button did. @param endMs when the watch ended */
export function examineButton(
  rule: DebounceRule,
  observations: readonly Observation[],
  endMs: number,
): ButtonFindings {
  const [first = { active: false, atMs: endMs }, ...later] = observations;
  const rest = withoutEarlyReads(first.active, later);
  const counts = replay(rule, first, rest, endMs);
  const changes = changesOf(first.active, rest);
  const bursts = burstsOf(rule, changes, endMs);
  const presses = bursts.filter((burst) => isPress(rule, burst));
  const spikes = bursts.filter((burst) => !isPress(rule, burst));
  const gaps = changes.slice(1).map(({ atMs }, i) => atMs - (changes[i]?.atMs ?? atMs));
  return {
    ...counts,
    stuck: counts.stuck || (first.active && changes.length === 0),
    longestBounceMs: longest(presses.map((burst) => longestChatter(rule, burst))),
    longestBreakMs: longest(presses.flatMap((burst) => breaks(burst))),
    longestSpikeMs: longest(spikes.flatMap((burst) => lengths(burst, true))),
    shortestGapMs: gaps.length === 0 ? null : Math.min(...gaps.map(round)),
    hum: isHum(changes),
  };
}

/** A level may be read just before its edge is heard: then nothing was lost, and the edge says it better. */
function withoutEarlyReads(began: boolean, observations: readonly Observation[]): Observation[] {
  let level = began;
  return observations.filter(({ kind, active, atMs }, i) => {
    const next = observations[i + 1];
    const early = kind === 'read' && active !== level && next?.kind === 'edge';
    if (early && next.active === active && next.atMs - atMs < HEARD_WITHIN_MS) return false;
    level = active;
    return true;
  });
}

function replay(rule: DebounceRule, first: Change, rest: readonly Observation[], endMs: number) {
  const debounce = createDebounce(rule, first.active, first.atMs);
  const counts = { presses: 0, repeats: 0, edges: 0, noise: 0, lost: 0, stuck: false };
  const all = [...rest, null];
  for (const seen of all) {
    if (seen?.kind === 'edge') counts.edges += 1;
    else if (seen !== null && seen.active !== debounce.active()) counts.lost += 1;
    const events =
      seen === null
        ? debounce.sample(debounce.active(), endMs)
        : seen.kind === 'edge'
          ? debounce.edge(seen.active, seen.atMs)
          : debounce.sample(seen.active, seen.atMs);
    for (const { kind } of events) {
      if (kind === 'press') counts.presses += 1;
      else if (kind === 'repeat') counts.repeats += 1;
      else if (kind === 'noise') counts.noise += 1;
      else if (kind === 'stuck') counts.stuck = true;
    }
  }
  return counts;
}

function changesOf(began: boolean, observations: readonly Observation[]): Change[] {
  let level = began;
  return observations.filter(({ active }) => {
    const changed = active !== level;
    level = active;
    return changed;
  });
}

function burstsOf({ releaseMs }: DebounceRule, changes: readonly Change[], endMs: number): Burst[] {
  const bursts: Burst[] = [];
  changes.forEach((change, i) => {
    const before = changes[i - 1];
    const rested = before === undefined || (!before.active && change.atMs - before.atMs >= releaseMs);
    if (change.active && rested) bursts.push({ pulses: [] });
    bursts.at(-1)?.pulses.push({ ...change, endMs: changes[i + 1]?.atMs ?? endMs });
  });
  return bursts;
}

function isPress({ pressMs }: DebounceRule, { pulses }: Burst): boolean {
  return pulses.some(({ active, atMs, endMs }) => active && endMs - atMs >= pressMs);
}

/** A row of level changes, each sooner after the last than a press takes to be one. */
function longestChatter({ pressMs }: DebounceRule, { pulses }: Burst): number {
  let began = 0;
  let chatterMs = 0;
  pulses.forEach(({ atMs }, i) => {
    const before = pulses[i - 1];
    if (before === undefined || atMs - before.atMs >= pressMs) began = atMs;
    chatterMs = Math.max(chatterMs, atMs - began);
  });
  return chatterMs;
}

/** The last one is the release. */
function breaks({ pulses }: Burst): number[] {
  return lengths({ pulses: pulses.slice(0, -1) }, false);
}

function lengths({ pulses }: Burst, ofActive: boolean): number[] {
  return pulses.filter(({ active }) => active === ofActive).map(({ atMs, endMs }) => endMs - atMs);
}

function isHum(changes: readonly Change[]): boolean {
  const starts = changes.filter(({ active }) => active).map(({ atMs }) => atMs);
  const periods = starts.slice(1).map((atMs, i) => atMs - (starts[i] ?? atMs));
  const inStep = periods.filter((ms) =>
    HUM_PERIODS_MS.some((period) => Math.abs(ms - period) <= HUM_TOLERANCE_MS),
  );
  return inStep.length >= HUM_PULSES && inStep.length * 2 > periods.length;
}

function longest(lengthsMs: readonly number[]): number {
  return round(lengthsMs.reduce((most, ms) => Math.max(most, ms), 0));
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
