import { glyphOf } from '../../src/core/glyphs.ts';
import { romCode } from '../../src/core/rom.ts';

/** The levels of the wires; `data` is D4-D7 as a number, D4 its lowest bit. */
export interface LcdLevels {
  rs: boolean;
  rw: boolean;
  e: boolean;
  data: number;
}

/**
 * A HD44780U with its 4-bit interface, fed with the levels of its wires: what a real one would show, and a list of
 * everything the datasheet forbids. Times are microseconds on any monotonic scale, with fractions.
 */
export interface Hd44780 {
  /** The levels from `atUs` on; feed every change, in order. The first are where the wires stand, and no edge. */
  wires(levels: LcdLevels, atUs: number): void;
  /** Power goes and comes back: everything is forgotten. */
  powerOn(atUs: number): void;
  /** What a person reads: rows of exactly `columns` characters; blank while the display is off. */
  text(): string[];
  /** The dots of a custom character in a cell, 8 rows, bit 4 leftmost; null for one of the ROM, whose dots are not modelled. */
  dots(row: number, column: number): readonly number[] | null;
  isOn(): boolean;
  /** False while it drives one line only, as after power came: the second, and what folds from it, is dark. */
  isTwoLine(): boolean;
  /** What the datasheet forbids, as it happened. */
  readonly violations: string[];
  /** Bytes taken so far: instructions, and data. */
  readonly taken: { instructions: number; data: number };
}

interface Options {
  columns: number;
  rows: number;
  /** Off for wires whose times mean nothing (an emulated machine); then only the order is judged. */
  checkTimes: boolean;
  powerOnAtUs?: number;
}

// HD44780U datasheet: bus timing at 2.7-4.5 V (the stricter table), instruction times at 270 kHz, initialising by
// instruction. All in microseconds.
export const LIMITS = {
  enableCycle: 1, // tcycE
  enableHigh: 0.45, // PWEH
  addressSetUp: 0.06, // tAS: RS and RW before E rises
  addressHold: 0.02, // tAH: after E fell
  dataSetUp: 0.195, // tDSW: before E falls
  dataHold: 0.01, // tH: after E fell
  instruction: 37,
  data: 37 + 4, // tADD: the address counter follows 4 µs later
  clearOrHome: 1_520,
  afterPower: 15_000,
  firstWake: 4_100,
  secondWake: 100,
} as const;

const LINE = 40;
const BLANK = 0x20;

