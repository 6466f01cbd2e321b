import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { DeskPost } from '../../src/core/wall/view.ts';
import { keepTogether } from '../spacing.ts';
import { Ago, Text } from './bits.tsx';
import { useDesk } from './context.ts';
import { isLong, languageTag, pictureAddress, webAddress } from './standing.ts';
import { standingWords } from './wordsstanding.ts';
import { wallWords } from './wordswall.ts';

function Who({ post }: { post: DeskPost }) {
  const { language } = useDesk().locale;
  const own = wallWords[language];
  const { name, handle } = post.author;
  return (
    <div>
      <h3>
        <Text text={name === '' ? handle : name} />
      </h3>
      <p class="post-meta soft">
        {name !== '' && (
          <>
            <Text text={handle} /> ·{' '}
          </>
        )}
        {standingWords[language].networks[post.network]} · <Ago at={post.at} />
        {post.editedAt !== null && (
          <>
            {' '}
            · {own.edited} <Ago at={post.editedAt} />
          </>
        )}
      </p>
    </div>
  );
}

function Words({ post: { text, language } }: { post: DeskPost }) {
  const own = wallWords[useDesk().locale.language];
  const [isWhole, setWhole] = useState(false);
  const long = isLong(text);
  return (
    <>
      <p class="post-text" dir="auto" lang={languageTag(language)} data-folded={long && !isWhole}>
        {keepTogether(text)}
      </p>
      {long && (
        <button type="button" class="link" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? own.less : own.whole}
        </button>
      )}
    </>
  );
}

/** Whole and uncropped: what is at its edge is on the walls too. */
function Pictures({ pictures }: Pick<DeskPost, 'pictures'>) {
  const own = wallWords[useDesk().locale.language];
  return (
    <ul class="post-pictures">
      {pictures.map(({ digest, width, height, alt }) => {
        const address = pictureAddress(digest);
        if (address === null) return null;
        return (
          <li key={digest}>
            <a class="post-picture" href={address} target="_blank" rel="noreferrer">
              <img src={address} alt={alt} width={width} height={height} loading="lazy" decoding="async" />
            </a>
            <p class="post-alt soft" dir="auto">
              {alt === '' ? own.noAlt : alt}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

/** What was kept off a wall need not jump at the organiser either. */
function VeiledPictures({ pictures }: Pick<DeskPost, 'pictures'>) {
  const own = wallWords[useDesk().locale.language];
  const [isSeen, setSeen] = useState(false);
  if (isSeen) return <Pictures pictures={pictures} />;
  return (
    <button type="button" class="link" onClick={() => setSeen(true)} data-testid="pictures">
      {own.showPictures(pictures.length)}
    </button>
  );
}

function Origin({ post }: { post: DeskPost }) {
  const { locale, parts } = useDesk();
  const source = parts.wall?.sources.find(({ key }) => key === post.source);
  const address = webAddress(post.url);
  return (
    <p class="post-meta soft">
      <Text text={source?.label ?? post.source} />
      {address !== null && (
        <>
          {' '}
          ·{' '}
          <a href={address} target="_blank" rel="noreferrer noopener">
            {wallWords[locale.language].original}
          </a>
        </>
      )}
    </p>
  );
}

interface CardProps {
  post: DeskPost;
  /** What stands beside the author. */
  mark?: ComponentChildren;
  /** Why it is off. */
  why?: string | undefined;
  /** Buttons. */
  children: ComponentChildren;
}

/** A post as organisers see it: all of it is text, and nothing of it comes from the internet. */
export function PostCard({ post, mark, why, children }: CardProps) {
  const { organiser } = useDesk();
  const Shown = post.standing.is === 'off' ? VeiledPictures : Pictures;
  return (
    <li class="card post" data-post={post.id} data-testid={`post-${post.id}`}>
      <div class="card-head">
        <Who post={post} />
        {mark}
      </div>
      {why !== undefined && (
        <ul class="advice">
          <li data-testid="why">{why}</li>
        </ul>
      )}
      <Words key={post.digest} post={post} />
      {post.pictures.length > 0 && <Shown pictures={post.pictures} />}
      <Origin post={post} />
      {organiser && <div class="card-foot">{children}</div>}
    </li>
  );
}
