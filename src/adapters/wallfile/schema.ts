import * as z from 'zod';
import type { KeptPost } from '../../core/wall/post.ts';
import type { KeptRuling, WallRules } from '../../core/wall/rules.ts';

/** `wall.json`. What a later version adds is left out, as nothing here knows it. */

const at = z.number();
const picture = z.object({ digest: z.string(), width: z.number(), height: z.number() });

const author = z.object({
  id: z.string(),
  name: z.string(),
  handle: z.string(),
  server: z.string(),
  isBot: z.boolean(),
  isLimited: z.boolean(),
});

const post: z.ZodType<KeptPost> = z.object({
  id: z.string(),
  network: z.enum(['mastodon', 'bluesky', 'feed', 'x']),
  author,
  text: z.string(),
  url: z.string().nullable(),
  at,
  editedAt: at.nullable(),
  digest: z.string(),
  isReply: z.boolean(),
  isRepost: z.boolean(),
  isPublic: z.boolean(),
  isSensitive: z.boolean(),
  media: z.array(z.object({ url: z.string(), alt: z.string() })),
  language: z.string().nullable(),
  source: z.string(),
  seenAt: at,
  goneAt: at.nullable(),
  pictures: z.array(picture.nullable()),
});

const ruling = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('approve'), post: z.string(), digest: z.string() }),
  z.object({ kind: z.literal('hide-post'), post: z.string() }),
  z.object({ kind: z.literal('hide-author'), author: z.string(), handle: z.string() }),
  z.object({ kind: z.literal('hide-server'), server: z.string() }),
  z.object({ kind: z.literal('trust-author'), author: z.string(), handle: z.string() }),
  z.object({ kind: z.literal('clear') }),
]);

const keptRuling: z.ZodType<KeptRuling> = z.object({
  number: z.number(),
  at,
  who: z.string(),
  ruling,
  undone: z.object({ at, who: z.string() }).nullable(),
});

const rules: z.ZodType<WallRules> = z.object({
  mode: z.enum(['approve', 'delay', 'trusted']),
  delayMs: z.number(),
  perAuthorHour: z.number(),
  bots: z.boolean(),
  replies: z.boolean(),
  words: z.array(z.string()),
});

const file = z.object({
  rules: rules.nullable(),
  rulings: z.array(keptRuling),
  audit: z.array(z.object({ at, who: z.string(), what: z.string() })),
  posts: z.array(post),
});

/** What `wall.json` holds. */
export type WallFile = z.output<typeof file>;

/** Throws for what is no wall, or half of one. */
export function parseWallFile(text: string): WallFile {
  return file.parse(JSON.parse(text));
}
