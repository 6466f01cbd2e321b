import { affectedBy, type Order, sessionCalled } from './adjustments.ts';
import { whereabouts } from './changes.ts';
import { parseDuration } from './duration.ts';
import { nearest } from './nearest.ts';
import type { KnownSession, Programme } from './programme.ts';
import { describeUnknownRooms } from './rooms.ts';
import { instantToWall, isWallTime, localTime, wallToInstant } from './zone.ts';

/** An order as a person types it: `15m`, `14:30`, the beginning of an id. */
export type WrittenOrder =
  | { kind: 'delay'; room: string; by: string }
  | { kind: 'move'; session: string; room?: string | undefined; start?: string | undefined }
  | { kind: 'cancel'; session: string };

/** An order that makes sense, and what it changes in words of people; or why it does not. */
export type Judged = { order: Order; text: string } | { refused: string };

const LONGEST_MS = 12 * 3_600_000;
const PREFIX_MIN = 4; // characters of an id
const MINUTE_MS = 60_000;
const FAR_MS = 7 * 86_400_000;
const SUGGESTED_MAX = 5;

/**
 * Checks an order against the programme as it stands, with what was ordered before.
 * @param at now, epoch milliseconds
 */
export function judgeOrder(programme: Programme, written: WrittenOrder, at: number): Judged {
  switch (written.kind) {
    case 'delay':
      return judgeDelay(programme, written, at);
    case 'move':
      return judgeMove(programme, written);
    case 'cancel':
      return judgeCancel(programme, written);
  }
}

function judgeDelay(
  programme: Programme,
  { room, by }: Extract<WrittenOrder, { kind: 'delay' }>,
  at: number,
): Judged {
  const delayMs = Math.round(parseDuration(by) ?? 0);
  if (delayMs < MINUTE_MS || delayMs > LONGEST_MS) {
    return refused(
      `"${by}" is no delay: say for example 15m or 1h, from 1m to 12h. To take a delay back, undo it.`,
    );
  }
  const unknown = describeUnknownRooms([room], programme.sessions);
  if (unknown !== null) return refused(`${unknown}.`);
  const order: Order = { kind: 'delay', room, delayMs };
  const affected = affectedBy(programme, order, at).sort((a, b) => a.startsAt - b.startsAt);
  if (affected.length === 0) return refused(`Nothing is on in ${room} now, and nothing comes later today.`);
  const { timezone } = programme;
  const lines = affected.map((session) => {
    const runs = session.startsAt <= at;
    const plannedAt = runs ? session.endsAt : session.startsAt;
    const [now, before] = [plannedAt + delayMs, plannedAt].map((instant) => localTime(instant, timezone));
    return `  ${runs ? 'ends  ' : 'starts'} ${now} instead of ${before}  ${session.title}`;
  });
  return { order, text: [`${room} is ${Math.round(delayMs / MINUTE_MS)} min late:`, ...lines].join('\n') };
}

function judgeMove(
  programme: Programme,
  { session: id, room, start }: Extract<WrittenOrder, { kind: 'move' }>,
): Judged {
  const found = findSession(programme, id);
  if ('refused' in found) return found;
  const { session } = found;
  const unknown = room === undefined ? null : describeUnknownRooms([room], programme.sessions);
  if (unknown !== null) return refused(`${unknown}.`);
  const startsAt = start === undefined ? session.startsAt : readStart(start, session, programme.timezone);
  if (startsAt === null) {
    return refused(`"${start}" is no start: say 14:30 for the same day, or 2026-06-25T14:30.`);
  }
  if (isFarOff(programme, startsAt)) {
    return refused(`"${start}" is over a week away from the programme: check the day and the year.`);
  }
  const target = room ?? session.room;
  if (target === session.room && startsAt === session.startsAt) {
    return refused(
      `"${session.title}" is already in ${target} at that time. Name another --room or --start.`,
    );
  }
  const order: Order = {
    kind: 'move',
    session: session.id,
    ...(room === undefined ? {} : { room }),
    ...(start === undefined ? {} : { startsAt }),
  };
  const { timezone } = programme;
  const moved = { ...session, room: target, startsAt, endsAt: startsAt + session.endsAt - session.startsAt };
  const meets = meetings(programme, moved).map(
    (other) => `  At the same time there: ${whereabouts(other, timezone)} ${other.title}`,
  );
  const text = `"${session.title}" moves to ${whereabouts(moved, timezone)} (was ${whereabouts(session, timezone)}).`;
  return { order, text: [text, ...meets].join('\n') };
}

