import { matchSessions } from './match.ts';
import type { KnownSession, Programme } from './programme.ts';
import { localDate, localTime } from './zone.ts';

/** What became of one session; one that was renamed and moved at once gives two. */
export interface Change {
  kind: 'added' | 'moved' | 'renamed' | 'cancelled' | 'restored' | 'withdrawn';
  id: string;
  title: string;
  /** What it was before, or where it is now: `2026-06-24 10:00 Amphi A`. */
  detail: string;
}

const SUMMARY: readonly Change['kind'][] = [
  'added',
  'moved',
  'renamed',
  'cancelled',
  'restored',
  'withdrawn',
];

/** What became of every session between two versions of a programme. */
export function changesOf(before: Programme, after: Programme): Change[] {
  const { timezone } = after;
  const matches = matchSessions(before.sessions, after.sessions);
  const found = new Set(matches.values());
  const gone = before.sessions.filter((session) => !found.has(session) && !session.withdrawn);
  return [
    ...after.sessions.flatMap((session) => {
      const known = matches.get(session);
      return known === undefined ? [change('added', session, timezone)] : between(known, session, timezone);
    }),
    ...gone.map((session) => change('withdrawn', session, timezone)),
  ];
}

/** `3 added, 1 moved`; empty for no change. */
export function summaryOf(changes: readonly Change[]): string {
  return SUMMARY.map((kind) => ({ kind, count: changes.filter((change) => change.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${kind}`)
    .join(', ');
}

function between(before: KnownSession, after: KnownSession, timezone: string): Change[] {
  const changes: Change[] = [];
  const [from, to] = [before, after].map((session) => whereabouts(session, timezone));
  const { id, title } = after;
  if (from !== to) changes.push({ kind: 'moved', id, title, detail: `from ${from} to ${to}` });
  if (before.title !== title) changes.push({ kind: 'renamed', id, title, detail: `from "${before.title}"` });
  const isGone = after.cancelled || after.withdrawn;
  if (isGone !== (before.cancelled || before.withdrawn)) {
    const gone = after.withdrawn ? 'withdrawn' : 'cancelled';
    changes.push(change(isGone ? gone : 'restored', after, timezone));
  }
  return changes;
}

function change(kind: Change['kind'], session: KnownSession, timezone: string): Change {
  return { kind, id: session.id, title: session.title, detail: whereabouts(session, timezone) };
}

/** `2026-06-24 10:00-10:50 Amphi A`, in the time of the event. */
export function whereabouts({ startsAt, endsAt, room }: KnownSession, timezone: string): string {
  const times = `${localDate(startsAt, timezone)} ${localTime(startsAt, timezone)}-${localTime(endsAt, timezone)}`;
  return room === '' ? times : `${times} ${room}`;
}
