import {
  KEPT_POSTS_MAX,
  type SharedSources,
  type WallEntry,
  type WallStore,
} from '../../src/app/wall/ports.ts';
import type { KeptPost } from '../../src/core/wall/post.ts';
import type { KeptRuling, WallRules } from '../../src/core/wall/rules.ts';

export interface FakeWallStore extends WallStore {
  /** Everything noted, oldest first. */
  readonly log: WallEntry[];
  /** Pictures by digest. */
  readonly pictures: Map<string, Uint8Array>;
  /** Everything rejects with this sentence; null: nothing does. */
  broken: string | null;
  /** Who may poll; null: nobody does yet. */
  holder: string | null;
  /** How often posts were written. */
  saves: number;
}

/** What a wall keeps, in memory. Leases are never over by themselves: a test gives them to another one. */
export function createFakeWallStore(onChange: (by: WallEntry | null) => void = () => {}): FakeWallStore {
  const posts = new Map<string, KeptPost>();
  const rulings: KeptRuling[] = [];
  let rules: WallRules | null = null;
  let sources: SharedSources | null = null;

  function changed(by: WallEntry | null): void {
    if (by !== null) store.log.push(by);
    onChange(by);
  }

  /** As a database does it: later, and without sharing anything. */
  async function answer<T>(work: () => T): Promise<T> {
    if (store.broken !== null) throw new Error(store.broken);
    return structuredClone(work());
  }

  const store: FakeWallStore = {
    log: [],
    pictures: new Map(),
    broken: null,
    holder: null,
    saves: 0,
    posts: () => answer(() => [...posts.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))),
    savePosts: (saved) =>
      answer(() => {
        if (saved.length === 0) return;
        store.saves += 1;
        for (const post of structuredClone(saved)) posts.set(post.id, post);
        const kept = [...posts.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
        for (const { id } of kept.slice(KEPT_POSTS_MAX)) posts.delete(id);
        changed(null);
      }),
    rulings: () => answer(() => rulings),
    addRuling: (ruling, by) =>
      answer(() => {
        const kept = { number: rulings.length + 1, at: by.at, who: by.who, ruling, undone: null };
        rulings.push(kept);
        changed(by);
        return kept;
      }),
    undoRuling: (number, by) =>
      answer(() => {
        const index = rulings.findIndex((one) => one.number === number && one.undone === null);
        const found = rulings[index];
        if (found === undefined) return false;
        rulings[index] = { ...found, undone: { at: by.at, who: by.who } };
        changed(by);
        return true;
      }),
    rules: () => answer(() => rules),
    saveRules: (saved, by) =>
      answer(() => {
        rules = saved;
        changed(by);
      }),
    savePicture: ({ digest }, bytes) => answer(() => void store.pictures.set(digest, bytes)),
    picture: (digest) => answer(() => store.pictures.get(digest) ?? null),
    sources: {
      load: () => answer(() => sources),
      save: (saved) =>
        answer(() => {
          sources = structuredClone(saved);
        }),
    },
    lease: (holder) =>
      answer(() => {
        store.holder ??= holder;
        return store.holder === holder;
      }),
  };
  return store;
}
