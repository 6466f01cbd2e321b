import type { LastVote } from '../state.ts';
import { fit, timeOf } from './lay.ts';

/** Votes, newest first, a line each. @param zone of the event */
export function votesText(votes: readonly LastVote[], zone: string): string {
  if (votes.length === 0) return 'This box has no votes yet.';
  return votes.map((vote) => fit(`${timeOf(vote.at, zone)}  `, voteWords(vote))).join('\n');
}

/** `#12 +1 Talk` */
export function voteWords({ seq, value, sessionTitle, source }: LastVote): string {
  const sign = value === 1 ? '+1' : '-1';
  return `#${seq} ${sign}${source === 'test' ? ' TEST' : ''} ${sessionTitle ?? '(no session)'}`;
}
