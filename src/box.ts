import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createChoiceFile } from './adapters/choices.ts';
import { createClock } from './adapters/clock.ts';
import type { Log } from './adapters/log.ts';
import { addressOf, defaultBoxId, type Machine } from './adapters/machine.ts';
import { openStore } from './adapters/store/client.ts';
import { readTimeSources } from './adapters/timesource.ts';
import { createClockWatch } from './app/clockwatch.ts';
import { createDesk } from './app/desk.ts';
import { overhear } from './app/edges.ts';
import { createFaults } from './app/faults.ts';
import { createOutputs } from './app/outputs.ts';
import { createSettings } from './app/settings.ts';
import { createTimekeeping } from './app/timekeeping.ts';
import { createTrials } from './app/trials.ts';
import type { LifeSigns } from './app/watchdog.ts';
import { buttonsPart, createBoard, outputParts } from './board.ts';
import { createBoxConsole } from './boxconsole.ts';
import { createConference } from './conference.ts';
import type { BoxConfig } from './core/config.ts';
import { ALL_DEFAULTS, type ConfigurationView } from './core/configuration.ts';
import { LCD_20X4 } from './core/lcd.ts';
import { createRandom } from './core/random.ts';
import { createHubLink } from './hublink.ts';
import { createLifecycle, type Lifecycle, type Part } from './lifecycle.ts';
import { createNightly } from './nightly.ts';
import { createPage } from './page.ts';
import { createScreen } from './screen.ts';

/** A checkpoint of the log may be under way. */
const STORE_STOP_MS = 1_000;

interface BoxOptions {
  config: BoxConfig;
  /** The files that it comes from; a test may have none. */
  configuration?: ConfigurationView;
  /** A rehearsal's idea of now, epoch milliseconds; null runs on the wall clock. */
  startAt: number | null;
  machine: Machine;
  /** Directory of the built pages. */
  pages: string;
  version: string;
  /** When this program was built, epoch milliseconds. */
  builtAt: number;
  log: Log;
  /** What it said last, oldest first; a log that keeps nothing has none. */
  newestLog?: (count: number) => readonly string[];
  /** Chosen in the service menu, when the screen has said so; nothing has stopped yet. */
  onRestart?: () => void;
  onShutDown?: () => void;
}

export interface Box extends Lifecycle {
  /** `http://127.0.0.1:8080`; null while the page is not served. */
  address(): string | null;
  /** As configured, or chosen in the menu. */
  room(): string | null;
  /** For a watchdog. */
  signs: LifeSigns;
}

