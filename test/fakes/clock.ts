import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Cancel, Clock } from '../../src/app/ports.ts';

/** Both clocks and the timers, moved by hand. */
export interface FakeClock extends Clock {
  /** Both clocks move on; what falls due is called in order, each at its own instant. */
  advance(ms: number): void;
  /** The same, but promises settle after each call, as they do between two real timers. */
  pass(ms: number): Promise<void>;
  /** Somebody sets the wall clock; the monotonic one does not notice. */
  stepWall(ms: number): void;
  /** Timers that are neither over nor cancelled: 0 after a stop that leaks nothing. */
  openTimers(): number;
}

interface Timer {
  atMs: number;
  /** Turns of the loop come after the timers of the same instant. */
  isTurn: boolean;
  order: number;
  periodMs: number | null;
  call: () => void;
}

/** More calls in one move are timers that set each other without end. */
const CALLS_MAX = 1_000_000;

/** A clock that stands still until it is moved. Delays are rounded up to whole milliseconds, as the real ones are. */
export function createFakeClock({ wallAt = 0, monoMs = 0 } = {}): FakeClock {
  let nowMs = monoMs;
  let offsetMs = wallAt - monoMs;
  let made = 0;
  const timers = new Set<Timer>();

  function add(delayMs: number, isTurn: boolean, periodMs: number | null, call: () => void): Cancel {
    const delay = Math.max(0, Math.ceil(delayMs));
    const timer = { atMs: nowMs + delay, isTurn, order: made, periodMs, call };
    made += 1;
    timers.add(timer);
    return () => {
      timers.delete(timer);
    };
  }

  function nextDue(untilMs: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (timer.atMs <= untilMs && (first === undefined || inOrder(timer, first) < 0)) first = timer;
    }
    return first;
  }

  function fire(timer: Timer): void {
    nowMs = Math.max(nowMs, timer.atMs);
    if (timer.periodMs === null) timers.delete(timer);
    else timer.atMs += Math.max(1, timer.periodMs);
    timer.call();
  }

  /** Ends a move: gives each timer that is due, and fails for timers without end. */
  function* dueUntil(untilMs: number): Generator<Timer> {
    let calls = 0;
    for (let timer = nextDue(untilMs); timer !== undefined; timer = nextDue(untilMs)) {
      calls += 1;
      if (calls > CALLS_MAX) throw new Error('the timers set each other without end');
      yield timer;
    }
    nowMs = untilMs;
  }

  return {
    wallAt: () => offsetMs + nowMs,
    monoMs: () => nowMs,
    after: (delayMs, call) => add(delayMs, false, null, call),
    every: (periodMs, call) => add(periodMs, false, periodMs, call),
    soon: (call) => add(0, true, null, call),
    advance(ms) {
      for (const timer of dueUntil(nowMs + ms)) fire(timer);
    },
    async pass(ms) {
      await turnOfTheLoop();
      for (const timer of dueUntil(nowMs + ms)) {
        fire(timer);
        await turnOfTheLoop();
      }
    },
    stepWall(ms) {
      offsetMs += ms;
    },
    openTimers: () => timers.size,
  };
}

function inOrder(a: Timer, b: Timer): number {
  return a.atMs - b.atMs || Number(a.isTurn) - Number(b.isTurn) || a.order - b.order;
}
