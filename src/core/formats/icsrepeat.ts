import type { Dropped, ReadingFault } from '../programme.ts';
import { describe } from './draft.ts';
import type { Entry } from './icsentry.ts';
import { text } from './icspeople.ts';
import { parseRule, type Rule, repeats } from './icsrule.ts';
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
  /** The starts of what does not repeat: nothing is repeated outside of their days. */
  among: readonly IcsTime[];
}

export interface Repeated {
  times: { entry: Entry; start: IcsTime }[];
  dropped: Dropped[];
  faults: ReadingFault[];
}

interface Walk {
  times: Repeated['times'];
  dropped: Dropped[];
  /** The names of what is warned of. */
  odd: string[];
  cutOff: string[];
  unbounded: string[];
  looks: number;
}

const EACH_MAX = 100;
const LOOKS_MAX = 20_000; // of a whole file: every look asks the clocks of a zone
const NAMED_MAX = 3;

const NOT_FOLLOWED =
  'repeats in a way that is not followed, so perhaps not all its times were read: write each as an event of its own';
const CUT_OFF =
  'repeats beyond the days of the other sessions, or more than 100 times: the rest was left out';
const UNBOUNDED =
  'repeats without end, and there are no days of other sessions to bound it: only its first time was read, and the repetition was left out. Give the rule an end, or write each time as an event of its own';
const NOTHING_LEFT = 'all its times are excepted, or outside the days of the other sessions';

/**
 * The times of repeating events inside the days of the other sessions, at most 100 of each (FORMATS.md 2.10). A rule
 * that is not followed, and one without end that nothing bounds, gives its first time and a warning.
 */
export function expand(entries: readonly Entry[], context: Context): Repeated {
  const walk: Walk = { times: [], dropped: [], odd: [], cutOff: [], unbounded: [], looks: 0 };
  const ruled = entries.map((entry) => ({ entry, rule: ruleOf(entry) }));
  const days = daysOf(context.among);
  for (const { entry, rule } of ruled) if (!isEndless(rule)) repeat(walk, entry, rule, days, context);
  const all = days.length > 0 ? days : daysOf(walk.times.map(({ start }) => start));
  for (const { entry, rule } of ruled) if (isEndless(rule)) repeat(walk, entry, rule, all, context);
  const faults = [
    ...faultOf(walk.odd, NOT_FOLLOWED),
    ...faultOf(walk.cutOff, CUT_OFF),
    ...faultOf(walk.unbounded, UNBOUNDED),
  ];
  return { times: walk.times, dropped: walk.dropped, faults };
}

function ruleOf({ event }: Entry): Rule | null {
  const [only, ...more] = event.get('rrule') ?? [];
  return only === undefined || more.length > 0 ? null : parseRule(only.values[0]);
}

function isEndless(rule: Rule | null): boolean {
  return rule !== null && rule.until === null && rule.count === Number.POSITIVE_INFINITY;
}

function daysOf(times: readonly IcsTime[]): string[] {
  return times.map(icsDay).toSorted();
}

function repeat(walk: Walk, entry: Entry, rule: Rule | null, days: readonly string[], context: Context) {
  const { event } = entry;
  const name = describe(text(event, 'summary'), text(event, 'uid'));
  const isFollowed = rule !== null && walk.looks < LOOKS_MAX;
  if (!isFollowed || event.has('rdate')) walk.odd.push(name);
  if (!isFollowed) {
    walk.times.push({ entry, start: entry.start });
    return;
  }
  const isUnbounded = days.length === 0 && isEndless(rule);
  const most = isUnbounded ? 1 : EACH_MAX;
  const inside = startsOf(entry, repeats(entry.start, rule, context.timezone), most, days, context);
  walk.looks += inside.looks;
  if (isUnbounded) walk.unbounded.push(name);
  else if (inside.isCutOff) walk.cutOff.push(name);
  if (inside.starts.length === 0) walk.dropped.push({ what: name, why: NOTHING_LEFT });
  for (const start of inside.starts) walk.times.push({ entry, start });
}

function startsOf(
  entry: Entry,
  times: Iterable<IcsTime>,
  most: number,
  days: readonly string[],
  { zones, timezone, replaced }: Context,
) {
  const excepted = exceptionsOf([entry], 'exdate', zones, timezone);
  const moved = replaced.get(text(entry.event, 'uid'));
  const [first, last] = [days[0] ?? '', days.at(-1) ?? '~'];
  const starts: IcsTime[] = [];
  let looks = 0;
  let isCutOff = false;
  for (const time of times) {
    const day = icsDay(time);
    looks += 1;
    if (isCutOff && day < first) continue;
    if (isIn(excepted, time, day, timezone) || isIn(moved, time, day, timezone)) continue;
    isCutOff ||= day < first || day > last || starts.length === most;
    if (day > last || starts.length === most) break;
    if (day >= first) starts.push(time);
  }
  return { starts, looks, isCutOff };
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
