import type { SessionView } from '../../src/core/state.ts';
import { keepTogether } from '../spacing.ts';
import { formatDuration } from '../time.ts';
import type { RoomScene } from './roompage.tsx';
import { formatComing, SOON_MS } from './when.ts';

/** What comes next, in one line. */
export function Next({ view, nowAt, locale, words }: RoomScene) {
  if (view.next === null) return <p class="next" data-testid="next" />;
  return (
    <p class="next" data-testid="next">
      <span class="next-label">{words.next}</span>
      <span class="next-time">{formatComing(view.next.startsAt, nowAt, locale, words)}</span>
      <span class="next-title">{keepTogether(view.next.title)}</span>
    </p>
  );
}

/** What comes next, for those who begin to look for it. */
export function Then({ next, nowAt, locale, words }: RoomScene & { next: SessionView }) {
  return (
    <section class="then" data-testid="next">
      <p class="then-when">
        <span class="then-label">{words.next}</span>
        <span class="then-time">{formatComing(next.startsAt, nowAt, locale, words)}</span>
        {next.startsAt - nowAt < SOON_MS && (
          <span class="then-in">{words.startsIn(formatDuration(next.startsAt - nowAt))}</span>
        )}
      </p>
      <div class="then-what">
        <p class="then-title">{keepTogether(next.title)}</p>
        <p class="then-speakers">{next.speakers.join(', ')}</p>
      </div>
    </section>
  );
}
