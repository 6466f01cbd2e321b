import { cleanLine } from '../text.ts';

const CODES: ReadonlyMap<string, string> = new Map([
  ['french', 'fr'],
  ['français', 'fr'],
  ['francais', 'fr'],
  ['english', 'en'],
  ['anglais', 'en'],
  ['german', 'de'],
  ['deutsch', 'de'],
  ['allemand', 'de'],
  ['englisch', 'en'],
  ['spanish', 'es'],
  ['español', 'es'],
  ['espagnol', 'es'],
  ['italian', 'it'],
  ['italiano', 'it'],
  ['dutch', 'nl'],
  ['nederlands', 'nl'],
  ['portuguese', 'pt'],
  ['português', 'pt'],
  ['polish', 'pl'],
  ['polski', 'pl'],
  ['breton', 'br'],
  ['brezhoneg', 'br'],
]);

/** The code of a language written as one or as its name: `FR`, `en-GB`, `French`, `Français (FR)`; null for anything else. */
export function languageCode(written: unknown): string | null {
  const word = /^\p{L}+/u.exec(cleanLine(written))?.[0].toLowerCase() ?? '';
  return CODES.get(word) ?? (/^[a-z]{2}$/.test(word) ? word : null);
}
