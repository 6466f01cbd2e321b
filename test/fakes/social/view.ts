/** A post of a test server. What is left out is usual: no reply, no labels. */
export interface BlueskyPost {
  /** A handle. */
  author?: string;
  name?: string;
  text: string;
  /** Epoch milliseconds: when it was indexed. */
  at: number;
  /** What its author wrote into it as its date. */
  createdAt?: number;
  isReply?: boolean;
  /** The handle of somebody who reposted it: it comes in their feed. */
  repostedBy?: string;
  labels?: readonly string[];
  ownLabels?: readonly string[];
  authorLabels?: readonly string[];
  languages?: readonly string[];
  images?: readonly { url: string; alt: string }[];
  /** The pictures come beside a quoted post. */
  isQuote?: boolean;
}

/** A post under its address. */
export interface Kept extends BlueskyPost {
  uri: string;
}

/** `app.bsky.feed.defs#postView`. */
export function viewOf(post: Kept): unknown {
  const { uri, text, at, languages = ['fr'], images = [], labels = [], ownLabels = [] } = post;
  const pictures = {
    $type: 'app.bsky.embed.images#view',
    images: images.map(({ url, alt }) => ({ thumb: `${url}?thumb`, fullsize: url, alt })),
  };
  const quote = { $type: 'app.bsky.embed.recordWithMedia#view', record: { record: {} }, media: pictures };
  const self = { $type: 'com.atproto.label.defs#selfLabels', values: ownLabels.map((val) => ({ val })) };
  const reply = { root: { uri: 'at://did:plc:other/app.bsky.feed.post/1' }, parent: {} };
  return {
    uri,
    cid: `bafyrei${Buffer.from(text).toString('hex').slice(0, 20)}`,
    author: authorOf(post),
    record: {
      $type: 'app.bsky.feed.post',
      text,
      createdAt: new Date(post.createdAt ?? at).toISOString(),
      langs: languages,
      ...(post.isReply ? { reply } : {}),
      ...(ownLabels.length > 0 ? { labels: self } : {}),
    },
    ...(images.length > 0 ? { embed: post.isQuote ? quote : pictures } : {}),
    indexedAt: new Date(at).toISOString(),
    replyCount: 0,
    likeCount: 3,
    labels: labels.map((val) => ({ src: 'did:plc:moderation', uri, val, cts: '2026-06-01T00:00:00.000Z' })),
  };
}

/** `app.bsky.actor.defs#profileViewBasic`. */
export function authorOf({ author, name, authorLabels = [] }: Partial<BlueskyPost>): unknown {
  const handle = nameOf(author);
  const did = didOf(author);
  const labels = authorLabels.map((val) => ({ src: did, uri: did, val, cts: '2026-06-01T00:00:00.000Z' }));
  return { did, handle, displayName: name ?? '', avatar: 'https://cdn.example/avatar.jpg', labels };
}

export const nameOf = (author = 'anna.bsky.example') => author;
export const didOf = (author?: string) => `did:plc:${nameOf(author).replace(/[^a-z]/g, '')}`;
