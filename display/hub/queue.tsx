import type { DeskPost, WallDeskView } from '../../src/core/wall/view.ts';
import { formatDuration } from '../time.ts';
import { Chip, Empty } from './bits.tsx';
import { useDesk } from './context.ts';
import { PostCard } from './postcard.tsx';
import { More } from './postmenu.tsx';
import { Approve, Cards, Hide } from './posts.tsx';
import { dueAt, formatCountdown, inQueueOrder } from './standing.ts';
import { standingWords } from './wordsstanding.ts';
import { wallWords } from './wordswall.ts';

const MINUTE_MS = 60_000;

/** Why a post waits, and how long still. */
function Why({ post, wall }: { post: DeskPost; wall: WallDeskView }) {
  const { locale, nowAt } = useDesk();
  const own = wallWords[locale.language];
  const { standing } = post;
  if (standing.is !== 'waiting') return null;
  const due = dueAt(post, wall.rules);
  const text = standingWords[locale.language].waiting[standing.why];
  return (
    <div class="post-marks figures" data-testid="why">
      {standing.why !== 'delay' && (
        <Chip tone={standing.why === 'approval' ? 'quiet' : 'warning'}>{text}</Chip>
      )}
      {due !== null && (
        <Chip tone="warning">{due > nowAt ? own.dueIn(formatCountdown(due - nowAt)) : own.dueNow}</Chip>
      )}
    </div>
  );
}

function QueueEmpty({ wall: { rules, sources, clearedAt } }: { wall: WallDeskView }) {
  const own = wallWords[useDesk().locale.language];
  if (clearedAt !== null) return <Empty title={own.empty}>{own.emptyCleared}</Empty>;
  if (sources.length === 0) return <Empty title={own.noSources}>{own.emptySources}</Empty>;
  const help = {
    approve: own.emptyApprove,
    delay: own.emptyDelay(
      rules.delayMs < MINUTE_MS ? `${Math.round(rules.delayMs / 1_000)} s` : formatDuration(rules.delayMs),
    ),
    trusted: own.emptyTrusted,
  };
  return <Empty title={own.empty}>{help[rules.mode]}</Empty>;
}

/** Posts that wait for an organiser, or for their delay. */
export function Queue({ wall }: { wall: WallDeskView }) {
  const { locale, organiser } = useDesk();
  const own = wallWords[locale.language];
  if (wall.waiting.length === 0) return <QueueEmpty wall={wall} />;
  return (
    <>
      {organiser && <p class="lead keys">{own.keys}</p>}
      <Cards
        posts={inQueueOrder(wall.waiting, wall.rules)}
        card={(post) => (
          <PostCard key={post.id} post={post} mark={<Why post={post} wall={wall} />}>
            <Approve post={post} />
            <Hide post={post} />
            <More post={post} />
          </PostCard>
        )}
      />
    </>
  );
}