/** A display whose power came at `powerOnAtUs` (0 unless given). */
export function createHd44780({ columns, rows, checkTimes, powerOnAtUs = 0 }: Options): Hd44780 {
  const violations: string[] = [];
  const taken = { instructions: 0, data: 0 };
  let ddram: number[] = [];
  let cgram: number[] = [];
  let counter: { ram: 'dd' | 'cg'; at: number } = { ram: 'dd', at: 0 };
  let isFourBit = false;
  let lines: 1 | 2 = 1;
  let isOn = false;
  let countsUp = true;
  let shifts = false;
  let shift = 0;
  let high: { rs: boolean; nibble: number } | null = null;
  let wakes = 0;
  let busyUntilUs = 0;
  let busyWith = '';
  let levels: LcdLevels | null = null;
  const changedUs = { address: 0, data: 0, rise: 0, fall: 0 };

  function refuse(what: string, atUs: number): void {
    violations.push(`${what} at ${Math.round(atUs)} µs`);
  }

  function atLeast(what: string, sinceUs: number, limitUs: number, atUs: number): void {
    // Floating point: 90.06 - 90 is a hair under 0.06.
    if (checkTimes && atUs - sinceUs < limitUs - 1e-6) refuse(`${what} under ${limitUs} µs`, atUs);
  }

  function powerOn(atUs: number): void {
    ddram = Array<number>(2 * LINE).fill(BLANK);
    cgram = Array<number>(64).fill(0);
    counter = { ram: 'dd', at: 0 };
    isFourBit = false;
    lines = 1;
    isOn = false;
    countsUp = true;
    shifts = false;
    shift = 0;
    high = null;
    wakes = 0;
    takes(LIMITS.afterPower, 'power coming', atUs);
    Object.assign(changedUs, { address: atUs, data: atUs, rise: atUs - 1_000, fall: atUs - 1_000 });
  }

  function takes(us: number, what: string, atUs: number): void {
    busyUntilUs = atUs + us;
    busyWith = what;
  }

  function wires(next: LcdLevels, atUs: number): void {
    const last = levels ?? next;
    levels = next;
    if (next.rs !== last.rs || next.rw !== last.rw) {
      atLeast('RS or RW held after E fell', changedUs.fall, LIMITS.addressHold, atUs);
      if (last.e && next.e) refuse('RS or RW changes while E is high', atUs);
      changedUs.address = atUs;
    }
    if (next.data !== last.data) {
      atLeast('data held after E fell', changedUs.fall, LIMITS.dataHold, atUs);
      changedUs.data = atUs;
    }
    if (next.e && !last.e) rise(next, atUs);
    if (!next.e && last.e) fall(last, next, atUs);
  }

  function rise({ rw }: LcdLevels, atUs: number): void {
    atLeast('RS before E rises', changedUs.address, LIMITS.addressSetUp, atUs);
    atLeast('E cycle', changedUs.rise, LIMITS.enableCycle, atUs);
    changedUs.rise = atUs;
    if (rw) refuse('RW is high: a read', atUs);
    // The second half of a byte belongs to the instruction that has begun.
    if (checkTimes && high === null && atUs < busyUntilUs - 1e-6) refuse(`busy with ${busyWith}`, atUs);
  }

  /** RS and RW count as they were while E was high, data as it is when E falls. */
  function fall({ rs, rw }: LcdLevels, { data }: LcdLevels, atUs: number): void {
    changedUs.fall = atUs;
    if (rw) return;
    atLeast('E high', changedUs.rise, LIMITS.enableHigh, atUs);
    atLeast('data before E falls', changedUs.data, LIMITS.dataSetUp, atUs);
    nibble(rs, data, atUs);
  }

  function nibble(rs: boolean, value: number, atUs: number): void {
    if (!isFourBit) {
      // D0-D3 are not connected; their pull-ups read as ones.
      byte(rs, (value << 4) | 0x0f, atUs);
    } else if (high === null) high = { rs, nibble: value };
    else {
      const first = high;
      high = null;
      if (first.rs !== rs) refuse('a nibble out of step: RS differs between the halves of a byte', atUs);
      byte(rs, (first.nibble << 4) | value, atUs);
    }
  }

  function byte(rs: boolean, value: number, atUs: number): void {
    if (rs) {
      taken.data += 1;
      write(value);
      takes(LIMITS.data, 'a write', atUs);
    } else {
      taken.instructions += 1;
      takes(LIMITS.instruction, `instruction 0x${value.toString(16).padStart(2, '0')}`, atUs);
      instruct(value, atUs);
    }
  }

  function write(value: number): void {
    if (counter.ram === 'cg') cgram[counter.at] = value & 0x1f;
    else {
      ddram[counter.at] = value;
      if (shifts) shift = turned(shift + (countsUp ? 1 : -1), lines === 2 ? LINE : 2 * LINE);
    }
    step(countsUp ? 1 : -1);
  }

  function step(by: 1 | -1): void {
    counter = { ram: counter.ram, at: turned(counter.at + by, counter.ram === 'cg' ? 64 : 2 * LINE) };
  }

  function instruct(value: number, atUs: number): void {
    if (value >= 0x80) setPlace(value & 0x7f, atUs);
    else if (value >= 0x40) counter = { ram: 'cg', at: value & 0x3f };
    else if (value >= 0x20) setFunction(value, atUs);
    else if (value >= 0x10) move(value);
    else if (value >= 0x08) isOn = (value & 0x04) !== 0;
    else if (value >= 0x04) {
      countsUp = (value & 0x02) !== 0;
      shifts = (value & 0x01) !== 0;
    } else if (value >= 0x01) {
      if (value === 0x01) {
        ddram.fill(BLANK);
        countsUp = true;
      }
      counter = { ram: 'dd', at: 0 };
      shift = 0;
      takes(LIMITS.clearOrHome, value === 0x01 ? 'clear display' : 'return home', atUs);
    }
  }

  /** Two lines: 0x00-0x27 and 0x40-0x67, one after the other; one line: 0x00-0x4F. */
  function setPlace(address: number, atUs: number): void {
    const at = lines === 2 && address >= 0x40 ? address - 0x40 + LINE : address;
    const isThere = lines === 2 ? (address < 0x40 ? at < LINE : at < 2 * LINE) : at < 2 * LINE;
    if (!isThere) refuse(`DDRAM address 0x${address.toString(16)} is not there`, atUs);
    counter = { ram: 'dd', at: at % (2 * LINE) };
  }

  function setFunction(value: number, atUs: number): void {
    isFourBit = (value & 0x10) === 0;
    lines = (value & 0x08) === 0 ? 1 : 2;
    wakes += 1;
    if (wakes === 1) takes(LIMITS.firstWake, 'waking', atUs);
    if (wakes === 2) takes(LIMITS.secondWake, 'waking', atUs);
  }

  function move(value: number): void {
    const by = (value & 0x04) === 0 ? -1 : 1;
    if ((value & 0x08) === 0) step(by);
    else shift = turned(shift - by, lines === 2 ? LINE : 2 * LINE);
  }

  function codeAt(row: number, column: number): number {
    const inLine = turned((row >= 2 ? columns : 0) + column + shift, LINE);
    return ddram[(row % 2) * LINE + inLine] ?? BLANK;
  }

  function glyphIn(code: number): readonly number[] | null {
    return code < 0x10 ? cgram.slice((code % 8) * 8, (code % 8) * 8 + 8) : null;
  }

  function charAt(row: number, column: number): string {
    if (!isOn || (lines === 1 && row % 2 === 1)) return ' ';
    const code = codeAt(row, column);
    const glyph = glyphIn(code);
    return (glyph === null ? charOfCode().get(code) : charOfGlyph().get(glyph.join())) ?? UNREADABLE;
  }

  powerOn(powerOnAtUs);
  return {
    wires,
    powerOn,
    text: () =>
      Array.from({ length: rows }, (_, row) =>
        Array.from({ length: columns }, (_, column) => charAt(row, column)).join(''),
      ),
    dots: (row, column) => glyphIn(codeAt(row, column)),
    isOn: () => isOn,
    isTwoLine: () => lines === 2,
    violations,
    taken,
  };
}

