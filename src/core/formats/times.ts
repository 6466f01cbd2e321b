import type { Reading, ReadingFault } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { localDate, localTime } from '../zone.ts';
import type { Draft } from './draft.ts';
import type { Found } from './format.ts';
import type { ReadOptions } from './options.ts';
import { instantOf, type Written } from './stamp.ts';

/** How the written times of a source are understood. */
export interface Decision {
  reading: Reading;
  /** The other reading, when it would give other times. */
  other: Reading | null;
  /** Both are as likely. */
  undecided: boolean;
  faults: readonly ReadingFault[];
}

const MORNING = ['07:30', '10:30'] as const;
const EVENING = '20:00';

/**
 * Decides between wall time and true instants (FORMATS.md 0.2): the owner's word, then the format's own rule, then the
 * hours of the days; when these say nothing, it stays open and the times are read as wall time.
 */
export function decideReading({ offsets, drafts }: Found, options: ReadOptions): Decision {
  const { timezone, reading: asked } = options;
  const claims = drafts.filter(({ start, end }) => isClaim(start) || isClaim(end));
  const lies = claims.filter(({ start, end }) => [start, end].some((time) => isLie(time, timezone)));
  const settled = (reading: Reading, faults: readonly ReadingFault[] = []): Decision => ({
    reading,
    other: lies.length === 0 ? null : otherOf(reading),
    undecided: false,
    faults,
  });
  const naive = drafts.filter(({ start }) => !('at' in start) && start.offsetMs === null).length;
  // Where every time is an instant beyond doubt, there is nothing to choose.
  if (claims.length === 0 && naive === 0 && drafts.length > 0) return settled('instant');
  if (asked === 'instant') {
    return settled(naive === drafts.length ? 'wall' : 'instant', naiveFaults(naive, drafts.length, timezone));
  }
  if (asked === 'wall' || claims.length === 0) return settled('wall');
  if (offsets === 'ignored') return settled('wall', ignoredFaults(lies.length, timezone));
  if (offsets === 'true' || lies.length === 0) return settled('instant');
  return weigh(drafts, lies, timezone);
}

/** A conference begins in the morning; the reading under which more days do so is the likelier one. */
function weigh(drafts: readonly Draft[], lies: readonly Draft[], timezone: string): Decision {
  const [wall, instant] = [score(drafts, timezone, 'wall'), score(drafts, timezone, 'instant')];
  if (wall === instant) {
    return { reading: 'wall', other: 'instant', undecided: true, faults: [undecidedFault(lies, timezone)] };
  }
  const reading = wall > instant ? 'wall' : 'instant';
  const meant = reading === 'wall' ? `wall time of ${timezone}` : 'true instants';
  const message = `${some(lies.length, 'start time carries', 'start times carry')} a Z or an offset that is not the one of ${timezone}. By the hours of the days they were read as ${meant}: check the first session of each day, then set reading to "${reading}", or to "${otherOf(reading)}" if the times are wrong.`;
  return { reading, other: otherOf(reading), undecided: false, faults: [{ severity: 'warning', message }] };
}

/** The share of days that begin between 07:30 and 10:30 and whose last session starts by 20:00. */
function score(drafts: readonly Draft[], timezone: string, reading: Reading): number {
  const days = new Map<string, string[]>();
  for (const { start } of drafts) {
    const at = instantOf(start, timezone, reading);
    const day = localDate(at, timezone);
    const times = days.get(day) ?? [];
    times.push(localTime(at, timezone));
    days.set(day, times);
  }
  const usual = [...days.values()].filter((times) => {
    const sorted = times.toSorted();
    const [first = '', last = ''] = [sorted[0], sorted.at(-1)];
    return MORNING[0] <= first && first <= MORNING[1] && last <= EVENING;
  });
  return usual.length / days.size;
}

function naiveFaults(naive: number, all: number, timezone: string): ReadingFault[] {
  if (naive === 0) return [];
  const which =
    naive === all ? 'No start time has' : some(naive, 'start time does not have', 'start times do not have');
  const message = `${which} a Z or an offset, so reading "instant" says nothing there: read as the wall time of ${timezone}.`;
  return [{ severity: 'warning', message }];
}

function ignoredFaults(lies: number, timezone: string): ReadingFault[] {
  if (lies === 0) return [];
  const message = `${some(lies, 'start time carries', 'start times carry')} a Z or an offset that is not the one of ${timezone}. This format writes wall time all the same, so it was ignored: check the first session of each day, then set reading to "wall", or to "instant" if the times are wrong.`;
  return [{ severity: 'warning', message }];
}

function undecidedFault(lies: readonly Draft[], timezone: string): ReadingFault {
  const example = lies.find(({ start }) => isLie(start, timezone)) ?? lies[0];
  const times = (['wall', 'instant'] as const).map((reading) =>
    example === undefined ? '' : localTime(instantOf(example.start, timezone, reading), timezone),
  );
  const message = `${some(lies.length, 'start time carries', 'start times carry')} a Z or an offset that is not the one of ${timezone}, and both ways to read them make a conference: "${cleanLine(example?.title)}" begins at ${times[0]} as wall time, at ${times[1]} as an instant. Say which is right: --reading wall or --reading instant; on a box, reading = "wall" or "instant" in [programme].`;
  return { severity: 'error', message };
}

function isClaim(time: Draft['end']): time is Written {
  return 'wall' in time && time.offsetMs !== null;
}

function isLie(time: Draft['end'], timezone: string): boolean {
  return isClaim(time) && instantOf(time, timezone, 'wall') !== instantOf(time, timezone, 'instant');
}

function otherOf(reading: Reading): Reading {
  return reading === 'wall' ? 'instant' : 'wall';
}

function some(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
