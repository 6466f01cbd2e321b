import { delayEndsAt, judge } from './judge.ts';
import { ledgerOf } from './ledger.ts';
import { countsFromAt, newestFirst } from './newest.ts';
import type { KeptPost } from './post.ts';
import type { KeptRuling, Standing, WallRules } from './rules.ts';
import { twinsOf } from './twins.ts';
import { WALL_POSTS_MAX } from './view.ts';

/** The wall as it is now. */
export interface Arrangement {
  /** Newest first, at most `WALL_POSTS_MAX`. */
  shown: readonly KeptPost[];
  /** Of every post, by id; those that are only too old for the wall are `shown`, nothing forbids them. */
  standings: ReadonlyMap<string, Standing>;
}

const HOUR_MS = 3_600_000;
/** By an organiser: what such a post says is not wanted from elsewhere either. */
const HIDDEN: readonly string[] = ['hidden-post', 'hidden-author', 'hidden-server'];

/**
 * Judges all posts, then shows the same text on two networks once and of one author no more than the rules allow within
 * any hour: older ones stay.
 * @param nowAt epoch milliseconds
 */
export function arrange(
  posts: readonly KeptPost[],
  rulings: readonly KeptRuling[],
  rules: WallRules,
  nowAt: number,
): Arrangement {
  const ledger = ledgerOf(rulings);
  const standings = new Map(posts.map((post) => [post.id, judge(post, ledger, rules, nowAt)]));
  const isShown = ({ id }: KeptPost) => standings.get(id)?.is === 'shown';
  const isHidden = ({ id }: KeptPost) => {
    const standing = standings.get(id);
    return standing?.is === 'off' && HIDDEN.includes(standing.why);
  };
  const isApproved = ({ id, digest }: KeptPost) => ledger.posts.get(id)?.approved === digest;
  for (const { id } of twinsOf(posts.filter(isShown), posts.filter(isHidden), isApproved)) {
    standings.set(id, { is: 'off', why: 'same-text' });
  }
  for (const { id } of tooMany(posts.filter(isShown), rules.perAuthorHour)) {
    standings.set(id, { is: 'off', why: 'too-many' });
  }
  const shown = posts.filter(isShown).sort(newestFirst).slice(0, WALL_POSTS_MAX);
  return { shown, standings };
}

/** When the wall next changes by itself because a delay ends, epoch milliseconds; null for never. */
export function nextChangeAt(
  posts: readonly KeptPost[],
  rulings: readonly KeptRuling[],
  rules: WallRules,
  nowAt: number,
): number | null {
  if (rules.mode !== 'delay') return null;
  const ledger = ledgerOf(rulings);
  const ends = posts
    .filter((post) => delayEndsAt(post, rules) > nowAt)
    .filter((post) => {
      const standing = judge(post, ledger, rules, nowAt);
      return standing.is === 'waiting' && standing.why !== 'word';
    })
    .map((post) => delayEndsAt(post, rules));
  return ends.length === 0 ? null : ends.reduce((first, at) => Math.min(first, at));
}

function tooMany(posts: readonly KeptPost[], most: number): KeptPost[] {
  const kept = new Map<string, number[]>();
  return [...posts]
    .sort((a, b) => newestFirst(b, a))
    .filter((post) => {
      const at = countsFromAt(post);
      const own = kept.get(post.author.id) ?? [];
      const within = own.filter((earlier) => earlier > at - HOUR_MS);
      kept.set(post.author.id, within.length < most ? [...within, at] : within);
      return within.length >= most;
    });
}
