import { cleanLine } from '../text.ts';

/**
 * The names in one cell or line. Where `;`, `|` or a line break parts them, a comma belongs to a name; else commas and
 * ` & ` part them. A number before a colon is an id (`12:Ada`, as frab's tables write it).
 */
export function splitNames(written: string): string[] {
  return written
    .split(/[;|\n]/.test(written) ? /[;|\n]/ : /,|\s&\s/)
    .map((name) => cleanLine(name).replace(/^\d{1,9}:\s*/, ''))
    .filter((name) => name !== '');
}
