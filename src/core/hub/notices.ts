import type { BoxNotice, Notice } from './orders.ts';

/** Those that have neither been ended nor ended by themselves, oldest first. */
export function standingNotices(notices: readonly Notice[], at: number): Notice[] {
  return notices.filter(({ ended, untilAt }) => ended === null && (untilAt === null || at < untilAt));
}

/** What a box shows of them. */
export function noticesFor(box: string, notices: readonly Notice[], at: number): BoxNotice[] {
  return standingNotices(notices, at)
    .filter(({ boxes }) => boxes === null || boxes.includes(box))
    .map(({ number, text, untilAt }) => ({ number, text, untilAt }));
}
