import { isDeepStrictEqual } from 'node:util';
import { type Adjustment, adjust } from '../../core/adjustments.ts';
import { type Counting, createAttribution } from '../../core/hub/attribution.ts';
import type { KeptCorrection } from '../../core/hub/orders.ts';
import type { AuditEntry, Change, Scope } from '../../core/hub/records.ts';
import { type Moved, movedBetween } from '../../core/hub/scope.ts';
import type { Programme } from '../../core/programme.ts';
import type { WindowRule } from '../../core/window.ts';
import { createOneByOne } from '../onebyone.ts';
import type { Cancel } from '../ports.ts';
import type { Basis, HubStore } from './ports.ts';

/** What was read of the store the last time. */
export interface Known {
  /** Of `imported`; 0 without one. */
  version: number;
  /** As imported. */
  imported: Programme | null;
  /** As kept; null before any hub of this event has said it. */
  rule: WindowRule | null;
  adjustments: readonly Adjustment[];
  corrections: readonly KeptCorrection[];
  takenSince: ReadonlyMap<string, number>;
}

/** Votes that may count otherwise from now on; those of one box for a boot whose time is known better. */
export type Movement = { kind: 'grounds'; moved: Moved } | { kind: 'boots'; box: string };

/** The basis of a hub process. Empty until the first `reload`. */
export interface HubBasis extends Basis {
  attribution(): Counting;
  known(): Known;
  onChange(listener: (movement: Movement) => void): Cancel;
}

interface Deps {
  store: Pick<HubStore, 'rulings' | 'fleet' | 'pulse'> & { votes: Pick<HubStore['votes'], 'change'> };
  /** Where none is kept. */
  rule: WindowRule;
}

const TRIES_MAX = 50; // others cannot always be quicker
const EMPTY: Known = {
  version: 0,
  imported: null,
  rule: null,
  adjustments: [],
  corrections: [],
  takenSince: new Map(),
};

export function createBasis({ store, rule }: Deps): HubBasis {
  const listeners = new Set<(movement: Movement) => void>();
  const readings = createOneByOne();
  const changes = createOneByOne();
  let known = EMPTY;
  let counting = attributionOf(EMPTY, -1, rule);

  function tell(movement: Movement): void {
    for (const listener of listeners) listener(movement);
  }

  async function read(): Promise<void> {
    // First the number, so that it is never newer than what it stands for.
    const { basis } = await store.pulse();
    if (basis === counting.basis) return;
    const [[newest], kept, adjustments, corrections, boxes] = await Promise.all([
      store.rulings.programmes.versions(1),
      store.rulings.rule(),
      store.rulings.programmes.adjustments(),
      store.rulings.corrections(),
      store.fleet.boxes(),
    ]);
    const version = newest?.version ?? 0;
    const isSame = version === known.version;
    const imported = isSame ? known.imported : await store.rulings.programmes.version(version);
    const since = boxes.flatMap(({ box, takenSinceAt }) =>
      takenSinceAt === null ? [] : [[box, takenSinceAt] as const],
    );
    const next = { version, imported, rule: kept, adjustments, corrections, takenSince: new Map(since) };
    const before = counting;
    const keeps = isSame && isDeepStrictEqual(next, known) && before.basis >= 0;
    counting = keeps
      ? { ...before, basis, grounds: { ...before.grounds, basis } }
      : attributionOf(next, basis, rule);
    known = next;
    if (!keeps) tell({ kind: 'grounds', moved: movedBetween(before, counting) });
  }

  async function write(change: Change, by: AuditEntry | undefined): Promise<void> {
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      const before = counting;
      const after = afterOf(change, known, before, rule);
      if (await store.votes.change(change, before, after, scopeOf(change, before, after), by)) return;
      await readings(read);
    }
    throw new Error('Others change the same at the same time: try again.');
  }

  return {
    attribution: () => counting,
    known: () => known,
    reload: () => readings(read),
    async change(change, by) {
      // Boots have nothing to do with each other; of the rest each is worked out from what the one before has left.
      if (change.kind === 'boots') {
        await write(change, by);
        return tell({ kind: 'boots', box: change.box });
      }
      await changes(async () => {
        await write(change, by);
        // It is done, whether it can be read at once or only later: nobody is to give it twice.
        await readings(read).catch(() => {});
      });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The votes that a change may move. */
export function scopeOf(change: Change, before: Counting, after: Counting): Scope {
  if (change.kind !== 'boots') return movedBetween(before, after);
  return { box: change.box, bootIds: change.boots.map(({ bootId }) => bootId) };
}

function attributionOf(known: Known, basis: number, rule: WindowRule): Counting {
  const { imported, adjustments, corrections, takenSince } = known;
  const programme = imported === null ? null : adjust(imported, adjustments);
  return createAttribution({ basis, programme, rule: known.rule ?? rule, corrections, takenSince });
}

function afterOf(change: Change, known: Known, before: Counting, rule: WindowRule): Counting {
  if (change.kind === 'boots') return before;
  return attributionOf(foreseen(change, known), before.basis + 1, rule);
}

/** What the store will hold; the numbers it gives do not matter to what votes count for. */
function foreseen(change: Exclude<Change, { kind: 'boots' }>, known: Known): Known {
  const { adjustments, corrections, takenSince } = known;
  switch (change.kind) {
    case 'rule':
      return { ...known, rule: change.rule };
    case 'programme':
      return { ...known, imported: change.programme };
    case 'order': {
      const { at, who, order } = change;
      return { ...known, adjustments: [...adjustments, { number: 0, at, who, order, undone: null }] };
    }
    case 'undo-order':
      return { ...known, adjustments: undone(adjustments, change) };
    case 'correction': {
      const { at, who, correction } = change;
      return { ...known, corrections: [...corrections, { number: 0, at, who, correction, undone: null }] };
    }
    case 'undo-correction':
      return { ...known, corrections: undone(corrections, change) };
    case 'take-since': {
      const since = new Map(takenSince);
      if (change.sinceAt === null) since.delete(change.box);
      else since.set(change.box, change.sinceAt);
      return { ...known, takenSince: since };
    }
  }
}

function undone<T extends { number: number; undone: { at: number; who: string } | null }>(
  kept: readonly T[],
  { number, at, who }: { number: number; at: number; who: string },
): T[] {
  return kept.map((one) => (one.number === number ? { ...one, undone: one.undone ?? { at, who } } : one));
}
