import { type Adjustment, affectedBy, eventDay, type Order } from './adjustments.ts';
import type { KnownSession, Programme } from './programme.ts';
import { isCalled } from './succession.ts';

interface DelayAdjustment extends Adjustment {
  order: Extract<Order, { kind: 'delay' }>;
}

/**
 * The delays ordered by hand for the day of `at` whose sessions an import has moved to later: the organisers may have
 * delayed them in the source too, and then they are late twice.
 */
export function delaysMovedBySource(
  before: Programme,
  after: Programme,
  adjustments: readonly Adjustment[],
  at: number,
): Adjustment[] {
  const delays = standingDelays(adjustments, after.timezone, at);
  if (delays.length === 0) return [];
  const byId = new Map(after.sessions.map((session) => [session.id, session]));
  const isLater = (session: KnownSession) => {
    const now = byId.get(session.id) ?? after.sessions.find((other) => isCalled(other, session.id));
    return (
      now !== undefined &&
      now.room === session.room &&
      (now.startsAt > session.startsAt || (now.startsAt === session.startsAt && now.endsAt > session.endsAt))
    );
  };
  return delays.filter((delay) => affectedBy(before, delay.order, delay.at).some(isLater));
}

/** The delays of that day that are not undone. */
export function standingDelays(
  adjustments: readonly Adjustment[],
  timezone: string,
  at: number,
): DelayAdjustment[] {
  return adjustments.filter(
    (adjustment): adjustment is DelayAdjustment =>
      adjustment.order.kind === 'delay' &&
      adjustment.undone === null &&
      eventDay(adjustment.at, timezone) === eventDay(at, timezone),
  );
}