/** What else is on in that room meanwhile. */
function meetings({ sessions }: Programme, moved: KnownSession): KnownSession[] {
  return sessions.filter(
    ({ id, room, startsAt, endsAt, cancelled, withdrawn }) =>
      id !== moved.id &&
      room === moved.room &&
      !cancelled &&
      !withdrawn &&
      startsAt < moved.endsAt &&
      moved.startsAt < endsAt,
  );
}

/** A slip in the year would take a session, and its votes, out of the event. */
function isFarOff({ sessions }: Programme, at: number): boolean {
  const starts = sessions.map(({ startsAt }) => startsAt);
  return at < Math.min(...starts) - FAR_MS || at > Math.max(...starts) + FAR_MS;
}

function judgeCancel(programme: Programme, { session: id }: { session: string }): Judged {
  const found = findSession(programme, id);
  if ('refused' in found) return found;
  const { session } = found;
  if (session.cancelled) return refused(`"${session.title}" is cancelled already.`);
  const text = `"${session.title}" (${whereabouts(session, programme.timezone)}) is cancelled: it takes no votes from now on, and keeps those it has.`;
  return { order: { kind: 'cancel', session: session.id }, text };
}

/** By its id, an earlier id, or a beginning that no other id has. */
function findSession(programme: Programme, wanted: string): { session: KnownSession } | { refused: string } {
  const called = sessionCalled(programme, wanted);
  if (called !== null) return { session: called };
  const begins = programme.sessions.filter(({ id }) => wanted.length >= PREFIX_MIN && id.startsWith(wanted));
  const [only, ...more] = begins;
  if (only !== undefined && more.length === 0) return { session: only };
  const text = wanted.toLowerCase();
  const alike =
    begins.length > 0 ? begins : programme.sessions.filter(({ title }) => title.toLowerCase().includes(text));
  const ids = nearest(
    wanted,
    programme.sessions.map(({ id }) => id),
  );
  const meant = alike.length > 0 ? alike : programme.sessions.filter(({ id }) => ids.includes(id));
  const why =
    begins.length > 1 ? `Several ids begin with "${wanted}".` : `No session has the id "${wanted}".`;
  const list = meant
    .slice(0, SUGGESTED_MAX)
    .map((session) => `\n  ${session.id}  ${whereabouts(session, programme.timezone)}  ${session.title}`);
  const hint = list.length === 0 ? ' likebox programme show lists them.' : ' Did you mean:';
  return refused(`${why}${hint}${list.join('')}`);
}

function readStart(written: string, { startsAt }: KnownSession, timezone: string): number | null {
  const match = /^(?:(\d{4})-(\d\d)-(\d\d)[T ])?(\d{1,2}):(\d\d)$/.exec(written);
  if (match === null) return null;
  const [year, month, day, hour = 0, minute = 0] = match.slice(1).map(Number);
  const same = instantToWall(startsAt, timezone);
  const wall =
    match[1] === undefined
      ? { ...same, hour, minute, second: 0 }
      : { year: year ?? 0, month: month ?? 0, day: day ?? 0, hour, minute, second: 0 };
  return isWallTime(wall) ? wallToInstant(wall, timezone) : null;
}

function refused(why: string): { refused: string } {
  return { refused: why };
}
