import { applyImport, missingFrom } from '../core/history.ts';
import { matchSessions } from '../core/match.ts';
import type { KnownSession, Place, Programme, ProgrammeReading } from '../core/programme.ts';
import { votingWindow, type WindowRule } from '../core/window.ts';
import type { Store } from './ports.ts';
import { sessionsWithVotes } from './withdrawal.ts';

interface Deps {
  store: Pick<Store, 'spansWithVotes'>;
  /** Lets presses that wait be heard between two long steps. */
  breathe: () => Promise<void>;
}

/** A reading, and the programme of before. */
export interface Importing {
  reading: ProgrammeReading;
  origin: string;
  /** As imported before. */
  imported: Programme | null;
  /** The same with what organisers changed. */
  current: Programme | null;
  rule: WindowRule;
  /** Epoch milliseconds; the wall as read when `isTimeKnown` is false. */
  at: number;
  isTimeKnown: boolean;
}

export interface Imports {
  /** The programme with this reading in place of the one before. */
  apply(importing: Importing): Promise<Programme>;
}

/**
 * Looks up which sessions have votes, and applies readings. While nobody knows the time, an import closes no session
 * before the end of its window: an invented instant could lie before votes that were cast for it, while an end that
 * comes too late only lets it take some more. The first import with a known time closes it then.
 */
export function createImports({ store, breathe }: Deps): Imports {
  /** Ids of what could not be closed yet. */
  let leftOpen: ReadonlySet<string> = new Set();

  return {
    async apply({ reading, origin, imported, current, rule, at, isTimeKnown }) {
      const before = isTimeKnown && imported !== null ? reopen(imported, leftOpen) : imported;
      const matches = matchSessions(before?.sessions ?? [], reading.sessions);
      const match = () => matches; // it takes long, and both steps below ask for it
      await breathe();
      const facts = { at, rule, adjusted: current, match };
      const missing = before === null ? [] : missingFrom(reading, before, facts).map(({ id }) => id);
      await breathe();
      const openedBy = isTimeKnown ? at : Number.POSITIVE_INFINITY;
      const voted =
        current === null
          ? new Set<string>()
          : await sessionsWithVotes(missing, current, store, rule, openedBy);
      const next = applyImport(before, reading, { ...facts, origin, hasVotes: ({ id }) => voted.has(id) });
      await breathe();
      if (isTimeKnown) {
        leftOpen = new Set();
        return next;
      }
      const closed = next.sessions.filter(({ closedFromAt }) => closedFromAt === at).map(({ id }) => id);
      leftOpen = new Set([...leftOpen, ...closed]);
      return leaveOpen(next, current, rule, at);
    },
  };
}

function reopen(programme: Programme, ids: ReadonlySet<string>): Programme {
  const sessions = programme.sessions.map((session) =>
    ids.has(session.id) ? { ...session, closedFromAt: null } : session,
  );
  return { ...programme, sessions };
}

/** What was closed at `at` is closed at the end of its window, as it was or as an organiser has put it off. */
function leaveOpen(programme: Programme, current: Programme | null, rule: WindowRule, at: number): Programme {
  const adjusted = new Map(current?.sessions.map((session) => [session.id, session]));
  const sessions = programme.sessions.map((session) => {
    const slot = adjusted.get(session.id) ?? session;
    const endOf = (place: Pick<Place, 'startsAt' | 'endsAt'>) =>
      Math.max(...[place, slot].map((other) => votingWindow(other, rule).lastCallAt));
    const open = <P extends Place | KnownSession>(place: P): P =>
      place.closedFromAt === at ? { ...place, closedFromAt: endOf(place) } : place;
    const { earlier } = session;
    return { ...open(session), ...(earlier === undefined ? {} : { earlier: earlier.map(open) }) };
  });
  return { ...programme, sessions };
}
