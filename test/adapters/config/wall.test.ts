import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'smol-toml';
import { checkHubConfig } from '../../../src/adapters/config/hubload.ts';
import { checkBoxConfig } from '../../../src/adapters/config/load.ts';
import { describeFault } from '../../../src/core/config.ts';
import type { WallSource } from '../../../src/core/wall/sources.ts';

const hub = (text: string) => checkHubConfig(parse(`event = "camp"\n${text}`));
const box = (text: string) => checkBoxConfig(parse(text), 'simulated');
const source = (...lines: string[]) => `[[wall.source]]\n${lines.join('\n')}\n`;
const faultsOf = (text: string) => hub(text).faults.map(describeFault);

const ALL = [
  '[wall]\nevery = "2m"\n',
  source('kind = "mastodon"', 'server = "https://Mastodon.Social/"', 'hashtag = "#BreizhCamp"'),
  source(
    ...['kind = "mastodon"', 'server = "https://framapiaf.org"', 'account = "@breizhcamp@framapiaf.org"'],
    ...['token = "t0ken"', 'every = "30s"'],
  ),
  source('kind = "bluesky"', 'account = "@breizhcamp.org"'),
  source('kind = "bluesky"', 'search = "#breizhcamp"', 'login = "me.bsky.social"', 'app_password = "a-b"'),
  source('kind = "feed"', 'url = "https://camp.example/feed.xml"'),
  source('kind = "x"', 'query = "#breizhcamp"', 'key = "k3y"', 'cost_per_post = 0.005'),
].join('');

const SOURCES: readonly WallSource[] = [
  {
    key: 'mastodon https://mastodon.social #breizhcamp',
    ...{ everyMs: 120_000, kind: 'mastodon', server: 'https://mastodon.social' },
    ...{ ask: { hashtag: 'BreizhCamp' }, token: null },
  },
  {
    key: 'mastodon https://framapiaf.org @breizhcamp@framapiaf.org',
    ...{ everyMs: 30_000, kind: 'mastodon', server: 'https://framapiaf.org' },
    ...{ ask: { account: 'breizhcamp@framapiaf.org' }, token: 't0ken' },
  },
  {
    ...{ key: 'bluesky @breizhcamp.org', everyMs: 120_000, kind: 'bluesky' },
    ...{ ask: { account: 'breizhcamp.org' }, login: null },
  },
  {
    ...{ key: 'bluesky #breizhcamp', everyMs: 120_000, kind: 'bluesky', ask: { search: '#breizhcamp' } },
    login: { handle: 'me.bsky.social', appPassword: 'a-b' },
  },
  {
    ...{ key: 'feed https://camp.example/feed.xml', everyMs: 120_000, kind: 'feed' },
    url: 'https://camp.example/feed.xml',
  },
  {
    ...{ key: 'x #breizhcamp', everyMs: 600_000, kind: 'x' },
    ...{ query: '#breizhcamp', bearer: 'k3y', costPerPost: 0.005 },
  },
];

test('a hub and a box read the same sources, each with a key that holds no secret', () => {
  assert.deepEqual(hub(ALL).config?.wall, { sources: SOURCES });
  assert.deepEqual(box(ALL), { config: { ...box('').config, wall: { sources: SOURCES } }, faults: [] });
  assert.doesNotMatch(SOURCES.map(({ key }) => key).join(), /t0ken|a-b|k3y/);
});

test('a source is asked every minute unless something is said, and one that is paid for every ten', () => {
  const { config } = hub(
    source('kind = "bluesky"', 'account = "a.b"') +
      source('kind = "x"', 'query = "q"', 'key = "k"', 'cost_per_post = 0'),
  );
  assert.deepEqual(
    config?.wall.sources.map(({ everyMs }) => everyMs),
    [60_000, 600_000],
  );
});

test('an empty token is none, and a test server on this computer needs no certificate', () => {
  const { config } = hub(
    source('kind = "mastodon"', 'server = "http://127.0.0.1:3000"', 'account = "anna"', 'token = ""'),
  );
  assert.deepEqual(config?.wall.sources, [
    {
      key: 'mastodon http://127.0.0.1:3000 @anna',
      ...{ everyMs: 60_000, kind: 'mastodon', server: 'http://127.0.0.1:3000' },
      ...{ ask: { account: 'anna' }, token: null },
    },
  ]);
});

