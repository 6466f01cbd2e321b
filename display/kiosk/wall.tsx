import { useMemo } from 'preact/hooks';
import type { WallDocument } from '../../src/core/wall/view.ts';
import { keepTogether } from '../spacing.ts';
import { formatWhen } from '../time.ts';
import { Dots } from './dots.tsx';
import { Nothing } from './nothing.tsx';
import { Post } from './post.tsx';
import type { KioskPageView, Scene } from './scene.ts';
import { halfOf, sharedTag, wallPages } from './wallpages.ts';
import { wallWords } from './wordswall.ts';

const OLD_MS = 900_000;

function Wall({ scene, turn }: { scene: Scene; turn: number }) {
  const { wall } = scene.documents;
  if (wall === null || wall.posts.length === 0)
    return <Nothing text={wallWords[scene.locale.language].nothing} />;
  return <Posts wall={wall} scene={scene} turn={turn} />;
}

function Posts({ wall, scene, turn }: { wall: WallDocument; scene: Scene; turn: number }) {
  const own = wallWords[scene.locale.language];
  const pages = useMemo(() => wallPages(wall.posts), [wall]);
  const tag = useMemo(() => sharedTag(wall.posts), [wall]);
  const index = turn % pages.length;
  const posts = pages[index] ?? [];
  const half = halfOf(posts);
  const news = newsOf(wall.updatedAt, scene);
  return (
    <main class="wall" data-testid="wall">
      <div class="wall-posts" data-count={posts.length}>
        {posts.map((post) => (
          <div key={post.id} class="wall-place" data-half={post === half}>
            <Post post={post} scene={scene} />
          </div>
        ))}
      </div>
      <footer class="wall-foot">
        <p class="wall-public" data-testid="wall-public">
          {keepTogether(tag === null ? own.public : own.join(tag))}
        </p>
        {news !== null && (
          <p class="wall-news" data-testid="wall-news">
            {news}
          </p>
        )}
        <Dots page={index} pages={pages.length} label={own.page(index + 1, pages.length)} />
      </footer>
    </main>
  );
}

/** That the wall is old, where it is. */
function newsOf(updatedAt: number | null, { nowAt, locale }: Scene): string | null {
  const own = wallWords[locale.language];
  if (updatedAt === null) return own.neverUpdated;
  return nowAt - updatedAt > OLD_MS ? own.asOf(formatWhen(updatedAt, nowAt, locale)) : null;
}

/** What people post about the event, one to four at a time. */
export const wallPage: KioskPageView = {
  page: 'wall',
  has: ({ documents }) => documents.wall !== null && documents.wall.posts.length > 0,
  View: Wall,
};
