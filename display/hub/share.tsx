import { useDesk } from './context.ts';
import { formatCount, formatInterval, formatShare, percentOf } from './figures.ts';

/** Both counts, each with its sign, over a bar that is cut where they meet. */
export function Split({ plus, minus }: { plus: number; minus: number }) {
  const { language } = useDesk().locale;
  const total = plus + minus;
  return (
    <div class="split">
      <div class="split-counts figures">
        <span class="minus" data-testid="minus">
          <b>−1</b> {formatCount(minus, language)}
        </span>
        <span class="plus" data-testid="plus">
          <b>+1</b> {formatCount(plus, language)}
        </span>
      </div>
      <div class="split-bar" data-empty={total === 0} aria-hidden="true">
        <div class="split-minus" style={{ width: percentOf(total === 0 ? 0 : minus / total) }} />
        <div class="split-plus" style={{ width: percentOf(total === 0 ? 0 : plus / total) }} />
      </div>
    </div>
  );
}

/** A share on a line from none to all, within the interval that it lies in. */
export function Interval({ share }: { share: { value: number; low: number; high: number } }) {
  const { language } = useDesk().locale;
  return (
    <div class="interval">
      <span class="interval-numbers figures">
        <strong>{formatShare(share.value, language)}</strong>{' '}
        <span class="soft">{formatInterval(share.low, share.high, language)}</span>
      </span>
      <span class="interval-line" aria-hidden="true">
        <span
          class="interval-band"
          style={{ left: percentOf(share.low), width: percentOf(share.high - share.low) }}
        />
        <span class="interval-value" style={{ left: percentOf(share.value) }} />
      </span>
    </div>
  );
}
