import type { Post } from './post.ts';
import type { Ruling, WallOrder, WallRules } from './rules.ts';

/** What the walls know of a post, by id. */
export type PostOf = (id: string) => Pick<Post, 'author' | 'text'> | undefined;

const EXCERPT_MAX = 60;

/** A ruling for people, as the audit log says who did it: `approved “Great talk” of @anna@framapiaf.org`. */
export function rulingWords(ruling: Ruling, postOf: PostOf): string {
  switch (ruling.kind) {
    case 'approve':
      return `approved ${postWords(ruling.post, postOf)}`;
    case 'hide-post':
      return `hid ${postWords(ruling.post, postOf)}`;
    case 'hide-author':
      return `hid all posts of ${ruling.handle}`;
    case 'hide-server':
      return `hid all posts from ${ruling.server}`;
    case 'trust-author':
      return `trusts ${ruling.handle}`;
    case 'clear':
      return 'cleared every wall';
  }
}

/** What an order asks, for the audit log; `rulingOf` knows the rulings by number. */
export function orderWords(
  order: WallOrder,
  postOf: PostOf,
  rulingOf: (number: number) => Ruling | undefined,
): string {
  if (order.kind === 'rule') return rulingWords(order.ruling, postOf);
  if (order.kind === 'rules') return `set the rules of the wall: ${rulesWords(order.rules)}`;
  const ruling = rulingOf(order.number);
  return `took back: ${ruling === undefined ? `ruling ${order.number}` : rulingWords(ruling, postOf)}`;
}

function rulesWords({ mode, delayMs, perAuthorHour, bots, replies, words }: WallRules): string {
  const modes = {
    approve: 'posts wait for approval',
    delay: `posts wait ${Math.round(delayMs / 1_000)} s`,
    trusted: 'posts of trusted authors',
  };
  const also = [...(bots ? ['bots'] : []), ...(replies ? ['replies'] : [])];
  return [
    modes[mode],
    `at most ${perAuthorHour} of one author an hour`,
    also.length === 0 ? 'no bots and no replies' : `with ${also.join(' and ')}`,
    words.length === 1 ? '1 word to wait for' : `${words.length} words to wait for`,
  ].join(', ');
}

function postWords(id: string, postOf: PostOf): string {
  const post = postOf(id);
  if (post === undefined) return `the post ${id}`;
  const line = [...post.text.replace(/\s+/gu, ' ')];
  const excerpt =
    line.length <= EXCERPT_MAX
      ? line.join('')
      : `${line
          .slice(0, EXCERPT_MAX - 1)
          .join('')
          .trimEnd()}…`;
  return excerpt === '' ? `a picture of ${post.author.handle}` : `“${excerpt}” of ${post.author.handle}`;
}
