import { useState } from 'preact/hooks';
import { formatDay, formatTime } from '../time.ts';
import type { Scene } from './scene.ts';

/** A longer name has two smaller lines on its plate: which room it is has to be read whole. */
const PLATE_MAX = 18;

/** The conference's logo; nothing when its theme has none. */
function Logo({ version }: { version: string }) {
  const [missing, setMissing] = useState<string | null>(null);
  if (missing === version) return null;
  const address = `/theme/logo?v=${encodeURIComponent(version)}`;
  return <img class="logo" src={address} alt="" data-testid="logo" onError={() => setMissing(version)} />;
}

/** Which room this is, of which event, and what time it is; a box without the time shows none. */
export function Head({ state, nowAt, locale, words }: Scene) {
  const set = state.clock.quality !== 'unset';
  const { theme } = state.display.versions;
  const room = state.room ?? words.noRoom;
  return (
    <header class="head">
      <p class="plate" data-testid="room" data-long={[...room].length > PLATE_MAX}>
        <span class="plate-name">{room}</span>
      </p>
      {theme !== null && <Logo version={theme} />}
      <p class="event">
        <span>{state.event}</span>
        {set && <span class="day">{formatDay(nowAt, locale)}</span>}
      </p>
      {set && (
        <time class="clock" data-testid="clock">
          {formatTime(nowAt, locale)}
        </time>
      )}
    </header>
  );
}
