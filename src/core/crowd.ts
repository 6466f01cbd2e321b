import { createHash } from 'node:crypto';
import { createRandom } from './random.ts';
import { BUTTONS, type Button } from './vote.ts';

/** What the people at one box can see of the world. Instants are epoch milliseconds by the box's clock. */
export interface Hall {
  at: number;
  room: string | null;
  /** What a vote counts for now; null for nothing. */
  session: { id: string; startsAt: number; endsAt: number; opensAt: number; closesAt: number } | null;
}

/** One hand on one button, `afterMs` from now. */
export interface Press {
  afterMs: number;
  button: Button;
  holdMs: number;
}

export interface CrowdRule {
  /** The same seed and the same sights give the same presses. */
  seed: number;
  /** People a minute who come by whatever the programme says. */
  perMinute: number;
  /** How many times faster than the clock the audience lives. */
  speed: number;
}

/** The people at one box. */
export interface Audience {
  /** The presses that begin before the next look, which is `lookMs` from now; ascending. */
  look(hall: Hall, lookMs: number): Press[];
}

/** Somebody at the door; the hands come down from `at` on, in the crowd's own time. */
export interface Person {
  at: number;
  hands: readonly Press[];
}

const RUSH_FROM_MS = -60_000; // the first rise while the speaker still takes questions
const RUSH_MEDIAN_MS = 120_000;
const RUSH_SPREAD = 0.7; // one in six needs over four minutes, one in a thousand a quarter of an hour
const EARLY_SHARE = 0.08;
const HOLD_MS = { least: 60, most: 200 };
/** On one button a hand comes down no sooner than this after the last one left. */
const HAND_OVER_MS = 150;
/** Who has to wait longer walks on; with the hand-over it keeps a box under ten presses a second. */
const PATIENCE_MS = 3_000;
/** What people think of no session in particular. */
const USUAL_LIKING = 0.75;

/**
 * A plausible audience at one box: people who leave in a rush around the end of each session, some before and a few
 * late, and a steady trickle of others. In `speed` times the clock a session ends as much sooner, and its room fills
 * anew. @param name of the box, so that no two audiences are alike
 */
export function createAudience(rule: CrowdRule, name: string): Audience {
  const random = createRandom(seedOf(rule.seed, 'steady', name));
  let door = createDoor();
  const leaving = createLeaving(rule);
  let firstAt: number | null = null;
  let seenAt = Number.NEGATIVE_INFINITY;
  let steadyAt: number | null = null;

  function steady(fromAt: number, toAt: number, liking: number): Person[] {
    const gapMs = () => (-Math.log(1 - random()) * 60_000) / (rule.perMinute * rule.speed);
    const people: Person[] = [];
    if (rule.perMinute === 0) return people;
    if (steadyAt === null || steadyAt < fromAt) steadyAt = fromAt + gapMs();
    for (; steadyAt < toAt; steadyAt += gapMs())
      people.push({ at: steadyAt, hands: handsOf(random, liking) });
    return people;
  }

  return {
    look(hall, lookMs) {
      firstAt ??= hall.at;
      const toAt = hall.at + lookMs;
      // What was missed while nobody looked, or when the clock was set, is not made up for.
      const isNext = seenAt > hall.at - lookMs && seenAt <= toAt;
      if (!isNext) {
        steadyAt = null;
        door = createDoor();
      }
      const fromAt = isNext ? seenAt : hall.at;
      seenAt = toAt;
      const liking = hall.session === null ? USUAL_LIKING : likingOf(rule.seed, hall.session.id);
      return door([...leaving(hall, fromAt, toAt, firstAt), ...steady(fromAt, toAt, liking)], hall.at);
    },
  };
}

