import type { ResultsDocument } from '../../src/core/display.ts';
import { formatCount, formatShare, percentOf } from '../hub/figures.ts';
import { keepTogether } from '../spacing.ts';
import { formatWhen } from '../time.ts';
import { Dots } from './dots.tsx';
import { useExtent } from './extent.ts';
import { Nothing } from './nothing.tsx';
import { rowPages } from './roomrows.ts';
import type { KioskPageView, Scene } from './scene.ts';
import { resultsWords } from './wordsresults.ts';

/** Of results.css, in em: how high a row is at least. */
const ROW = { wide: 6.2, narrow: 11.2 };
const NARROW = 60;

type Ranked = ResultsDocument['sessions'][number];

function Results({ scene, turn }: { scene: Scene; turn: number }) {
  const { results } = scene.documents;
  if (results === null || results.sessions.length === 0)
    return <Nothing text={resultsWords[scene.locale.language].nothing} />;
  return <Ranking results={results} scene={scene} turn={turn} />;
}

function Ranking({ results, scene, turn }: { results: ResultsDocument; scene: Scene; turn: number }) {
  const own = resultsWords[scene.locale.language];
  const [place, extent] = useExtent();
  const high = (extent?.width ?? 0) < NARROW ? ROW.narrow : ROW.wide;
  const ranked = results.sessions.map((session, index) => ({ session, rank: index + 1 }));
  const pages = extent === null ? [] : rowPages(ranked, Math.floor(extent.height / high));
  const index = pages.length === 0 ? 0 : turn % pages.length;
  return (
    <main class="results" data-testid="results">
      <header class="results-head">
        <h1>{own.title}</h1>
        <p class="results-when">
          {keepTogether(own.asOf(formatWhen(results.at, scene.nowAt, scene.locale)))}
        </p>
        <Dots page={index} pages={pages.length} label={own.page(index + 1, pages.length)} />
      </header>
      <p class="results-sentence">{keepTogether(own.sentence)}</p>
      <div class="results-place" ref={place}>
        <ol class="results-list">
          {pages[index]?.map(({ session, rank }) => (
            <Row key={rank} session={session} rank={rank} scene={scene} />
          ))}
        </ol>
      </div>
    </main>
  );
}

function Row({ session, rank, scene }: { session: Ranked; rank: number; scene: Scene }) {
  const { language } = scene.locale;
  const own = resultsWords[language];
  const { share, title, speakers, room, counted } = session;
  const who = [speakers.join(', '), room].filter((words) => words !== '').join(' · ');
  return (
    <li class="results-row" data-testid="results-row">
      <span class="results-rank">{rank}</span>
      <div class="results-what">
        <p class="results-title" dir="auto">
          {keepTogether(title)}
        </p>
        <p class="results-who" dir="auto">
          {who}
        </p>
      </div>
      <div class="results-scale" aria-hidden="true">
        <i
          class="results-range"
          style={{ left: percentOf(share.low), width: percentOf(share.high - share.low) }}
        />
        <i class="results-mark" style={{ left: percentOf(share.value) }} />
      </div>
      <p class="results-figures">
        <strong>{formatShare(share.value, language)}</strong>
        <span>{own.likely(String(Math.round(100 * share.low)), formatShare(share.high, language))}</span>
        <span>{own.votes(formatCount(counted, language))}</span>
      </p>
    </li>
  );
}

/** The top sessions, once organisers have published them. */
export const resultsPage: KioskPageView = {
  page: 'results',
  has: ({ documents }) => documents.results !== null && documents.results.sessions.length > 0,
  View: Results,
};