/** The port expander of a backpack: P0 RS, P1 RW, P2 E, P3 back-light, P4-P7 D4-D7. */
export interface Pcf8574 {
  /** A byte on the bus; its port changes at `atUs`. */
  byte(value: number, atUs: number): void;
  isLit(): boolean;
}

/** A backpack in front of a display. After power came all eight outputs are high. */
export function createPcf8574(lcd: Pick<Hd44780, 'wires'>, powerOnAtUs = 0): Pcf8574 {
  let port = 0xff;
  const drive = (atUs: number) =>
    lcd.wires(
      { rs: (port & 0x01) !== 0, rw: (port & 0x02) !== 0, e: (port & 0x04) !== 0, data: port >> 4 },
      atUs,
    );
  drive(powerOnAtUs);
  return {
    byte(value, atUs) {
      port = value;
      drive(atUs);
    },
    isLit: () => (port & 0x08) !== 0,
  };
}

/** What `text()` gives for a cell that shows nothing a box would send. */
export const UNREADABLE = '\ufffd';

const LAST_CANDIDATE = 0x3000; // every letter and sign that has a code or a glyph lies before it

const charOfCode = lazily(() => readings((char) => romCode(char)));
const charOfGlyph = lazily(() =>
  readings((char) => (romCode(char) === undefined ? glyphOf(char)?.join() : undefined)),
);

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
