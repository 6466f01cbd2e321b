import type { KnownSession, Programme } from './programme.ts';
import type { SessionView } from './state.ts';
import { compareCodePoints, sessionAt, type WindowRule, windowsOf } from './window.ts';

/** What one room's programme says about an instant. */
export interface Agenda {
  /** What a vote counts for. */
  session: SessionView | null;
  /** What is on, breaks included. */
  running: SessionView | null;
  /** What starts next. */
  next: SessionView | null;
}

export const NOTHING_ON: Agenda = { session: null, running: null, next: null };

/** The sessions of one room with their windows, worked out once and asked often. */
export interface RoomAgenda {
  at(instant: number): Agenda;
  /** What a vote at that instant counts for. */
  votableAt(instant: number): KnownSession | undefined;
}

/** The agenda of a room; a room that the programme does not know has nothing on. */
export function createAgenda(programme: Programme, room: string, rule: WindowRule): RoomAgenda {
  const all = programme.sessions.filter((session) => session.room === room && !session.withdrawn);
  // Where nothing is on, everybody is at the keynote.
  const plenaries = programme.sessions.filter(({ plenary, withdrawn }) => plenary === true && !withdrawn);
  const votable = programme.sessions.filter((session) => session.room === room && session.votable);
  const windows = new Map(windowsOf(votable, rule).map((window) => [window.session.id, window]));

  const view = (session: KnownSession | undefined): SessionView | null => {
    if (session === undefined) return null;
    const window = windows.get(session.id);
    return { ...shownOf(session), opensAt: window?.opensAt ?? null, closesAt: window?.closesAt ?? null };
  };
  const votableAt = (instant: number) => sessionAt(votable, instant, rule);

  return {
    votableAt,
    at: (instant) => ({
      session: view(votableAt(instant)),
      running: view(runningAt(all, instant) ?? runningAt(plenaries, instant)),
      next: view(nextAfter(all, instant)),
    }),
  };
}

/** What people see of a session; its history is the box's own. */
function shownOf(session: KnownSession): Omit<SessionView, 'opensAt' | 'closesAt'> {
  const { id, title, speakers, room, kind, startsAt, endsAt, plenary, relayOf, feedbackUrl } = session;
  const { votable, cancelled, language, track } = session;
  return {
    ...{ id, title, speakers, room, kind, startsAt, endsAt, votable, cancelled, language, track },
    ...(plenary === undefined ? {} : { plenary }),
    ...(relayOf === undefined ? {} : { relayOf }),
    ...(feedbackUrl === undefined ? {} : { feedbackUrl }),
  };
}

/** Talks before breaks, then the latest start, then the greatest id: two at once in a room are normal data. */
function runningAt(sessions: readonly KnownSession[], at: number): KnownSession | undefined {
  return sessions
    .filter((session) => session.startsAt <= at && at < session.endsAt && !session.cancelled)
    .sort(
      (a, b) =>
        Number(b.kind === 'talk') - Number(a.kind === 'talk') ||
        b.startsAt - a.startsAt ||
        compareCodePoints(b.id, a.id),
    )[0];
}

function nextAfter(sessions: readonly KnownSession[], at: number): KnownSession | undefined {
  return sessions
    .filter((session) => session.startsAt > at && !session.cancelled)
    .sort(
      (a, b) =>
        a.startsAt - b.startsAt ||
        Number(b.kind === 'talk') - Number(a.kind === 'talk') ||
        compareCodePoints(a.id, b.id),
    )[0];
}
