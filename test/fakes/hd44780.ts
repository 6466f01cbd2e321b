import { createController, DURATIONS } from './controller.ts';

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
  /** Bytes taken so far. */
  readonly taken: { instructions: number; data: number };
}

interface Options {
  columns: number;
  rows: number;
  /** Off for wires whose times mean nothing (an emulated machine); then only the order is judged. */
  checkTimes: boolean;
  powerOnAtUs?: number;
}

/** HD44780U datasheet, bus timing at 2.7 to 4.5 V, the stricter of its two tables; microseconds. */
export const LIMITS = {
  enableCycle: 1, // tcycE
  enableHigh: 0.45, // PWEH
  addressSetUp: 0.06, // tAS: RS and RW before E rises
  addressHold: 0.02, // tAH: after E fell
  dataSetUp: 0.195, // tDSW: before E falls
  dataHold: 0.01, // tH: after E fell
} as const;

const LONG_AGO = Number.NEGATIVE_INFINITY;
/** Floating point: 90.06 - 90 is a hair under 0.06. */
const HAIR = 1e-6;

/** A display whose power came at `powerOnAtUs` (0 unless given). */
export function createHd44780({ columns, rows, checkTimes, powerOnAtUs = 0 }: Options): Hd44780 {
  const controller = createController({ columns, rows });
  const violations: string[] = [];
  const taken = { instructions: 0, data: 0 };
  let levels: LcdLevels | null = null;
  /** The first half of a byte. */
  let high: { rs: boolean; nibble: number } | null = null;
  let busy = { untilUs: 0, with: '' };
  const changed = { address: LONG_AGO, data: LONG_AGO, rise: LONG_AGO, fall: LONG_AGO };

  function refuse(what: string, atUs: number): void {
    violations.push(`${what} at ${Math.round(atUs)} µs`);
  }

  function atLeast(limitUs: number, what: string, sinceUs: number, atUs: number): void {
    if (checkTimes && atUs - sinceUs < limitUs - HAIR) refuse(`${what} under ${limitUs} µs`, atUs);
  }

  function powerOn(atUs: number): void {
    controller.reset();
    high = null;
    busy = { untilUs: atUs + DURATIONS.afterPower, with: 'power coming' };
  }

  function wires(next: LcdLevels, atUs: number): void {
    const last = levels ?? next;
    levels = next;
    if (next.rs !== last.rs || next.rw !== last.rw) {
      atLeast(LIMITS.addressHold, 'RS or RW held after E fell', changed.fall, atUs);
      if (last.e && next.e) refuse('RS or RW changes while E is high', atUs);
      changed.address = atUs;
    }
    if (next.data !== last.data) {
      atLeast(LIMITS.dataHold, 'data held after E fell', changed.fall, atUs);
      changed.data = atUs;
    }
    if (next.e && !last.e) rise(next, atUs);
    if (!next.e && last.e) fall(last, next, atUs);
  }

  function rise({ rw }: LcdLevels, atUs: number): void {
    atLeast(LIMITS.addressSetUp, 'RS or RW before E rises', changed.address, atUs);
    atLeast(LIMITS.enableCycle, 'E cycle', changed.rise, atUs);
    changed.rise = atUs;
    if (rw) refuse('RW is high: a read', atUs);
    // The second half of a byte belongs to what has begun.
    if (checkTimes && high === null && atUs < busy.untilUs - HAIR) refuse(`busy with ${busy.with}`, atUs);
  }

  /** RS and RW count as they were while E was high, data as it is when E falls. */
  function fall({ rs, rw }: LcdLevels, { data }: LcdLevels, atUs: number): void {
    changed.fall = atUs;
    if (rw) return;
    atLeast(LIMITS.enableHigh, 'E high', changed.rise, atUs);
    atLeast(LIMITS.dataSetUp, 'data before E falls', changed.data, atUs);
    if (!controller.isFourBit()) {
      high = null;
      // D0-D3 are not connected; their pull-ups read as ones.
      byte(rs, (data << 4) | 0x0f, atUs);
    } else if (high === null) high = { rs, nibble: data };
    else {
      const first = high;
      high = null;
      if (first.rs !== rs) refuse('a nibble out of step: RS differs between the halves of a byte', atUs);
      byte(rs, (first.nibble << 4) | data, atUs);
    }
  }

  function byte(rs: boolean, value: number, atUs: number): void {
    const { us, what, fault } = controller.take(rs, value);
    taken[rs ? 'data' : 'instructions'] += 1;
    busy = { untilUs: atUs + us, with: what };
    if (fault !== null) refuse(fault, atUs);
  }

  powerOn(powerOnAtUs);
  const { text, dots, isOn, isTwoLine } = controller;
  return { wires, powerOn, text, dots, isOn, isTwoLine, violations, taken };
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
  function set(value: number, atUs: number): void {
    port = value;
    const is = (bit: number) => (port & bit) !== 0;
    lcd.wires({ rs: is(0x01), rw: is(0x02), e: is(0x04), data: port >> 4 }, atUs);
  }
  set(port, powerOnAtUs);
  return { byte: set, isLit: () => (port & 0x08) !== 0 };
}
