import type { SourceState, SourceView } from '../../src/core/wall/view.ts';
import { formatDuration } from '../time.ts';
import { Ago, Chip, Empty, Facts, Section, Text } from './bits.tsx';
import { useDesk } from './context.ts';
import { formatCount } from './figures.ts';
import { words } from './words.ts';
import { standingWords } from './wordsstanding.ts';
import { wallWords } from './wordswall.ts';

const MINUTE_MS = 60_000;

type Tone = 'good' | 'warning' | 'error' | 'quiet';

const TONES: Readonly<Record<SourceState, Tone>> = {
  waiting: 'quiet',
  ok: 'good',
  empty: 'quiet',
  'needs-login': 'warning',
  refused: 'error',
  limited: 'warning',
  unreachable: 'error',
};

const SEVERITIES: Readonly<Record<Tone, string>> = {
  good: 'note',
  quiet: 'note',
  warning: 'warning',
  error: 'error',
};

/** Those that an organiser has to look after. */
export function isIll({ state }: SourceView): boolean {
  return TONES[state] === 'warning' || TONES[state] === 'error';
}

function Next({ at }: { at: number | null }) {
  const { locale, nowAt } = useDesk();
  if (at === null) return <>–</>;
  const leftMs = Math.max(0, at - nowAt);
  const left = leftMs < MINUTE_MS ? `${Math.ceil(leftMs / 1_000)} s` : formatDuration(leftMs);
  return <span class="figures">{wallWords[locale.language].inTime(left)}</span>;
}

function Source({ source }: { source: SourceView }) {
  const { language } = useDesk().locale;
  const own = wallWords[language];
  const standing = standingWords[language];
  const { key, label, network, state, why, askedAt, nextAt, posts, cost } = source;
  const advice = standing.advice[state];
  return (
    <li class="card" data-testid={`source-${key}`} data-state={state}>
      <div class="card-head">
        <h3>
          <Text text={label} />
        </h3>
        <Chip tone={TONES[state]}>{standing.states[state]}</Chip>
      </div>
      {(why !== null || advice !== '') && (
        <ul class="advice">
          <li data-severity={SEVERITIES[TONES[state]]}>
            {why !== null && (
              <p>
                <Text text={why} />
              </p>
            )}
            {advice !== '' && <p class="soft">{advice}</p>}
          </li>
        </ul>
      )}
      <Facts
        of={[
          [own.posts, `${formatCount(posts, language)} · ${standing.networks[network]}`],
          [own.askedAt, <Ago key="asked" at={askedAt} />],
          [own.nextAt, <Next key="next" at={nextAt} />],
          ...(cost === null ? [] : [[own.cost, <Text key="cost" text={cost} />] as const]),
        ]}
      />
    </li>
  );
}

/** Where posts come from, and how each source fares. */
export function Sources({ sources }: { sources: readonly SourceView[] }) {
  const { locale, parts } = useDesk();
  const own = wallWords[locale.language];
  return (
    <>
      {sources.length === 0 && <Empty title={own.noSources}>{own.emptySources}</Empty>}
      <ul class="cards cards-loose" data-testid="sources">
        {[...sources]
          .sort((a, b) => Number(isIll(b)) - Number(isIll(a)))
          .map((source) => (
            <Source key={source.key} source={source} />
          ))}
      </ul>
      <Section title={own.images} name="images">
        <p class="soft">
          {parts.screens === undefined
            ? words[locale.language].loading
            : own.imagesHelp(parts.screens.images)}
        </p>
      </Section>
    </>
  );
}
