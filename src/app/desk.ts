import type { BoxConfig } from '../core/config.ts';
import { LCD_20X4 } from '../core/lcd.ts';
import { isQuiet } from '../core/quiet.ts';
import type { BoxState } from '../core/state.ts';
import type { Button, VoteSource } from '../core/vote.ts';
import { type ButtonWatch, watchButtons } from './buttons.ts';
import type { Faults } from './faults.ts';
import { createFeedback, type Feedback } from './feedback.ts';
import type { ButtonLines, Clock, Outputs, Store } from './ports.ts';
import type { ProgrammeKeeper } from './programme.ts';
import { createRoom } from './room.ts';
import { blockingFault, subjectOf } from './situation.ts';
import { createStatus } from './status.ts';
import type { Timekeeping } from './timekeeping.ts';
import { createVoting, type Voting } from './voting.ts';

/** The boot screen says who and where the box is. */
const BOOT_SCREEN_MS = 3_000;

/** Faults of these names mean that no vote is taken. */
const BLOCKING: readonly string[] = ['store', 'buttons'];

const STUCK: Record<Button, string> = {
  plus: 'The +1 button is held, or its contact chatters without end: check the button and its wiring.',
  minus: 'The -1 button is held, or its contact chatters without end: check the button and its wiring.',
};

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
  store: Pick<Store, 'append' | 'totals'>;
  time: Timekeeping;
  keeper: Pick<ProgrammeKeeper, 'current' | 'onChange'>;
  faults: Faults;
  log: { info: (fields: object, message: string) => void };
  onCommit: (durationMs: number) => void;
  onChange: () => void;
}

/** What stands in front of the person: the buttons, what becomes of a press, and the answer. */
export interface Desk {
  buttons: Pick<ButtonWatch, 'start' | 'stop'>;
  feedback: Pick<Feedback, 'start' | 'stop' | 'refresh'>;
  voting: Pick<Voting, 'reload'>;
  state(): BoxState;
  /** Why no votes are taken; null while they are. */
  blockedBy(): string | null;
}

export function createDesk(deps: Deps): Desk {
  const { config, clock, faults, keeper, time, onChange } = deps;
  const room = createRoom({ name: config.room, rule: config.window, keeper, time });
  const startedMs = clock.monoMs();
  const blockedBy = () => blockingFault(faults.list(), BLOCKING);

  const feedback = createFeedback({
    clock,
    outputs: deps.outputs,
    muted: () =>
      config.buzzer.volume === 'off' ||
      (time.boot().quality !== 'unset' &&
        isQuiet(config.buzzer.quiet, time.nowAt(), config.programme.timezone)),
    onChange,
    health: () => (blockedBy() !== null ? 'blocked' : faults.list().length > 0 ? 'warning' : 'ready'),
    subject: () =>
      subjectOf({
        booting: clock.monoMs() - startedMs < BOOT_SCREEN_MS,
        blockedBy: blockedBy(),
        stuck: { plus: buttons.view('plus').stuck, minus: buttons.view('minus').stuck },
        room: room.name,
        roomKnown: room.known(),
        hasProgramme: keeper.current() !== null,
        clockSet: time.boot().quality !== 'unset',
        agenda: room.agenda(),
        nowAt: time.nowAt(),
      }),
    context: () => ({
      size: config.lcd.kind === 'none' ? LCD_20X4 : config.lcd,
      language: config.language,
      at: time.nowAt(),
      timezone: config.programme.timezone,
      quality: time.boot().quality,
      box: deps.box,
      room: room.name,
      address: deps.address(),
      version: deps.version,
    }),
  });
  const voting = createVoting({ ...deps, bootId: time.boot().bootId, room, answers: feedback });
  const buttons = watchButtons({
    ...deps,
    rule: config.buttons.rule,
    onPress: voting.press,
    onStuck(button, stuck) {
      if (stuck) faults.set(`button-${button}-stuck`, 'warning', STUCK[button]);
      else faults.clear(`button-${button}-stuck`);
      feedback.refresh();
    },
    onBothHeld: () => deps.log.info({}, 'both buttons are held'),
  });
  keeper.onChange(() => {
    feedback.refresh();
    onChange();
  });
  const state = createStatus({ ...deps, room, voting, buttons, programme: keeper.current });
  return { buttons, feedback, voting, state, blockedBy };
}