const MASTODON = ['kind = "mastodon"', 'server = "https://m.example"'];
const X = ['kind = "x"', 'query = "q"', 'key = "hush"', 'cost_per_post = 1'];
const PAIR = 'must be there: a search needs an account and one of its app passwords';

/** What is wrong, and what is said of it. */
const FAULTY: readonly [text: string, ...faults: string[]][] = [
  ['[wall]\nevry = "1m"', 'wall.evry: unknown key (did you mean every?)'],
  ['[wall]\nevery = "often"', 'wall.every: must be a duration like "1m", not "often"'],
  ['[wall]\nevery = "1s"', 'wall.every: must be at least "15s", not "1s"'],
  ['[wall]\nevery = "25h"', 'wall.every: must be at most "24h", not "25h"'],
  [
    '[wall.source]\nkind = "x"\nkey = "hush"',
    'wall.source: must be a list: begin each source with [[wall.source]]',
  ],
  [
    source('kind = "facebook"', 'token = "hush"'),
    'wall.source.0.kind: must be "mastodon", "bluesky", "feed", "x"',
  ],
  [
    source(...MASTODON, 'hashtag = "a"', 'tokn = "hush"'),
    'wall.source.0.tokn: unknown key (did you mean token?)',
  ],
  [
    source('kind = "feed"', 'url = "https://a.example/"', 'hashtag = "a"'),
    'wall.source.0.hashtag: unknown key (known here: kind, url, every)',
  ],
  [
    source('kind = "mastodon"', 'server = "mastodon.social"', 'hashtag = "a"'),
    'wall.source.0.server: must be the https address of a server, for example "https://mastodon.social", not "mastodon.social"',
  ],
  [source(...MASTODON), 'wall.source.0.hashtag: must be there, or account'],
  [
    source(...MASTODON, 'hashtag = "a"', 'account = "b"'),
    'wall.source.0.account: must not be there beside hashtag: write two sources',
  ],
  [
    source(...MASTODON, 'hashtag = "two words"'),
    'wall.source.0.hashtag: must be one hashtag, for example "breizhcamp", not "two words"',
  ],
  [
    source(...MASTODON, 'account = "https://m.example/@a"'),
    'wall.source.0.account: must be an account like "@breizhcamp@framapiaf.org", not "https://m.example/@a"',
  ],
  [
    source(...MASTODON, 'hashtag = "a"', 'token = "hush hush"'),
    'wall.source.0.token: must be an access token of an account on this server',
  ],
  [
    source('kind = "bluesky"', 'search = "a"'),
    `wall.source.0.login: ${PAIR}`,
    `wall.source.0.app_password: ${PAIR}`,
  ],
  [source('kind = "bluesky"', 'account = "a.b"', 'login = "a.b"'), `wall.source.0.app_password: ${PAIR}`],
  [
    source('kind = "bluesky"', 'account = "a.b"', 'login = "a.b"', 'app_password = 7'),
    'wall.source.0.app_password: must be an app password, as Bluesky makes them under Settings',
  ],
  [
    source('kind = "bluesky"', 'account = "anna"'),
    'wall.source.0.account: must be an account like "breizhcamp.org", or a DID, not "anna"',
  ],
  [
    source('kind = "feed"', 'url = "https://me:hush@a.example/"'),
    'wall.source.0.url: must be the https address of a feed, without a password in it',
  ],
  [
    source('kind = "feed"', 'url = "http://a.example/"'),
    'wall.source.0.url: must be the https address of a feed, without a password in it',
  ],
  [
    source(...X.slice(0, 3)),
    'wall.source.0.cost_per_post: must be what one post costs by your plan, in dollars, for example 0.005',
  ],
  [
    source(...X.slice(0, 2), 'key = ""', 'cost_per_post = 1'),
    'wall.source.0.key: must be the bearer token of your own paid access to X',
  ],
  [source(...X) + source(...X), 'wall.source.1: must not ask what wall.source.0 asks already'],
];

for (const [text, ...faults] of FAULTY) {
  test(`a wall that says ${JSON.stringify(text)} is refused by key, and no secret is repeated`, () => {
    assert.deepEqual(faultsOf(text), faults);
    assert.deepEqual(box(text).faults.map(describeFault), faults);
    assert.doesNotMatch(faults.join(), /hush/);
  });
}
