import { tryLcd, tryOutput, watchLines } from './app/tryout.ts';
import type { BoxConfig } from './core/config.ts';
import { judgeLines, parsePlace } from './core/doctor/board.ts';
import { judgeButton } from './core/doctor/buttons.ts';
import { type Check, createCheck } from './core/doctor/check.ts';
import { examineButton } from './core/doctor/edges.ts';
import { LCD_MS, LCD_PICTURE, LCD_SHOWN, OUTPUT_TRIALS } from './core/doctor/patterns.ts';
import { judgePull, judgeRest } from './core/doctor/pulls.ts';
import { layoutFrame } from './core/lcd.ts';
import { isQuiet } from './core/quiet.ts';
import { BUTTONS } from './core/vote.ts';
import type { Instruments, Wires } from './instruments.ts';

/** Where the findings go. */
export interface Report {
  add(check: Check): void;
  /** Tells the person what to do or to look at. */
  ask(words: string): void;
}

interface Asked {
  config: BoxConfig;
  /** How long the buttons are watched; 0 leaves that out. */
  seconds: number;
  signal: AbortSignal;
  instruments: Instruments;
  report: Report;
}

interface Hands extends Asked {
  wires: Wires;
  /** Whether a line was found; of those that were not, all is said. */
  isFound: (use: string) => boolean;
}

/** The lines, what hangs on them, and the LCD: switches them on one after another and watches the buttons. */
export async function examineWires(asked: Asked): Promise<void> {
  const wires = asked.instruments.connect(asked.config);
  const hands = { ...asked, wires, isFound: await examineLines({ ...asked, wires }) };
  for (const step of [tryOutputs, examineLcd, examineButtons]) {
    if (!asked.signal.aborted) await step(hands);
  }
}

/** Gives whether a line was found. */
async function examineLines({ wires, report, config, instruments }: Asked & { wires: Wires }) {
  if (wires.choose === null) {
    report.add(createCheck('backend', 'ok', 'simulated: its lines need no chip'));
    return () => true;
  }
  try {
    const { backend, why, lines } = await wires.choose();
    report.add(createCheck('backend', 'ok', `${backend}: ${why}`, { values: { backend, why } }));
    for (const check of judgeLines(lines)) report.add(check);
    for (const button of BUTTONS) {
      const place = parsePlace(lines[`button-${button}`]);
      if (place === null) continue;
      const state = await instruments.readPull(place, config.board === 'raspberry-pi');
      report.add(judgePull(button, config, state));
    }
    const found = new Map(Object.entries(lines).map(([use, told]) => [use, parsePlace(told)]));
    return (use: string) => (found.get(use) ?? null) !== null;
  } catch (error) {
    report.add(createCheck('backend', 'wrong', sentenceOf(error)));
    return () => false;
  }
}

async function tryOutputs(hands: Hands): Promise<void> {
  const { wires, config, report, signal, isFound } = hands;
  const { clock } = hands.instruments;
  const found = OUTPUT_TRIALS.filter(({ id }) => isFound(id));
  if (found.length === 0) return;
  const { volume, quiet } = config.buzzer;
  const isMuted = volume === 'off' || isQuiet(quiet, clock.wallAt(), config.programme.timezone);
  report.ask('Look at the box: its lamps light one after another, then it beeps.');
  for (const { name, id, onMs, what } of found) {
    if (signal.aborted) return;
    if (name === 'buzzer' && isMuted) {
      report.add(createCheck(id, 'absent', 'not tried: box.toml mutes it now'));
      continue;
    }
    await tryOut(hands, id, what, () => tryOutput(wires.gpio.outputs[name], onMs, { clock, signal }));
  }
}

async function examineLcd(hands: Hands): Promise<void> {
  const { config, report, signal } = hands;
  const { clock } = hands.instruments;
  const { lcd } = hands.wires;
  if (lcd === null || config.lcd.kind === 'none') {
    report.add(createCheck('lcd', 'absent', 'box.toml names none'));
    return;
  }
  const picture = layoutFrame(LCD_PICTURE, config.lcd);
  await tryOut(hands, 'lcd', LCD_SHOWN, () => tryLcd(lcd, picture, LCD_MS, { clock, signal }));
}

/** Reports what a person should have seen, or why it was not there to be seen; nothing of a trial that was cut short. */
async function tryOut(hands: Hands, id: string, what: string, trial: () => Promise<void>): Promise<void> {
  const { wires, report, signal } = hands;
  let complaint: string | null;
  try {
    await trial();
    complaint = wires.complaint(id);
  } catch (error) {
    complaint = sentenceOf(error);
  }
  if (signal.aborted) return;
  const seen = wires.choose === null ? `${what}; simulated, so nobody saw it` : what;
  report.add(createCheck(id, complaint === null ? 'ok' : 'wrong', complaint ?? seen));
}

async function examineButtons(hands: Hands): Promise<void> {
  const { wires, config, seconds, report, signal, isFound } = hands;
  const { clock } = hands.instruments;
  if (!BUTTONS.every((button) => isFound(`button-${button}`))) return;
  const { buttons: lines } = wires.gpio;
  const { rule, active } = config.buttons;
  try {
    await lines.start();
  } catch (error) {
    report.add(createCheck('buttons', 'wrong', sentenceOf(error)));
    return;
  }
  try {
    for (const button of BUTTONS) report.add(judgeRest(button, lines.read(button), active));
    if (seconds === 0) {
      report.add(createCheck('buttons', 'absent', 'not watched, as --seconds 0 asks'));
      return;
    }
    report.ask(`Punch both buttons now, several times each, for ${seconds} s.`);
    const { buttons, endMs } = await watchLines(lines, seconds * 1_000, { clock, signal });
    if (signal.aborted) return;
    for (const button of BUTTONS) {
      report.add(judgeButton(button, examineButton(rule, buttons[button], endMs), rule, seconds));
    }
  } finally {
    await lines.stop();
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
