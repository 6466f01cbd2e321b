import { type Programme, roomsOf } from '../core/programme.ts';
import { votingSessions, type WindowRule, windowsOf } from '../core/window.ts';
import type { Store } from './ports.ts';

/**
 * Which of these sessions of the current programme have votes, by their ids. When the store cannot say, those whose
 * window has opened by `at` may have some and are given.
 */
export async function sessionsWithVotes(
  ids: readonly string[],
  programme: Programme,
  store: Pick<Store, 'spansWithVotes'>,
  rule: WindowRule,
  at: number,
): Promise<Set<string>> {
  const asked = new Set(ids);
  const found = new Set<string>();
  for (const room of roomsOf(programme.sessions.filter(({ id }) => asked.has(id)))) {
    const windows = windowsOf(votingSessions(programme, room), rule).filter(({ session }) =>
      asked.has(session.id),
    );
    const spans = windows.map(({ opensAt, closesAt }) => ({ fromAt: opensAt, toAt: closesAt }));
    const answers = await store
      .spansWithVotes(room, spans)
      .catch(() => spans.map(({ fromAt }) => fromAt <= at));
    for (const [index, { session }] of windows.entries()) if (answers[index]) found.add(session.id);
  }
  return found;
}
