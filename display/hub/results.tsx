import { useState } from 'preact/hooks';
import type { SessionResult } from '../../src/core/hub/view.ts';
import { Chip, Empty, Section, SessionLine } from './bits.tsx';
import { useDesk } from './context.ts';
import { formatCount, formatShare, formatVotes } from './figures.ts';
import { Published } from './published.tsx';
import { Interval } from './share.tsx';
import { Totals } from './totals.tsx';
import { words } from './words.ts';
import { resultWords } from './wordsresults.ts';

/** What is shown beside a result and taken out of none. */
function Notes({ result }: { result: SessionResult }) {
  const { language } = useDesk().locale;
  const own = resultWords[language];
  const { bursts, foldedShare, early } = result;
  return (
    <ul class="notes" data-testid="notes">
      {bursts.count > 0 && (
        <li>
          {own.bursts(formatCount(bursts.count, language), formatVotes(bursts.votes, language))}
          {foldedShare !== null && ` · ${own.folded(formatShare(foldedShare, language))}`}
        </li>
      )}
      {early > 0 && <li>{own.early(formatVotes(early, language))}</li>}
    </ul>
  );
}

function ShareCell({ result }: { result: SessionResult }) {
  const { language } = useDesk().locale;
  const own = resultWords[language];
  if (result.counted === 0) return <span class="soft">{own.noVotes}</span>;
  if (result.tooFew || result.share === null) {
    return <span class="soft">{own.tooFewOf(formatCount(result.counted, language))}</span>;
  }
  return <Interval share={result.share} />;
}

function Row({ result, rank }: { result: SessionResult; rank: number | null }) {
  const { language } = useDesk().locale;
  const own = resultWords[language];
  const common = words[language];
  return (
    <tr data-testid={`result-${result.id}`}>
      <td class="rank figures">{rank ?? <span class="soft">–</span>}</td>
      <td class="cell-session">
        <div>
          <SessionLine session={result} room />
          {result.cancelled && <Chip tone="warning">{common.cancelled}</Chip>}
          {result.withdrawn && <Chip tone="quiet">{common.withdrawn}</Chip>}
          {(result.bursts.count > 0 || result.early > 0) && <Notes result={result} />}
        </div>
      </td>
      <td class="cell-share" data-testid="share">
        <ShareCell result={result} />
      </td>
      <td class="cell-count figures" data-label={own.votes}>
        {formatCount(result.counted, language)}
      </td>
      <td class="cell-count figures" data-label={own.minus}>
        <span class="minus">{formatCount(result.minus, language)}</span>
      </td>
      <td class="cell-count figures" data-label={own.plus}>
        <span class="plus">{formatCount(result.plus, language)}</span>
      </td>
    </tr>
  );
}

/** In the order given; sessions without votes are folded away, as a programme has many of them at first. */
function Table({ sessions }: { sessions: readonly SessionResult[] }) {
  const own = resultWords[useDesk().locale.language];
  const [all, setAll] = useState(false);
  const voted = sessions.filter(({ counted }) => counted > 0);
  const shown = all ? sessions : voted;
  const silent = sessions.length - voted.length;
  const fold = silent > 0 && (
    <button
      type="button"
      class="small fold"
      aria-expanded={all}
      onClick={() => setAll(!all)}
      data-testid="silent"
    >
      {all ? own.hideSilent : own.showSilent(silent)}
    </button>
  );
  if (shown.length === 0) {
    return (
      <>
        <p class="soft">{own.noneVoted}</p>
        {fold}
      </>
    );
  }
  return (
    <>
      <table class="results" data-testid="results">
        <thead>
          <tr>
            <th scope="col">{own.rank}</th>
            <th scope="col">{own.session}</th>
            <th scope="col">{own.share}</th>
            <th scope="col">{own.votes}</th>
            <th scope="col">{own.minus}</th>
            <th scope="col">{own.plus}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((result, index) => (
            <Row key={result.id} result={result} rank={result.tooFew ? null : index + 1} />
          ))}
        </tbody>
      </table>
      {fold}
    </>
  );
}

function Downloads() {
  const { locale, organiser } = useDesk();
  const own = resultWords[locale.language];
  return (
    <Section title={own.take}>
      <p class="links">
        <a class="button" href="/api/v1/votes.csv" download>
          {own.csv}
        </a>
        {organiser && (
          <a class="button" href="/api/v1/votes.csv?exact=1" download data-testid="exact">
            {own.exact}
          </a>
        )}
        <a class="button" href="/api/v1/results" target="_blank" rel="noreferrer">
          {own.json}
        </a>
      </p>
      <p class="field-help">{own.csvHelp}</p>
    </Section>
  );
}

/** What people thought, in the order that the hub gives. */
export function Results() {
  const { parts, locale } = useDesk();
  const own = resultWords[locale.language];
  const { results } = parts;
  if (results === undefined) return <p class="soft">{words[locale.language].loading}</p>;
  return (
    <>
      {results.sessions.length === 0 ? (
        <Empty title={own.empty}>{own.emptyHelp}</Empty>
      ) : (
        <>
          <Published sessions={results.sessions} />
          <p class="lead">{own.order}</p>
          <Table sessions={results.sessions} />
        </>
      )}
      <Totals totals={results.totals} />
      <Section title={own.shown}>
        <p class="lead">{own.shownHelp}</p>
      </Section>
      <Downloads />
    </>
  );
}
