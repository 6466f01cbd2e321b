import { KEPT_POSTS_MAX, type SharedSources, type WallStore } from '../../app/wall/ports.ts';
import type { KeptPost } from '../../core/wall/post.ts';
import type { KeptRuling, Ruling, WallRules } from '../../core/wall/rules.ts';
import type { Ledger } from './ledger.ts';
import { pictureOf, savePicture } from './pictures.ts';
import { type Database, pieces, places, type Query } from './sql.ts';
import { keep, keptOf, ruledOf, undo } from './versions.ts';

/** Rows of one statement. */
const ROWS = 100;
const LEASE = 'wall';

/** What the wall keeps: the posts, what was ruled about them, and their pictures. */
export function createWall(database: Database, ledger: Ledger, event: string): WallStore {
  return {
    posts: () => database.read((query) => postsOf(query, event)),
    async savePosts(posts) {
      if (posts.length === 0) return;
      await ledger.change(null, async (query) => {
        await putPosts(query, event, posts);
        return true;
      });
    },
    rulings: () => database.read((query) => rulingsOf(query, event)),
    async addRuling(ruling, by) {
      const at = Math.round(by.at);
      const number = await ledger.change(by, (query) =>
        keep(query, event, 'wall_rulings', { at, who: by.who, what: ruling }),
      );
      return { number: number ?? 0, at, who: by.who, ruling, undone: null };
    },
    async undoRuling(number, by) {
      const undone = await ledger.change(by, async (query) => {
        const rows = await undo(query, event, 'wall_rulings', { number, at: by.at, who: by.who });
        return rows > 0 || null;
      });
      return undone ?? false;
    },
    rules: () => database.read((query) => jsonOf<WallRules>(query, event, 'wall_rules')),
    async saveRules(rules, by) {
      await ledger.change(by, async (query) => {
        await putJson(query, event, 'wall_rules', rules);
        return true;
      });
    },
    savePicture: (picture, bytes, kept) =>
      database.write((query) => savePicture(query, event, { picture, bytes, kept })),
    picture: (digest) => database.read((query) => pictureOf(query, event, digest)),
    sources: {
      load: () => database.read((query) => jsonOf<SharedSources>(query, event, 'wall_sources')),
      save: (sources) => database.write((query) => putJson(query, event, 'wall_sources', sources)),
    },
    lease: (holder, forMs) => database.write((query) => leaseFor(database, query, { event, holder, forMs })),
  };
}

async function postsOf(query: Query, event: string): Promise<KeptPost[]> {
  const rows = await query.all<{ json: string }>(
    'SELECT json FROM wall_posts WHERE event = $1 ORDER BY at DESC, id',
    [event],
  );
  return rows.map(({ json }) => JSON.parse(json));
}

async function putPosts(query: Query, event: string, posts: readonly KeptPost[]): Promise<void> {
  // The last of two with one id counts, as if they were written one after the other.
  const byId = [...new Map(posts.map((post) => [post.id, post])).entries()].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  for (const piece of pieces(byId, ROWS)) {
    await query.run(
      `INSERT INTO wall_posts (event, id, at, json) VALUES ${places(piece.length, 4)}
       ON CONFLICT (event, id) DO UPDATE SET at = excluded.at, json = excluded.json`,
      piece.flatMap(([id, post]) => [event, id, Math.round(post.at), JSON.stringify(post)]),
    );
  }
  await query.run(
    `DELETE FROM wall_posts WHERE event = $1 AND id IN (
       SELECT id FROM wall_posts WHERE event = $1 ORDER BY at DESC, id LIMIT $2 OFFSET $3)`,
    [event, Number.MAX_SAFE_INTEGER, KEPT_POSTS_MAX],
  );
}

async function rulingsOf(query: Query, event: string): Promise<KeptRuling[]> {
  const rows = await keptOf(query, event, 'wall_rulings');
  return rows.map(({ json, ...row }) => ({ ...ruledOf(row), ruling: JSON.parse(json) as Ruling }));
}

/** Of which there is one for each event. */
type Single = 'wall_rules' | 'wall_sources';

async function jsonOf<T>(query: Query, event: string, table: Single): Promise<T | null> {
  const [row] = await query.all<{ json: string }>(`SELECT json FROM ${table} WHERE event = $1`, [event]);
  return row === undefined ? null : JSON.parse(row.json);
}

async function putJson(query: Query, event: string, table: Single, value: object): Promise<void> {
  await query.run(
    `INSERT INTO ${table} (event, json) VALUES ($1, $2) ON CONFLICT (event) DO UPDATE SET json = excluded.json`,
    [event, JSON.stringify(value)],
  );
}

/** By the clock of the database: those of several hubs may differ. */
async function leaseFor(
  { now }: Database,
  query: Query,
  { event, holder, forMs }: { event: string; holder: string; forMs: number },
): Promise<boolean> {
  const rows = await query.run(
    `INSERT INTO leases (event, name, holder, until_at) VALUES ($1, $2, $3, ${now} + $4)
     ON CONFLICT (event, name) DO UPDATE SET holder = excluded.holder, until_at = excluded.until_at
     WHERE leases.holder = excluded.holder OR leases.until_at <= ${now}`,
    [event, LEASE, holder, Math.round(forMs)],
  );
  return rows > 0;
}
