import { type Agenda, createAgenda } from '../../src/core/agenda.ts';
import type { SessionView } from '../../src/core/state.ts';
import type { Scene } from './scene.ts';

/** Why the room page has a sentence where the session would be. */
export type Missing = 'clock' | 'room' | 'programme' | 'rest' | 'away';

/** What the room page shows at one instant. */
export interface RoomView {
  missing: Missing | null;
  /** The large session, null when something is missing. */
  main: SessionView | null;
  /**
   * `early`: on now, and large. `late`: on now, and the next has a say. `call`: people are about to leave, or leave,
   * and their votes count. `coming`: nothing is on, it is the next.
   */
  phase: 'early' | 'late' | 'call' | 'coming';
  next: SessionView | null;
  /** The session a vote counts for now; null while the box takes none, or is away. */
  voting: SessionView | null;
}

/** What the room page is read from. */
type Source = Pick<Scene, 'state' | 'nowAt' | 'isAway' | 'documents'>;

const MINUTE_MS = 60_000;
/** For so long people still come in and look for what is on; after that they look for where to go. */
const EARLY_MS = 25 * MINUTE_MS;
/** So long before its end people begin to get up. */
const CALL_BEFORE_MS = 2 * MINUTE_MS;
/** So long it takes to empty a room; then the other pages are worth more to those who walk past. */
const LEAVING_MS = 5 * MINUTE_MS;
/** Only the box has the rule of its windows, and it takes no votes while it is away. */
const NO_WINDOW = { openAfterMs: 0, closeAfterMs: 0 };

function isOn(session: SessionView, at: number): boolean {
  return session.startsAt <= at && at < session.endsAt;
}

function takesVotes(session: SessionView | null, at: number): session is SessionView {
  return session !== null && session.closesAt !== null && at < session.closesAt;
}

/** What is on and what comes: as the box says, and while it is away as the programme does that it gave. */
function agendaOf({ state, nowAt, isAway, documents }: Source): Pick<Agenda, 'running' | 'next'> {
  if (!isAway || documents.programme === null || state.room === null) return state;
  return createAgenda(documents.programme, state.room, NO_WINDOW).at(nowAt);
}

/**
 * Reads the state at `nowAt` rather than at the instant it was sent: a screen whose box is away goes on from one session
 * to the next as far as it knows them.
 */
export function viewRoom(source: Source): RoomView {
  const { state, nowAt: at, isAway, documents } = source;
  const nothing = { main: null, phase: 'early', next: null, voting: null } as const;
  if (state.room === null) return { ...nothing, missing: 'room' };
  if (state.clock.quality === 'unset') return { ...nothing, missing: 'clock' };

  const agenda = agendaOf(source);
  const known = [agenda.running, agenda.next].filter((session) => session !== null);
  const running = known.find((session) => isOn(session, at)) ?? null;
  const next = known.find((session) => session.startsAt > at) ?? null;
  const stopped = state.faults.some(({ severity }) => severity === 'error');
  const voting = takesVotes(state.session, at) && !stopped && !isAway ? state.session : null;

  if (running !== null && !(running.kind === 'break' && voting !== null)) {
    return { missing: null, main: running, phase: phaseOf(running, next, voting, at), next, voting };
  }
  if (voting !== null) return { missing: null, main: voting, phase: 'call', next, voting };
  if (next !== null) return { missing: null, main: next, phase: 'coming', next: null, voting };
  if (isAway && documents.programme === null) return { ...nothing, missing: 'away' };
  return { ...nothing, missing: state.event === '' ? 'programme' : 'rest' };
}

function phaseOf(
  running: SessionView,
  next: SessionView | null,
  voting: SessionView | null,
  at: number,
): RoomView['phase'] {
  if (voting?.id === running.id && running.endsAt - at <= CALL_BEFORE_MS) return 'call';
  if (next === null) return 'early';
  return running.kind === 'break' || at - running.startsAt >= EARLY_MS ? 'late' : 'early';
}

/** Whether the rotation waits on the room page: people leave, and should see the call to punch. */
export function holdsRoom(scene: Source): boolean {
  const { phase, main } = viewRoom(scene);
  return phase === 'call' && main !== null && scene.nowAt < main.endsAt + LEAVING_MS;
}
