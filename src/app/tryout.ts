import type { Observation } from '../core/doctor/edges.ts';
import type { LcdFrame } from '../core/lcd.ts';
import { BUTTONS, type Button } from '../core/vote.ts';
import type { ButtonLines, Cancel, Clock, Lcd, OutputLine } from './ports.ts';
import { readQuietly } from './quietly.ts';

/** What every trial needs: it ends early, and leaves nothing on, when the signal comes. */
export interface Trial {
  clock: Clock;
  signal: AbortSignal;
}

/** Levels are read this often beside the edges, so that lost ones are noticed. */
const READ_EVERY_MS = 250;
/** A line that chatters without end tells no more after this many edges. */
const OBSERVATIONS_MAX = 20_000;

/** What was seen of each button, and until when (monotonic). */
export interface Watched {
  buttons: Record<Button, Observation[]>;
  endMs: number;
}

/** Waits `ms`, or until the signal. */
export function pause({ clock, signal }: Trial, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}

/** On for `onMs`, then dark and released. Rejects with a sentence when the line cannot be opened. */
export async function tryOutput(line: OutputLine, onMs: number, trial: Trial): Promise<void> {
  await line.start();
  try {
    line.write(true);
    await pause(trial, onMs);
  } finally {
    line.write(false);
    await line.stop();
  }
}

/** Shows a picture for `forMs`, then nothing. Rejects with a sentence when the display cannot be opened. */
export async function tryLcd(lcd: Lcd, picture: LcdFrame, forMs: number, trial: Trial): Promise<void> {
  await lcd.start();
  try {
    lcd.show(picture);
    await pause(trial, forMs);
  } finally {
    await lcd.stop();
  }
}

/** Writes down every edge of both buttons for `forMs`; the lines are open already. */
export async function watchLines(lines: ButtonLines, forMs: number, trial: Trial): Promise<Watched> {
  const { clock } = trial;
  const buttons: Watched['buttons'] = { plus: [], minus: [] };
  const knownMs = () => clock.monoMs() - (lines.lagMs ?? 0);
  const add = (button: Button, seen: Observation) => {
    if (buttons[button].length < OBSERVATIONS_MAX) buttons[button].push(seen);
  };
  const read = (button: Button) => add(button, readLevel(lines, button, buttons[button], knownMs));
  const unwatch = lines.watch(
    ({ button, active, atMs }) => add(button, { kind: 'edge', active, atMs }),
    read,
  );
  BUTTONS.forEach(read); // after the watch: an edge in between would be nobody's
  // One turn of the loop later: an edge that already waits must be heard before the level is read.
  let cancelRead: Cancel = () => {};
  const cancel = clock.every(READ_EVERY_MS, () => {
    cancelRead();
    cancelRead = clock.soon(() => BUTTONS.forEach(read));
  });
  try {
    await pause(trial, forMs);
    await new Promise<void>((resolve) => void clock.soon(resolve));
    const endMs = knownMs();
    BUTTONS.forEach(read);
    return { buttons, endMs };
  } finally {
    cancel();
    cancelRead();
    unwatch();
  }
}

function readLevel(
  lines: ButtonLines,
  button: Button,
  seen: readonly Observation[],
  knownMs: () => number,
): Observation {
  const { value: active, fromMs } = readQuietly(
    () => lines.read(button),
    () => seen.length,
    knownMs,
  );
  // A level that agrees with the edges proves nothing of a stall; one that does not has changed as late as may be.
  const agrees = active === (seen.at(-1)?.active ?? active);
  return { kind: 'read', active, atMs: agrees ? fromMs : knownMs() };
}
