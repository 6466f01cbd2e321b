import type { BoxState } from '../src/core/state.ts';

/** Where a page's formats come from: the box, never the browser. */
export interface Locale {
  language: BoxState['language'];
  timezone: string;
}

/** What the texts of a box's pages are written in. */
export function localeOf({ language, clock }: BoxState): Locale {
  return { language, timezone: clock.timezone };
}

/** The box's clock as a page can know it: its last word, and how long ago that was. */
export interface BoxClock {
  /** `at` in epoch milliseconds, at the moment it was received. */
  set(at: number): void;
  /** Epoch milliseconds by the box; 0 before it spoke. */
  now(): number;
}

/** `monoMs` gives the browser's monotonic milliseconds: the browser's own idea of the date is never asked. */
export function createBoxClock(monoMs: () => number): BoxClock {
  let boxAt = 0;
  let heardAtMs = 0;
  return {
    set(at) {
      boxAt = at;
      heardAtMs = monoMs();
    },
    now: () => (boxAt === 0 ? 0 : boxAt + monoMs() - heardAtMs),
  };
}

const TAGS = { fr: 'fr-FR', en: 'en-GB' }; // British: the 24 hour clock, the day before the month
const formats = new Map<string, Intl.DateTimeFormat>();

function format(at: number, { language, timezone }: Locale, options: Intl.DateTimeFormatOptions): string {
  const key = `${language} ${timezone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  const made = known ?? new Intl.DateTimeFormat(TAGS[language], { ...options, timeZone: timezone });
  if (known === undefined) formats.set(key, made);
  return made.format(at);
}

/** `14:05`. */
export function formatTime(at: number, locale: Locale): string {
  return format(at, locale, { hour: '2-digit', minute: '2-digit' });
}

/** `14:05:09`. */
export function formatSeconds(at: number, locale: Locale): string {
  return format(at, locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** `mardi 24 juin`, `mardi 1er décembre`. */
export function formatDay(at: number, locale: Locale): string {
  const day = format(at, locale, { weekday: 'long', day: 'numeric', month: 'long' });
  return locale.language === 'fr' ? day.replace(/ 1 /, ' 1er ') : day;
}

/** `14:05`, with its day in front when that is not the day of `nowAt`. */
export function formatWhen(at: number, nowAt: number, locale: Locale): string {
  const day = formatDay(at, locale);
  const time = formatTime(at, locale);
  return day === formatDay(nowAt, locale) ? time : `${day}, ${time}`;
}

const MINUTE_MS = 60_000;

/** Whole minutes of a duration, begun ones included: `23 min`, `1 h 05`, `2 h`. */
export function formatDuration(durationMs: number): string {
  const minutes = Math.max(0, Math.ceil(durationMs / MINUTE_MS));
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${String(rest).padStart(2, '0')}`;
}
