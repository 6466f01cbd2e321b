import { createDebounce, type DebounceEvent, type DebounceRule } from './debounce.ts';
import { BUTTONS, type Button } from './vote.ts';

/** Both held this long asks for the service menu. */
export const BOTH_HELD_MS = 5_000;

export type ButtonEvent =
  | (DebounceEvent & { button: Button })
  /** Both buttons have been held for BOTH_HELD_MS; said once until one of them is released. */
  | { kind: 'both-held'; atMs: number };

/** The two buttons of a box. Neither ever waits for the other. */
export interface Buttons {
  edge(button: Button, active: boolean, atMs: number): ButtonEvent[];
  /** The levels as read between two instants. */
  sample(levels: Record<Button, boolean>, fromMs: number, untilMs?: number): ButtonEvent[];
  /** Sight of one button was lost until `atMs`. Active now, it is no press until it has rested once. */
  restart(button: Button, active: boolean, atMs: number): ButtonEvent[];
  wakeAtMs(): number | undefined;
  active(button: Button): boolean;
}

/** Two buttons whose levels at `atMs` are `levels`. Times are monotonic milliseconds. */
export function createButtons(rule: DebounceRule, levels: Record<Button, boolean>, atMs: number): Buttons {
  const debounces = {
    plus: createDebounce(rule, levels.plus, atMs),
    minus: createDebounce(rule, levels.minus, atMs),
  };
  let bothSaid = false;

  function bothDueAtMs(): number | undefined {
    const held = BUTTONS.map((button) => debounces[button]);
    if (held.some((debounce) => !debounce.active())) return undefined;
    const since = held.map((debounce) => debounce.heldSinceMs()).filter((at) => at !== undefined);
    return since.length < held.length ? undefined : Math.max(...since) + BOTH_HELD_MS;
  }

  function both(at: number): ButtonEvent[] {
    if (BUTTONS.some((button) => debounces[button].heldSinceMs() === undefined)) bothSaid = false;
    const due = bothDueAtMs();
    if (bothSaid || due === undefined || due > at) return [];
    bothSaid = true;
    return [{ kind: 'both-held', atMs: due }];
  }

  const named = (button: Button, events: DebounceEvent[]): ButtonEvent[] =>
    events.map((event) => ({ ...event, button }));

  return {
    edge(button, active, at) {
      const before = both(at);
      return [...before, ...named(button, debounces[button].edge(active, at)), ...both(at)];
    },
    sample(now, from, until = from) {
      const events = BUTTONS.flatMap((button) =>
        named(button, debounces[button].sample(now[button], from, until)),
      );
      return [...events, ...both(from)];
    },
    restart(button, active, at) {
      const events = named(button, debounces[button].restart(active, at));
      return [...events, ...both(at)];
    },
    wakeAtMs() {
      const due = bothSaid ? undefined : bothDueAtMs();
      const all = [debounces.plus.wakeAtMs(), debounces.minus.wakeAtMs(), due];
      const known = all.filter((time) => time !== undefined);
      return known.length === 0 ? undefined : Math.min(...known);
    },
    active: (button) => debounces[button].active(),
  };
}
