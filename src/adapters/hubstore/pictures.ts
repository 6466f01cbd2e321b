import { PICTURES_MAX_BYTES } from '../../app/wall/ports.ts';
import type { Picture } from '../../core/wall/post.ts';
import type { Query } from './sql.ts';

interface Saved {
  picture: Picture;
  bytes: Uint8Array;
  /** Digests of pictures that are dropped last. */
  kept: readonly string[];
}

/** Keeps a picture, and drops the oldest beyond the quota. One that is saved again is the newest again. */
export async function savePicture(query: Query, event: string, saved: Saved): Promise<void> {
  const { digest, width, height } = saved.picture;
  const [row] = await query.all<{ next: number }>(
    'SELECT coalesce(max(number), 0) + 1 AS next FROM wall_pictures WHERE event = $1',
    [event],
  );
  await query.run(
    `INSERT INTO wall_pictures (event, digest, number, width, height, size, bytes)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (event, digest) DO UPDATE SET number = excluded.number`,
    [event, digest, row?.next ?? 1, width, height, saved.bytes.length, saved.bytes],
  );
  for (const superfluous of await beyondQuota(query, event, [digest, ...saved.kept])) {
    await query.run('DELETE FROM wall_pictures WHERE event = $1 AND digest = $2', [event, superfluous]);
  }
}

/** Ordered, as everything is that is deleted row by row. */
async function beyondQuota(query: Query, event: string, kept: readonly string[]): Promise<string[]> {
  const rows = await query.all<{ digest: string; size: number }>(
    'SELECT digest, size FROM wall_pictures WHERE event = $1 ORDER BY number DESC',
    [event],
  );
  const wanted = new Set(kept);
  const inOrder = [
    ...rows.filter(({ digest }) => wanted.has(digest)),
    ...rows.filter(({ digest }) => !wanted.has(digest)),
  ];
  let bytes = 0;
  const dropped = inOrder.filter(({ size }) => {
    bytes += size;
    return bytes > PICTURES_MAX_BYTES;
  });
  return dropped.map(({ digest }) => digest).sort();
}

export async function pictureOf(query: Query, event: string, digest: string): Promise<Uint8Array | null> {
  const [row] = await query.all<{ bytes: Uint8Array }>(
    'SELECT bytes FROM wall_pictures WHERE event = $1 AND digest = $2',
    [event, digest],
  );
  return row?.bytes ?? null;
}
