import type { ComponentChildren } from 'preact';
import type { SessionView } from '../../src/core/state.ts';
import { keepTogether } from '../spacing.ts';
import { formatTime } from '../time.ts';
import type { RoomScene } from './roompage.tsx';
import { Domes, useThanks } from './vote.tsx';

interface CallProps extends RoomScene {
  session: SessionView;
  /** How long it still runs. */
  left: string;
  aside: ComponentChildren;
}

/** The call to punch: a question, and the buttons that answer it. */
export function Call({ state, session, left, aside, nowAt, locale, words }: CallProps) {
  const thanks = useThanks(state.lastVotes[0]?.seq ?? 0);
  const { closesAt } = session;
  return (
    <div class="call" data-testid="voting" data-thanks={thanks}>
      <p class="call-question">{keepTogether(words.call)}</p>
      <div class="call-answers">
        <div class="call-words">
          <h1 class="call-title" data-testid="session-title">
            {keepTogether(session.title)}
          </h1>
          <p class="call-speakers" data-testid="speakers">
            {session.speakers.join(', ')}
          </p>
          <p class="call-until">
            {nowAt < session.endsAt && <strong data-testid="time-left">{left}</strong>}
            {closesAt !== null && <span>{words.votesUntil(formatTime(closesAt, locale))}</span>}
          </p>
        </div>
        <Domes />
        {aside}
      </div>
    </div>
  );
}
