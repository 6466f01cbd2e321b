import { createHash } from 'node:crypto';
import { type Reply, type SocialServer, startServer } from './server.ts';

/** An entry of a test feed. */
export interface FeedEntry {
  title: string;
  html: string;
  /** Epoch milliseconds; absent for an entry without a date. */
  at?: number;
  editedAt?: number;
  author?: string;
  link?: string;
  image?: { url: string; alt: string };
}

export type FeedFormat = 'rss' | 'atom' | 'json';

export interface FeedServer extends SocialServer<FeedEntry> {
  /** In which all further answers are. */
  format(format: FeedFormat): void;
}

type Kept = FeedEntry & { id: string };

const TITLE = 'Le blog de l’école & co';
const TYPES = { rss: 'application/rss+xml', atom: 'application/atom+xml', json: 'application/feed+json' };

/** One feed at any path, with ETag and 304 as RFC 9110 has them. */
export async function startFeed({ now }: { now?: () => number } = {}): Promise<FeedServer> {
  const entries = new Map<string, Kept>();
  let format: FeedFormat = 'rss';
  let added = 0;
  const base = await startServer(
    () => ({
      answer: ({ headers }) => answer([...entries.values()].toReversed(), format, headers['if-none-match']),
      limits: () => ({}),
      error: (status) => `${status}`,
    }),
    now,
  );
  return {
    ...base,
    format(next) {
      format = next;
    },
    add(entry) {
      added += 1;
      const id = `tag:blog.example,2026:${added}`;
      entries.set(id, { ...entry, id });
      return id;
    },
    edit(id, change) {
      const entry = entries.get(id);
      if (entry !== undefined) entries.set(id, { ...entry, ...change });
    },
    remove(id) {
      entries.delete(id);
    },
  };
}

const WRITERS: Record<FeedFormat, (entries: readonly Kept[]) => string> = { rss, atom, json };

function answer(entries: readonly Kept[], format: FeedFormat, known: string | undefined): Reply {
  const body = WRITERS[format](entries);
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
  const headers = { etag, 'content-type': TYPES[format] };
  return known === etag ? { status: 304, headers, body: '' } : { status: 200, headers, body };
}

function rss(entries: readonly Kept[]): string {
  const items = entries.map(({ id, title, html, at, author, link, image }) =>
    [
      `<item><guid isPermaLink="false">${id}</guid><title>${xmlOf(title)}</title>`,
      `<description>${xmlOf(html)}</description>`,
      at === undefined ? '' : `<pubDate>${new Date(at).toUTCString()}</pubDate>`,
      author === undefined ? '' : `<dc:creator>${xmlOf(author)}</dc:creator>`,
      link === undefined ? '' : `<link>${xmlOf(link)}</link>`,
      image === undefined
        ? ''
        : `<media:content url="${image.url}" medium="image"><media:description>${xmlOf(image.alt)}</media:description></media:content>`,
      '</item>',
    ].join(''),
  );
  const spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"';
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" ${spaces}><channel><title>${xmlOf(TITLE)}</title><link>https://blog.example/</link><description>-</description><language>fr</language>${items.join('')}</channel></rss>`;
}

function atom(entries: readonly Kept[]): string {
  const items = entries.map(({ id, title, html, at = 0, editedAt = at, author, link, image }) =>
    [
      `<entry><id>${id}</id><title>${xmlOf(title)}</title><summary type="html">${xmlOf(html)}</summary>`,
      `<published>${new Date(at).toISOString()}</published><updated>${new Date(editedAt).toISOString()}</updated>`,
      author === undefined ? '' : `<author><name>${xmlOf(author)}</name></author>`,
      link === undefined ? '' : `<link href="${xmlOf(link)}"/>`,
      image === undefined ? '' : `<link rel="enclosure" type="image/jpeg" href="${image.url}"/>`,
      '</entry>',
    ].join(''),
  );
  return `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><id>https://blog.example/</id><title>${xmlOf(TITLE)}</title><updated>2026-06-25T08:00:00Z</updated>${items.join('')}</feed>`;
}

function json(entries: readonly Kept[]): string {
  const items = entries.map(({ id, title, html, at = 0, author, link, image }) => ({
    id,
    title,
    content_html: html,
    date_published: new Date(at).toISOString(),
    ...(author === undefined ? {} : { authors: [{ name: author }] }),
    ...(link === undefined ? {} : { url: link }),
    ...(image === undefined ? {} : { image: image.url }),
  }));
  return JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: TITLE, language: 'fr', items });
}

function xmlOf(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
