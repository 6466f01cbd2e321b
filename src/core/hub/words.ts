import { localDate, localTime } from '../zone.ts';
import { noticeWords } from './noticetext.ts';
import type { Correction, NoticeText } from './orders.ts';

/** What a correction says, in words of people and the time of the event. */
export function correctionWords(correction: Correction, timezone: string): string {
  if (correction.kind === 'alias') return `what boxes call "${correction.alias}" is ${correction.room}`;
  const { box, room, fromAt, toAt } = correction;
  const [from, to] = [momentWords(fromAt, timezone), momentWords(toAt, timezone)];
  const day = localDate(fromAt, timezone);
  return `${box} stood in ${room} from ${from} to ${day === localDate(toAt, timezone) ? localTime(toAt, timezone) : to}`;
}

/** A notice with where it is shown and how long. */
export function noticeOrderWords(
  { text, boxes, untilAt }: { text: NoticeText; boxes: readonly string[] | null; untilAt: number | null },
  timezone: string,
): string {
  const where = boxes === null ? 'all boxes' : boxes.join(', ');
  const until = untilAt === null ? '' : ` until ${momentWords(untilAt, timezone)}`;
  return `"${noticeWords(text, 'en')}" on ${where}${until}`;
}

/** `2026-06-24 09:05`, in the time of the event. */
export function momentWords(at: number, timezone: string): string {
  return `${localDate(at, timezone)} ${localTime(at, timezone)}`;
}
