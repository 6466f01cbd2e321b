import { useEffect, useRef, useState } from 'preact/hooks';
import { keepTogether } from '../spacing.ts';
import { formatTime } from '../time.ts';
import type { RoomScene } from './roompage.tsx';

const THANKS_MS = 700;

/** True for a moment after each vote; which way it was is nobody's business. */
export function useThanks(seq: number): boolean {
  const shown = useRef(seq);
  const [thanks, setThanks] = useState(false);
  useEffect(() => {
    if (seq === shown.current) return;
    shown.current = seq;
    setThanks(true);
    const timer = setTimeout(() => setThanks(false), THANKS_MS);
    return () => clearTimeout(timer);
  }, [seq]);
  return thanks;
}

/** Both domes as they are on the box: −1 on the left, +1 on the right. */
export function Domes() {
  return (
    <span class="domes" aria-hidden="true">
      <span class="dome dome-minus" data-sign="−1" />
      <span class="dome dome-plus" data-sign="+1" />
    </span>
  );
}

/** Which way to vote, and for what; it blinks once at every vote, without saying which it was. */
export function Vote({ state, view, locale, words }: RoomScene) {
  const thanks = useThanks(state.lastVotes[0]?.seq ?? 0);
  if (view.voting === null || view.voting.closesAt === null) return null;
  const until = formatTime(view.voting.closesAt, locale);
  const same = view.voting.id === view.main?.id;
  return (
    <p class="vote" data-testid="voting" data-thanks={thanks}>
      <Domes />
      <span>{keepTogether(same ? words.voteUntil(until) : words.voteFor(view.voting.title, until))}</span>
    </p>
  );
}
