import type { PageView } from '../page.ts';
import { keepTogether } from '../spacing.ts';
import { formatWhen, localeOf } from '../time.ts';
import { wordsOf } from '../words.ts';

/** A box that is away for longer is no hiccup: people should know how old it is what they read. */
const OLD_MS = 120_000;
/** A daemon that begins anew is back by then. */
const AWAY_MS = 10_000;

/** Whether the box is away for longer than a hiccup. */
export function isAway({ connected, heardAt, nowAt }: Omit<PageView, 'state'>): boolean {
  return !connected && nowAt - heardAt > AWAY_MS;
}

/** What is said of a box that is away; empty while it is there. */
export function awayText({ state, connected, heardAt, nowAt }: PageView): string {
  if (connected) return '';
  const words = wordsOf(state);
  if (state === null) return words.connecting;
  if (state.clock.quality === 'unset' || nowAt - heardAt <= OLD_MS) return words.reconnecting;
  return keepTogether(`${words.reconnecting} ${words.seen(formatWhen(heardAt, nowAt, localeOf(state)))}`);
}

/** Whether the box is there, said small. */
export function Connection(page: PageView) {
  return (
    <p
      class="connection"
      data-testid="connection"
      data-state={page.connected ? 'connected' : 'reconnecting'}
      role="status"
    >
      {awayText(page)}
    </p>
  );
}
