import { formatDay, formatTime } from '../time.ts';
import type { KioskPageView, Scene } from './scene.ts';

const SECOND_MS = 1_000;
const TICKS = Array.from({ length: 60 }, (_, second) => second);

function Clock({ state, nowAt, locale, words }: Scene) {
  const second = Math.floor(nowAt / SECOND_MS) % TICKS.length;
  return (
    <main class="bigclock">
      <time class="bigclock-time" data-testid="big-time">
        {formatTime(nowAt, locale)}
      </time>
      <div class="ticks" aria-hidden="true">
        {TICKS.map((tick) => (
          <span key={tick} class="tick" data-on={tick <= second} />
        ))}
      </div>
      <p class="bigclock-day">{formatDay(nowAt, locale)}</p>
      <p class="bigclock-place">
        <span class="plate">{state.room ?? words.noRoom}</span>
        <span class="bigclock-event">{state.event}</span>
      </p>
    </main>
  );
}

/** The time for a hall, with the day and the place; nothing while the clock is not set. */
export const clockPage: KioskPageView = {
  page: 'clock',
  has: ({ state }) => state.clock.quality !== 'unset',
  View: ({ scene }) => <Clock {...scene} />,
};
