import { createHash } from 'node:crypto';
import type { Dropped, Session } from '../programme.ts';
import { compareCodePoints } from '../window.ts';
import { localDate, localTime } from '../zone.ts';

// FORMATS.md 0.4: what tools write where an id is still to come.
const PLACEHOLDER = /^(?:|tb[acd]|to ?be ?defined|todo|null|undefined|none|nan|n\/a|[-?._]+)$/i;

/**
 * Gives every session an id of its own and puts them in order (start, room, id). A missing or placeholder id, and one
 * that several sessions carry, is replaced by the SHA-1 of `day|room|start|title` in local time. Of a session that is
 * listed twice (same id, title, room and start) the listing with the most speakers stays. A relay names its talk by the id
 * that this one has in the end.
 */
export function settleIds(
  listed: readonly Session[],
  timezone: string,
): { sessions: Session[]; dropped: Dropped[] } {
  const named = listed.map((session) => (PLACEHOLDER.test(session.id) ? derive(session, timezone) : session));
  const first = mergeTwins(named, timezone);
  const carriers = new Map<string, number>();
  for (const { id } of first.sessions) carriers.set(id, (carriers.get(id) ?? 0) + 1);
  const settled = first.sessions.map((session) =>
    (carriers.get(session.id) ?? 0) > 1 ? derive(session, timezone) : session,
  );
  const second = mergeTwins(settled, timezone);
  const renamed = new Map<string, string>();
  for (const [index, { id, relayOf }] of first.sessions.entries()) {
    if (relayOf === undefined) renamed.set(id, settled[index]?.id ?? id);
  }
  return {
    sessions: second.sessions.map((session) => follow(session, renamed)).sort(inOrder),
    dropped: [...first.dropped, ...second.dropped],
  };
}

/** A relay of nothing is a session like any other. */
function follow(session: Session, renamed: ReadonlyMap<string, string>): Session {
  const { relayOf, ...alone } = session;
  if (relayOf === undefined) return session;
  const id = renamed.get(relayOf);
  return id === undefined ? alone : { ...alone, relayOf: id };
}

/** The order of sessions everywhere: start, then room, then id. */
export function inOrder(a: Session, b: Session): number {
  return a.startsAt - b.startsAt || compareCodePoints(a.room, b.room) || compareCodePoints(a.id, b.id);
}

function derive(session: Session, timezone: string): Session {
  const { startsAt, room, title } = session;
  const key = [localDate(startsAt, timezone), room, localTime(startsAt, timezone), title].join('|');
  return { ...session, id: createHash('sha1').update(key).digest('hex'), derivedId: true };
}

function mergeTwins(
  listed: readonly Session[],
  timezone: string,
): { sessions: Session[]; dropped: Dropped[] } {
  const kept = new Map<string, Session>();
  const dropped: Dropped[] = [];
  for (const session of listed) {
    const key = JSON.stringify([session.id, session.room, session.startsAt, session.title]);
    const twin = kept.get(key);
    if (twin === undefined || session.speakers.length > twin.speakers.length) kept.set(key, session);
    if (twin === undefined) continue;
    const { title, startsAt, room } = session.speakers.length > twin.speakers.length ? twin : session;
    const when = `${localDate(startsAt, timezone)} ${localTime(startsAt, timezone)}`;
    dropped.push({
      what: [`"${title}"`, when, room].filter((part) => part !== '').join(', '),
      why: 'it is listed twice (same id, title, room and start)',
    });
  }
  return { sessions: [...kept.values()], dropped };
}
