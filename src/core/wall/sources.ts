/** A source of posts as configured. `key` tells sources apart, for good: it is made of what they ask. */
export type WallSource = { key: string; everyMs: number } & (
  | { kind: 'mastodon'; server: string; ask: { hashtag: string } | { account: string }; token: string | null }
  | { kind: 'bluesky'; ask: { account: string } | { search: string }; login: BlueskyLogin | null }
  | { kind: 'feed'; url: string }
  /** Paid for by the organiser: `costPerPost` is in dollars, theirs to say since prices change. */
  | { kind: 'x'; query: string; bearer: string; costPerPost: number }
);

/** An account and one of its app passwords: search is not public. */
export interface BlueskyLogin {
  handle: string;
  appPassword: string;
}

/** The wall as configured, at the hub or on a box that works alone. */
export interface WallConfig {
  sources: readonly WallSource[];
}
