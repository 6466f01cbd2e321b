import type { Adjustment, Order } from './adjustments.ts';
import { sessionCalled } from './adjustments.ts';
import type { KnownSession, Programme, ProgrammeVersion } from './programme.ts';
import { localDate, localTime } from './zone.ts';

const MINUTE_MS = 60_000;

/** The sessions of a programme with their ids, one line each, a heading for each day. */
export function listSessions({ sessions, timezone }: Programme, room?: string): string {
  const shown = sessions.filter((session) => room === undefined || session.room === room);
  const idWidth = Math.max(0, ...shown.map(({ id }) => id.length));
  let day = '';
  return shown
    .flatMap((session) => {
      const own = localDate(session.startsAt, timezone);
      const heading = own === day ? [] : [own];
      day = own;
      const times = `${localTime(session.startsAt, timezone)}-${localTime(session.endsAt, timezone)}`;
      return [
        ...heading,
        `  ${session.id.padEnd(idWidth)}  ${times}  ${session.room}  ${session.title}${markOf(session)}`,
      ];
    })
    .join('\n');
}

/** What organisers ordered, one line each, oldest first. */
export function listAdjustments(adjustments: readonly Adjustment[], programme: Programme): string {
  if (adjustments.length === 0) return 'Nothing was delayed, moved or cancelled by hand.';
  const moment = (at: number) => `${localDate(at, programme.timezone)} ${localTime(at, programme.timezone)}`;
  return adjustments
    .map(({ number, at, who, order, undone }) => {
      const end = undone === null ? '' : ` (undone ${moment(undone.at)} by ${undone.who})`;
      return `${String(number).padStart(3)}  ${moment(at)}  ${who}: ${describeOrder(order, programme)}${end}`;
    })
    .join('\n');
}

/** What an order says, in words of people. */
export function describeOrder(order: Order, programme: Programme): string {
  const { timezone } = programme;
  if (order.kind === 'delay') return `${order.room} ${Math.round(order.delayMs / MINUTE_MS)} min late`;
  const title = sessionCalled(programme, order.session)?.title;
  const name = title === undefined ? `session ${order.session}` : `"${title}"`;
  if (order.kind === 'cancel') return `${name} cancelled`;
  const { room, startsAt } = order;
  const where = room === undefined ? '' : ` to ${room}`;
  const when =
    startsAt === undefined ? '' : ` to ${localDate(startsAt, timezone)} ${localTime(startsAt, timezone)}`;
  return `${name} moved${where}${when}`;
}

/** Versions, newest first, one line each with what it changed against the one before; `timezone` is the event's. */
export function listVersions(versions: readonly ProgrammeVersion[], timezone: string): string {
  if (versions.length === 0) return 'No programme was imported yet.';
  return versions
    .map(({ version, at, sessions, changes }) => {
      const when = `${localDate(at, timezone)} ${localTime(at, timezone)}`;
      const tail = changes === '' ? '' : `, ${changes}`;
      return `${String(version).padStart(4)}  ${when}  ${sessions} sessions${tail}`;
    })
    .join('\n');
}

/** What a session is that takes no votes; empty for one that does. */
export function markOf({ cancelled, withdrawn, kind, votable }: KnownSession): string {
  if (withdrawn) return ' [withdrawn]';
  if (cancelled) return ' [cancelled]';
  if (kind === 'break') return ' [break]';
  return votable ? '' : ' [no votes]';
}
