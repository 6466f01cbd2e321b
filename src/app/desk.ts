import { explainStuck } from '../core/board/refusals.ts';
import type { BoxConfig } from '../core/config.ts';
import { type ConfigurationView, withChoices } from '../core/configuration.ts';
import { LCD_20X4 } from '../core/lcd.ts';
import { isQuiet } from '../core/quiet.ts';
import type { BoxState } from '../core/state.ts';
import { BUTTONS, type Button, type VoteSource } from '../core/vote.ts';
import { type ButtonWatch, watchButtons } from './buttons.ts';
import type { Faults } from './faults.ts';
import { createFeedback, type Feedback } from './feedback.ts';
import type { HubDesk } from './hubdesk.ts';
import { createTelling, type Telling } from './ignored.ts';
import type { Kiosk } from './kiosk.ts';
import type { ButtonLines, Clock, Outputs, Store } from './ports.ts';
import type { ProgrammeKeeper } from './programme.ts';
import { createRoom } from './room.ts';
import { createService, type Service } from './service.ts';
import type { Settings } from './settings.ts';
import { blockingFault, lineFault, subjectOf } from './situation.ts';
import { createStatus } from './status.ts';
import type { Timekeeping } from './timekeeping.ts';
import { createVoting, type Voting } from './voting.ts';

/** The boot screen says who and where the box is. */
const BOOT_SCREEN_MS = 3_000;

interface Deps {
  config: BoxConfig;
  box: string;
  version: string;
  source: VoteSource;
  /** Where people reach the box's page, for the boot screen; null without a network. */
  address: () => string | null;
  clock: Clock;
  lines: ButtonLines;
  outputs: Outputs;
  store: Pick<Store, 'append' | 'totals' | 'startEvent'>;
  time: Timekeeping;
  keeper: Pick<ProgrammeKeeper, 'current' | 'onChange' | 'checkRoom' | 'firstAttemptDone'>;
  settings: Settings;
  hub: HubDesk;
  kiosk: Pick<Kiosk, 'versions'>;
  /** Which files the settings come from. */
  configuration: ConfigurationView;
  faults: Faults;
  log: { info: (fields: object, message: string) => void };
  onCommit: (durationMs: number) => void;
  /** Chosen in the service menu: start the program, or the computer, again. */
  onRestart: () => void;
  onShutDown: () => void;
  onChange: () => void;
}

/** What stands in front of the person: the buttons, what becomes of a press, and the answer. */
export interface Desk {
  buttons: Pick<ButtonWatch, 'start' | 'stop' | 'readMs'>;
  feedback: Pick<Feedback, 'start' | 'stop' | 'refresh'>;
  voting: Pick<Voting, 'reload' | 'test'>;
  /** Does what somebody asks for elsewhere, as if it was chosen in the service menu. */
  obey: Service['obey'];
  /** The buzzer stays silent now. */
  muted(): boolean;
  state(): BoxState;
  /** Why not every punch is taken; null while they all are. */
  ailment(): string | null;
}

export function createDesk(deps: Deps): Desk {
  const { config, clock, faults, keeper, time, settings, hub, onChange } = deps;
  const room = createRoom({ name: settings.room, rule: settings.window, keeper, time });
  const startedMs = clock.monoMs();
  const configuration = () => withChoices(deps.configuration, settings.chosen());
  const telling = createTelling({ ...deps, configuration });
  const blockedBy = () => blockingFault(faults.list());
  const isOut = (button: Button) => buttons.view(button).stuck || lineFault(faults.list(), button) !== null;
  const clockSet = () => time.boot().quality !== 'unset';
  const context = () => ({
    size: config.lcd.kind === 'none' ? LCD_20X4 : config.lcd,
    language: settings.language(),
    at: time.nowAt(),
    timezone: config.programme.timezone,
    quality: time.boot().quality,
    box: deps.box,
    room: room.name,
    address: deps.address(),
    version: deps.version,
  });
  const muted = () =>
    settings.muted() || (clockSet() && isQuiet(config.buzzer.quiet, time.nowAt(), config.programme.timezone));
  const feedback = createFeedback({
    clock,
    outputs: deps.outputs,
    muted,
    onChange,
    health: () => (blockedBy() !== null ? 'blocked' : faults.list().length > 0 ? 'warning' : 'ready'),
    cover: () => service.screen(),
    subject: () =>
      subjectOf({
        notice: hub.notice()?.text ?? null,
        booting: clock.monoMs() - startedMs < BOOT_SCREEN_MS,
        blockedBy: blockedBy(),
        stuck: { plus: isOut('plus'), minus: isOut('minus') },
        testMinutes: service.testMinutes(),
        ignored: telling.text(),
        pairingCode: hub.code(),
        room: room.name,
        roomKnown: room.known(),
        hasProgramme: keeper.current() !== null,
        clockSet: clockSet(),
        agenda: room.agenda(),
        nowAt: time.nowAt(),
      }),
    context,
  });
  const source = () => (service.testMinutes() === null ? deps.source : 'test');
  const voting = createVoting({ ...deps, bootId: time.boot().bootId, room, source, answers: feedback });
  const service = createService({ ...deps, voting, feedback, context, onClose: () => buttons.bar() });
  const buttons = watchButtons({
    ...deps,
    rule: config.buttons.rule,
    onPress(button, atMs) {
      if (!service.press(button, atMs)) voting.press(button, atMs);
    },
    onStuck(button, stuck) {
      if (stuck) faults.set(`button-${button}-stuck`, 'warning', describeStuck(button, config));
      else faults.clear(`button-${button}-stuck`);
      feedback.refresh();
    },
    onBothHeld: service.bothHeld,
  });
  keeper.onChange(() => {
    feedback.refresh();
    onChange();
  });
  const { mode, obey } = service;
  const state = createStatus({
    ...{ ...deps, room, mode, voting, buttons, configuration },
    programme: keeper.current,
  });
  const ailment = () =>
    blockedBy() ??
    BUTTONS.map((button) => lineFault(faults.list(), button)).find((why) => why !== null) ??
    null;
  return {
    buttons: together(buttons, service),
    feedback: { ...feedback, start: () => startFeedback(telling, feedback) },
    ...{ voting, obey, muted, state, ailment },
  };
}

/** What the first screens show is known before them. */
function startFeedback(telling: Telling, feedback: Feedback): void {
  telling.start();
  feedback.start();
}

/** The menu lives as long as the buttons are watched. */
function together(buttons: ButtonWatch, service: Service): Desk['buttons'] {
  return {
    readMs: buttons.readMs,
    start() {
      buttons.start();
      service.start();
    },
    stop() {
      service.stop();
      buttons.stop();
    },
  };
}

function describeStuck(button: Button, { board, buttons }: BoxConfig): string {
  const activeLow = buttons.active === 'low';
  return explainStuck({ button: button === 'plus' ? '+1' : '-1', line: buttons[button], board, activeLow });
}
