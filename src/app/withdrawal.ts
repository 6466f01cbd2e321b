import type { KnownSession, Programme } from '../core/programme.ts';
import { type Turn, turnsOf } from '../core/turns.ts';
import type { WindowRule } from '../core/window.ts';
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
  const rooms = new Map<string, Turn<KnownSession>[]>();
  for (const turn of turnsOf(programme, rule)) {
    const { id, room } = turn.session;
    if (asked.has(id)) rooms.set(room, [...(rooms.get(room) ?? []), turn]);
  }
  for (const [room, turns] of rooms) {
    const spans = turns.map(({ fromAt, toAt }) => ({ fromAt, toAt }));
    const answers = await store
      .spansWithVotes(room, spans)
      .catch(() => spans.map(({ fromAt }) => fromAt <= at));
    for (const [index, { session }] of turns.entries()) if (answers[index]) found.add(session.id);
  }
  return found;
}
