import * as z from 'zod';
import { parseDuration } from '../../core/duration.ts';
import { hours, listenAt } from './pieces.ts';

/** The table `[display]` of box.toml. */

const PAGES = ['room', 'programme', 'wall', 'results', 'images', 'clock'] as const;
const PAGE = new RegExp(`^(${PAGES.join('|')})(?::(.+))?$`);
/** Shorter than people read; longer than anybody waits for a page. */
const STAY_MS = { least: 5_000, most: 600_000 };
/** A longer list is a slip. */
const PAGES_MAX = 50;

const A_STAY = 'must be a duration from "5s" to "10m"';
const A_PAGE = `must be one of ${PAGES.map((page) => `"${page}"`).join(', ')}, alone or with its own time, for example "wall:30s"`;
const ITS_STAY = 'must name a time from "5s" to "10m" behind the page, for example "wall:30s"';

const page = z
  .string(A_PAGE)
  .regex(PAGE, { error: A_PAGE, abort: true })
  .refine((text) => isStay(text.split(':', 2)[1] ?? '5s'), ITS_STAY)
  .transform((text) => {
    const [, name, stay] = PAGE.exec(text) ?? [];
    return { page: name as (typeof PAGES)[number], ownMs: stay === undefined ? null : toMs(stay) };
  });

export const display = z
  .strictObject({
    listen: listenAt('127.0.0.1:8080').prefault('127.0.0.1:8080'),
    pages: z
      .array(page)
      .min(1)
      .max(PAGES_MAX, `must have at most ${PAGES_MAX} entries`)
      .prefault(['room', 'programme', 'wall']),
    every: z.string(A_STAY).refine(isStay, A_STAY).transform(toMs).prefault('20s'),
    light: hours('7:00-19:00').optional(),
    theme: z.string().min(1).optional(),
    images: z.string().min(1).optional(),
    off: hours('22:00-6:30').optional(),
  })
  .prefault({});

function isStay(text: string): boolean {
  const ms = parseDuration(text);
  return ms !== null && ms >= STAY_MS.least && ms <= STAY_MS.most;
}

function toMs(text: string): number {
  return parseDuration(text) ?? 0;
}
