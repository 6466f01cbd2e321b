import { fileURLToPath } from 'node:url';
import { createClock } from './adapters/clock.ts';
import type { Places } from './adapters/config/candidates.ts';
import { loadBoxConfig } from './adapters/config/load.ts';
import type { KeptLog, Log } from './adapters/log.ts';
import { type Machine, readMachine } from './adapters/machine.ts';
import type { ServiceManager } from './adapters/servicemanager.ts';
import { createBox } from './box.ts';
import { type BoxConfig, type ConfigFault, describeFault } from './core/config.ts';
import { sendLifeSigns } from './lifesigns.ts';
import { allFaults, readSetup } from './setup.ts';

/** How the life of a box ended: by a signal, from its service menu, or before it began. */
export type Ending = 'stopped' | 'restart' | 'shut-down' | 'refused';

interface RunOptions {
  /** Null reads the default files. */
  file: string | null;
  /** A rehearsal's idea of now, epoch milliseconds. */
  startAt: number | null;
  version: string;
  /** When this program was built, epoch milliseconds. */
  builtAt: number;
  log: KeptLog;
  manager: ServiceManager;
  err: (text: string) => void;
  /** The computer and its files; a test brings its own. */
  machine?: Machine;
  places?: Places;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** One life of a box, from its configuration to its end; everything has stopped when it resolves. */
export async function runBox(options: RunOptions): Promise<Ending> {
  const { file, startAt, log, manager, version, builtAt, machine = readMachine(), places } = options;
  const setup = await readSetup(file, machine.board, places);
  const { config, faults } = setup;
  if (config === null) {
    // Nothing of it could be read: what can be shown is shown where a board's LCD usually is.
    return refuse(options, loadDefaults(machine), faults);
  }
  const end = createEnd(() => box.stop(), manager);
  const box = createBox({
    ...{ config, configuration: setup.view, startAt, machine, version, builtAt, log },
    pages: fileURLToPath(new URL('./display', import.meta.url)),
    newestLog: log.newest,
    onRestart: () => end.begin('restart'),
    onShutDown: () => end.begin('shut-down'),
  });
  // After the box was wired: its store's thread starts meanwhile.
  const all = allFaults(setup, await setup.rest());
  if (all.length > 0) return refuse(options, config, all);

  const stop = () => end.begin('stopped');
  for (const signal of SIGNALS) process.on(signal, stop);
  announce(log, config, machine);
  const endSigns = sendLifeSigns(box.signs, options);
  await box.start();
  if (!end.hasBegun()) {
    log.info({ address: box.address(), room: box.room(), board: config.board }, 'the box is ready');
    manager.tell({ ready: true, status: `Page: ${box.address() ?? 'not served'}` });
  }
  const ending = await end.over;
  endSigns();
  for (const signal of SIGNALS) process.off(signal, stop);
  log.info({}, 'stopped');
  return ending;
}

interface End {
  begin(ending: Ending): void;
  hasBegun(): boolean;
  /** When all has stopped. */
  over: Promise<Ending>;
}

function createEnd(stop: () => Promise<void>, manager: ServiceManager): End {
  let how: Ending | null = null;
  let resolve: (ending: Ending) => void = () => {};
  const over = new Promise<Ending>((call) => {
    resolve = call;
  });
  return {
    over,
    hasBegun: () => how !== null,
    begin(ending) {
      if (ending !== 'restart') manager.tell({ stopping: true });
      // A signal means it, whatever the menu has begun.
      if (how === null || ending === 'stopped') how = ending;
      void stop().then(() => resolve(how ?? ending));
    },
  };
}

/** Switches this computer off, but not one that somebody's own work runs on. False, with a line in the log: it stays on. */
export async function powerOff(log: Log): Promise<boolean> {
  if (readMachine().board === 'simulated') return true;
  const { switchOff } = await import('./adapters/power.ts');
  const why = await switchOff();
  if (why !== null)
    log.error({ why }, 'the computer does not shut down: let the user of this service do so (see systemd/)');
  return why === null;
}

function loadDefaults({ board }: Machine): BoxConfig | null {
  return loadBoxConfig('/dev/null', board).config;
}

async function refuse(
  { version, err }: RunOptions,
  config: BoxConfig | null,
  faults: readonly ConfigFault[],
): Promise<Ending> {
  for (const fault of faults) err(`${describeFault(fault)}\n`);
  const [fault] = faults;
  if (config !== null && config.board !== 'simulated' && fault !== undefined) {
    const { showRefusal } = await import('./refusal.ts');
    await showRefusal({ config, fault, version, clock: createClock() });
  }
  return 'refused';
}

function announce(log: Log, { board }: BoxConfig, machine: Machine): void {
  if (board === 'simulated' && machine.board === 'simulated') {
    log.info({}, 'this computer is no known board: its buttons are simulated, on the page /simulator');
  }
}
