/** The parts of package `lcd` 3.1.1 that are used, its private ones included; it has no types of its own. */
declare module 'lcd' {
  class Lcd {
    /** Opens the lines (numbers of sysfs; data: D4 to D7), all low. Throws what sysfs answers. */
    constructor(config: { rs: number; e: number; data: readonly number[]; cols: number; rows: number });
    protected _init(): void;
    /** The line of the register select. */
    readonly rs: { writeSync(level: 0 | 1): void };
    /** An instruction, and 39 µs of busy waiting. */
    _command(value: number): void;
    /** A byte of data, and 43 µs of busy waiting. */
    _write(value: number): void;
    /** The lower four bits, with one pulse of E; RS stays as it is. */
    _write4Bits(value: number): void;
    close(): void;
  }
  export = Lcd;
}
