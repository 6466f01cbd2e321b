import type { BoxState, SessionView } from '../src/core/state.ts';

/** Why the room screen has a sentence where the session would be. */
export type Missing = 'clock' | 'room' | 'programme' | 'rest';

/** What the room screen shows at one instant. */
export interface RoomView {
  missing: Missing | null;
  /** The large session, null when something is missing. */
  main: SessionView | null;
  /** `running`: on now. `ended`: over, its votes still count. `coming`: nothing is on, it is the next. */
  phase: 'running' | 'ended' | 'coming';
  next: SessionView | null;
  /** The session a vote counts for now. */
  voting: SessionView | null;
}

function isOn(session: SessionView, at: number): boolean {
  return session.startsAt <= at && at < session.endsAt;
}

function takesVotes(session: SessionView | null, at: number): session is SessionView {
  return session !== null && session.closesAt !== null && at < session.closesAt;
}

/**
 * Reads the state at the instant `at` (epoch milliseconds by the box's clock) rather than at the one it was sent:
 * a screen whose box is away goes on from one session to the next as far as it knows them.
 */
export function viewRoom(state: BoxState, at: number): RoomView {
  const nothing = { main: null, phase: 'running', next: null, voting: null } as const;
  if (state.room === null) return { ...nothing, missing: 'room' };
  if (state.clock.quality === 'unset') return { ...nothing, missing: 'clock' };

  const known = [state.running, state.next].filter((session) => session !== null);
  const running = known.find((session) => isOn(session, at)) ?? null;
  const next = known.find((session) => session.startsAt > at) ?? null;
  const voting = takesVotes(state.session, at) ? state.session : null;

  if (running !== null && !(running.kind === 'break' && voting !== null)) {
    return { missing: null, main: running, phase: 'running', next, voting };
  }
  if (voting !== null) return { missing: null, main: voting, phase: 'ended', next, voting };
  if (next !== null) return { missing: null, main: next, phase: 'coming', next: null, voting };
  return { ...nothing, missing: state.event === '' ? 'programme' : 'rest' };
}

/** The type scale of titles, largest first; kiosk.css has a size for each. */
export const TITLE_SIZES = ['xl', 'l', 'm', 's', 'xs', 'xxs'] as const;

/** Longest title worth trying at each size but the last, in code points: larger would be four lines and more. */
const TITLE_MAX = [20, 44, 84, 130, 200];

/** The largest step of `TITLE_SIZES` to try for a title; the screen steps down from there until all of it fits. */
export function titleStep(title: string): number {
  const length = [...title].length;
  const step = TITLE_MAX.findIndex((max) => length <= max);
  return step === -1 ? TITLE_MAX.length : step;
}

/** French sets a space before `:;?!»` and after `«`; with this one no line begins or ends there. */
export function keepTogether(text: string): string {
  return text.replace(/ (?=[:;?!»])|(?<=«) /g, '\u00a0');
}
