import { createHash } from 'node:crypto';

/** A post of a test server. What is left out is usual: public, in nobody's reply, by a person. */
export interface MastodonPost {
  /** `anna` for an account of this server, `bea@framapiaf.example` for one of another. */
  author?: string;
  name?: string;
  html: string;
  /** Epoch milliseconds. */
  at: number;
  editedAt?: number;
  visibility?: 'public' | 'unlisted' | 'private' | 'direct';
  warning?: string;
  isSensitive?: boolean;
  isReply?: boolean;
  isReblog?: boolean;
  isBot?: boolean;
  isLimited?: boolean;
  isSuspended?: boolean;
  language?: string | null;
  media?: readonly { url: string; alt: string | null; type?: 'image' | 'video' | 'gifv' | 'audio' }[];
  /** Its address on the network, where it is not the usual one. */
  uri?: string;
}

/** Who sees a timeline. */
export type Level = 'public' | 'authenticated' | 'disabled';

/** What a server shows of its hashtag timelines. */
export interface Access {
  local: Level;
  remote: Level;
}

/** A post under the id that its server gave it. */
export interface Kept extends MastodonPost {
  id: string;
}

const DOMAIN = 'mastodon.example';
export const FIRST_ID = 116_800_000_000_000_000n;

/** A Status (docs.joinmastodon.org/entities/Status). */
export function statusOf(post: Kept): unknown {
  const { id, html, at, editedAt, media = [], warning = '' } = post;
  const [name = '', host = DOMAIN] = authorOf(post).split('@');
  return {
    id,
    created_at: new Date(at).toISOString(),
    in_reply_to_id: post.isReply ? `${FIRST_ID}` : null,
    in_reply_to_account_id: post.isReply ? '1' : null,
    sensitive: post.isSensitive ?? false,
    spoiler_text: warning,
    visibility: post.visibility ?? 'public',
    language: post.language === undefined ? 'fr' : post.language,
    uri: post.uri ?? `https://${host}/users/${name}/statuses/${id}`,
    url: `https://${host}/@${name}/${id}`,
    replies_count: 0,
    reblogs_count: 2,
    favourites_count: 5,
    edited_at: editedAt === undefined ? null : new Date(editedAt).toISOString(),
    content: html,
    reblog: post.isReblog ? { id: `${FIRST_ID}` } : null,
    account: accountOf(post),
    media_attachments: media.map(({ url, alt, type = 'image' }, index) => ({
      id: `${id}${index}`,
      type,
      url,
      preview_url: url,
      description: alt,
      blurhash: null,
    })),
    mentions: [],
    tags: [],
    emojis: [],
    card: null,
    poll: null,
  };
}

/** An Account (docs.joinmastodon.org/entities/Account). */
export function accountOf(post: MastodonPost): unknown {
  const acct = authorOf(post);
  const [username = '', host = DOMAIN] = acct.split('@');
  return {
    id: idOf(acct),
    username,
    acct,
    display_name: post.name ?? username,
    locked: false,
    bot: post.isBot ?? false,
    uri: `https://${host}/users/${username}`,
    url: `https://${host}/@${username}`,
    emojis: [],
    ...(post.isLimited ? { limited: true } : {}),
    ...(post.isSuspended ? { suspended: true } : {}),
  };
}

/** An Instance (docs.joinmastodon.org/entities/Instance). */
export function instanceOf(access: Access | null): unknown {
  const always = { local: 'public', remote: 'public' };
  const feeds = { live_feeds: always, hashtag_feeds: access, trending_link_feeds: always };
  const configuration = { urls: {}, ...(access === null ? {} : { timelines_access: feeds }) };
  return { domain: DOMAIN, title: 'Mastodon', version: access === null ? '4.3.0' : '4.5.0', configuration };
}

export const authorOf = ({ author = 'anna' }: MastodonPost) => localName(author);
export const localName = (acct: string) => acct.replace(`@${DOMAIN}`, '');
/** Always the same for a name. */
export const idOf = (acct: string) => `${createHash('sha256').update(acct).digest().readUIntBE(0, 6)}`;
