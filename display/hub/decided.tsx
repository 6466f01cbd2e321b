import { useState } from 'preact/hooks';
import type { DeskPost, WallDeskView } from '../../src/core/wall/view.ts';
import { Chip, Empty } from './bits.tsx';
import { useDesk } from './context.ts';
import { CommandButton } from './dialog.tsx';
import { type Option, Select } from './fields.tsx';
import { PostCard } from './postcard.tsx';
import { More, takeBack } from './postmenu.tsx';
import { Approve, Cards, Hide } from './posts.tsx';
import { remedyOf, rulingAbout } from './standing.ts';
import { standingWords } from './wordsstanding.ts';
import { wallWords } from './wordswall.ts';

/** Posts that are on the walls. */
export function Shown({ wall }: { wall: WallDeskView }) {
  const own = wallWords[useDesk().locale.language];
  const isTrusted = ({ authorId }: DeskPost) =>
    rulingAbout(wall.rulings, `author ${authorId}`)?.ruling.kind === 'trust-author';
  if (wall.shown.length === 0) return <Empty title={own.shownEmpty} />;
  return (
    <>
      <p class="lead">{own.shownHelp}</p>
      <Cards
        posts={wall.shown}
        card={(post) => (
          <PostCard
            key={post.id}
            post={post}
            mark={isTrusted(post) && <Chip tone="good">{own.trusted}</Chip>}
          >
            <Hide post={post} />
            <More post={post} />
          </PostCard>
        )}
      />
    </>
  );
}

function OffCard({ post, wall }: { post: DeskPost; wall: WallDeskView }) {
  const { language } = useDesk().locale;
  const own = wallWords[language];
  const { standing } = post;
  const remedy = remedyOf(post, wall);
  return (
    <PostCard post={post} why={standing.is === 'off' ? standingWords[language].off[standing.why] : undefined}>
      {remedy?.kind === 'approve' && <Approve post={post} />}
      {remedy?.kind === 'undo' && (
        <CommandButton label={own.undo} name="undo" kind="" command={takeBack(remedy.number)} />
      )}
    </PostCard>
  );
}

/** Posts that are kept off the walls. */
export function Off({ wall }: { wall: WallDeskView }) {
  const { language } = useDesk().locale;
  const [wanted, setWanted] = useState('');
  const own = wallWords[language];
  if (wall.off.length === 0) return <Empty title={own.offEmpty} />;
  const whys = [...new Set(wall.off.map(({ standing }) => (standing.is === 'off' ? standing.why : 'gone')))];
  const chosen = whys.find((why) => why === wanted);
  const options: Option<string>[] = whys.map((why) => [why, standingWords[language].off[why]]);
  const posts = wall.off.filter(
    ({ standing }) => chosen === undefined || (standing.is === 'off' && standing.why === chosen),
  );
  return (
    <>
      <p class="lead">{own.offHelp}</p>
      {whys.length > 1 && (
        <div class="search">
          <Select<string>
            label={own.reason}
            name="reason"
            value={chosen ?? ''}
            onChange={setWanted}
            options={[['', own.anyReason], ...options]}
          />
        </div>
      )}
      <Cards posts={posts} card={(post) => <OffCard key={post.id} post={post} wall={wall} />} />
    </>
  );
}
