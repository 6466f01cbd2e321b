import { adviceOf } from '../../core/hub/advice.ts';
import type { BoxRecord } from '../../core/hub/records.ts';
import type { BoxView, LinkState } from '../../core/hub/view.ts';
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
const UNHEARD = {
  queued: 0,
  clock: null,
  disk: null,
  temperature: null,
  mode: null,
  version: null,
  noise: ZERO,
  repeats: ZERO,
  failed: 0,
  lastVoteAt: null,
};

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
  const last = deps.roll.last(box);
  const said = last?.health ?? UNHEARD;
  const link = linkOf(record, deps);
  const seenAt = last?.at ?? (link === 'linked' ? deps.at : null);
  const room = deps.roomOf(box);
  const advice = adviceOf({
    at: deps.at,
    link,
    seenAt,
    pairedAt,
    health: last?.health ?? null,
    queuedBefore: last?.queuedBefore ?? 0,
    room,
    isRoomKnown: room === null || deps.rooms.size === 0 || deps.rooms.has(room),
    forks: logs.filter(({ forkedAt, leftOut }) => forkedAt !== null && !leftOut).length,
  });
  // Written out, since spreading so many fields for thousands of boxes takes long.
  return {
    box,
    name: settings.name === '' ? box : settings.name,
    settings,
    room,
    link,
    seenAt,
    lastVoteAt: later(said.lastVoteAt, deps.standings.lastVoteAt(box)),
    stored: deps.standings.counts.storedOf(box),
    queued: said.queued,
    clock: said.clock,
    disk: said.disk,
    temperature: said.temperature,
    mode: said.mode,
    version: said.version,
    noise: said.noise,
    repeats: said.repeats,
    failed: said.failed,
    advice,
    logs,
    pairedAt,
    takenSinceAt,
  };
}

function later(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function linkOf({ box, revokedAt, pairedAt }: BoxRecord, { roll, linked, at }: Deps): LinkState {
  if (revokedAt !== null) return 'revoked';
  if (linked.has(box)) return 'linked';
  const last = roll.last(box);
  // What an earlier board of that name said is nothing this one did.
  if (last === undefined || last.at < pairedAt) return 'never';
  return last.linked && at - last.at < SILENT_MS ? 'linked' : 'away';
}
