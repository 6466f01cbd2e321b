import { inOrder } from './formats/ids.ts';
import { type Agree, createLikeness, isSameSlot } from './likeness.ts';
import type { KnownSession, Session } from './programme.ts';

/** Finds for each session of a reading the one it was before; sessions that are new have no entry. */
export type Matcher = (
  known: readonly KnownSession[],
  listed: readonly Session[],
) => ReadonlyMap<Session, KnownSession>;

type Keys = (session: Session) => readonly string[];

interface Pass {
  /** Sessions with a key in common are compared. */
  keys: Keys;
  /** The keys of a session that is known, when they are others. */
  keysBefore?: (before: KnownSession) => readonly string[];
  agree: Agree;
}

/** A file that gives one key to thousands of sessions must not make us compare each with each. */
const CANDIDATES_MAX = 50;

/**
 * Finds sessions again that were renamed, moved or given another id: by id, then title and speakers, then room and
 * start (FORMATS.md 0.4), what agrees in most first. An id with nothing else in common comes after title and
 * speakers: a file whose numbers were given out anew must not swap the history of its sessions. A slot or an id that
 * went to other people under another title is a new session. The order of the lists does not matter.
 */
export function matchSessions(
  known: readonly KnownSession[],
  listed: readonly Session[],
): Map<Session, KnownSession> {
  const matches = new Map<Session, KnownSession>();
  let free = [...known].sort(inOrder);
  let fresh = [...listed].sort(inOrder);
  for (const { keys, keysBefore = keys, agree } of passes()) {
    if (fresh.length === 0 || free.length === 0) break;
    const candidates = groupBy(free, keysBefore);
    const taken = new Set<KnownSession>();
    for (const [key, sessions] of groupBy(fresh, keys)) {
      for (const [session, before] of pairUp(sessions, candidates.get(key) ?? [], agree)) {
        if (taken.has(before) || matches.has(session)) continue;
        matches.set(session, before);
        taken.add(before);
      }
    }
    free = free.filter((before) => !taken.has(before));
    fresh = fresh.filter((session) => !matches.has(session));
  }
  return matches;
}

/** From the most that two listings may have in common to the least. */
function passes(): Pass[] {
  const { plain, shareTitle, shareSpeaker, mayBeOne } = createLikeness();
  const titleOf = ({ title, speakers }: Session) =>
    JSON.stringify([plain(title), ...speakers.map(plain).sort()]);
  const mayFollow: Agree = (a, b) => (a.kind === 'break') === (b.kind === 'break') && mayBeOne(a, b);
  const byId: Keys = ({ id }) => [id];
  const byAnyId = ({ id, formerIds = [] }: KnownSession) => [...new Set([id, ...formerIds])];
  const byTitle: Keys = (session) => [titleOf(session)];
  return [
    { keys: byId, agree: (a, b) => shareTitle(a, b) && isSameSlot(a, b) },
    { keys: (session) => [titleOf(session) + slotOf(session)], agree: () => true },
    { keys: byId, agree: shareTitle },
    { keys: byId, keysBefore: byAnyId, agree: shareTitle },
    { keys: (session) => (session.speakers.length > 0 ? byTitle(session) : []), agree: () => true },
    { keys: byId, agree: (a, b) => shareSpeaker(a, b) || isSameSlot(a, b) },
    { keys: byId, keysBefore: byAnyId, agree: (a, b) => shareSpeaker(a, b) || isSameSlot(a, b) },
    { keys: byTitle, agree: () => true },
    { keys: byId, agree: mayFollow },
    { keys: (session) => [slotOf(session)], agree: mayFollow },
  ];
}

function slotOf({ room, startsAt }: Session): string {
  return JSON.stringify([room, startsAt]);
}

/** Sessions with one key, such as a talk that is given twice: those of one slot first, the others in their order. */
function pairUp(
  sessions: readonly Session[],
  before: readonly KnownSession[],
  agree: Agree,
): (readonly [Session, KnownSession])[] {
  if (before.length === 0) return [];
  const slots = groupBy(before, (session) => [slotOf(session)]);
  const left = new Set(before);
  const pairs: (readonly [Session, KnownSession])[] = [];
  const pair = (session: Session, candidates: Iterable<KnownSession>): boolean => {
    let looked = 0;
    for (const candidate of candidates) {
      if (!left.has(candidate)) continue;
      looked += 1;
      if (looked > CANDIDATES_MAX) return false;
      if (!agree(session, candidate)) continue;
      left.delete(candidate);
      pairs.push([session, candidate]);
      return true;
    }
    return false;
  };
  const moved = sessions.filter((session) => !pair(session, slots.get(slotOf(session)) ?? []));
  for (const session of moved) pair(session, left);
  return pairs;
}

function groupBy<S extends Session>(
  sessions: readonly S[],
  keys: (session: S) => readonly string[],
): Map<string, S[]> {
  const groups = new Map<string, S[]>();
  for (const session of sessions) {
    for (const key of keys(session)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [session]);
      else group.push(session);
    }
  }
  return groups;
}
