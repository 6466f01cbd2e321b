import { useEffect, useState } from 'preact/hooks';
import { followBox, type LinkView } from './link.ts';
import { createBoxClock } from './time.ts';

const SECOND_MS = 1_000;
const clock = createBoxClock(() => performance.now());

/** What a page shows from: the link to its box, and the box's time in epoch milliseconds. */
export interface PageView extends LinkView {
  nowAt: number;
}

/** Follows the box, and draws again at each state and at each full second of the box's clock. */
export function usePage(): PageView {
  const [view, setView] = useState<LinkView>({ state: null, connected: false });
  const [, setSecond] = useState(0);

  useEffect(() => {
    followBox((next) => {
      if (next.state !== null && next.connected) clock.set(next.state.clock.at);
      if (next.state !== null) document.documentElement.lang = next.state.language;
      setView(next);
    });
    const tick = () => {
      setSecond(Math.floor(clock.now() / SECOND_MS));
      setTimeout(tick, SECOND_MS - (clock.now() % SECOND_MS));
    };
    tick();
  }, []);

  return { ...view, nowAt: clock.now() };
}
