import { useState } from 'preact/hooks';
import type { WallPost } from '../../src/core/wall/view.ts';
import { keepTogether } from '../spacing.ts';
import { formatDuration, formatWhen } from '../time.ts';
import { useFittedText } from './fitted.ts';
import { monogramOf } from './monogram.ts';
import type { Scene } from './scene.ts';
import { textParts } from './wallpages.ts';
import { wallWords } from './wordswall.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** One post as a card; what people wrote is only ever text. */
export function Post({ post, scene }: { post: WallPost; scene: Scene }) {
  const own = wallWords[scene.locale.language];
  const text = useFittedText<HTMLParagraphElement>();
  const { name, handle } = post.author;
  const { letters, colour } = monogramOf(name === '' ? handle : name);
  const [picture] = post.pictures;
  return (
    <article class="post" data-picture={picture !== undefined} data-testid="post">
      <header class="post-head">
        <span class="post-monogram" data-colour={colour} aria-hidden="true">
          {letters}
        </span>
        <p class="post-author">
          <bdi class="post-name">{name === '' ? handle : name}</bdi>
          <bdi class="post-handle">{handle}</bdi>
        </p>
        <p class="post-from">
          <span class="post-network">{own.networks[post.network]}</span>
          <span>{ageOf(post.at, scene)}</span>
        </p>
      </header>
      {picture !== undefined && <PostPicture {...picture} />}
      {post.text !== '' && (
        <div class="post-body">
          <p
            class="post-text"
            dir="auto"
            lang={post.language ?? undefined}
            ref={text}
            data-testid="post-text"
          >
            {textParts(post.text).map((part, place) =>
              part.isTag ? (
                <span key={place} class="post-tag">
                  {part.text}
                </span>
              ) : (
                keepTogether(part.text)
              ),
            )}
          </p>
        </div>
      )}
    </article>
  );
}

/** A picture in a place that is there before it; one that does not come leaves its description. */
function PostPicture({ digest, alt }: WallPost['pictures'][number]) {
  const [failed, setFailed] = useState(false);
  return (
    <div class="post-picture">
      {failed ? (
        <p dir="auto">{alt}</p>
      ) : (
        <img src={`/pictures/${digest}.webp`} alt={alt} decoding="async" onError={() => setFailed(true)} />
      )}
    </div>
  );
}

function ageOf(at: number, { nowAt, locale }: Scene): string {
  const own = wallWords[locale.language];
  const ageMs = nowAt - at;
  if (ageMs < MINUTE_MS) return own.now;
  if (ageMs >= DAY_MS) return formatWhen(at, nowAt, locale);
  return own.ago(formatDuration(ageMs - (ageMs % (ageMs < HOUR_MS ? MINUTE_MS : HOUR_MS))));
}
