import type { WallSource } from './sources.ts';

/** What a source asks for and where, for people; no secret is in it. */
export function labelOfSource(source: WallSource): string {
  switch (source.kind) {
    case 'mastodon': {
      const asked = 'hashtag' in source.ask ? `#${source.ask.hashtag}` : `@${source.ask.account}`;
      return `${asked} on ${hostOfSource(source)}`;
    }
    case 'bluesky':
      return `${'search' in source.ask ? source.ask.search : `@${source.ask.account}`} on Bluesky`;
    case 'feed': {
      const { host, pathname } = new URL(source.url);
      return `${host}${pathname === '/' ? '' : pathname}`;
    }
    case 'x':
      return `${source.query} on X`;
  }
}

/** Whom a source asks: of one host only one question is under way, and what it says of its limits is for all of them. */
export function hostOfSource(source: WallSource): string {
  switch (source.kind) {
    case 'mastodon':
      return new URL(source.server).host;
    case 'feed':
      return new URL(source.url).host;
    default:
      return source.kind;
  }
}
