import { etagOf } from '../../core/hub/etag.ts';
import type { Outcome } from '../../core/organising.ts';
import { toDesk, toDocument, type WallState } from '../../core/wall/desk.ts';
import type { KeptPost } from '../../core/wall/post.ts';
import { refuseOrder } from '../../core/wall/refuse.ts';
import { type KeptRuling, WALL_RULES, type WallOrder, type WallRules } from '../../core/wall/rules.ts';
import { nextChangeAt } from '../../core/wall/select.ts';
import type { WallDeskView, WallDocument } from '../../core/wall/view.ts';
import { orderWords } from '../../core/wall/words.ts';
import { createOneByOne } from '../onebyone.ts';
import type { Cancel, Clock } from '../ports.ts';
import { KEPT_POSTS_MAX, type WallStore } from './ports.ts';

/** What stands on the wall, and what was ruled about it: in memory, as the store has it. */
export interface Board {
  /** Reads everything again. Rejects when the store does not answer, and leaves what is known then. */
  load(): Promise<void>;
  stop(): void;
  /** Everything that is kept, by id. */
  posts(): ReadonlyMap<string, KeptPost>;
  /** Keeps posts, then shows them. What `change` gives is made of what is kept when its turn comes. */
  change(change: (posts: ReadonlyMap<string, KeptPost>) => readonly KeptPost[]): Promise<void>;
  /** A source has answered. */
  answered(at: number): void;
  answeredAt(): number | null;
  document(): { etag: string; value: WallDocument };
  desk(): Omit<WallDeskView, 'sources'>;
  order(order: WallOrder, who: string): Promise<Outcome>;
}

interface Deps {
  clock: Pick<Clock, 'wallAt' | 'after'>;
  store: WallStore;
  /** The keys of the sources that are configured: nobody follows the posts of others any more, and none is shown. */
  sources: ReadonlySet<string>;
  /** Document or desk are others now. */
  onChange: () => void;
}

const LOOK_MS = 60_000; // somebody may set the clock while a delay runs
const STAMP_MS = 120_000; // boxes need not GET the wall again because nothing new was found a minute later

export function createBoard({ clock, store, sources, onChange }: Deps): Board {
  const inTurn = createOneByOne();
  let posts = new Map<string, KeptPost>();
  let rulings: readonly KeptRuling[] = [];
  let rules: WallRules = WALL_RULES;
  let answeredAt: number | null = null;
  let made: {
    document: { etag: string; value: WallDocument } | null;
    desk: Omit<WallDeskView, 'sources'> | null;
  };
  made = { document: null, desk: null };
  let cancel: Cancel = () => {};

  const state = (): WallState => ({
    posts: [...posts.values()].filter(({ source }) => sources.has(source)),
    ...{ rulings, rules, nowAt: clock.wallAt() },
  });

  function changed(): void {
    made = { document: null, desk: null };
    arm();
    onChange();
  }

  /** For what changes because time passes. */
  function arm(): void {
    cancel();
    cancel = () => {};
    const { posts: followed, nowAt } = state();
    const at = nextChangeAt(followed, rulings, rules, nowAt);
    if (at === null) return;
    cancel = clock.after(Math.min(at - nowAt, LOOK_MS), () => (clock.wallAt() >= at ? changed() : arm()));
  }

  async function obey(order: WallOrder, who: string, what: string): Promise<KeptRuling | null | false> {
    const by = { at: Math.round(clock.wallAt()), who, what };
    switch (order.kind) {
      case 'rule': {
        const kept = await store.addRuling(order.ruling, by);
        rulings = [...rulings, kept];
        return kept;
      }
      case 'undo': {
        if (!(await store.undoRuling(order.number, by))) return false;
        const undone = { at: by.at, who };
        rulings = rulings.map((kept) => (kept.number === order.number ? { ...kept, undone } : kept));
        return null;
      }
      case 'rules':
        await store.saveRules(order.rules, by);
        rules = order.rules;
        return null;
    }
  }

  return {
    load: () =>
      inTurn(async () => {
        const [keptPosts, keptRulings, keptRules] = await Promise.all([
          store.posts(),
          store.rulings(),
          store.rules(),
        ]);
        posts = newestOf(keptPosts);
        rulings = keptRulings;
        rules = keptRules ?? WALL_RULES;
        changed();
      }),
    stop: () => cancel(),
    posts: () => posts,
    change: (change) =>
      inTurn(async () => {
        const next = change(posts);
        if (next.length === 0) return;
        await store.savePosts(next);
        posts = newestOf([...new Map([...posts, ...next.map((post) => [post.id, post] as const)]).values()]);
        changed();
      }),
    answered(at) {
      if (answeredAt !== null && at - answeredAt < STAMP_MS && at >= answeredAt) return;
      answeredAt = at;
      changed();
    },
    answeredAt: () => answeredAt,
    document() {
      if (made.document === null) {
        const value = toDocument(state(), answeredAt);
        made.document = { value, etag: etagOf(value) };
      }
      return made.document;
    },
    desk() {
      made.desk ??= toDesk(state());
      return made.desk;
    },
    order: (order, who) =>
      inTurn(async () => {
        const why = refuseOrder(order, { posts: [...posts.values()], rulings });
        if (why !== null) return refused(why);
        const rulingOf = (number: number) => rulings.find((kept) => kept.number === number)?.ruling;
        const what = orderWords(order, (id) => posts.get(id), rulingOf);
        const kept = await obey(order, who, what);
        if (kept === false) return refused('somebody else has taken it back already');
        changed();
        return { done: true, text: `Done: ${what}.`, ...(kept === null ? {} : { data: kept }) };
      }),
  };
}

/** Those that the store keeps too. */
function newestOf(posts: readonly KeptPost[]): Map<string, KeptPost> {
  const kept =
    posts.length <= KEPT_POSTS_MAX
      ? posts
      : [...posts].sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)).slice(0, KEPT_POSTS_MAX);
  return new Map(kept.map((post) => [post.id, post]));
}

function refused(why: string): Outcome {
  return { done: false, text: `${why.slice(0, 1).toUpperCase()}${why.slice(1)}.` };
}
