import type { ConfigFault } from '../../core/config.ts';
import type { WallConfig, WallSource } from '../../core/wall/sources.ts';
import type { SourceTable } from './wallschema.ts';

/** Each post is paid for. */
const PAID_MS = 600_000;

/** The checked table [wall] in the words of the program. */
export function toWall({ every, source }: { every: number; source: readonly SourceTable[] }): WallConfig {
  return { sources: source.map((table) => toSource(table, every)) };
}

/** Sources that ask the same: they would have the same key. */
export function checkWall({ sources }: WallConfig): ConfigFault[] {
  return sources.flatMap(({ key }, index) => {
    const first = sources.findIndex((source) => source.key === key);
    const message = `must not ask what wall.source.${first} asks already`;
    return first === index ? [] : [{ key: `wall.source.${index}`, message }];
  });
}

function toSource(table: SourceTable, standardMs: number): WallSource {
  const everyMs = table.every ?? (table.kind === 'x' ? Math.max(standardMs, PAID_MS) : standardMs);
  switch (table.kind) {
    case 'mastodon': {
      const { kind, server, hashtag, account = '', token } = table;
      const ask = hashtag === undefined ? { account } : { hashtag };
      const asked = hashtag === undefined ? `@${account}` : `#${hashtag.toLowerCase()}`;
      return { key: `mastodon ${server} ${asked}`, everyMs, kind, server, ask, token: token || null };
    }
    case 'bluesky': {
      const { kind, search, account = '', login, app_password: appPassword } = table;
      const ask = search === undefined ? { account } : { search };
      const asked = search === undefined ? `@${account}` : search;
      const loggedIn =
        login === undefined || appPassword === undefined ? null : { handle: login, appPassword };
      return { key: `bluesky ${asked}`, everyMs, kind, ask, login: loggedIn };
    }
    case 'feed':
      return { key: `feed ${table.url}`, everyMs, kind: table.kind, url: table.url };
    case 'x': {
      const { kind, query, key: bearer, cost_per_post: costPerPost } = table;
      return { key: `x ${query}`, everyMs, kind, query, bearer, costPerPost };
    }
  }
}
