import { type Boot, improves } from '../../core/vote.ts';

/** A box that starts ten times a day has as many after five years. */
const BOOTS_MAX = 20_000;
export const TOO_MANY_BOOTS = `more than ${BOOTS_MAX} boots of one box`;

/** What a link knows of the boots of its box: what it was told, and what the store has. */
export interface HeardBoots {
  readonly known: ReadonlyMap<string, Boot>;
  /** Whether so many more are too many for one box. */
  isFull(more: number): boolean;
  /** A boot that nothing was told of has an unknown time. */
  meet(bootId: string): void;
  /** The store has them, or will when what is under way is stored. */
  areStored(boots: readonly Boot[]): void;
  /** The store has them as they are here. */
  learn(stored: readonly Boot[]): void;
  /** Those of which this tells more than is known; taken over by `take`. */
  better(found: readonly Boot[]): readonly Boot[];
  take(better: readonly Boot[]): void;
  isStored(boot: Boot): boolean;
  /** What this link has heard better than the store says. */
  ahead(stored: readonly Boot[]): readonly Boot[];
}

export function createHeardBoots(): HeardBoots {
  const known = new Map<string, Boot>();
  const stored = new Set<string>();
  const take = (boots: readonly Boot[]) => {
    for (const boot of boots) known.set(boot.bootId, boot);
  };
  const areStored = (boots: readonly Boot[]) => {
    for (const { bootId } of boots) stored.add(bootId);
  };
  return {
    known,
    isFull: (more) => known.size + more > BOOTS_MAX,
    meet(bootId) {
      if (!known.has(bootId)) known.set(bootId, { bootId, wallOffsetMs: 0, quality: 'unset' });
    },
    areStored,
    learn(boots) {
      take(boots);
      areStored(boots);
    },
    better: (found) => found.filter((boot) => improves(known.get(boot.bootId), boot)),
    take,
    isStored: ({ bootId }) => stored.has(bootId),
    ahead: (boots) =>
      boots.flatMap((boot) => {
        const heard = known.get(boot.bootId);
        return heard !== undefined && improves(boot, heard) ? [heard] : [];
      }),
  };
}
