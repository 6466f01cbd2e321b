import { createLikeness } from './likeness.ts';
import type { Programme, ProgrammeReading, Session } from './programme.ts';
import { localDate } from './zone.ts';

const OTHER_YEAR_MS = 180 * 86_400_000;
const COMMON_SHARE = 0.1;
const FEW = 5; // of fewer sessions, a share says nothing

const STAYS = 'so the programme before stays';
const ACCEPT = 'Check the source; if it is right, run: likebox programme accept';

/**
 * Why this reading should not replace the current programme by itself; null when it may. A source that suddenly lists
 * less than half, another year, another event or times meant in another way is more often broken than right. A change
 * of the sources themselves is a person's decision, and judged by the faults of the reading alone.
 */
export function suspicionOf(current: Programme, reading: ProgrammeReading, origin?: string): string | null {
  if (origin !== undefined && current.origin !== undefined && origin !== current.origin) return null;
  const before = current.sessions.filter((session) => !session.withdrawn);
  const now = reading.sessions;
  if (now.length * 2 < before.length) {
    return `The source lists ${now.length} sessions where it listed ${before.length}, ${STAYS}. ${ACCEPT}`;
  }
  if (before.length === 0 || now.length === 0) return null;
  const [was, is] = [middleOf(before), middleOf(now)];
  if (Math.abs(is - was) > OTHER_YEAR_MS) {
    const days = [was, is].map((at) => localDate(at, reading.timezone).slice(0, 7));
    return `The source gives a programme of ${days[1]} where it was of ${days[0]}, ${STAYS}. ${ACCEPT}`;
  }
  if (isOtherEvent(current.name, before, reading)) {
    const names = [current.name, reading.name].every((name) => name !== '' && current.name !== reading.name)
      ? ` ("${reading.name}" instead of "${current.name}")`
      : '';
    return `The source gives another event${names}: hardly a session of before is in it, ${STAYS}. ${ACCEPT}`;
  }
  if (current.reading !== undefined && current.reading !== reading.reading && reading.other !== null) {
    return `The times of the source would now be read as ${reading.reading === 'wall' ? 'wall time' : 'true instants'}, unlike before, ${STAYS}. Set reading in [programme] to "wall" or "instant", or run: likebox programme accept`;
  }
  return null;
}

function middleOf(sessions: readonly Session[]): number {
  const starts = sessions.map(({ startsAt }) => startsAt).sort((a, b) => a - b);
  return starts[Math.floor(starts.length / 2)] ?? 0;
}

/** Numbers that are given out anew for every event, or every day, may be equal by chance; titles are not. */
function isOtherEvent(name: string, before: readonly Session[], reading: ProgrammeReading): boolean {
  if (before.length < FEW) return false;
  const renamed = name !== '' && reading.name !== '' && name !== reading.name;
  const { isSurelyOne } = createLikeness();
  const titles = new Set(reading.sessions.map(({ title }) => title));
  const byId = new Map(reading.sessions.map((session) => [session.id, session]));
  const common = before.filter((session) => {
    const now = renamed ? undefined : byId.get(session.id);
    return titles.has(session.title) || (now !== undefined && isSurelyOne(session, now));
  });
  return common.length < before.length * COMMON_SHARE;
}
