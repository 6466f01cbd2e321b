import Lcd from 'lcd';
import { createLcd } from '../../../src/adapters/lcd/lcd.ts';
import { LCD_20X4, type LcdFrame, layoutFrame } from '../../../src/core/lcd.ts';
import { LCD_LINES } from '../../../test/hil/display.ts';
import { clock } from '../figures.ts';

// Runs in the guest: says in milliseconds of the kernel's trace when each way of writing a display began and ended.
// usage: node lcd.mjs NUMBER-OF-THE-FIRST-LINE

export interface Span {
  fromMs: number;
  toMs: number;
}

/** What is printed, as JSON. */
export interface Spans {
  oneCharacter: Span;
  repaint: Span;
  print: Span;
}

/** What anybody uses of the package; the program itself uses none of it. */
interface Printing {
  once(event: 'ready', call: () => void): void;
  print(text: string, done: (error: Error | null) => void): void;
}

/** Far longer than a repaint takes. */
const SHOWN_MS = 1_000;

const base = Number(process.argv[2]);
const pause = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
const filled = (char: string) => layoutFrame(Array(4).fill(char.repeat(20)), LCD_20X4);

async function spanOf(work: () => Promise<void>): Promise<Span> {
  const fromMs = clock.monoMs();
  await work();
  return { fromMs, toMs: clock.monoMs() };
}

async function byPanel(): Promise<Omit<Spans, 'print'>> {
  const onFault = (fault: string | null) => {
    if (fault !== null) throw new Error(fault);
  };
  const panel = createLcd({
    user: 'root',
    config: { kind: 'parallel', ...LCD_LINES, ...LCD_20X4 },
    clock,
    onFault,
    lineNumber: (line) => base + Number(line),
  });
  const show = async (frame: LcdFrame) => {
    panel.show(frame);
    await pause(SHOWN_MS);
  };
  await show(filled('A'));
  await panel.start();
  await pause(SHOWN_MS);
  const lines = filled('A').lines.with(1, `AAAAAAAAAAB${'A'.repeat(9)}`);
  const oneCharacter = await spanOf(() => show(layoutFrame(lines, LCD_20X4)));
  const repaint = await spanOf(() => show(filled('C')));
  await panel.stop();
  return { oneCharacter, repaint };
}

async function byPackage(): Promise<Span> {
  const { rs, e, data } = LCD_LINES;
  const lines = { rs: base + rs, e: base + e, data: data.map((line) => base + line) };
  const lcd = new Lcd({ ...lines, ...LCD_20X4 }) as Lcd & Printing;
  await new Promise<void>((resolve) => lcd.once('ready', () => resolve()));
  const span = await spanOf(
    () =>
      new Promise((resolve, reject) => {
        lcd.print('C'.repeat(80), (error) => (error === null ? resolve() : reject(error)));
      }),
  );
  lcd.close();
  return span;
}

process.stdout.write(JSON.stringify({ ...(await byPanel()), print: await byPackage() }));
