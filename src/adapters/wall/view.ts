import { cleanText } from '../../core/wall/clean.ts';
import type { Post } from '../../core/wall/post.ts';
import { makePost } from './making.ts';
import { type Label, tongue, type View } from './schema.ts';

/** Asks apps not to show an account to people who have none; a hall is full of them. */
const MEMBERS_ONLY = '!no-unauthenticated';
/** An account says of itself that it is automatic. */
const BOT = 'bot';

/**
 * A post as Bluesky shows it. Whatever label a moderation service or the author put on a post makes it sensitive, one
 * on the account makes that limited: what a hall sees has none (docs.bsky.app/docs/advanced-guides/moderation).
 * @param now epoch milliseconds: labels run out
 */
export function postOfView(view: View, now: number): Post | null {
  const { author, record } = view;
  const own = record.labels?.values.map(({ val }) => val) ?? [];
  const labels = [...own, ...labelsOf(view.labels, now)];
  const authorLabels = labelsOf(author.labels, now);
  const hasHandle = author.handle !== 'handle.invalid';
  return makePost({
    id: `bluesky:${view.uri}`,
    network: 'bluesky',
    author: {
      id: author.did,
      name: author.displayName,
      handle: `@${author.handle}`,
      server: serverOf(author.handle),
      isBot: authorLabels.includes(BOT),
      isLimited: authorLabels.some((value) => value !== MEMBERS_ONLY && value !== BOT),
    },
    text: cleanText(record.text),
    warning: labels.toSorted().join(' '),
    url: `https://bsky.app/profile/${hasHandle ? author.handle : author.did}/post/${keyOf(view.uri)}`,
    // Anybody may write any date into a record; when it was indexed is what Bluesky itself saw.
    at: Math.min(record.createdAt ?? view.indexedAt, view.indexedAt),
    editedAt: null,
    isReply: (record.reply ?? null) !== null,
    isRepost: false,
    isPublic: ![...labels, ...authorLabels].includes(MEMBERS_ONLY),
    isSensitive: labels.some((value) => value !== MEMBERS_ONLY),
    media: (view.embed?.images ?? []).flatMap(({ fullsize, alt }) =>
      fullsize === null ? [] : [{ url: fullsize, alt }],
    ),
    language: tongue.parse(record.langs[0]),
  });
}

function labelsOf(labels: readonly Label[], now: number): string[] {
  const applied = labels.filter(({ neg, exp }) => !neg && (exp ?? Number.POSITIVE_INFINITY) > now);
  const negated = labels.filter(({ neg }) => neg).map(({ val }) => val);
  return applied.map(({ val }) => val).filter((value) => !negated.includes(value));
}

/** `anna.bsky.social` belongs to `bsky.social`; a domain of one's own is its own host. */
function serverOf(handle: string): string {
  const parts = handle.toLowerCase().split('.');
  return (parts.length > 2 ? parts.slice(1) : parts).join('.');
}

function keyOf(uri: string): string {
  return encodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
