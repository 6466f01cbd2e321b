import type { Counting } from '../../core/hub/attribution.ts';
import { type Counts, createCounts } from '../../core/hub/counts.ts';
import { createLedger, type Ledger } from '../../core/hub/ledger.ts';
import type { Head } from '../../core/hub/records.ts';
import { correctedAt, type StoredVote } from '../../core/vote.ts';
import type { Clock } from '../ports.ts';
import type { HubBasis, Movement } from './basis.ts';
import { createKnownBoots } from './boots.ts';
import type { Counted } from './desk.ts';
import type { HubVotes } from './ports.ts';
import { type Reread, rescan, wasRead } from './rescan.ts';

/** What is counted, in memory: read at every push, and moved by every vote. */
export interface Standings {
  readonly counts: Pick<Counts, 'of' | 'totals' | 'storedOf' | 'logOf'>;
  /** When the votes of a session were cast; undefined before the first one, or before `settle`. */
  ledger(sessionId: string): Ledger | undefined;
  heads(): readonly Head[];
  /** The last vote of a box that came in while somebody looked, in corrected time. */
  lastVoteAt(box: string): number | null;
  /** Rooms that votes have named since this process began. */
  rooms(): ReadonlySet<string>;
  counted(box: string, votes: readonly StoredVote[], tally: readonly Counted[]): void;
  /** The tally may have moved, or others may have stored votes. */
  doubt(): void;
  /** Reads the tally again if that is in doubt, and gives whether it was. Rejects when the store does not answer. */
  refresh(): Promise<boolean>;
  /** Makes the ledgers agree with the tally, and gives whether anything had to be read for it. */
  settle(): Promise<boolean>;
}

interface Deps {
  votes: Pick<HubVotes, 'tally' | 'heads' | 'scan' | 'boots'>;
  basis: Pick<HubBasis, 'attribution' | 'onChange'>;
  clock: Pick<Clock, 'soon'>;
  /** Whether somebody looks; else ledgers are left behind, and made anew when somebody does. */
  isWatched: () => boolean;
  /** Ledgers have taken votes after `counted` had returned. */
  onLate: () => void;
  /** Other processes may know boots better. */
  isShared: boolean;
}

const PENDING_MAX = 20_000; // votes whose boot is being looked up
const ROOMS_MAX = 1_000;
const NONE = { plus: 0, minus: 0 };

