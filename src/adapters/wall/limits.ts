import type { Clock } from '../../app/ports.ts';

const WAIT_MAX_MS = 86_400_000; // a server that says "next year" is asked tomorrow
const RESERVE = 5; // questions that are left to others behind the same address

/**
 * How long not to ask again, milliseconds: as Retry-After says (RFC 9110, seconds or a date), else until the rate limit
 * begins anew when it is used up. Null when nothing is said. Mastodon dates the reset as ISO 8601, Bluesky and X count
 * seconds of the epoch.
 */
export function waitOf(headers: Headers, clock: Pick<Clock, 'wallAt'>): number | null {
  const after = headers.get('retry-after');
  if (after !== null) {
    const ms = /^\d+$/.test(after.trim()) ? Number(after) * 1_000 : Date.parse(after) - clock.wallAt();
    if (Number.isFinite(ms)) return bounded(ms);
  }
  return isSpent(headers) ? untilReset(headers, clock) : null;
}

/** Of this rate limit too little is left for more than a question. */
export function isSpent(headers: Headers): boolean {
  const left = limitOf(headers, 'remaining');
  return left !== null && /^\d+$/.test(left) && Number(left) <= RESERVE;
}

function untilReset(headers: Headers, clock: Pick<Clock, 'wallAt'>): number | null {
  const reset = limitOf(headers, 'reset') ?? '';
  const at = /^\d+$/.test(reset) ? Number(reset) * 1_000 : Date.parse(reset);
  return Number.isFinite(at) ? bounded(at - clock.wallAt()) : null;
}

function limitOf(headers: Headers, word: 'remaining' | 'reset'): string | null {
  return (
    headers.get(`x-ratelimit-${word}`) ??
    headers.get(`ratelimit-${word}`) ??
    headers.get(`x-rate-limit-${word}`)
  );
}

function bounded(ms: number): number {
  return Math.min(Math.max(0, Math.ceil(ms)), WAIT_MAX_MS);
}
