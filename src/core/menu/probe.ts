import type { LcdSize } from '../lcd.ts';
import { romCode } from '../rom.ts';

/** What one step of the hardware test shows: one output alone, or the whole LCD. */
export type Probe =
  | { kind: 'output'; output: 'plus' | 'minus' | 'status' | 'buzzer' }
  | { kind: 'lcd'; rows: readonly string[] };

const FIRST_VISIBLE = 0x21;
const LAST_ASCII = 0x7d;
const BEYOND_ASCII = '¥→←·°äßµ¢ñö∞ü÷';
/** As many as the LCD has slots for glyphs of its own. */
const GLYPHS = 'éèêàçôî♥';

/** The steps in their order: lights, buzzer, every dot of the LCD, its ROM in as many pages as it takes, the glyphs. */
export function probesOf({ cols, rows }: LcdSize): readonly Probe[] {
  const blocks = Array.from({ length: rows }, () => '█'.repeat(cols));
  const rom = cut(romCharacters(), cols).map((row) => row.join(''));
  const screens = [blocks, ...cut(rom, rows), [GLYPHS]];
  return [
    ...(['plus', 'minus', 'status', 'buzzer'] as const).map((output) => ({
      kind: 'output' as const,
      output,
    })),
    ...screens.map((shown) => ({ kind: 'lcd' as const, rows: shown })),
  ];
}

/** Every character of the ROM that is not blank or a block. */
function romCharacters(): string[] {
  const codes = Array.from({ length: LAST_ASCII - FIRST_VISIBLE + 1 }, (_, index) => FIRST_VISIBLE + index);
  const ascii = codes.map((code) => String.fromCodePoint(code)).filter((char) => romCode(char) !== undefined);
  return [...ascii, ...BEYOND_ASCII];
}

function cut<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
