import * as z from 'zod';

/** What the networks answer, as far as the wall uses it. Unknown fields are left out, absent ones are what they mean. */

const instant = z
  .string()
  .transform((written) => Date.parse(written))
  .refine(Number.isFinite, 'is no instant');
const flag = z.boolean().nullish().transform(Boolean);
const text = z
  .string()
  .nullish()
  .transform((written) => written ?? '');
const address = z
  .string()
  .refine((written) => URL.canParse(written) && /^https?:$/.test(new URL(written).protocol))
  .nullish()
  .catch(null)
  .transform((written) => written ?? null);
/** A language as BCP 47 says it; null for what is none. */
export const tongue = z
  .string()
  .regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i)
  .nullish()
  .catch(null)
  .transform((written) => written ?? null);

/** Those items that can be read; a fault when there are some and none can be. */
function some<T>(item: z.ZodType<T>) {
  return z.array(z.unknown()).transform((items, context) => {
    const good = items.flatMap((one) => {
      const parsed = item.safeParse(one);
      return parsed.success ? [parsed.data] : [];
    });
    if (items.length > 0 && good.length === 0) context.addIssue({ code: 'custom', message: 'no item fits' });
    return good;
  });
}

const few = <T>(item: z.ZodType<T>) =>
  some(item)
    .nullish()
    .catch(null)
    .transform((items) => items ?? []);

/** A Mastodon status (docs.joinmastodon.org/entities/Status). `limited` and `suspended` come only where they are true. */
export const status = z.object({
  id: z.string().min(1),
  uri: z.string().min(1),
  url: address,
  created_at: instant,
  edited_at: instant.nullish(),
  content: z.string(),
  visibility: z.string(),
  sensitive: flag,
  spoiler_text: text,
  language: tongue,
  in_reply_to_id: z.string().nullish(),
  reblog: z.unknown().optional(),
  account: z.object({
    uri: address,
    url: address,
    acct: z.string().min(1),
    display_name: text,
    bot: flag,
    limited: flag,
    suspended: flag,
  }),
  media_attachments: few(z.object({ type: z.string(), url: address, description: text })),
});
export type Status = z.output<typeof status>;
export const statuses = some(status);

export const account = z.object({ id: z.string().min(1) });

const access = z.object({ local: z.string().nullish(), remote: z.string().nullish() });
/** What a Mastodon server from 4.5 on shows to whom: `public`, `authenticated` or `disabled`. */
export const instance = z.object({
  configuration: z
    .object({ timelines_access: z.object({ hashtag_feeds: access.nullish() }).nullish() })
    .nullish(),
});

const label = z.object({ val: z.string(), neg: flag, exp: instant.nullish().catch(null) });
export type Label = z.output<typeof label>;

const images = z.object({ images: some(z.object({ fullsize: address, alt: text })) });
const embed = z
  .union([images, z.object({ media: images }).transform(({ media }) => media)])
  .nullish()
  .catch(null);

/** `app.bsky.feed.defs#postView`; an embed of another kind than pictures counts as none. */
export const view = z.object({
  uri: z.string().startsWith('at://'),
  author: z.object({
    did: z.string().startsWith('did:'),
    handle: z.string().min(1),
    displayName: text,
    labels: few(label),
  }),
  record: z.object({
    text,
    createdAt: instant.nullish().catch(null),
    langs: few(z.string()),
    reply: z.unknown().optional(),
    labels: z
      .object({ values: few(z.object({ val: z.string() })) })
      .nullish()
      .catch(null),
  }),
  embed,
  indexedAt: instant,
  labels: few(label),
});
export type View = z.output<typeof view>;

const cursor = z.string().nullish();
/** Answers of getAuthorFeed, searchPosts and getPosts. */
export const authorFeed = z.object({
  cursor,
  feed: some(z.object({ post: view, reason: z.unknown().optional() })),
});
export const foundPosts = z.object({ cursor, posts: some(view) });

/** Answer of createSession and refreshSession. */
export const session = z.object({ accessJwt: z.string().min(1), refreshJwt: z.string().min(1) });
export const xrpcError = z.object({ error: z.string() });

/** Posts of X API v2 with the fields and expansions that are asked for. */
const tweet = z.object({
  id: z.string().regex(/^\d+$/),
  text: z.string(),
  author_id: z.string(),
  created_at: instant,
  lang: tongue,
  possibly_sensitive: flag,
  withheld: z.unknown().optional(),
  edit_history_tweet_ids: z.array(z.string()).nullish(),
  referenced_tweets: few(z.object({ type: z.string() })),
  attachments: z.object({ media_keys: few(z.string()) }).nullish(),
  note_tweet: z.object({ text: z.string() }).nullish(),
});
export type Tweet = z.output<typeof tweet>;

const person = z.object({
  id: z.string(),
  name: text,
  username: z.string().min(1),
  protected: flag,
  withheld: z.unknown().optional(),
});
const medium = z.object({ media_key: z.string(), type: z.string(), url: address, alt_text: text });
export const tweets = z.object({
  data: some(tweet).nullish(),
  includes: z.object({ users: few(person), media: few(medium) }).nullish(),
  errors: few(z.object({ resource_id: z.string().nullish(), type: text })),
});
export type Tweets = z.output<typeof tweets>;
