import type { Agenda } from '../core/agenda.ts';
import type { Fault, SessionView } from '../core/state.ts';
import { BUTTONS, type Button } from '../core/vote.ts';
import type { ScreenSubject } from './feedback.ts';

/** What the screen between two votes is chosen from. */
export interface Situation {
  /** What organisers say to everybody; null as a rule. */
  notice: string | null;
  booting: boolean;
  /** Why no votes are taken; null while they are. */
  blockedBy: string | null;
  /** Held without end, or its line is out of order. */
  stuck: Record<Button, boolean>;
  /** Why a file of the configuration is left aside, as long as that is shown; null otherwise. */
  ignored: string | null;
  /** What both screens show while the box asks to be paired; null when nobody is expected to look for it. */
  pairingCode: string | null;
  /** Begun minutes that test mode still lasts; null outside of it. */
  testMinutes: number | null;
  room: string | null;
  roomKnown: boolean;
  hasProgramme: boolean;
  /** The time is known well enough to say what is on. */
  clockSet: boolean;
  agenda: Agenda;
  nowAt: number;
}

/** The most urgent thing to say first: what organisers say, what stops votes, then what stops their counting, then what is on. */
export function subjectOf(situation: Situation): ScreenSubject {
  const { agenda, blockedBy, testMinutes, pairingCode } = situation;
  if (situation.notice !== null) return { kind: 'notice', text: situation.notice };
  if (situation.booting) return { kind: 'boot' };
  if (blockedBy !== null) return { kind: 'fault', text: blockedBy };
  const [stuck, ...more] = BUTTONS.filter((button) => situation.stuck[button]);
  if (stuck !== undefined) return { kind: 'stuck', buttons: [stuck, ...more] };
  if (testMinutes !== null) return { kind: 'test-mode', minutes: testMinutes };
  if (situation.ignored !== null) return { kind: 'ignored', text: situation.ignored };
  if (pairingCode !== null) return { kind: 'pairing', code: pairingCode };
  if (situation.room === null) return { kind: 'no-room' };
  if (!situation.hasProgramme) return { kind: 'no-programme' };
  if (!situation.roomKnown) return { kind: 'unknown-room' };
  if (!situation.clockSet) return { kind: 'no-clock' };
  if (agenda.session !== null) return { kind: 'waiting', session: agenda.session };
  if (opensLater(agenda.running, situation.nowAt)) return { kind: 'before', session: agenda.running };
  return { kind: 'no-session', next: agenda.next };
}

function opensLater(running: SessionView | null, nowAt: number): running is SessionView {
  return running !== null && running.opensAt !== null && nowAt < running.opensAt;
}

/** Without these no vote is taken. */
const REQUIRED: readonly string[] = ['store', 'buttons'];

/** Why no votes are taken now, from the faults: a required part, or the lines of both buttons; null when they are. */
export function blockingFault(faults: readonly Fault[]): string | null {
  const required = faults.find((fault) => REQUIRED.includes(fault.id));
  const [first, ...more] = BUTTONS.map((button) => lineFault(faults, button));
  return required?.message ?? (more.includes(null) ? null : (first ?? null));
}

/** What is wrong with the line of a button; null when nothing is. */
export function lineFault(faults: readonly Fault[], button: Button): string | null {
  return faults.find((fault) => fault.id === `button-${button}`)?.message ?? null;
}
