/** A network that posts come from. `feed` is RSS or Atom. */
export type Network = 'mastodon' | 'bluesky' | 'feed' | 'x';

/** A picture of a post, at the address that the post itself names. */
export interface PostMedia {
  url: string;
  /** What its author says is to be seen; empty where they said nothing. */
  alt: string;
}

/** Who wrote a post. */
export interface PostAuthor {
  /** Stable on its network: an ActivityPub address, a DID, the address of a feed. */
  id: string;
  name: string;
  /** As people write it: `@anna@framapiaf.org`, `@anna.bsky.social`, the title of a feed. */
  handle: string;
  /** The host that the author belongs to, which may be hidden whole. */
  server: string;
  isBot: boolean;
  /** Suspended or limited by its server, or labelled by Bluesky. */
  isLimited: boolean;
}

/**
 * One post as its network gave it, with everything cleaned: text is text, free of markup, of marks that turn the
 * direction of writing and of heaped accents. Instants are epoch milliseconds.
 */
export interface Post {
  /** `mastodon:https://…`, `bluesky:at://…`: unique for ever, whichever source brought it. */
  id: string;
  network: Network;
  author: PostAuthor;
  text: string;
  /** Where people can read it; https only. */
  url: string | null;
  at: number;
  editedAt: number | null;
  /** Of all that is to be seen (text, media, warning): another one after an edit. Lower-case hex. */
  digest: string;
  isReply: boolean;
  isRepost: boolean;
  /** Anybody may read it without an account. */
  isPublic: boolean;
  /** Marked sensitive, behind a content warning, or labelled by its network. */
  isSensitive: boolean;
  media: readonly PostMedia[];
  /** As BCP 47 says it; null where nobody did. */
  language: string | null;
}

/** A post that the wall knows. */
export interface KeptPost extends Post {
  /** The key of the source that brought it first. */
  source: string;
  /** Since when it is known in this form: since its last edit. */
  seenAt: number;
  /** When its network no longer had it; null while it has. */
  goneAt: number | null;
  /** Its pictures as they are stored, in the order of `media`; null for one that was refused or has not come yet. */
  pictures: readonly (Picture | null)[];
}

/** A picture that was decoded and encoded again. */
export interface Picture {
  /** SHA-256 of its bytes, lower-case hex; its address is `<digest>.webp`. */
  digest: string;
  width: number;
  height: number;
}
