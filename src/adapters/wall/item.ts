import { createHash } from 'node:crypto';
import { labelOf } from '../../core/label.ts';
import { cleanHtml } from '../../core/wall/clean.ts';
import type { Post, PostMedia } from '../../core/wall/post.ts';
import { type Entry, entriesOf, type Feed } from './entries.ts';
import { httpsOf, makePost } from './making.ts';
import { tongue } from './schema.ts';

const ENTRIES_MAX = 100;
const ID_MAX = 300;

/**
 * The posts of a feed (RSS, RDF, Atom or JSON Feed), in its order; null for what is none.
 * @param url where it is; its host is the server of its author
 * @param atOf when an entry without a date counts as written, by post id: epoch milliseconds
 */
export function postsOfFeed(text: string, url: string, atOf: (id: string) => number): Post[] | null {
  const feed = entriesOf(text);
  return feed?.entries.slice(0, ENTRIES_MAX).flatMap((entry) => postOf(entry, feed, url, atOf) ?? []) ?? null;
}

function postOf(entry: Entry, feed: Feed, url: string, atOf: (id: string) => number): Post | null {
  const { host } = new URL(url);
  const text = textOf(entry);
  const name = entry.id ?? entry.link ?? (text === '' ? undefined : hashOf(text));
  if (name === undefined) return null;
  // With the host: a feed may not speak of the entries of another.
  const id = `feed:${host}:${name.length > ID_MAX ? hashOf(name) : name}`;
  const published = instantOf(entry.published);
  const updated = instantOf(entry.updated);
  const at = published ?? updated ?? atOf(id);
  return makePost({
    id,
    network: 'feed',
    author: {
      id: labelOf(url),
      name: entry.author ?? feed.title ?? host,
      handle: feed.title ?? host,
      server: host,
      isBot: false,
      isLimited: false,
    },
    text,
    warning: '',
    url: httpsOf(entry.link ?? null),
    at,
    editedAt: published !== null && updated !== null && updated > published ? updated : null,
    isReply: false,
    isRepost: false,
    isPublic: true,
    isSensitive: false,
    media: entry.images.filter(isPicture),
    language: tongue.parse(entry.language ?? feed.language),
  });
}

/** Title and summary; one of them where it says what the other does. */
function textOf({ title, summary }: Entry): string {
  const head = cleanHtml(title ?? '');
  const body = cleanHtml(summary ?? '');
  if (body.startsWith(head)) return body;
  return body === '' ? head : `${head}\n\n${body}`;
}

function isPicture({ url }: PostMedia): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function instantOf(written: string | undefined): number | null {
  const at = Date.parse(written ?? '');
  return Number.isFinite(at) ? at : null;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
