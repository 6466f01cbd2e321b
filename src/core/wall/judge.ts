import type { WallLedger } from './ledger.ts';
import type { KeptPost } from './post.ts';
import type { Standing, WallRules } from './rules.ts';
import { wordListOf } from './wordlist.ts';

type Off = Extract<Standing, { is: 'off' }>['why'];

const SHOWN: Standing = { is: 'shown' };

/**
 * Where one post stands by itself; how many an author has, and whether its text is there twice, `arrange` says. A hide
 * beats everything, what is never shown beats an approval, and an approval of this form beats mode, words, and what
 * only is not wanted (bots, replies). What was known when the walls were cleared stays off unless it is approved after.
 * @param nowAt epoch milliseconds
 */
export function judge(post: KeptPost, ledger: WallLedger, rules: WallRules, nowAt: number): Standing {
  const ruling = ledger.posts.get(post.id);
  const approvedBy = ruling?.approved === post.digest ? ruling.number : null;
  const forbidden = hiddenBy(post, ledger) ?? neverShown(post) ?? clearedBy(post, ledger, approvedBy);
  if (forbidden !== null) return { is: 'off', why: forbidden };
  if (approvedBy !== null) return SHOWN;
  const unwanted = notWanted(post, rules);
  if (unwanted !== null) return { is: 'off', why: unwanted };
  return untilRuled(post, ledger, rules, nowAt);
}

/** When a post that waits for nothing but time comes on the wall by itself; epoch milliseconds. */
export function delayEndsAt({ seenAt }: KeptPost, { delayMs }: WallRules): number {
  return seenAt + delayMs;
}

function hiddenBy({ id, author }: KeptPost, ledger: WallLedger): Off | null {
  if (ledger.clearedAt !== null) return 'cleared';
  if (ledger.posts.get(id)?.approved === null) return 'hidden-post';
  if (ledger.authors.get(author.id) === 'hidden') return 'hidden-author';
  if (ledger.hiddenServers.has(author.server.toLowerCase())) return 'hidden-server';
  return null;
}

function neverShown(post: KeptPost): Off | null {
  if (post.goneAt !== null) return 'gone';
  if (!post.isPublic) return 'not-public';
  if (post.isSensitive) return 'sensitive';
  if (post.author.isLimited) return 'limited';
  if (post.isRepost) return 'repost';
  return null;
}

function clearedBy({ seenAt }: KeptPost, { clear }: WallLedger, approvedBy: number | null): Off | null {
  if (clear === null || seenAt > clear.at) return null;
  return approvedBy !== null && approvedBy > clear.number ? null : 'cleared';
}

function notWanted({ author, isReply }: KeptPost, { bots, replies }: WallRules): Off | null {
  if (author.isBot && !bots) return 'bot';
  return isReply && !replies ? 'reply' : null;
}

function untilRuled(post: KeptPost, ledger: WallLedger, rules: WallRules, nowAt: number): Standing {
  const { text, author, media } = post;
  const seen = [text, author.name, author.handle, ...media.map(({ alt }) => alt)];
  if (wordListOf(rules.words)(seen)) return { is: 'waiting', why: 'word' };
  const wasApproved = ledger.posts.has(post.id); // in another form, or it would not come here
  switch (rules.mode) {
    case 'approve':
      return { is: 'waiting', why: wasApproved ? 'edited' : 'approval' };
    case 'delay':
      if (nowAt >= delayEndsAt(post, rules)) return SHOWN;
      return { is: 'waiting', why: wasApproved || post.editedAt !== null ? 'edited' : 'delay' };
    case 'trusted':
      if (ledger.authors.get(author.id) === 'trusted') return SHOWN;
      return { is: 'waiting', why: wasApproved ? 'edited' : 'untrusted' };
  }
}
