import type { Attribution, HubVotes } from '../../app/hub/ports.ts';
import type { Clock } from '../../app/ports.ts';
import type { AuditEntry, Change, Scope } from '../../core/hub/records.ts';
import { type Boot, improves } from '../../core/vote.ts';
import { addDelta, inOrder, sorted, type TallyDelta } from './group.ts';
import { countChange, note } from './ledger.ts';
import { type KeptVote, timeOf, votePages } from './paging.ts';
import type { Database, Query } from './sql.ts';
import { addToTally, insertBoots } from './tallying.ts';
import { appendProgramme, keep, undo } from './versions.ts';

interface Deps {
  database: Database;
  event: string;
  clock: Pick<Clock, 'soon'>;
}

/** What a change says of one vote before and after. */
interface Views {
  before: Attribution;
  after: Attribution;
}

type Ruling = Exclude<Change, { kind: 'boots' }>;

/** Writes what moves attribution, and moves the tally with it in the same transaction. */
export function createChanging(deps: Deps): HubVotes['change'] {
  return (change, before, after, scope, by) =>
    change.kind === 'boots'
      ? improve(deps, change, { before, after }, by)
      : rule(deps, change, { before, after }, scope, by);
}

/** Nobody appends meanwhile: every vote is either moved here or counted by what this has left. */
function rule(
  deps: Deps,
  change: Ruling,
  views: Views,
  scope: Scope,
  by: AuditEntry | undefined,
): Promise<boolean> {
  const { database, event } = deps;
  return database.write(async (query) => {
    await database.holdBasis(query, 'alone');
    if ((await basisOf(query, event, database.forUpdate)) !== views.before.basis) return false;
    await query.run('UPDATE counters SET basis = $2 WHERE event = $1', [event, views.after.basis]);
    await writeRuling(query, event, change);
    if (by !== undefined) await note(query, event, by);
    await moveTally(query, deps, scope, (vote) => {
      if (scope.span !== undefined && !isIn(scope.span, timeOf(vote))) return null;
      return [views.before.of(vote, vote.boot), views.after.of(vote, vote.boot)];
    });
    return true;
  });
}

async function writeRuling(query: Query, event: string, change: Ruling): Promise<void> {
  switch (change.kind) {
    case 'rule': {
      const { openAfterMs, closeAfterMs } = change.rule;
      const json = JSON.stringify({ openAfterMs, closeAfterMs });
      await query.run('UPDATE counters SET rule = $2 WHERE event = $1', [event, json]);
      return;
    }
    case 'programme':
      return appendProgramme(query, event, change);
    case 'order':
      await keep(query, event, 'adjustments', { ...change, what: change.order });
      return;
    case 'undo-order':
      await undo(query, event, 'adjustments', change);
      return;
    case 'correction':
      await keep(query, event, 'corrections', { ...change, what: change.correction });
      return;
    case 'undo-correction':
      await undo(query, event, 'corrections', change);
      return;
    case 'take-since': {
      const sinceAt = change.sinceAt === null ? null : Math.round(change.sinceAt);
      await query.run('UPDATE boxes SET taken_since_at = $3 WHERE event = $1 AND box = $2', [
        event,
        change.box,
        sinceAt,
      ]);
    }
  }
}

/**
 * The rows of the boots are held before their votes are looked at: a vote that is appended by what was known of its boot
 * before is either committed, and seen here, or waits and is refused.
 */
function improve(
  deps: Deps,
  { box, boots }: Extract<Change, { kind: 'boots' }>,
  views: Views,
  by: AuditEntry | undefined,
): Promise<boolean> {
  const { database, event } = deps;
  return database.write(async (query) => {
    await database.holdBasis(query, 'shared');
    if ((await basisOf(query, event, '')) !== views.before.basis) return false;
    if (betterOf(await bootsOf(query, event, box, ''), boots).size === 0) return true;
    const ids = boots.map(({ bootId }) => bootId).sort((a, b) => inOrder([a], [b]));
    const unset = { box, wallOffsetMs: 0, quality: 'unset' as const };
    const isNew = new Set(
      await insertBoots(
        query,
        event,
        ids.map((bootId) => ({ bootId, ...unset })),
      ),
    );
    const stored = await bootsOf(query, event, box, database.forUpdate);
    const known = new Map([...stored].filter(([bootId]) => !isNew.has(bootId)));
    const better = betterOf(known, boots);
    for (const { bootId, wallOffsetMs, quality } of better.values()) {
      await query.run(
        'UPDATE boots SET wall_offset_ms = $4, quality = $5 WHERE event = $1 AND box = $2 AND boot_id = $3',
        [event, box, bootId, wallOffsetMs, quality],
      );
    }
    if (better.size === 0) return true;
    await moveTally(query, deps, { box, bootIds: [...better.keys()] }, (vote) => {
      const boot = better.get(vote.bootId);
      if (boot === undefined) return null;
      return [views.before.of(vote, known.get(vote.bootId)), views.after.of(vote, boot)];
    });
    // Last, since it is one row for all boxes: nobody waits for the votes of another one.
    await countChange(query, event);
    if (by !== undefined) await note(query, event, by);
    return true;
  });
}

async function moveTally(
  query: Query,
  { event, clock }: Deps,
  { box, bootIds }: Pick<Scope, 'box' | 'bootIds'>,
  keysOf: (vote: KeptVote) => [from: Key, to: Key] | null,
): Promise<void> {
  for await (const page of votePages({ event, box, bootIds, clock, read: (work) => work(query) })) {
    const moved = new Map<string, TallyDelta>();
    for (const vote of page) {
      const keys = keysOf(vote);
      if (keys === null) continue;
      const [from, to] = keys;
      const { epoch, value } = vote;
      const [plus, minus] = value === 1 ? [1, 0] : [0, 1];
      addDelta(moved, { box: vote.box, epoch, ...from, plus: -plus, minus: -minus });
      addDelta(moved, { box: vote.box, epoch, ...to, plus, minus });
    }
    await addToTally(query, event, sorted(moved));
  }
}

type Key = Pick<TallyDelta, 'kind' | 'sessionId'>;

/** Of the same boot twice the better one. */
function betterOf(known: ReadonlyMap<string, Boot>, found: readonly Boot[]): Map<string, Boot> {
  const better = new Map<string, Boot>();
  for (const boot of found) {
    if (improves(better.get(boot.bootId) ?? known.get(boot.bootId), boot)) better.set(boot.bootId, boot);
  }
  return better;
}

async function bootsOf(query: Query, event: string, box: string, lock: string): Promise<Map<string, Boot>> {
  const rows = await query.all<Boot>(
    `SELECT boot_id AS "bootId", wall_offset_ms AS "wallOffsetMs", quality FROM boots
     WHERE event = $1 AND box = $2 ORDER BY boot_id${lock}`,
    [event, box],
  );
  return new Map(rows.map((boot) => [boot.bootId, boot]));
}

export async function basisOf(query: Query, event: string, lock: string): Promise<number> {
  const [row] = await query.all<{ basis: number }>(`SELECT basis FROM counters WHERE event = $1${lock}`, [
    event,
  ]);
  return row?.basis ?? 0;
}

function isIn({ fromAt, toAt }: { fromAt: number; toAt: number }, at: number | null): boolean {
  return at !== null && fromAt <= at && at < toAt;
}
