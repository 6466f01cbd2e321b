import { cleanLine } from '../text.ts';
import { localDate } from '../zone.ts';
import type { Draft } from './draft.ts';
import { instantOf } from './stamp.ts';

/** A draft whose source may not say when it ends. */
export type OpenDraft = Omit<Draft, 'end'> & { end: Draft['end'] | null };

const USUAL_MS = 3_600_000;
const OPEN_MAX = 5_000; // more are refused anyway, and every start costs a look into the clocks of its zone

/**
 * Ends what has no end: when the next session of its room begins that day, else after an hour. `assumed` says so.
 */
export function fillEnds(
  open: readonly OpenDraft[],
  timezone: string,
): { drafts: Draft[]; assumed: readonly string[] } {
  const count = open.filter(({ end }) => end === null).length;
  if (count === 0 || open.length > OPEN_MAX) {
    return {
      drafts: open.map((draft) => ({ ...draft, end: draft.end ?? { lastsMs: USUAL_MS } })),
      assumed: [],
    };
  }
  const placed = open.map((draft) => ({ draft, ...placeOf(draft, timezone) }));
  const starts = new Map<string, number[]>();
  for (const { key, draft } of placed) if (draft.end === null) starts.set(key, []);
  for (const { key, at } of placed) starts.get(key)?.push(at);
  const next = new Map(
    [...starts].map(([key, list]) => [key, followers(list.toSorted((a, b) => a - b))] as const),
  );
  const drafts = placed.map(({ draft, key, at }): Draft => {
    const follower = next.get(key)?.get(at);
    const lastsMs = follower === undefined ? USUAL_MS : follower - at;
    return { ...draft, end: draft.end ?? { lastsMs } };
  });
  const which = count === 1 ? '1 session has' : `${count} sessions have`;
  return {
    drafts,
    assumed: [
      `${which} neither end nor duration: taken to end when the next one in that room begins the same day, else after 60 minutes.`,
    ],
  };
}

function placeOf({ start, room }: OpenDraft, timezone: string): { key: string; at: number } {
  const at = instantOf(start, timezone, 'instant');
  return { key: `${localDate(at, timezone)} ${cleanLine(room)}`, at };
}

/** For each instant of an ascending list the next later one. */
function followers(ascending: readonly number[]): Map<number, number> {
  const next = new Map<number, number>();
  for (const [index, at] of ascending.entries()) {
    const later = ascending[index + 1];
    if (later !== undefined && later > at) next.set(at, later);
  }
  return next;
}
