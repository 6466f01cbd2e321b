import type { KeptPost, Picture, Post, PostMedia } from '../../core/wall/post.ts';
import type { KeptRuling, Ruling, WallRules } from '../../core/wall/rules.ts';
import type { WallSource } from '../../core/wall/sources.ts';
import type { SourceState, SourceView } from '../../core/wall/view.ts';

/** What a network answered to one question. */
export type Answer =
  | {
      kind: 'posts';
      posts: readonly Post[];
      /** Of the posts that were asked about one by one: those that the network no longer has, by id. */
      gone: readonly string[];
      /** Earlier than this it should not be asked again, milliseconds; null leaves it to the poller. */
      waitMs: number | null;
      /** What it cost, for people; null for nothing. */
      cost: string | null;
    }
  /** Not this time: `waitMs` as Retry-After or the rate limit said. */
  | {
      kind: 'failed';
      state: Exclude<SourceState, 'ok' | 'empty' | 'waiting'>;
      why: string;
      waitMs: number | null;
    };

/** A client of one network. Never rejects: what goes wrong is an `Answer` with a sentence. */
export interface Network {
  /**
   * The newest posts of a source, and how those known before fare: `known` is what the wall has of it and may show, so
   * that deletes and edits are followed even where they are beyond the newest page; where not all can be, the first ones.
   * @param newest of all that is kept of it, whatever became of that; null for nothing
   */
  ask(source: WallSource, known: readonly KeptPost[], newest: KeptPost | null): Promise<Answer>;
}

/** Fetches, decodes and encodes a picture again. Null, with the reason in the log, when it may not or cannot be used. */
export interface PictureMaker {
  make(media: PostMedia): Promise<{ picture: Picture; bytes: Uint8Array } | null>;
}

/** Who changed what, for the audit log. */
export interface WallEntry {
  at: number;
  who: string;
  what: string;
}

/**
 * What a wall keeps. A hub keeps it in its database, SQLite or PostgreSQL, for its event; a box that works alone in its
 * data directory. One contract suite holds all of them. Every promise may reject with a sentence; a write that resolved
 * is durable.
 */
export interface WallStore {
  /** At most `KEPT_POSTS_MAX`, newest first by `at`. */
  posts(): Promise<KeptPost[]>;
  /** Adds and replaces by id, then drops the oldest beyond `KEPT_POSTS_MAX`. */
  savePosts(posts: readonly KeptPost[]): Promise<void>;
  /** Ascending by number. */
  rulings(): Promise<KeptRuling[]>;
  addRuling(ruling: Ruling, by: WallEntry): Promise<KeptRuling>;
  /** False when there is none to undo. */
  undoRuling(number: number, by: WallEntry): Promise<boolean>;
  /** Null before anybody has set any. */
  rules(): Promise<WallRules | null>;
  saveRules(rules: WallRules, by: WallEntry): Promise<void>;
  /** Drops the oldest pictures beyond `PICTURES_MAX_BYTES`, those of shown posts last: `keep` are their digests. */
  savePicture(picture: Picture, bytes: Uint8Array, keep: readonly string[]): Promise<void>;
  /** Null when it is not kept. */
  picture(digest: string): Promise<Uint8Array | null>;
  /**
   * Whether `holder` may poll for the next `forMs`: of several hub processes one does, since the venue has one address.
   * Renewed by asking again.
   */
  lease(holder: string, forMs: number): Promise<boolean>;
  /** Where several processes share the store: how the one that polls finds its sources, for the others. */
  readonly sources?: {
    load(): Promise<SharedSources | null>;
    save(sources: SharedSources): Promise<void>;
  };
}

/** What the process that polls knows. */
export interface SharedSources {
  views: readonly SourceView[];
  /** When a source last answered, epoch milliseconds. */
  answeredAt: number | null;
}

export const KEPT_POSTS_MAX = 2_000;
export const PICTURES_MAX_BYTES = 67_108_864;
