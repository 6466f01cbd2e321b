import type { Wall } from '../../src/app/wall/wall.ts';
import { WALL_RULES, type WallOrder } from '../../src/core/wall/rules.ts';
import type { WallDocument } from '../../src/core/wall/view.ts';

export interface FakeWall extends Wall {
  ordered: [order: WallOrder, who: string][];
  reloads: number;
  /** The wall shows this from now on. */
  show(etag: string, value: WallDocument): void;
}

/** A wall that does nothing by itself. */
export function createFakeWall(): FakeWall {
  const listeners = new Set<() => void>();
  let document: { etag: string; value: WallDocument } = { etag: 'w0', value: { posts: [], updatedAt: null } };
  const wall: FakeWall = {
    ordered: [],
    reloads: 0,
    start: async () => {},
    stop: async () => {},
    document: () => document,
    desk: () => ({
      ...{ sources: [], rules: WALL_RULES, waiting: [], shown: [], off: [], rulings: [] },
      clearedAt: document.value.updatedAt,
    }),
    async order(order, who) {
      wall.ordered.push([order, who]);
      return { done: true, text: 'Done.' };
    },
    picture: async (digest, onlyShown) =>
      digest === 'shown' || (digest === 'hidden' && !onlyShown) ? Uint8Array.of(2) : null,
    async reload() {
      wall.reloads += 1;
    },
    onChange(call) {
      listeners.add(call);
      return () => void listeners.delete(call);
    },
    show(etag, value) {
      document = { etag, value };
      for (const call of listeners) call();
    },
  };
  return wall;
}
