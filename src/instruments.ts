import { createClock } from './adapters/clock.ts';
import { scanBus } from './adapters/doctor/bus.ts';
import { measureDisk } from './adapters/doctor/disk.ts';
import { readPower, readTemperatures } from './adapters/doctor/power.ts';
import { readPull } from './adapters/doctor/pulls.ts';
import { type Machine, readMachine } from './adapters/machine.ts';
import { holdDirectory } from './adapters/store/lock.ts';
import { readTimeSources } from './adapters/timesource.ts';
import type { Clock } from './app/ports.ts';
import { type Board, createBoard } from './board.ts';
import type { BoxConfig } from './core/config.ts';

/** What a doctor examines a box with. Tests bring their own. */
export interface Instruments {
  clock: Clock;
  machine: Pick<Machine, 'board' | 'model'>;
  connect(config: BoxConfig): Wires;
  holdDirectory: typeof holdDirectory;
  scanBus: typeof scanBus;
  readPull: typeof readPull;
  readPower: typeof readPower;
  readTemperatures: typeof readTemperatures;
  measureDisk: typeof measureDisk;
  readTimeSources: typeof readTimeSources;
}

/** The board of a box, before anything of it is opened. */
export interface Wires extends Pick<Board, 'gpio' | 'lcd' | 'choose'> {
  /** What a line or the LCD complains of now; null for nothing. */
  complaint(id: string): string | null;
}

/** The instruments of this computer. */
export function createInstruments(): Instruments {
  const clock = createClock();
  return {
    clock,
    machine: readMachine(),
    connect: (config) => connect(config, clock),
    holdDirectory,
    scanBus,
    readPull,
    readPower,
    readTemperatures,
    measureDisk,
    readTimeSources,
  };
}

function connect(config: BoxConfig, clock: Clock): Wires {
  const complaints = new Map<string, string | null>();
  const board = createBoard({
    config,
    clock,
    random: () => 0, // nobody presses simulated buttons here
    log: { info: () => {} }, // what it would say is asked for instead
    onFault: (id, sentence) => complaints.set(id, sentence),
  });
  return { ...board, complaint: (id) => complaints.get(id) ?? null };
}
