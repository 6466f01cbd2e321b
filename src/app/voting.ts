import { SLOW_AFTER_MS } from '../core/patterns.ts';
import type { LastVote } from '../core/state.ts';
import { type Button, type StoredVote, type VoteSource, voteValue } from '../core/vote.ts';
import { readMoment } from './moment.ts';
import type { Clock, Receipt, Store } from './ports.ts';
import type { Room } from './room.ts';

const LAST_VOTES = 8;

/** What the person at the buttons is told; called in the order of the presses. */
export interface VoteAnswers {
  /** @param isTest the vote was stored as one that never counts */
  thanks(button: Button, isTest?: boolean): void;
  oneMoment(): void;
  notStored(): void;
}

export interface Voting {
  /** A press recognised at `atMs` (monotonic). Never waits, never throws. */
  press(button: Button, atMs: number): void;
  /** A press of somebody who tries the box: stored and answered as one, and never counted. Never rejects. */
  test(button: Button): Promise<Receipt>;
  /** Counts the rows that the store found when it opened. */
  reload(): Promise<void>;
  view(): VotingView;
}

export interface VotingView {
  plus: number;
  minus: number;
  failed: number;
  last: readonly LastVote[];
}

interface Deps {
  store: Pick<Store, 'append' | 'totals'>;
  clock: Clock;
  bootId: string;
  source: () => VoteSource;
  room: Pick<Room, 'name' | 'votable' | 'titleOf'>;
  answers: VoteAnswers;
  onCommit: (durationMs: number) => void;
  onChange: () => void;
}

/** From a press to a durable vote, and only then to thanks. */
export function createVoting(deps: Deps): Voting {
  const { store, clock, answers } = deps;
  const counts = { plus: 0, minus: 0, failed: 0 };
  let last: readonly StoredVote[] = [];

  function lastVote(vote: StoredVote): LastVote {
    const sessionTitle = vote.shownSessionId === null ? null : deps.room.titleOf(vote.shownSessionId);
    return { seq: vote.seq, value: vote.value, at: vote.wallMs, sessionTitle, source: vote.source };
  }

  function stored(vote: StoredVote, button: Button): void {
    if (vote.source !== 'test') counts[button] += 1;
    last = [vote, ...last].slice(0, LAST_VOTES);
    answers.thanks(button, vote.source === 'test');
  }

  function cast(button: Button, atMs: number, source: VoteSource): Promise<Receipt> {
    const now = readMoment(clock);
    const vote = {
      bootId: deps.bootId,
      monoMs: Math.floor(atMs),
      wallMs: Math.floor(now.wallAt - (now.monoMs - atMs)),
      value: voteValue(button),
      room: deps.room.name,
      shownSessionId: deps.room.votable()?.id ?? null,
      source,
    };
    const cancelSlow = clock.after(SLOW_AFTER_MS, answers.oneMoment);
    const sentAtMs = clock.monoMs();
    return store.append(vote).then((receipt) => {
      cancelSlow();
      if (receipt.stored) {
        const tookMs = clock.monoMs() - sentAtMs;
        stored(receipt.vote, button);
        deps.onCommit(tookMs);
      } else {
        counts.failed += 1;
        answers.notStored();
      }
      deps.onChange();
      return receipt;
    });
  }

  return {
    press: (button, atMs) => void cast(button, atMs, deps.source()),
    test: (button) => cast(button, clock.monoMs(), 'test'),
    async reload() {
      const totals = await store.totals();
      counts.plus = totals.plus;
      counts.minus = totals.minus;
      last = totals.last.slice(0, LAST_VOTES);
      deps.onChange();
    },
    view: () => ({ ...counts, last: last.map(lastVote) }),
  };
}
