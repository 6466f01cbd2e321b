import assert from 'node:assert/strict';
import { checkBoxConfig } from '../../src/adapters/config/load.ts';
import { createSimulatedBoard } from '../../src/adapters/gpio/simulated.ts';
import { createDesk } from '../../src/app/desk.ts';
import { createFaults } from '../../src/app/faults.ts';
import { createHubWatch } from '../../src/app/hubwatch.ts';
import { createKiosk } from '../../src/app/kiosk.ts';
import { createNotices } from '../../src/app/notices.ts';
import { createOutputs } from '../../src/app/outputs.ts';
import { createSettings } from '../../src/app/settings.ts';
import { createTimekeeping } from '../../src/app/timekeeping.ts';
import { createTrials } from '../../src/app/trials.ts';
import { ALL_DEFAULTS } from '../../src/core/configuration.ts';
import { LCD_20X4 } from '../../src/core/lcd.ts';
import type { Choices } from '../../src/core/menu/choices.ts';
import type { KnownSession, Programme } from '../../src/core/programme.ts';
import { createRandom } from '../../src/core/random.ts';
import type { BoxState, HubLinkView } from '../../src/core/state.ts';
import { BUTTONS, type ClockQuality } from '../../src/core/vote.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { sessionWith } from '../fakes/session.ts';
import { createFakeStore } from '../fakes/store.ts';

export const TEN = Date.UTC(2026, 5, 24, 8); // 10:00 in Paris
export const MINUTE = 60_000;
const QUIET = { info() {}, warn() {}, error() {}, debug() {}, flush() {} };

/** A talk of 45 minutes in Amphi A. */
export function talk(id: string, startsAt: number, more: Partial<KnownSession> = {}): KnownSession {
  return sessionWith({ id, startsAt, endsAt: startsAt + 45 * MINUTE, ...more });
}

export const PROGRAMME: Programme = {
  name: 'camp',
  timezone: 'Europe/Paris',
  sessions: [talk('a', TEN), talk('b', TEN + 45 * MINUTE)],
};

/** A desk with everything but the disk, the network and the passing of time. */
export function createBench({
  toml = {},
  at = TEN + 15 * MINUTE,
  programme = PROGRAMME as Programme | null,
  quality = 'synced' as ClockQuality,
  choices = {} as Choices,
  configuration = ALL_DEFAULTS,
} = {}) {
  const clock = createFakeClock({ wallAt: at, monoMs: 5_000 });
  const told = {
    kept: [] as Choices[],
    cannotKeep: null as string | null,
    ends: [] as string[],
    roomChecks: 0,
  };
  const { config } = checkBoxConfig({ box: { id: 'box-07', room: 'Amphi A' }, ...toml }, 'simulated');
  assert.ok(config !== null);
  const store = createFakeStore(clock);
  const board = createSimulatedBoard({ clock, random: createRandom(1) });
  const faults = createFaults({ now: clock.wallAt, onChange() {}, log: QUIET });
  const time = createTimekeeping({
    clock,
    bootId: 'boot',
    quality,
    store: { saveBoot: async (boot) => boot },
    log: QUIET,
    onStep() {},
  });
  const listeners: (() => void)[] = [];
  const keeper = {
    programme,
    current: () => keeper.programme,
    checkRoom: () => {
      told.roomChecks += 1;
    },
    firstAttemptDone: Promise.resolve(),
    onChange: (listener: () => void) => {
      listeners.push(listener);
      return () => {};
    },
    change(next: Programme) {
      keeper.programme = next;
      for (const listener of listeners) listener();
    },
  };
  const file = {
    load: () => ({ choices, damage: null }),
    async save(next: Choices) {
      if (told.cannotKeep !== null) throw new Error(told.cannotKeep);
      told.kept.push(next);
    },
  };
  const settings = createSettings({ config, file, faults, log: QUIET });
  settings.load();
  const notices = createNotices({ time, language: settings.language });
  const watch = createHubWatch({ clock, faults });
  const hub = {
    shown: null as HubLinkView | null,
    view: () => hub.shown,
    code: watch.code,
    notice: notices.current,
    pair: () => told.ends.push('pair'),
    /** The link is as said, without trouble in what is not. */
    become(change: Partial<HubLinkView>) {
      const rest = { state: 'linked', code: null, url: null, why: null, queued: 0, lastAckAt: null } as const;
      hub.shown = { ...rest, ...change };
      watch.follow(hub.shown);
    },
  };
  const kiosk = createKiosk({ programme: keeper.current, onChange() {} });
  const outputs = createOutputs(board);
  const trials = createTrials({ outputs, clock, size: LCD_20X4, onChange() {} });
  const desk = createDesk({
    config,
    box: 'box-07',
    version: '1',
    source: 'simulator',
    address: () => null,
    clock,
    lines: board.gpio.buttons,
    outputs: trials.outputs,
    store,
    time,
    keeper,
    settings,
    hub,
    kiosk,
    configuration,
    faults,
    log: QUIET,
    onRestart: () => told.ends.push('restart'),
    onShutDown: () => told.ends.push('shut down'),
    onCommit() {},
    onChange() {},
  });
  desk.feedback.start();
  time.start();
  desk.buttons.start();
  const punch = async (button: 'plus' | 'minus', holdMs = 100) => {
    void board.hand.press(button, holdMs);
    await clock.pass(holdMs + 100);
  };
  const stop = () => {
    desk.buttons.stop();
    time.stop();
    desk.feedback.stop();
  };
  /** Presses + and - one after the other. */
  const punches = async (signs: string) => {
    for (const sign of signs) await punch(sign === '+' ? 'plus' : 'minus');
  };
  const lcd = () => lcdOf(desk.state());
  /** Holds both buttons until the menu opens, and lets go of them. */
  const holdBoth = async () => {
    for (const button of BUTTONS) board.hand.setLevel(button, true);
    await clock.pass(5_200);
    for (const button of BUTTONS) board.hand.setLevel(button, false);
    await clock.pass(200);
  };
  return {
    lcd,
    told,
    hub,
    notices,
    settings,
    watch,
    punches,
    holdBoth,
    clock,
    store,
    board,
    trials,
    desk,
    faults,
    keeper,
    time,
    punch,
    stop,
  };
}

/** The screen as one line, rows apart by bars. */
export const lcdOf = (state: BoxState) => state.lcd.lines?.map((line) => line.trim()).join('|') ?? '';
