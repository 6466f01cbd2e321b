import type { ResultsDocument } from '../display.ts';
import type { ResultsView } from './view.ts';

const SESSIONS_MAX = 20;

/**
 * What screens show of the results: the best sessions with an interval. Those with too few votes are left out, and so is
 * what did not take place.
 * @param at when they were counted, epoch milliseconds
 */
export function publishedResults({ sessions }: ResultsView, at: number): ResultsDocument {
  const told = sessions.flatMap((session) => {
    const { title, speakers, room, startsAt, counted, share, tooFew, cancelled, withdrawn } = session;
    if (share === null || tooFew || cancelled || withdrawn) return [];
    return [{ title, speakers, room, startsAt, counted, share }];
  });
  return { at, sessions: told.slice(0, SESSIONS_MAX) };
}
