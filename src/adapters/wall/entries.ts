import { type AtomFeed, type JsonFeed, type MediaNs, parseFeed, type RdfFeed, type RssFeed } from 'feedsmith';
import type { PostMedia } from '../../core/wall/post.ts';

/** What all kinds of feeds say of one of their entries. */
export interface Entry {
  id: string | undefined;
  link: string | undefined;
  title: string | undefined;
  summary: string | undefined;
  author: string | undefined;
  published: string | undefined;
  updated: string | undefined;
  images: readonly PostMedia[];
  language: string | undefined;
}

/** A feed, whatever its kind. */
export interface Feed {
  title: string | undefined;
  language: string | undefined;
  entries: readonly Entry[];
}

/** Reads RSS, RDF, Atom and JSON Feed; null for what is none of them. Texts are as the feed gives them: mostly HTML. */
export function entriesOf(text: string): Feed | null {
  // Entities of a document's own are how a small file becomes a large one; no feed needs them.
  if (/<!ENTITY/i.test(text)) return null;
  try {
    const { format, feed } = parseFeed(text);
    if (format === 'atom') return ofAtom(feed);
    if (format === 'rss') return ofRss(feed);
    return format === 'rdf' ? ofRdf(feed) : ofJson(feed);
  } catch {
    return null;
  }
}

function ofRss({ title, language, items = [] }: RssFeed.Feed<string>): Feed {
  return {
    title,
    language,
    entries: items.map((item) => ({
      id: item.guid?.value,
      link: item.link ?? (item.guid?.isPermaLink === false ? undefined : item.guid?.value),
      title: item.title,
      summary: item.description ?? item.content?.encoded,
      author: item.authors?.[0]?.name ?? item.dc?.creators?.[0],
      published: item.pubDate ?? item.dc?.dates?.[0],
      updated: item.atom?.updated,
      images: [...enclosed(item.enclosures ?? []), ...shownIn(item.media)],
      language: item.dc?.languages?.[0],
    })),
  };
}

function ofRdf({ title, items = [], dc }: RdfFeed.Feed<string>): Feed {
  return {
    title,
    language: dc?.languages?.[0],
    entries: items.map((item) => ({
      id: item.rdf?.about ?? item.link,
      link: item.link,
      title: item.title,
      summary: item.description ?? item.content?.encoded,
      author: item.dc?.creators?.[0],
      published: item.dc?.dates?.[0],
      updated: undefined,
      images: shownIn(item.media),
      language: item.dc?.languages?.[0],
    })),
  };
}

function ofAtom({ title, entries = [], authors, xml }: AtomFeed.Feed<string>): Feed {
  return {
    title: title?.value,
    language: xml?.lang,
    entries: entries.map((entry) => {
      const links = entry.links ?? [];
      const files = links.filter(({ rel }) => rel === 'enclosure');
      return {
        id: entry.id,
        link: links.find(({ rel }) => rel === undefined || rel === 'alternate')?.href,
        title: entry.title?.value,
        summary: entry.summary?.value ?? entry.content?.value,
        author: entry.authors?.[0]?.name ?? authors?.[0]?.name,
        published: entry.published,
        updated: entry.updated,
        images: [...enclosed(files.map(({ href, type }) => ({ url: href, type }))), ...shownIn(entry.media)],
        language: entry.xml?.lang,
      };
    }),
  };
}

function ofJson({ title, language, items = [], authors }: JsonFeed.Feed<string>): Feed {
  return {
    title,
    language,
    entries: items.map((item) => ({
      id: item.id,
      link: item.url,
      title: item.title,
      summary: item.summary ?? item.content_html ?? item.content_text,
      author: item.authors?.[0]?.name ?? authors?.[0]?.name,
      published: item.date_published,
      updated: item.date_modified,
      images: [
        ...(item.image === undefined ? [] : [{ url: item.image, alt: '' }]),
        ...enclosed((item.attachments ?? []).map(({ url, mime_type: type }) => ({ url, type }))),
      ],
      language: item.language,
    })),
  };
}

function enclosed(files: readonly { url?: string | undefined; type?: string | undefined }[]): PostMedia[] {
  return files.flatMap(({ url, type }) => (url !== undefined && isImage(type) ? [{ url, alt: '' }] : []));
}

/** Pictures by Media RSS (rssboard.org/media-rss). */
function shownIn(media: MediaNs.ItemOrFeed | undefined): PostMedia[] {
  const contents = [
    ...(media?.contents ?? []),
    ...(media?.groups ?? []).flatMap((group) => group.contents ?? []),
  ];
  return contents.flatMap(({ url, medium, type, description }) =>
    url !== undefined && (medium === 'image' || isImage(type))
      ? [{ url, alt: description?.value ?? media?.description?.value ?? '' }]
      : [],
  );
}

function isImage(type: string | undefined): boolean {
  return type?.startsWith('image/') ?? false;
}
