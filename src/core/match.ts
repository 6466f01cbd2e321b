import type { KnownSession, Session } from './programme.ts';

/** Finds for each session of a reading the one it was before; sessions that are new have no entry. */
export type Matcher = (
  known: readonly KnownSession[],
  listed: readonly Session[],
) => ReadonlyMap<Session, KnownSession>;

type Pair = (session: Session, before: KnownSession) => boolean;

/**
 * Finds sessions again that were renamed, moved or given another id: by id, then title and speakers, then room and
 * start (FORMATS.md 0.4). An id alone, with nothing else in common, comes after title and speakers: a file whose
 * numbers were given out anew must not swap the history of its sessions. A slot whose talk went to other people under
 * another title is a new session.
 */
export function matchSessions(
  known: readonly KnownSession[],
  listed: readonly Session[],
): Map<Session, KnownSession> {
  const matches = new Map<Session, KnownSession>();
  const taken = new Set<KnownSession>();
  const pass = (key: (session: Session) => readonly string[], agree: Pair) => {
    const free = groupBy(
      known.filter((before) => !taken.has(before)),
      (before) => [...new Set([...key(before), ...formerKeys(before, key)])],
    );
    const fresh = groupBy(
      listed.filter((session) => !matches.has(session)),
      key,
    );
    for (const [value, sessions] of fresh) {
      for (const [session, before] of pairs(sessions, free.get(value) ?? [])) {
        if (taken.has(before) || matches.has(session) || !agree(session, before)) continue;
        matches.set(session, before);
        taken.add(before);
      }
    }
  };
  pass(byId, (session, before) => looksLike(session, before) || slotOf(session) === slotOf(before));
  pass(byTitle, () => true);
  pass(byId, () => true);
  pass(
    (session) => [slotOf(session)],
    (session, before) =>
      (session.kind === 'break') === (before.kind === 'break') && looksLike(session, before, true),
  );
  return matches;
}

const byId = ({ id }: Session): string[] => [id];
const byTitle = ({ title, speakers }: Session): string[] => [
  JSON.stringify([plain(title), ...speakers.map(plain).sort()]),
];

function formerKeys(before: KnownSession, key: (session: Session) => readonly string[]): string[] {
  return (before.formerIds ?? []).flatMap((id) => key({ ...before, id }));
}

function slotOf({ room, startsAt }: Session): string {
  return JSON.stringify([room, startsAt]);
}

/** Whether two listings may well be one session: they share their title or a speaker. */
function looksLike(a: Session, b: Session, unknownCounts = false): boolean {
  if (plain(a.title) === plain(b.title)) return true;
  if (a.speakers.length === 0 || b.speakers.length === 0) return unknownCounts;
  const speakers = new Set(a.speakers.map(plain));
  return b.speakers.some((name) => speakers.has(plain(name)));
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Sessions with one key, such as a talk that is given twice: those of one slot first, the others in their order. */
function pairs(
  sessions: readonly Session[],
  before: readonly KnownSession[],
): (readonly [Session, KnownSession])[] {
  const bySlot = new Map(before.map((session) => [slotOf(session), session]));
  const same = sessions.flatMap((session) => {
    const found = bySlot.get(slotOf(session));
    return found === undefined ? [] : [[session, found] as const];
  });
  const [stay, left] = [new Set(same.map(([session]) => session)), new Set(same.map(([, found]) => found))];
  const moved = sessions.filter((session) => !stay.has(session));
  const gone = before.filter((session) => !left.has(session));
  return [
    ...same,
    ...moved.flatMap((session, index) => {
      const found = gone[index];
      return found === undefined ? [] : [[session, found] as const];
    }),
  ];
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
