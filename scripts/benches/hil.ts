import { join } from 'node:path';
import { BUZZER, LED } from '../../test/hil/answers.ts';
import { type Board, createBoard, MINUS, PLUS } from '../../test/hil/board.ts';
import { clearDisk, prepare, startReadyBox, type Tooling } from '../../test/hil/box.ts';
import { LCD_LINES, parallelDisplay } from '../../test/hil/display.ts';
import { bootGuest, bundle, type Guest, type GuestProgram, ROOT } from '../../test/hil/guest.ts';
import { edgesOf, inTurn, type Made, type Punch, play } from '../../test/hil/punches.ts';
import { NO_LCD, PRESS_MS } from '../../test/hil/run.ts';
import { readTrace, type Seen, startTrace } from '../../test/hil/trace.ts';
import { percentile, print, round } from './figures.ts';
import type { Span, Spans } from './hil/lcd.ts';

const PRESSES = 30;
const EVERY_MS = 400;
const HOLD_MS = 90;
/** The smallest program may still be starting. */
const UNANSWERED_MAX = 40;
/** What the box waits for an edge that may still be on its way. */
const LAG_MS = { sysfs: 0, gpiod: 15 };

interface Bench {
  guest: Guest;
  board: Board;
}

/** From the press, in milliseconds. */
interface Answer {
  ledMs: number;
  buzzerMs: number;
}

/** What the box costs on simulated lines of a real kernel, beside the least that could be done there. */
export async function benchHil(): Promise<void> {
  const guest = await bootGuest('host');
  try {
    const bench = { guest, board: await createBoard(guest) };
    await prepare(guest);
    await benchEdges(bench, { gpio: 'sysfs' });
    await benchEdges(bench, { gpio: 'gpiod', version: 2 });
    await benchWrites(bench);
  } finally {
    await guest.end();
  }
}

/** From an edge over the commit to the LED, beside the smallest program from an edge to a LED. */
async function benchEdges({ guest, board }: Bench, tooling: Tooling): Promise<void> {
  await clearDisk(guest);
  const box = await startReadyBox(guest, { tooling, hardware: NO_LCD });
  const answers = await answersOf({ guest, board });
  await box.end('SIGTERM');
  const least = await startLeast({ guest, board }, tooling);
  const bare = await answersOf({ guest, board });
  await least.end('SIGTERM');
  const waitsMs = { press: PRESS_MS, lag: LAG_MS[tooling.gpio] };
  const byRuleMs = waitsMs.press + waitsMs.lag;
  const ledMs = median(answers.map((answer) => answer.ledMs));
  const bareMs = median(bare.map((answer) => answer.ledMs));
  print(`edge to LED, ${tooling.gpio}`, {
    presses: answers.length,
    p50Ms: { led: round(ledMs), buzzer: round(median(answers.map((answer) => answer.buzzerMs))) },
    waitsMs,
    withoutWaitsMs: round(ledMs - byRuleMs),
    least: { program: LEAST[tooling.gpio], p50Ms: round(bareMs) },
    ratio: round(ledMs / bareMs),
    ratioWithoutWaits: round((ledMs - byRuleMs) / bareMs),
  });
}

const LEAST = { sysfs: 'onoff', gpiod: 'gpiomon' };
const median = (samples: readonly number[]) => percentile(samples, 0.5);

/** Starts the smallest program, and punches until it answers. */
async function startLeast({ guest, board }: Bench, tooling: Tooling): Promise<GuestProgram> {
  const tools = tooling.gpio === 'gpiod' ? `${guest.tools}/gpiod-${tooling.version}:` : '';
  const offset = tooling.gpio === 'sysfs' ? board.base : 0;
  const lines = [PLUS, LED.plus, MINUS, LED.minus].map((line) => `${line + offset}`);
  const file = join(ROOT, 'scripts/benches/hil/edge.mjs');
  const words = ['env', `PATH=${tools}/usr/bin:/bin`, process.execPath, file, LEAST[tooling.gpio], ...lines];
  const program = await guest.start(words);
  for (let press = 0; press < UNANSWERED_MAX; press += 1) {
    const { made, seen } = await punch({ guest, board }, inTurn(1, 0, HOLD_MS));
    if (made.some((_, i) => riseAfter(made, i, LED.plus, seen) !== undefined)) return program;
  }
  throw new Error(`${LEAST[tooling.gpio]} lights no LED: ${JSON.stringify(await program.end('SIGKILL'))}`);
}

async function answersOf(bench: Bench): Promise<Answer[]> {
  const { made, seen } = await punch(bench, inTurn(PRESSES, EVERY_MS, HOLD_MS));
  return made.map(({ button, atMs }, i) => {
    const ledMs = riseAfter(made, i, LED[button], seen);
    if (ledMs === undefined) throw new Error(`press ${i + 1} was not answered: this run measures nothing`);
    return { ledMs: ledMs - atMs, buzzerMs: (riseAfter(made, i, BUZZER, seen) ?? Number.NaN) - atMs };
  });
}

/** Plays presses, and gives what the kernel saw until the last one was answered. */
async function punch(
  { guest, board }: Bench,
  punches: readonly Punch[],
): Promise<{ made: Made[]; seen: Seen[] }> {
  await startTrace(guest);
  const { made } = await play(board, punches, edgesOf(punches, null));
  await guest.must(['sleep', String(EVERY_MS / 1_000)]);
  return { made, seen: await readTrace(guest, board.base) };
}

/** When a line first went high after a press and before the next one. */
function riseAfter(
  made: readonly Made[],
  i: number,
  line: number,
  seen: readonly Seen[],
): number | undefined {
  const fromMs = made[i]?.atMs ?? Number.NaN;
  const untilMs = made[i + 1]?.atMs ?? Number.POSITIVE_INFINITY;
  return seen.find(
    (event) =>
      event.kind === 'line' &&
      event.line === line &&
      event.high &&
      event.atMs >= fromMs &&
      event.atMs < untilMs,
  )?.atMs;
}

/** Line writes of the box's driver beside the package's own `print`. */
async function benchWrites({ guest, board }: Bench): Promise<void> {
  const program = await bundle('scripts/benches/hil/lcd.ts', guest.folder);
  await startTrace(guest);
  const spans = JSON.parse(await guest.must([process.execPath, program, String(board.base)])) as Spans;
  const seen = await readTrace(guest, board.base);
  const shown = parallelDisplay(seen.filter(({ atMs }) => atMs <= spans.repaint.toMs)).text();
  if (shown.join('') !== 'C'.repeat(80)) throw new Error(`the LCD shows ${shown}: this run measures nothing`);
  const lines = [LCD_LINES.rs, LCD_LINES.e, ...LCD_LINES.data];
  const writes = ({ fromMs, toMs }: Span) =>
    seen.filter(
      (event) =>
        event.kind === 'line' && lines.includes(event.line) && event.atMs >= fromMs && event.atMs <= toMs,
    ).length;
  const counts = {
    oneCharacter: writes(spans.oneCharacter),
    repaint: writes(spans.repaint),
    print80Cells: writes(spans.print),
  };
  print('line writes of a parallel LCD', {
    ...counts,
    ratio: {
      oneCharacter: round(counts.oneCharacter / counts.print80Cells),
      repaint: round(counts.repaint / counts.print80Cells),
    },
  });
}
