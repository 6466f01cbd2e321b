import type { Dropped, ReadingFault } from '../programme.ts';
import { describe } from './draft.ts';
import type { Entry } from './icsevent.ts';
import { text } from './icspeople.ts';
import { parseRule, repeats } from './icsrule.ts';
import { type IcsTime, icsDay, icsInstant, timesOf, type Zones } from './icstime.ts';

/** Times of a repeating event that are left out: instants, or whole days. */
export interface Exceptions {
  instants: Set<number>;
  days: Set<string>;
}

interface Context {
  zones: Zones;
  timezone: string;
  /** Times that an event of their own replaces, by UID. */
  replaced: ReadonlyMap<string, Exceptions>;
  /** The starts of what does not repeat: nothing is repeated beyond their days. */
  among: readonly IcsTime[];
}

export interface Repeated {
  times: { entry: Entry; start: IcsTime }[];
  dropped: Dropped[];
  faults: ReadingFault[];
}

const EACH_MAX = 100;
const LOOKS_MAX = 20_000; // of a whole file: every look asks the clocks of a zone
const NAMED_MAX = 3;

const NOT_FOLLOWED =
  'repeats in a way that is not followed, so perhaps not all its times were read: write each as an event of its own';
const CUT_OFF =
  'repeats beyond the days of the other sessions, or more than 100 times: the rest was left out';
const NOTHING_LEFT = 'all its times are excepted, or outside the days of the other sessions';

/**
 * The times of repeating events inside the days of the other sessions, at most 100 of each (FORMATS.md 2.10). A rule
 * that is not followed gives its first time, and a warning.
 */
export function expand(entries: readonly Entry[], context: Context): Repeated {
  const days = context.among.map(icsDay).toSorted();
  const found: Repeated = { times: [], dropped: [], faults: [] };
  const odd: string[] = [];
  const cutOff: string[] = [];
  let looks = 0;
  for (const entry of entries) {
    const { event } = entry;
    const name = describe(text(event, 'summary'), text(event, 'uid'));
    const rules = event.get('rrule') ?? [];
    const rule = rules.length === 1 ? parseRule(rules[0]?.values[0]) : null;
    const isFollowed = rule !== null && looks < LOOKS_MAX;
    if (!isFollowed || event.has('rdate')) odd.push(name);
    if (!isFollowed) {
      found.times.push({ entry, start: entry.start });
      continue;
    }
    const inside = startsOf(entry, repeats(entry.start, rule, context.timezone), days, context);
    looks += inside.looks;
    if (inside.isCutOff) cutOff.push(name);
    if (inside.starts.length === 0) found.dropped.push({ what: name, why: NOTHING_LEFT });
    for (const start of inside.starts) found.times.push({ entry, start });
  }
  found.faults.push(...faultOf(odd, NOT_FOLLOWED), ...faultOf(cutOff, CUT_OFF));
  return found;
}

function startsOf(entry: Entry, times: Iterable<IcsTime>, days: readonly string[], context: Context) {
  const { zones, timezone, replaced } = context;
  const excepted = exceptionsOf([entry], 'exdate', zones, timezone);
  const moved = replaced.get(text(entry.event, 'uid'));
  const [first, last] = [days[0] ?? '', days.at(-1) ?? '~'];
  const starts: IcsTime[] = [];
  let looks = 0;
  for (const time of times) {
    const day = icsDay(time);
    looks += 1;
    if (day > last || starts.length === EACH_MAX) return { starts, looks, isCutOff: true };
    if (day < first || isIn(excepted, time, day, timezone) || isIn(moved, time, day, timezone)) continue;
    starts.push(time);
  }
  return { starts, looks, isCutOff: false };
}

function isIn(exceptions: Exceptions | undefined, time: IcsTime, day: string, timezone: string): boolean {
  if (exceptions === undefined) return false;
  return exceptions.days.has(day) || exceptions.instants.has(icsInstant(time, timezone));
}

/** The times that a property of these events lists: EXDATE or RECURRENCE-ID. */
export function exceptionsOf(
  entries: readonly Entry[],
  property: 'exdate' | 'recurrence-id',
  zones: Zones,
  timezone: string,
): Exceptions {
  const instants = new Set<number>();
  const days = new Set<string>();
  for (const { event, zoneless } of entries) {
    for (const time of (event.get(property) ?? []).flatMap((list) => timesOf(list, zoneless, zones))) {
      if (typeof time === 'string') days.add(time);
      else instants.add(icsInstant(time, timezone));
    }
  }
  return { instants, days };
}

function faultOf(names: readonly string[], what: string): ReadingFault[] {
  if (names.length === 0) return [];
  const more = names.length > NAMED_MAX ? ` and ${names.length - NAMED_MAX} more` : '';
  return [{ severity: 'warning', message: `${names.slice(0, NAMED_MAX).join(', ')}${more} ${what}.` }];
}
