import { tryLcd, tryOutput, watchLines } from './app/tryout.ts';
import type { BoxConfig } from './core/config.ts';
import { judgeLine, parsePlace } from './core/doctor/board.ts';
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
}

/** The lines, what hangs on them, and the LCD: switches them on one after another and watches the buttons. */
export async function examineWires(asked: Asked): Promise<void> {
  const hands = { ...asked, wires: asked.instruments.connect(asked.config) };
  if (!(await examineLines(hands))) return;
  for (const step of [tryOutputs, examineLcd, examineButtons]) {
    if (!asked.signal.aborted) await step(hands);
  }
}

/** False when no line can be reached at all. */
async function examineLines({ wires, report, config, instruments }: Hands): Promise<boolean> {
  if (wires.choose === null) {
    report.add(createCheck('backend', 'ok', 'simulated: its lines need no chip'));
    return true;
  }
  try {
    const { backend, why, lines } = await wires.choose();
    report.add(createCheck('backend', 'ok', `${backend}: ${why}`, { values: { backend, why } }));
    for (const [use, told] of Object.entries(lines)) report.add(judgeLine(use, told));
    for (const button of BUTTONS) {
      const place = parsePlace(lines[`button-${button}`] ?? '');
      const state =
        place === null ? null : await instruments.readPull(place, config.board === 'raspberry-pi');
      report.add(judgePull(button, config, state));
    }
    return true;
  } catch (error) {
    report.add(createCheck('backend', 'wrong', sentenceOf(error)));
    return false;
  }
}

async function tryOutputs({ wires, config, report, signal, instruments: { clock } }: Hands): Promise<void> {
  const { volume, quiet } = config.buzzer;
  const isMuted = volume === 'off' || isQuiet(quiet, clock.wallAt(), config.programme.timezone);
  report.ask('Look at the box: its lamps light one after another, then it beeps.');
  for (const { name, id, onMs, what } of OUTPUT_TRIALS) {
    if (signal.aborted) return;
    if (name === 'buzzer' && isMuted) {
      report.add(createCheck(id, 'absent', 'not tried: box.toml mutes it now'));
      continue;
    }
    report.add(
      await judgeTrial(id, what, wires, () => tryOutput(wires.gpio.outputs[name], onMs, { clock, signal })),
    );
  }
}

async function examineLcd({ wires, config, report, signal, instruments: { clock } }: Hands): Promise<void> {
  const { lcd } = wires;
  if (lcd === null || config.lcd.kind === 'none') {
    report.add(createCheck('lcd', 'absent', 'box.toml names none'));
    return;
  }
  const picture = layoutFrame(LCD_PICTURE, config.lcd);
  report.add(
    await judgeTrial('lcd', LCD_SHOWN, wires, () => tryLcd(lcd, picture, LCD_MS, { clock, signal })),
  );
}

/** What a person should have seen; or why it was not there to be seen. */
async function judgeTrial(
  id: string,
  what: string,
  wires: Wires,
  trial: () => Promise<void>,
): Promise<Check> {
  try {
    await trial();
  } catch (error) {
    return createCheck(id, 'wrong', sentenceOf(error));
  }
  const complaint = wires.complaint(id);
  if (complaint !== null) return createCheck(id, 'wrong', complaint);
  return createCheck(id, 'ok', wires.choose === null ? `${what}; simulated, so nobody saw it` : what);
}

async function examineButtons({ wires, config, seconds, report, signal, instruments }: Hands): Promise<void> {
  const { clock } = instruments;
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
