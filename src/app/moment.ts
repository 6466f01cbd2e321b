import type { Clock } from './ports.ts';

/** Readings this close are one instant: people press no faster, and a step of the wall is told from far more on. */
const NEAR_MS = 5;
/** A press does not wait: on a computer that stalls each time the closest pair has to do. */
const TRIES_MAX = 5;

/** One instant by both clocks: epoch milliseconds, and monotonic ones. */
export interface Moment {
  wallAt: number;
  monoMs: number;
}

/** Now by both clocks. A stall between the two readings would look like a wall clock that was set. */
export function readMoment(clock: Pick<Clock, 'wallAt' | 'monoMs'>): Moment {
  let closest = readOnce(clock);
  for (let tries = 1; tries < TRIES_MAX && closest.apartMs > NEAR_MS; tries += 1) {
    const again = readOnce(clock);
    if (again.apartMs < closest.apartMs) closest = again;
  }
  return { wallAt: closest.wallAt, monoMs: closest.monoMs };
}

function readOnce(clock: Pick<Clock, 'wallAt' | 'monoMs'>): Moment & { apartMs: number } {
  const fromMs = clock.monoMs();
  const wallAt = clock.wallAt();
  const apartMs = clock.monoMs() - fromMs;
  return { wallAt, monoMs: fromMs + apartMs / 2, apartMs };
}
