import { cleanHtml } from '../../core/wall/clean.ts';
import type { Post } from '../../core/wall/post.ts';
import { httpsOf, makePost } from './making.ts';
import type { Status } from './schema.ts';

/** `unlisted` is public too: it is only kept out of the lists of its server. */
const PUBLIC: readonly string[] = ['public', 'unlisted'];

/** @param server the host that gave it: the names of its own accounts come without one */
export function postOfStatus(status: Status, server: string): Post | null {
  const { account } = status;
  const handle = account.acct.includes('@') ? account.acct : `${account.acct}@${server}`;
  return makePost({
    id: `mastodon:${status.uri}`,
    network: 'mastodon',
    author: {
      id: account.uri ?? account.url ?? handle,
      name: account.display_name,
      handle: `@${handle}`,
      server: handle.slice(handle.indexOf('@') + 1).toLowerCase(),
      isBot: account.bot,
      isLimited: account.limited || account.suspended,
    },
    text: cleanHtml(status.content),
    warning: status.spoiler_text,
    url: httpsOf(status.url),
    at: status.created_at,
    editedAt: status.edited_at ?? null,
    isReply: (status.in_reply_to_id ?? null) !== null,
    isRepost: (status.reblog ?? null) !== null,
    isPublic: PUBLIC.includes(status.visibility),
    isSensitive: status.sensitive || status.spoiler_text !== '',
    media: status.media_attachments.flatMap(({ type, url, description }) =>
      type === 'image' && url !== null ? [{ url, alt: description }] : [],
    ),
    language: status.language,
  });
}
