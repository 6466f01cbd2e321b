import { type ButtonEvent, type Buttons, createButtons } from '../core/buttons.ts';
import type { DebounceRule } from '../core/debounce.ts';
import type { ButtonView } from '../core/state.ts';
import { BUTTONS, type Button } from '../core/vote.ts';
import type { ButtonLines, Cancel, Clock } from './ports.ts';
import { readQuietly } from './quietly.ts';

/** Levels are read this often, so that no lost edge can jam a button. */
const READ_EVERY_MS = 250;

export interface ButtonWatch {
  start(): void;
  stop(): void;
  view(button: Button): ButtonView;
  /** When the levels were read last, monotonic; null while they are not watched. */
  readMs(): number | null;
  /** A button that is active now is no press until it has rested once. */
  bar(): void;
}

interface Deps {
  lines: ButtonLines;
  clock: Clock;
  rule: DebounceRule;
  /** A press that counts, recognised at `atMs` (monotonic). */
  onPress: (button: Button, atMs: number) => void;
  onStuck: (button: Button, stuck: boolean) => void;
  onBothHeld: () => void;
  /** After anything that `view` shows has changed. */
  onChange: () => void;
}

/** Turns the levels of the two lines into presses, in the order in which they were recognised. */
export function watchButtons(deps: Deps): ButtonWatch {
  const { lines, clock } = deps;
  const lagMs = () => lines.lagMs ?? 0;
  const knownMs = () => clock.monoMs() - lagMs();
  const counts = { plus: freshCounts(), minus: freshCounts() };
  let buttons: Buttons | undefined;
  let cancels: Cancel[] = [];
  let lastReadMs: number | null = null;
  let heard = 0; // edges and restarts
  let cancelWake: Cancel = () => {};
  let cancelRead: Cancel = () => {};

  function readLevels() {
    const reading = readQuietly(
      () => ({ plus: lines.read('plus'), minus: lines.read('minus') }),
      () => heard,
      knownMs,
    );
    lastReadMs = clock.monoMs();
    return reading;
  }

  function read(): void {
    const { value, fromMs } = readLevels();
    handle(buttons?.sample(value, fromMs, knownMs()) ?? []);
  }

  /** One turn of the loop later: an edge that already waits must be heard before the level is read. */
  function readSoon(): void {
    cancelRead();
    cancelRead = clock.soon(read);
  }

  function handle(events: readonly ButtonEvent[]): void {
    for (const event of events) {
      if (event.kind === 'both-held') deps.onBothHeld();
      else count(event.kind, event.button, event.atMs);
    }
    if (events.length > 0) deps.onChange();
    arm();
  }

  function count(kind: Exclude<ButtonEvent['kind'], 'both-held'>, button: Button, atMs: number): void {
    const view = counts[button];
    if (kind === 'press') {
      view.presses += 1;
      deps.onPress(button, atMs);
    } else if (kind === 'noise') view.noise += 1;
    else if (kind === 'repeat') view.repeats += 1;
    else {
      view.stuck = kind === 'stuck';
      deps.onStuck(button, view.stuck);
    }
  }

  function arm(): void {
    cancelWake();
    const wakeAtMs = buttons?.wakeAtMs();
    if (wakeAtMs === undefined) return;
    cancelWake = clock.after(wakeAtMs + lagMs() - clock.monoMs(), readSoon);
  }

  return {
    start() {
      const unwatch = lines.watch(
        ({ button, active, atMs }) => {
          heard += 1;
          handle(buttons?.edge(button, active, atMs) ?? []);
          deps.onChange();
        },
        (button) => {
          heard += 1;
          handle(buttons?.restart(button, lines.read(button), clock.monoMs()) ?? []);
          deps.onChange();
        },
      );
      cancels = [unwatch, clock.every(READ_EVERY_MS, readSoon)];
      const { value, fromMs } = readLevels(); // after the watch: an edge in between would be nobody's
      buttons = createButtons(deps.rule, value, fromMs);
      arm();
    },
    stop() {
      cancelWake();
      cancelRead();
      for (const cancel of cancels) cancel();
      cancels = [];
      buttons = undefined;
      lastReadMs = null;
      for (const button of BUTTONS) counts[button].stuck = false;
    },
    bar() {
      for (const button of BUTTONS) {
        if (buttons?.active(button)) handle(buttons.restart(button, true, clock.monoMs()));
      }
    },
    readMs: () => lastReadMs,
    view: (button) => ({ ...counts[button], active: buttons?.active(button) ?? false }),
  };
}

function freshCounts(): Omit<ButtonView, 'active'> {
  return { presses: 0, noise: 0, repeats: 0, stuck: false };
}
