import type { ResultTotals } from '../../src/core/hub/view.ts';
import { Section } from './bits.tsx';
import { useDesk } from './context.ts';
import { formatCount, formatVotes } from './figures.ts';
import { resultWords } from './wordsresults.ts';

const SUMMED = ['counted', 'unassigned', 'test', 'before', 'leftOut'] as const;
const EXPLAINED = ['unassigned', 'test', 'before', 'leftOut'] as const;

/** The sum of all votes, written out so that everybody can add it up. */
export function Totals({ totals }: { totals: ResultTotals }) {
  const { language } = useDesk().locale;
  const own = resultWords[language];
  const difference = totals.stored - SUMMED.reduce((sum, name) => sum + totals[name], 0);
  return (
    <Section title={difference === 0 ? own.totals : own.totalsOff} name="totals">
      <p class="sum figures" data-agrees={difference === 0} data-testid="sum">
        {SUMMED.map((name, index) => (
          <span key={name} class="term">
            {index > 0 && <i>+ </i>}
            <b>{formatCount(totals[name], language)}</b> {own[name]}
          </span>
        ))}
        <span class="term term-stored">
          <i>{difference === 0 ? '= ' : '≠ '}</i>
          <b>{formatCount(totals.stored, language)}</b> {own.stored}
        </span>
      </p>
      {difference !== 0 && (
        <p class="refused" role="alert">
          {own.totalsOffHelp(formatVotes(Math.abs(difference), language))}
        </p>
      )}
      <ul class="explained">
        {EXPLAINED.map((name) => (
          <li key={name}>{own.explain[name]}</li>
        ))}
      </ul>
    </Section>
  );
}
