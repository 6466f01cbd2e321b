import * as z from 'zod';
import { parseDuration } from '../../core/duration.ts';

/** The table [wall] of hub.toml and of box.toml: whose posts the wall shows. Unknown keys are refused. */

const SOURCES_MAX = 20;
const ASKED_MIN_MS = 15_000; // the whole venue shares one address, and networks count
const ASKED_MAX_MS = 86_400_000;

const A_PACE = 'must be a duration like "1m"';
const A_SERVER = 'must be the https address of a server, for example "https://mastodon.social"';
const A_FEED = 'must be the https address of a feed, without a password in it';
const A_HASHTAG = 'must be one hashtag, for example "breizhcamp"';
const AN_ACCOUNT = 'must be an account like "@breizhcamp@framapiaf.org"';
const A_HANDLE = 'must be an account like "breizhcamp.org", or a DID';
const A_SEARCH = 'must be what to search for, for example "#breizhcamp"';
const A_TOKEN = 'must be an access token of an account on this server';
const AN_APP_PASSWORD = 'must be an app password, as Bluesky makes them under Settings';
const A_KEY = 'must be the bearer token of your own paid access to X';
const A_COST = 'must be what one post costs by your plan, in dollars, for example 0.005';

/** A test server of one's own needs no certificate. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

function isAddress(text: string): boolean {
  const parsed = URL.canParse(text) ? new URL(text) : null;
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false;
  return parsed.protocol === 'https:' || (parsed.protocol === 'http:' && LOOPBACK.includes(parsed.hostname));
}

function isServer(text: string): boolean {
  return isAddress(text) && new URL(text).pathname === '/' && !/[?#]/.test(text);
}

const toMs = (text: string) => parseDuration(text) ?? 0;
const pace = z
  .string(A_PACE)
  .refine((text) => parseDuration(text) !== null, { error: A_PACE, abort: true })
  .refine((text) => toMs(text) >= ASKED_MIN_MS, { error: 'must be at least "15s"', abort: true })
  .refine((text) => toMs(text) <= ASKED_MAX_MS, 'must be at most "24h"')
  .transform(toMs);

const like = (words: string, pattern: RegExp) => z.string(words).regex(pattern, words);
const secret = (words: string) => like(words, /^[\x21-\x7e]{1,1000}$/);
const search = like(A_SEARCH, /^(?=.*\S).{1,500}$/u).transform((text) => text.trim());
const handle = like(A_HANDLE, /^(@?[a-z0-9-]+(\.[a-z0-9-]+)+|did:[a-z]+:[a-zA-Z0-9._:%-]+)$/i).transform(
  (text) => text.replace(/^@/, ''),
);
const every = pace.optional();

/** One of the two keys has to be there, and only one. */
function oneOf(a: string, b: string) {
  return (table: object, context: z.RefinementCtx): void => {
    const [hasA, hasB] = [a, b].map((key) => Object.hasOwn(table, key));
    if (hasA !== hasB) return;
    const message = hasA ? `must not be there beside ${a}: write two sources` : `must be there, or ${b}`;
    context.addIssue({ code: 'custom', path: [hasA ? b : a], message, input: undefined });
  };
}

const mastodon = z
  .strictObject({
    kind: z.literal('mastodon'),
    server: z
      .string(A_SERVER)
      .refine(isServer, A_SERVER)
      .transform((text) => new URL(text).origin),
    hashtag: like(A_HASHTAG, /^#?[\p{L}\p{N}\p{M}_]{1,100}$/u)
      .transform((text) => text.replace(/^#/, ''))
      .optional(),
    account: like(AN_ACCOUNT, /^@?[\w.-]+(@[\w.-]+(:\d+)?)?$/)
      .transform((text) => text.replace(/^@/, ''))
      .optional(),
    token: z.union([z.literal(''), secret(A_TOKEN)], A_TOKEN).default(''),
    every,
  })
  .superRefine(oneOf('hashtag', 'account'));

const bluesky = z
  .strictObject({
    kind: z.literal('bluesky'),
    account: handle.optional(),
    search: search.optional(),
    login: handle.optional(),
    app_password: secret(AN_APP_PASSWORD).optional(),
    every,
  })
  .superRefine(oneOf('account', 'search'))
  .superRefine((table, context) => {
    const { login, app_password, search: asked } = table;
    const isNeeded = asked !== undefined || login !== undefined || app_password !== undefined;
    const missing = { login, app_password };
    if (!isNeeded) return;
    for (const [key, value] of Object.entries(missing)) {
      const message = 'must be there: a search needs an account and one of its app passwords';
      if (value === undefined) context.addIssue({ code: 'custom', path: [key], message, input: undefined });
    }
  });

const feed = z.strictObject({
  kind: z.literal('feed'),
  url: z
    .string(A_FEED)
    .refine(isAddress, A_FEED)
    .transform((text) => new URL(text).href),
  every,
});

const x = z.strictObject({
  kind: z.literal('x'),
  query: search,
  key: secret(A_KEY),
  cost_per_post: z.number(A_COST).min(0, A_COST).max(100, A_COST),
  every,
});

const KINDS = [mastodon, bluesky, feed, x] as const;
const A_KIND = `must be ${KINDS.map(({ shape }) => `"${shape.kind.value}"`).join(', ')}`;

const source = z.discriminatedUnion('kind', KINDS, {
  error: ({ code }) => (code === 'invalid_union' ? A_KIND : undefined),
});

/** One source as it was checked. */
export type SourceTable = z.output<typeof source>;

export const wall = z
  .strictObject({
    every: pace.prefault('1m'),
    source: z
      .array(source, 'must be a list: begin each source with [[wall.source]]')
      .max(SOURCES_MAX, `must have at most ${SOURCES_MAX} sources`)
      .default([]),
  })
  .prefault({});