/** The people who leave the session that counts now, in the box's time. */
function createLeaving({ seed, speed }: CrowdRule) {
  let key = '';
  let people: readonly Person[] = [];
  return ({ room, session }: Hall, fromAt: number, toAt: number, firstAt: number): Person[] => {
    if (session === null) return [];
    const { id, opensAt, endsAt, closesAt } = session;
    const lengthMs = Math.max(1, closesAt - opensAt);
    const crowdAt = (at: number) => firstAt + (at - firstAt) * speed;
    const found: Person[] = [];
    // The room fills anew as often as the crowd's time passes the end of the window.
    const roundOf = (at: number) => Math.floor((crowdAt(at) - opensAt) / lengthMs);
    for (let round = Math.max(0, roundOf(fromAt)); round <= roundOf(toAt); round += 1) {
      const wanted = [room, id, opensAt, endsAt, closesAt, round].join('\n');
      if (wanted !== key) people = departures(seed, room ?? '', session, round);
      key = wanted;
      for (const { at, hands } of people) {
        const boxAt = firstAt + (at + round * lengthMs - firstAt) / speed;
        if (boxAt >= fromAt && boxAt < toAt) found.push({ at: boxAt, hands });
      }
    }
    return found;
  };
}

/** Everybody who votes on their way out of a session, in the order in which they come by. */
export function departures(
  seed: number,
  room: string,
  session: NonNullable<Hall['session']>,
  round = 0,
): Person[] {
  const { id, opensAt, endsAt, closesAt } = session;
  const random = createRandom(seedOf(seed, 'leaving', id, String(round)));
  const voters = Math.round(seatsOf(seed, room) * (0.4 + 0.5 * random()) * (0.35 + 0.2 * random()));
  const liking = likingOf(seed, id);
  return Array.from({ length: voters }, () => {
    const isEarly = random() < EARLY_SHARE;
    const afterEndMs = isEarly
      ? -random() * (endsAt - opensAt)
      : RUSH_FROM_MS + RUSH_MEDIAN_MS * Math.exp(RUSH_SPREAD * normal(random));
    // Who leaves before the end has seen a reason to.
    return { at: endsAt + afterEndMs, hands: handsOf(random, isEarly ? liking * 0.8 : liking) };
  })
    .filter(({ at }) => at >= opensAt && at < closesAt)
    .sort((a, b) => a.at - b.at);
}

/** How many people a room takes: 80 to 400, small ones more often. */
export function seatsOf(seed: number, room: string): number {
  return Math.round(80 * 5 ** createRandom(seedOf(seed, 'seats', room))());
}

/** Which part of the audience likes a session: most are liked, a few are not. */
export function likingOf(seed: number, session: string): number {
  return 0.97 - 0.6 * createRandom(seedOf(seed, 'liking', session))() ** 2;
}

/** What one person does: a punch as a rule, some two, a few both buttons at once, and a child without end. */
function handsOf(random: () => number, liking: number): Press[] {
  const button: Button = random() < liking ? 'plus' : 'minus';
  const kind = random();
  const hand = (afterMs: number, on: Button = button): Press => {
    const holdMs = Math.round(HOLD_MS.least + random() * (HOLD_MS.most - HOLD_MS.least));
    return { afterMs, button: on, holdMs };
  };
  if (kind < 0.015) return Array.from({ length: 5 + Math.floor(random() * 8) }, (_, i) => hand(i * 280));
  if (kind < 0.03) return BUTTONS.map((both) => hand(random() * 40, both));
  if (kind < 0.12) return [hand(0), hand(350 + random() * 500)];
  return [hand(0)];
}

/** One box is one door: hands wait for a button that another one is on. */
function createDoor() {
  const freeAt = { plus: Number.NEGATIVE_INFINITY, minus: Number.NEGATIVE_INFINITY };
  return (people: readonly Person[], nowAt: number): Press[] => {
    const wanted = people
      .flatMap(({ at, hands }) => hands.map((hand) => ({ ...hand, at: at + hand.afterMs })))
      .sort((a, b) => a.at - b.at);
    const presses: Press[] = [];
    for (const { at, button, holdMs } of wanted) {
      const downAt = Math.max(at, nowAt, freeAt[button]);
      if (downAt - at > PATIENCE_MS) continue;
      freeAt[button] = downAt + holdMs + HAND_OVER_MS;
      presses.push({ afterMs: downAt - nowAt, button, holdMs });
    }
    return presses.sort((a, b) => a.afterMs - b.afterMs);
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function seedOf(seed: number, ...names: readonly string[]): number {
  return createHash('sha256')
    .update([seed, ...names].join('\n'))
    .digest()
    .readUInt32LE(0);
}
