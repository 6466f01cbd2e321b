import { adviceOf } from '../../core/hub/advice.ts';
import type { BoxView, LinkState } from '../../core/hub/view.ts';
import type { BoxRecord } from './ports.ts';
import type { Roll } from './roll.ts';
import type { Standings } from './standings.ts';

interface Deps {
  roll: Pick<Roll, 'records' | 'last'>;
  standings: Pick<Standings, 'counts' | 'heads' | 'lastVoteAt'>;
  linked: ReadonlySet<string>;
  roomOf: (box: string) => string | null;
  /** None without a programme. */
  rooms: ReadonlySet<string>;
  /** Now, epoch milliseconds. */
  at: number;
}

/** Of a box that is linked to another hub process: it speaks every 15 s. */
const SILENT_MS = 45_000;
const ZERO = { plus: 0, minus: 0 };

/** Every paired box, with what is wrong with it. */
export function fleetOf(deps: Deps): BoxView[] {
  const heads = new Map<string, BoxView['logs'][number][]>();
  for (const { box, epoch, forkedAt, leftOut } of deps.standings.heads()) {
    if (forkedAt === null && !leftOut) continue;
    const votes = deps.standings.counts.logOf(box, epoch);
    heads.set(box, [...(heads.get(box) ?? []), { epoch, votes, forkedAt, leftOut }]);
  }
  return deps.roll.records().map((record) => boxOf(record, heads.get(record.box) ?? [], deps));
}

function boxOf(record: BoxRecord, logs: BoxView['logs'], deps: Deps): BoxView {
  const { box, settings, pairedAt, takenSinceAt } = record;
  const { standings, at } = deps;
  const last = deps.roll.last(box);
  const health = last?.health ?? null;
  const link = linkOf(record, deps);
  const seenAt = last?.at ?? (link === 'linked' ? at : null);
  const room = deps.roomOf(box);
  const lastVotes = [health?.lastVoteAt ?? null, standings.lastVoteAt(box)].filter((one) => one !== null);
  return {
    ...{ box, name: settings.name === '' ? box : settings.name, settings, room, link },
    seenAt,
    lastVoteAt: lastVotes.length === 0 ? null : Math.max(...lastVotes),
    stored: standings.counts.storedOf(box),
    queued: health?.queued ?? 0,
    clock: health?.clock ?? null,
    disk: health?.disk ?? null,
    temperature: health?.temperature ?? null,
    mode: health?.mode ?? null,
    version: health?.version ?? null,
    noise: health?.noise ?? ZERO,
    repeats: health?.repeats ?? ZERO,
    failed: health?.failed ?? 0,
    advice: adviceOf({
      ...{ at, link, seenAt, pairedAt, health, room },
      queuedBefore: last?.queuedBefore ?? 0,
      isRoomKnown: room === null || deps.rooms.size === 0 || deps.rooms.has(room),
      forks: logs.filter(({ forkedAt, leftOut }) => forkedAt !== null && !leftOut).length,
    }),
    ...{ logs, pairedAt, takenSinceAt },
  };
}

function linkOf({ box, revokedAt, pairedAt }: BoxRecord, { roll, linked, at }: Deps): LinkState {
  if (revokedAt !== null) return 'revoked';
  if (linked.has(box)) return 'linked';
  const last = roll.last(box);
  // What an earlier board of that name said is nothing this one did.
  if (last === undefined || last.at < pairedAt) return 'never';
  return last.linked && at - last.at < SILENT_MS ? 'linked' : 'away';
}
