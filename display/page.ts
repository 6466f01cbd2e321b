import { useEffect, useState } from 'preact/hooks';
import type { BoxState } from '../src/core/state.ts';
import { followBox, type LinkView } from './link.ts';
import { createBoxClock } from './time.ts';

const SECOND_MS = 1_000;
const clock = createBoxClock(() => performance.now());

/** What a page shows from: the link to its box, and the box's time in epoch milliseconds. */
export interface PageView extends LinkView {
  nowAt: number;
  /** When the box was there last, by its own clock; 0 before it spoke. */
  heardAt: number;
}

/** What a page knew before it was loaded again, and how it passes it on. */
export interface PageMemory {
  state: BoxState | null;
  /** The time of the box now, as far as it can be known without it. */
  nowAt: number;
  keep(state: BoxState): void;
}

const NO_MEMORY: PageMemory = { state: null, nowAt: 0, keep: () => {} };

/** Follows the box, and draws again at each state and at each full second of the box's clock. */
export function usePage(memory: PageMemory = NO_MEMORY): PageView {
  const [view, setView] = useState(() => remembered(memory));
  const [, setSecond] = useState(0);

  useEffect(() => {
    const follow = {
      version: memory.state?.version ?? null,
      reload: (state: BoxState) => {
        memory.keep(state); // or the page would not know its own version, and load again for ever
        location.reload();
      },
    };
    followBox((next) => {
      if (next.state !== null && next.connected) {
        clock.set(next.state.clock.at);
        memory.keep(next.state);
      }
      if (next.state !== null) document.documentElement.lang = next.state.language;
      setView((before) => ({
        state: next.state ?? before.state,
        connected: next.connected,
        heardAt: next.connected || before.connected ? clock.now() : before.heardAt,
      }));
    }, follow);
    const tick = () => {
      setSecond(Math.floor(clock.now() / SECOND_MS));
      setTimeout(tick, SECOND_MS - (clock.now() % SECOND_MS));
    };
    tick();
  }, []);

  return { ...view, nowAt: clock.now() };
}

function remembered({ state, nowAt }: PageMemory): Omit<PageView, 'nowAt'> {
  if (state === null) return { state, connected: false, heardAt: 0 };
  clock.set(nowAt);
  document.documentElement.lang = state.language;
  return { state, connected: false, heardAt: state.clock.at };
}
