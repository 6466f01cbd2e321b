import * as z from 'zod';
import type { DayHours } from '../../core/config.ts';
import { parseDuration } from '../../core/duration.ts';

/** Keys that box.toml and hub.toml have in common (DESIGN section 9). */

/** A window that stays open for longer than a day is a slip. */
const LONGEST_MS = 86_400_000;
const LISTEN = /^(\[[0-9a-fA-F:]+\]|[^:\s]+):(\d{1,5})$/;
const PORT_MAX = 65_535;

const A_DURATION = 'must be a duration like "10m", "90s" or "1h"';

const duration = z
  .string(A_DURATION)
  .refine((text) => parseDuration(text) !== null, { error: A_DURATION, abort: true })
  .refine((text) => toMs(text) <= LONGEST_MS, 'must be at most "24h"')
  .transform(toMs);

function toMs(text: string): number {
  return parseDuration(text) ?? 0;
}

/** @param example what the message for people shows */
export function listenAt(example: string) {
  const words = `must be ADDRESS:PORT, for example "${example}"`;
  return z
    .string(words)
    .regex(LISTEN, words)
    .refine(
      (text) => Number(LISTEN.exec(text)?.[2] ?? 0) <= PORT_MAX,
      `must have a port of at most ${PORT_MAX}`,
    )
    .transform((text) => {
      const [, host = '', port = ''] = LISTEN.exec(text) ?? [];
      return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
    });
}

/** `19:00-8:30`, as four numbers. */
const HOURS = /^([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-3]):([0-5]\d)$/;

/** @param example what the message for people shows */
export function hours(example: string) {
  const words = `must be hours like "${example}"`;
  return z
    .string(words)
    .regex(HOURS, { error: words, abort: true })
    .refine((text) => toHours(text).fromMin !== toHours(text).toMin, 'must begin and end at different times')
    .transform(toHours);
}

function toHours(text: string): DayHours {
  const [, fromHour, fromMinute, toHour, toMinute] = (HOURS.exec(text) ?? []).map(Number);
  return {
    fromMin: Number(fromHour) * 60 + Number(fromMinute),
    toMin: Number(toHour) * 60 + Number(toMinute),
  };
}

/** One, or a list of them, as a list. */
export function oneOrMoreOf<T extends z.ZodType>(item: T) {
  return z.union([item, z.array(item).min(1)]).transform((value) => [value].flat());
}

export const language = z.enum(['fr', 'en']).default('fr');

export const dataDir = z.string().min(1).default('/var/lib/likebox');

export const voting = z
  .strictObject({ open_after: duration.prefault('10m'), close_after: duration.prefault('15m') })
  .prefault({});

export const programme = z
  .strictObject({
    source: oneOrMoreOf(z.string().min(1)).optional(),
    format: z.literal('auto', 'must be "auto": formats are recognised from the bytes').default('auto'),
    reading: z.enum(['auto', 'wall', 'instant']).default('auto'),
    timezone: z.string().default('Europe/Paris'),
    refresh: z.string().default('*/5 * * * *'),
  })
  .prefault({});
