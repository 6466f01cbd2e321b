import { type LcdFrame, type LcdSize, layoutFrame } from '../core/lcd.ts';
import {
  ERROR_BUZZ,
  ERROR_LED,
  ERROR_MS,
  type Pattern,
  STATUS_BLOCKED,
  STATUS_READY,
  STATUS_SLOW,
  STATUS_WARNING,
  THANKS_MS,
  VOTE_BUZZ,
  VOTE_LED,
} from '../core/patterns.ts';
import { REDRAW_MS, type ScreenState, screen } from '../core/screen.ts';
import type { ScreenContext } from '../core/screens/context.ts';
import { BUTTONS, type Button, voteValue } from '../core/vote.ts';
import { createPlayer } from './player.ts';
import type { Cancel, Clock, Lamp, Outputs } from './ports.ts';
import type { VoteAnswers } from './voting.ts';

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A screen without what every screen may use. */
export type ScreenSubject = DistributiveOmit<ScreenState, keyof ScreenContext>;

export type Health = 'ready' | 'warning' | 'blocked';

/** Light, sound and text: the answer to each vote, and between votes what the box is doing. */
export interface Feedback extends VoteAnswers {
  start(): void;
  /** Everything dark and silent. */
  stop(): void;
  /** Draws again what may have changed. */
  refresh(): void;
  /** For a test of the hardware: gives a sign with this output alone, and is dark elsewhere; null ends that. */
  only(output: Lamp | 'buzzer' | null): void;
}

interface Deps {
  clock: Clock;
  outputs: Outputs;
  /** The buzzer stays silent now. */
  muted: () => boolean;
  /** What covers everything, the answers to votes too; null as a rule. */
  cover: () => ScreenSubject | null;
  /** What the screen shows while nobody votes. */
  subject: () => ScreenSubject;
  context: () => Omit<ScreenContext, 'elapsedMs'>;
  health: () => Health;
  /** After an output has changed. */
  onChange: () => void;
}

/** On until something else is played. */
const STEADY: Pattern = { steps: [{ atMs: 0, on: true }], periodMs: null };

const FRAMES_KEPT = 64;

const STATUS: Record<Health, Pattern> = {
  ready: STATUS_READY,
  warning: STATUS_WARNING,
  blocked: STATUS_BLOCKED,
};

export function createFeedback({
  clock,
  outputs,
  muted,
  cover,
  subject,
  context,
  health,
  onChange,
}: Deps): Feedback {
  const lamp = (name: Button | 'status') =>
    createPlayer(clock, (on) => {
      outputs.setLed(name, on);
      onChange();
    });
  const leds = { plus: lamp('plus'), minus: lamp('minus'), status: lamp('status') };
  const buzzer = createPlayer(clock, (on) => {
    outputs.setBuzzer(on);
    onChange();
  });
  /** The answer to a vote, which covers everything else until its time is over. */
  let moment: ScreenSubject | null = null;
  const frames = new Map<string, LcdFrame>();
  let shownKey = '';
  let shownSinceMs = 0;
  let shownLines = '';
  let shownHealth: Health | null = null;
  let testing = false;
  let cancelMoment: Cancel = () => {};
  let cancelRedraw: Cancel = () => {};

  /** Laying out costs a tenth of a commit, and thanks are always the same few screens. */
  function frameOf(text: string, lines: readonly string[], size: LcdSize): LcdFrame {
    const known = frames.get(text);
    if (known !== undefined) return known;
    if (frames.size >= FRAMES_KEPT) frames.clear();
    const frame = layoutFrame(lines, size);
    frames.set(text, frame);
    return frame;
  }

  function draw(): void {
    const now = cover() ?? moment ?? subject();
    const key = JSON.stringify(now);
    if (key !== shownKey) {
      shownKey = key;
      shownSinceMs = clock.monoMs();
    }
    // Timers may be a little early or late: pages turn on whole seconds.
    const elapsedMs = Math.round((clock.monoMs() - shownSinceMs) / REDRAW_MS) * REDRAW_MS;
    const around = context();
    const lines = screen({ ...around, ...now, elapsedMs } as ScreenState);
    if (lines.join('\n') === shownLines) return;
    shownLines = lines.join('\n');
    outputs.showLcd(frameOf(shownLines, lines, around.size));
    onChange();
  }

  function refreshStatus(): void {
    const now = moment?.kind === 'slow' ? shownHealth : health();
    if (testing || now === null || now === shownHealth) return;
    leds.status.play(STATUS[now]);
    shownHealth = now;
  }

  function refresh(): void {
    refreshStatus();
    draw();
  }

  function show(next: ScreenSubject, forMs: number | null): void {
    moment = next;
    cancelMoment();
    cancelMoment =
      forMs === null
        ? () => {}
        : clock.after(forMs, () => {
            moment = null;
            refresh();
          });
    draw();
  }

  const sound = (pattern: Pattern) => {
    if (!muted()) buzzer.play(pattern);
  };

  return {
    start() {
      cancelRedraw = clock.every(REDRAW_MS, refresh);
      refresh();
    },
    stop() {
      cancelRedraw();
      cancelMoment();
      for (const led of Object.values(leds)) led.stop();
      buzzer.stop();
    },
    refresh,
    only(output) {
      if (output === null && !testing) return;
      for (const player of [...Object.values(leds), buzzer]) player.stop();
      testing = output !== null;
      shownHealth = null;
      if (output === null) refreshStatus();
      else if (output === 'buzzer') buzzer.play(VOTE_BUZZ[1]);
      else leds[output].play(STEADY);
    },
    thanks(button, isTest = false) {
      const value = voteValue(button);
      for (const other of BUTTONS) if (other !== button) leds[other].stop();
      leds[button].play(VOTE_LED);
      sound(VOTE_BUZZ[value]);
      show({ kind: isTest ? 'test-thanks' : 'thanks', value }, THANKS_MS);
      refreshStatus();
    },
    oneMoment() {
      for (const button of BUTTONS) leds[button].stop();
      leds.status.play(STATUS_SLOW);
      shownHealth = null; // so that the answer that follows sets the status light back
      show({ kind: 'slow' }, null);
    },
    notStored() {
      for (const button of BUTTONS) leds[button].play(ERROR_LED);
      sound(ERROR_BUZZ);
      show({ kind: 'error' }, ERROR_MS);
      refreshStatus();
    },
  };
}
