import type { RoomView } from '../../src/core/hub/view.ts';

const MINUTE_MS = 60_000;
const LONGEST = 720; // minutes on one curve; more are no session

/** Minutes with votes, and the span to draw them in. */
type Minutes = Pick<RoomView, 'minutes' | 'session'>;

/** Every minute of the span, quiet ones included; −1 below zero, so that the two are told apart without colour. */
export function fillMinutes({ minutes, session }: Minutes, nowAt: number): [number[], number[], number[]] {
  const firstAt = minutes[0]?.at ?? session?.startsAt ?? nowAt;
  const from = Math.floor(firstAt / MINUTE_MS);
  const lastAt = Math.max(
    minutes.at(-1)?.at ?? firstAt,
    Math.min(nowAt, (session?.endsAt ?? nowAt) + 15 * MINUTE_MS),
  );
  const count = Math.min(LONGEST, Math.max(1, Math.floor(lastAt / MINUTE_MS) - from + 1));
  const known = new Map(minutes.map((minute) => [Math.floor(minute.at / MINUTE_MS), minute]));
  const all = Array.from({ length: count + 1 }, (_, index) => from + index);
  // A minute is drawn from its beginning to its end: the last one needs a second point.
  const of = (index: number) => known.get(from + Math.min(index, count - 1));
  return [
    all.map((minute) => minute * 60),
    all.map((_, index) => of(index)?.plus ?? 0),
    all.map((_, index) => 0 - (of(index)?.minus ?? 0)),
  ];
}