/** A box: wiring only. Before `start` nothing is opened, read or shown. */
export function createBox(options: BoxOptions): Box {
  const { config, configuration = ALL_DEFAULTS, startAt, machine, version, log } = options;
  const clock = createClock(startAt);
  const box = config.boxId ?? defaultBoxId(machine.id);
  const onChange = () => {
    page.changed();
    terminal.changed();
  };
  const onScreen = () => {
    desk.feedback.refresh();
    onChange();
  };
  const onFaults = () => {
    onChange();
    hub.faultsChanged();
  };
  const faults = createFaults({ now: clock.wallAt, onChange: onFaults, log });
  const onFault = (id: string, sentence: string | null) =>
    sentence === null ? faults.clear(id) : faults.set(id, 'warning', sentence);
  const board = createBoard({ config, clock, random: randomness(), log, onFault });
  const isReal = board.hand === null;
  const path = join(config.dataDir, 'box.db');
  const store = openStore({ path, box, machine: machine.id, rule: config.window, clock, log });
  store.warm();
  const time = createTimekeeping({
    clock,
    // Each rehearsal is a boot of its own: its wall time says nothing about the others of this uptime.
    bootId: startAt === null ? machine.bootId : `${machine.bootId}+${randomBytes(4).toString('hex')}`,
    // A simulated box runs on somebody's own computer, whose clock is as good as its owner needs it.
    quality: startAt !== null ? 'manual' : isReal ? 'unset' : 'synced',
    store,
    log,
    onStep() {
      conference.rearm();
      nightly.rearm();
      hub.bootChanged();
    },
  });
  const clockWatch = createClockWatch({
    clock,
    readSources: readTimeSources,
    builtAt: options.builtAt,
    improve: (found) => {
      if (time.improve(found)) onChange();
    },
  });
  const choices = createChoiceFile({ dataDir: config.dataDir, now: clock.wallAt });
  const settings = createSettings({ config, file: choices, faults, log });
  const nightly = createNightly({ config, box, clock, random: randomness(), faults, log });
  const conference = createConference({
    ...{ config, clock, store, settings, faults, log },
    random: randomness(),
    wall: (asked, who) => screen.wall(asked, who),
    nowAt: () => (time.boot().quality === 'unset' ? null : time.nowAt()),
  });
  const { keeper } = conference;
  const screen = createScreen({
    ...{ config, clock, version, faults, log, onChange, random: randomness(), programme: keeper.current },
  });
  const hub = createHubLink({
    ...{ config, startAt, box, version, machine, clock, store, time, settings, keeper, faults, log },
    ...{ screenKeep: screen.keep, onShow: screen.kiosk.show },
    random: randomness(),
    state: () => desk.state(),
    onChange: onScreen,
  });
  const trials = createTrials({
    ...{ outputs: createOutputs(board), clock, onChange },
    size: config.lcd.kind === 'none' ? LCD_20X4 : config.lcd,
  });
  const desk = createDesk({
    ...{ config, configuration, box, version, clock, store, time, keeper, settings, hub, faults, log },
    source: isReal ? (startAt === null ? 'button' : 'test') : 'simulator',
    address: () => addressOf(config.listen),
    lines: overhear(board.gpio.buttons, (edge) => terminal.edge(edge)),
    outputs: trials.outputs,
    kiosk: screen.kiosk,
    onCommit(durationMs) {
      page.committed(durationMs);
      hub.voted();
    },
    onRestart: options.onRestart ?? (() => log.warn({}, 'nobody is there to restart this box')),
    onShutDown: options.onShutDown ?? (() => log.warn({}, 'nobody is there to shut this box down')),
    onChange,
  });
  const page = createPage({
    ...{ clock, pages: options.pages, hand: board.hand, listen: config.listen, dataDir: config.dataDir },
    state: desk.state,
    programme: keeper.current,
    ...{ display: config.display, kiosk: screen.kiosk, picture: screen.picture },
    ailments: () => [desk.ailment(), keeper.attempted() ? null : 'the programme is still being read'],
  });
  const terminal = createBoxConsole({
    ...{ config, clock, desk, time, keeper, settings, trials, log },
    ...{ organise: conference.organise, votes: store.log, newestLog: options.newestLog ?? (() => []) },
  });
  const unwatchStore = store.onState(({ open, fault, warning }) => {
    if (fault !== null) faults.set('store', 'error', fault);
    else faults.clear('store');
    if (warning !== null) faults.set('store-salvaged', 'warning', warning);
    desk.feedback.refresh();
    if (!open) return;
    // What an earlier run of this boot knew, set by hand for example, is still true. Closed again: it is asked next time.
    void store.saveBoot(time.boot()).then(time.improve, () => {});
    void desk.voting.reload().catch(() => {});
    hub.logChanged();
  });
  const stopStore = () => {
    unwatchStore(); // that it closes now is no fault
    return store.stop();
  };

  const parts: Part[] = [
    { name: 'choices', start: settings.load, stop: settings.saved },
    ...outputParts(board),
    { name: 'feedback', ...desk.feedback },
    {
      ...{ name: 'store', required: true, stopWithinMs: STORE_STOP_MS },
      start: () => store.start(),
      stop: stopStore,
    },
    ...hub.kept,
    { name: 'clock', start: time.start, stop: time.stop },
    ...(isReal && startAt === null ? [{ name: 'clock-quality', ...clockWatch }] : []),
    ...conference.early,
    page.web,
    { name: 'buttons', required: true, ...buttonsPart(board, desk.buttons) },
    { name: 'hand', start: () => {}, stop: () => board.hand?.letGo() },
    ...conference.late,
    nightly.part,
    terminal.part,
    page.metrics,
    ...hub.late,
    ...screen.late,
  ];
  return {
    ...createLifecycle({ parts, clock, faults, log }),
    address: page.address,
    room: settings.room,
    signs: { askStore: store.log.loadAcked, buttonsReadMs: desk.buttons.readMs },
  };
}

function randomness(): () => number {
  return createRandom(randomBytes(4).readUInt32LE());
}
