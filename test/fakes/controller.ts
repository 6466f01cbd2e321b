import { glyphOf } from '../../src/core/glyphs.ts';
import { romCode } from '../../src/core/rom.ts';

/** The inside of a HD44780U: what its bytes do, whatever wires they come by. */
export interface Controller {
  /** What power leaves. */
  reset(): void;
  /** Takes a byte of register 0 or 1; gives how long that takes in µs, and what was wrong with it, if anything. */
  take(rs: boolean, value: number): Taken;
  isFourBit(): boolean;
  isOn(): boolean;
  isTwoLine(): boolean;
  text(): string[];
  dots(row: number, column: number): readonly number[] | null;
}

export interface Taken {
  us: number;
  what: string;
  fault: string | null;
}

/** HD44780U datasheet, table 6 at 270 kHz and initialising by instruction; microseconds. */
export const DURATIONS = {
  instruction: 37,
  data: 37 + 4, // tADD: the address counter follows 4 µs later
  clearOrHome: 1_520,
  afterPower: 15_000,
  firstWake: 4_100,
  secondWake: 100,
} as const;

/** What `text()` gives for a cell that shows nothing a box would send. */
export const UNREADABLE = '\ufffd';

const LINE = 40;
const PLACES = 2 * LINE;
const CGRAM = 64;
const BLANK = 0x20;

/** A controller as power leaves it, behind a glass of `columns` by `rows`. */
export function createController({ columns, rows }: { columns: number; rows: number }): Controller {
  const atPower = () => ({
    ddram: Array<number>(PLACES).fill(BLANK),
    cgram: Array<number>(CGRAM).fill(0),
    counter: { isCgram: false, at: 0 },
    isFourBit: false,
    isTwoLine: false,
    isOn: false,
    countsUp: true,
    shifts: false,
    shift: 0,
    functionSets: 0,
  });
  let state = atPower();

  function write(value: number): void {
    const { counter, countsUp } = state;
    if (counter.isCgram) state.cgram[counter.at] = value & 0x1f;
    else state.ddram[counter.at] = value;
    if (!counter.isCgram && state.shifts) state.shift += countsUp ? 1 : -1;
    step(countsUp ? 1 : -1);
  }

  function step(by: 1 | -1): void {
    const { isCgram, at } = state.counter;
    state.counter = { isCgram, at: turned(at + by, isCgram ? CGRAM : PLACES) };
  }

  function instruct(value: number): Taken {
    const taken = { us: DURATIONS.instruction as number, what: `instruction ${hex(value)}`, fault: null };
    if (value >= 0x80) return { ...taken, fault: setPlace(value & 0x7f) };
    if (value >= 0x40) state.counter = { isCgram: true, at: value & 0x3f };
    else if (value >= 0x20) return { ...taken, us: setFunction(value) };
    else if (value >= 0x10) move(value);
    else if (value >= 0x08) state.isOn = (value & 0x04) !== 0;
    else if (value >= 0x04) {
      state.countsUp = (value & 0x02) !== 0;
      state.shifts = (value & 0x01) !== 0;
    } else {
      if (value === 0x01) {
        state.ddram.fill(BLANK);
        state.countsUp = true;
      }
      state.counter = { isCgram: false, at: 0 };
      state.shift = 0;
      return { ...taken, us: DURATIONS.clearOrHome };
    }
    return taken;
  }

  /** Two lines: 0x00-0x27 and 0x40-0x67, one after the other; one line: 0x00-0x4F. */
  function setPlace(address: number): string | null {
    const isSecond = state.isTwoLine && address >= 0x40;
    const at = isSecond ? address - 0x40 + LINE : address;
    state.counter = { isCgram: false, at: at % PLACES };
    const end = state.isTwoLine && !isSecond ? LINE : PLACES;
    return at < end ? null : `DDRAM address ${hex(address)} is not there`;
  }

  /** The first ones after power came take longer. */
  function setFunction(value: number): number {
    state.isFourBit = (value & 0x10) === 0;
    state.isTwoLine = (value & 0x08) !== 0;
    state.functionSets += 1;
    if (state.functionSets === 1) return DURATIONS.firstWake;
    return state.functionSets === 2 ? DURATIONS.secondWake : DURATIONS.instruction;
  }

  function move(value: number): void {
    const by = (value & 0x04) === 0 ? -1 : 1;
    if ((value & 0x08) === 0) step(by);
    else state.shift -= by;
  }

  function codeAt(row: number, column: number): number {
    const inLine = turned((row >= 2 ? columns : 0) + column + state.shift, LINE);
    return state.ddram[(row % 2) * LINE + inLine] ?? BLANK;
  }

  function dots(row: number, column: number): number[] | null {
    const code = codeAt(row, column);
    return code < 0x10 ? state.cgram.slice((code % 8) * 8, (code % 8) * 8 + 8) : null;
  }

  function charAt(row: number, column: number): string {
    if (!state.isOn || (!state.isTwoLine && row % 2 === 1)) return ' ';
    const glyph = dots(row, column);
    const char = glyph === null ? charOfCode().get(codeAt(row, column)) : charOfGlyph().get(glyph.join());
    return char ?? UNREADABLE;
  }

  return {
    reset() {
      state = atPower();
    },
    take(rs, value) {
      if (!rs) return instruct(value);
      write(value);
      return { us: DURATIONS.data, what: 'a write', fault: null };
    },
    isFourBit: () => state.isFourBit,
    isOn: () => state.isOn,
    isTwoLine: () => state.isTwoLine,
    text: () =>
      Array.from({ length: rows }, (_, row) =>
        Array.from({ length: columns }, (_, column) => charAt(row, column)).join(''),
      ),
    dots,
  };
}

const LAST_CANDIDATE = 0x3000; // every letter and sign that has a code or a glyph lies before it

const charOfCode = lazily(() => readings((char) => romCode(char)));
const charOfGlyph = lazily(() => readings((char) => glyphOf(char)?.join()));

/** Characters by what shows them; where two look alike, the first. */
function readings<Key>(keyOf: (char: string) => Key | undefined): Map<Key, string> {
  const found = new Map<Key, string>();
  for (let point = BLANK; point < LAST_CANDIDATE; point += 1) {
    const char = String.fromCodePoint(point);
    const key = char === char.normalize('NFC') ? keyOf(char) : undefined;
    if (key !== undefined && !found.has(key)) found.set(key, char);
  }
  return found;
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function turned(value: number, count: number): number {
  return ((value % count) + count) % count;
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`;
}
