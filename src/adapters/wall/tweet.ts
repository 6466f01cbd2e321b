import { cleanText } from '../../core/wall/clean.ts';
import type { Post } from '../../core/wall/post.ts';
import { makePost } from './making.ts';
import type { Tweet, Tweets } from './schema.ts';

/** Undetermined, without words, or of X's own making: `qme` is a post of pictures only. */
const NO_LANGUAGE = /^(und|zxx|q[a-z]{2})$/;

/** The posts of one answer; those whose author is not told are left out. */
export function postsOfTweets({ data, includes }: Tweets): Post[] {
  return (data ?? []).flatMap((tweet) => postOfTweet(tweet, includes) ?? []);
}

/** An edit of a post is another post, with the ids of all forms in order: the first names it for good. */
export function formsOf({ id, edit_history_tweet_ids: ids }: Tweet): { first: string; newest: string } {
  return { first: ids?.[0] ?? id, newest: ids?.at(-1) ?? id };
}

function postOfTweet(tweet: Tweet, includes: Tweets['includes']): Post | null {
  const author = includes?.users.find(({ id }) => id === tweet.author_id);
  if (author === undefined) return null;
  const kinds = tweet.referenced_tweets.map(({ type }) => type);
  const keys = tweet.attachments?.media_keys ?? [];
  const media = includes?.media.filter(({ media_key }) => keys.includes(media_key)) ?? [];
  const { first } = formsOf(tweet);
  return makePost({
    id: `x:${first}`,
    network: 'x',
    author: {
      id: author.id,
      name: author.name,
      handle: `@${author.username}`,
      server: 'x.com',
      isBot: false,
      isLimited: isThere(author.withheld),
    },
    // Unlike other texts of this API, it has its three special characters as entities.
    text: cleanText(plainOf(tweet.note_tweet?.text ?? tweet.text)),
    warning: '',
    url: `https://x.com/${encodeURIComponent(author.username)}/status/${tweet.id}`,
    at: tweet.created_at,
    editedAt: tweet.id === first ? null : tweet.created_at,
    isReply: kinds.includes('replied_to'),
    isRepost: kinds.includes('retweeted'),
    isPublic: !author.protected,
    isSensitive: tweet.possibly_sensitive || isThere(tweet.withheld),
    media: media.flatMap(({ type, url, alt_text: alt }) =>
      type === 'photo' && url !== null ? [{ url, alt }] : [],
    ),
    language: NO_LANGUAGE.test(tweet.lang ?? '') ? null : tweet.lang,
  });
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function plainOf(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
