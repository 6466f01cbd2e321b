import type { Network } from './post.ts';
import type { KeptRuling, Standing, WallRules } from './rules.ts';

/** A post as screens show it: what moderation let through, and nothing that leads to the internet. */
export interface WallPost {
  id: string;
  network: Network;
  author: { name: string; handle: string };
  text: string;
  /** Epoch milliseconds. */
  at: number;
  language: string | null;
  /** `<digest>.webp` below the address of the wall's pictures. */
  pictures: readonly { digest: string; width: number; height: number; alt: string }[];
}

/** The wall as a box GETs it, newest first, at most `WALL_POSTS_MAX`. */
export interface WallDocument {
  posts: readonly WallPost[];
  /** When a source last answered, epoch milliseconds; null for never. */
  updatedAt: number | null;
}

export const WALL_POSTS_MAX = 60;

/** How a source fares. `empty`: it answers, and has nothing. */
export type SourceState = 'waiting' | 'ok' | 'empty' | 'needs-login' | 'refused' | 'limited' | 'unreachable';

/** A source as organisers see it. Instants are epoch milliseconds. */
export interface SourceView {
  key: string;
  /** `#breizhcamp on mastodon.social`. */
  label: string;
  network: Network;
  state: SourceState;
  /** What is wrong and what to do, for people; null while nothing is. */
  why: string | null;
  /** When it was asked last, and will be next. */
  askedAt: number | null;
  nextAt: number | null;
  /** Posts that are known from it. */
  posts: number;
  /** What its last question has cost, as the network's price list says it; null where nothing is paid for. */
  cost: string | null;
}

/** A post on the desk of an organiser. */
export interface DeskPost extends WallPost {
  authorId: string;
  server: string;
  url: string | null;
  digest: string;
  source: string;
  seenAt: number;
  editedAt: number | null;
  standing: Standing;
}

/**
 * What the dashboard shows of the wall; each list newest first, at most 200: of those that wait the ones seen first,
 * and besides every older ruling that still decides about posts to come.
 */
export interface WallDeskView {
  sources: readonly SourceView[];
  rules: WallRules;
  waiting: readonly DeskPost[];
  shown: readonly DeskPost[];
  off: readonly DeskPost[];
  /** `text` says it for people, in English as the audit log does. */
  rulings: readonly (KeptRuling & { text: string })[];
  /** Since when every wall is empty; null while none is. */
  clearedAt: number | null;
}
