import type { KeptRuling } from './rules.ts';

/** What the rulings that are not undone say, made ready to judge many posts. Instants are epoch milliseconds. */
export interface WallLedger {
  /** The newest about a post, by its id. */
  posts: ReadonlyMap<string, PostRuling>;
  /** The newest about an author, by id. */
  authors: ReadonlyMap<string, 'hidden' | 'trusted'>;
  /** Hosts, in lower case. */
  hiddenServers: ReadonlySet<string>;
  /** Since when every wall is empty; null while none is. */
  clearedAt: number | null;
  /** The newest clear, undone or not; what was known by then stays off. */
  clear: { number: number; at: number } | null;
}

export interface PostRuling {
  number: number;
  /** Of the form that was approved; null for a post that is hidden. */
  approved: string | null;
}

/** @param rulings in any order; of those about one thing the one with the greatest number holds */
export function ledgerOf(rulings: readonly KeptRuling[]): WallLedger {
  const posts = new Map<string, PostRuling>();
  const authors = new Map<string, 'hidden' | 'trusted'>();
  const hiddenServers = new Set<string>();
  const ordered = [...rulings].sort((a, b) => a.number - b.number);
  for (const { number, ruling, undone } of ordered) {
    if (undone !== null) continue;
    if (ruling.kind === 'approve') posts.set(ruling.post, { number, approved: ruling.digest });
    if (ruling.kind === 'hide-post') posts.set(ruling.post, { number, approved: null });
    if (ruling.kind === 'hide-author') authors.set(ruling.author, 'hidden');
    if (ruling.kind === 'trust-author') authors.set(ruling.author, 'trusted');
    if (ruling.kind === 'hide-server') hiddenServers.add(ruling.server.toLowerCase());
  }
  const clears = ordered.filter(({ ruling }) => ruling.kind === 'clear');
  const last = clears.at(-1);
  return {
    posts,
    authors,
    hiddenServers,
    clearedAt: clears.find(({ undone }) => undone === null)?.at ?? null,
    clear: last === undefined ? null : { number: last.number, at: last.at },
  };
}
