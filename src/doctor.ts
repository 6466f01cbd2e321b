import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PLACES, type Places } from './adapters/config/candidates.ts';
import { StoreError } from './adapters/store/errors.ts';
import type { CheckOutput } from './check.ts';
import { type BoxConfig, type ConfigFault, describeFault } from './core/config.ts';
import { judgeBoard } from './core/doctor/board.ts';
import { judgeBootFile } from './core/doctor/bootfile.ts';
import { isIdleClockChip, judgeBus } from './core/doctor/bus.ts';
import { type Check, createCheck } from './core/doctor/check.ts';
import { judgeChip, judgeClock } from './core/doctor/clock.ts';
import { judgeSpace, judgeSpeed } from './core/doctor/disk.ts';
import { judgePower, judgeTemperature } from './core/doctor/power.ts';
import { askText, checkText, doctorReport, summaryText } from './core/doctor/report.ts';
import { examineWires, type Report } from './handson.ts';
import { createInstruments, type Instruments } from './instruments.ts';
import { allFaults, readSetup } from './setup.ts';

export interface DoctorOptions {
  /** Null reads the default files. */
  config: string | null;
  /** Where those are. */
  places?: Places;
  json: boolean;
  /** How long the buttons are watched; 0 leaves that out. */
  seconds: number;
  /** When this program was built, epoch milliseconds. */
  builtAt: number;
  /** Ends the examination early; everything is switched off and released all the same. */
  signal: AbortSignal;
}

/** The bus of the 40-pin header, for a box whose LCD names none. */
const USUAL_BUS = 1;

const STOP_BOX = 'sudo systemctl stop likebox-box';

/**
 * `likebox doctor`: looks at everything a box hangs on and says what is wrong with it. Gives the exit code: 0 nothing
 * is wrong, 1 it was interrupted, 2 the configuration has faults, 3 something is wrong.
 */
export async function runDoctor(
  options: DoctorOptions,
  { out, err }: CheckOutput,
  instruments: Instruments = createInstruments(),
): Promise<0 | 1 | 2 | 3> {
  const { json, signal } = options;
  const checks: Check[] = [];
  const report: Report = {
    add(check) {
      checks.push(check);
      if (!json) out(checkText(check));
    },
    ask: (words) => (json ? err : out)(askText(words)),
  };
  const { config, faults, ignored } = await readConfig(options, instruments, report);
  const told = faults.length === 0 ? ignored : faults;
  for (const fault of told) err(`${describeFault(fault)}\n`);
  if (faults.length === 0 && config !== null) await examine(config, options, instruments, report);
  const whole = doctorReport(checks);
  if (json) out(`${JSON.stringify(whole, null, 2)}\n`);
  else if (!signal.aborted) out(summaryText(checks));
  if (faults.length > 0) return 2;
  if (!signal.aborted) return whole.ok ? 0 : 3;
  err('Interrupted: the lights are off and the lines released.\n');
  return 1;
}

/** Says what it thinks of the files, and gives what a box would run on, or why it would not. */
async function readConfig(
  { config: file, places = PLACES }: DoctorOptions,
  { machine }: Instruments,
  report: Report,
) {
  const setup = await readSetup(file, machine.board, places);
  const { config, ignored, view } = setup;
  const rest = await setup.rest();
  report.add(judgeConfig(file, places.etc, [...setup.faults, ...rest]));
  const boot = judgeBootFile(places.boot, view, ignored);
  if (boot !== null) report.add(boot);
  return { config, ignored, faults: allFaults(setup, rest) };
}

function judgeConfig(file: string | null, standard: string, faults: readonly ConfigFault[]): Check {
  const name = file ?? standard;
  const values = { file: name, faults };
  if (faults.length > 0) {
    const words = `${name}: ${faults.length === 1 ? '1 fault' : `${faults.length} faults`}`;
    const mend = `correct ${faults.map(({ key }) => key || name).join(', ')}`;
    return createCheck('configuration', 'wrong', words, { mend, values });
  }
  const used = file === null && !existsSync(standard) ? `the defaults (there is no ${name})` : name;
  return createCheck('configuration', 'ok', used, { values });
}

async function examine(
  config: BoxConfig,
  options: DoctorOptions,
  instruments: Instruments,
  report: Report,
): Promise<void> {
  report.add(judgeBoard(config, instruments.machine.model));
  const box = holdBox(config, instruments);
  try {
    if (typeof box === 'string') report.add(busy(box));
    await examineComputer(config, options, instruments, report);
    if (typeof box !== 'string' && !options.signal.aborted) {
      await examineWires({ config, seconds: options.seconds, signal: options.signal, instruments, report });
    }
  } finally {
    if (typeof box !== 'string') box.release();
  }
}

/** Keeps a box from starting meanwhile; a sentence when one runs, or that cannot be told. */
function holdBox({ dataDir }: BoxConfig, { holdDirectory }: Instruments): { release(): void } | string {
  const path = join(dataDir, 'box.db');
  // Without its lock there never was a box, and what this user makes now the box's user could not open.
  if (!existsSync(join(dataDir, 'box.lock'))) return { release: () => {} };
  try {
    return holdDirectory(path);
  } catch (error) {
    if (error instanceof StoreError && error.trouble === 'held') return `a box runs on ${dataDir}`;
    const why = error instanceof Error ? error.message : String(error);
    return `it cannot be told whether a box runs: ${why}`;
  }
}

function busy(why: string): Check {
  const words = `${why}; the buttons, lights, buzzer and LCD were left alone`;
  return createCheck('box', 'warning', words, { mend: `${STOP_BOX}, then this again with sudo` });
}

async function examineComputer(
  config: BoxConfig,
  { signal, builtAt }: DoctorOptions,
  instruments: Instruments,
  report: Report,
): Promise<void> {
  const { board, lcd, dataDir } = config;
  const bus = lcd.kind === 'i2c' ? lcd.bus : USUAL_BUS;
  // The buses of a PC lead to its memory and its mainboard: nothing of a box is there.
  const scan = board === 'simulated' ? null : await instruments.scanBus(bus);
  if (scan === null) report.add(createCheck('i2c', 'absent', 'a simulated board has no bus'));
  else report.add(judgeBus(scan, { lcd, board, bus }));

  const idleChip = scan !== null && isIdleClockChip(scan);
  const { clock } = instruments;
  const sources = await instruments.readTimeSources();
  const clockReading = { ...sources, wallAt: clock.wallAt(), builtAt, idleChip, board };
  report.add(judgeClock(clockReading));
  report.add(judgeChip(clockReading));

  const disk = await instruments.measureDisk({ dataDir, clock, signal });
  if (signal.aborted) return; // half a measurement says nothing
  report.add(judgeSpace(disk));
  report.add(judgeSpeed(disk));
  report.add(judgeTemperature(await instruments.readTemperatures()));
  report.add(judgePower(await instruments.readPower()));
}