export function createStandings({ votes, basis, clock, isShared, ...tell }: Deps): Standings {
  const counts = createCounts();
  const ledgers = new Map<string, Ledger>();
  const lastVotes = new Map<string, number>();
  const rooms = new Set<string>();
  let heads: readonly Head[] = [];
  /** Boxes of which a log is left out: what one vote of theirs adds cannot be told from here. */
  let halfCounted: ReadonlySet<string> = new Set();
  let isDoubtful = true;
  let hasCounted = false;
  let moved = new Set<string>();
  /** What came while ledgers are made anew; null while they are not. */
  let meanwhile: { box: string; vote: StoredVote; at: number; sessionId: string }[] | null = null;
  /** What was read when they were made anew the last time: a vote may come to `enter` long after it was stored. */
  let read: Reread = { made: new Map(), newest: new Map() };
  const boots = createKnownBoots({
    votes,
    clock,
    most: PENDING_MAX,
    onReady(box, waiting) {
      for (const vote of waiting) enter(box, vote);
      tell.onLate();
    },
  });

  basis.onChange((movement) => {
    isDoubtful = true;
    if (movement.kind === 'boots') boots.forget(movement.box);
    for (const id of touchedBy(movement, ledgers, basis.attribution())) moved.add(id);
  });

  function enter(box: string, vote: StoredVote): void {
    const at = correctedAt(vote, boots.of(box, vote.bootId));
    if (at === null) return;
    lastVotes.set(box, Math.max(at, lastVotes.get(box) ?? at));
    const { room, source } = vote;
    const { kind, sessionId } = basis.attribution().keyAt({ box, room, source }, at);
    if (kind !== 'session' || halfCounted.has(box)) return;
    if (wasRead(read, box, vote, sessionId)) return;
    meanwhile?.push({ box, vote, at, sessionId });
    const ledger = ledgers.get(sessionId) ?? createLedger();
    ledgers.set(sessionId, ledger);
    ledger.add(box, vote.value, at);
  }

  function unsettled(): Set<string> {
    const { turns } = basis.attribution();
    const voted = [...turns.values()].flatMap(({ stretches }) => stretches.map(({ value }) => value));
    const ids = new Set([...voted, ...ledgers.keys()]);
    for (const id of ids) {
      const [kept, counted] = [ledgers.get(id)?.count() ?? NONE, counts.of(id)];
      const agrees = kept.plus === counted.plus && kept.minus === counted.minus;
      if (agrees && !moved.has(id)) ids.delete(id);
    }
    return ids;
  }

  async function remake(ids: ReadonlySet<string>): Promise<void> {
    const since: NonNullable<typeof meanwhile> = [];
    meanwhile = since;
    if (isShared) boots.clear();
    read = await rescan(ids, { votes, counting: basis.attribution() });
    for (const { box, vote, at, sessionId } of since) {
      if (!wasRead(read, box, vote, sessionId)) read.made.get(sessionId)?.add(box, vote.value, at);
    }
    for (const [id, ledger] of read.made) ledgers.set(id, ledger);
  }

  return {
    counts,
    ledger: (sessionId) => ledgers.get(sessionId),
    heads: () => heads,
    lastVoteAt: (box) => lastVotes.get(box) ?? null,
    rooms: () => rooms,
    counted(box, stored, tally) {
      hasCounted = true;
      if (halfCounted.has(box)) isDoubtful = true;
      else counts.add(box, tally);
      for (const { room } of stored) if (room !== null && rooms.size < ROOMS_MAX) rooms.add(room);
      if (!tell.isWatched()) return;
      if (!boots.knows(box, stored)) return boots.await(box, stored);
      for (const vote of stored) enter(box, vote);
    },
    doubt() {
      isDoubtful = true;
    },
    async refresh() {
      if (!isDoubtful) return false;
      [isDoubtful, hasCounted] = [false, false];
      try {
        const [rows, known] = await Promise.all([votes.tally(), votes.heads()]);
        heads = known;
        const leftOut = new Map<string, Set<string>>();
        for (const head of known.filter((one) => one.leftOut)) {
          leftOut.set(head.box, (leftOut.get(head.box) ?? new Set()).add(head.epoch));
        }
        halfCounted = new Set(leftOut.keys());
        counts.reset(rows, (box, epoch) => leftOut.get(box)?.has(epoch) ?? false);
        if (hasCounted) isDoubtful = true; // nobody knows whether those are among these rows
        return true;
      } catch (error) {
        isDoubtful = true;
        throw error;
      }
    },
    async settle() {
      const ids = unsettled();
      if (ids.size === 0) return false;
      const before = moved;
      moved = new Set();
      try {
        await remake(ids);
      } catch (error) {
        for (const id of before) moved.add(id);
        throw error;
      } finally {
        meanwhile = null;
      }
      return true;
    },
  };
}

const MINUTE_MS = 60_000;

/** The sessions whose votes may be others, or have been cast at other times. */
function touchedBy(
  movement: Movement,
  ledgers: ReadonlyMap<string, Ledger>,
  { turns }: Counting,
): Set<string> {
  if (movement.kind === 'boots') {
    return new Set([...ledgers].filter(([, ledger]) => ledger.has(movement.box)).map(([id]) => id));
  }
  const { fromAt, toAt } = movement.moved.span;
  const had = [...ledgers].filter(([, ledger]) =>
    ledger.minutes().some(({ at }) => at + MINUTE_MS > fromAt && at < toAt),
  );
  const has = [...turns.values()].flatMap(({ stretches }) =>
    stretches.filter((one) => one.fromAt < toAt && fromAt < one.toAt).map(({ value }) => value),
  );
  return new Set([...had.map(([id]) => id), ...has]);
}
