import { isRecord } from './json.ts';

/**
 * The text of a value that tools write as text or as `{de: …, en: …}`: in the wanted language, else in English, else in
 * whichever comes first. Anything else is given back as it is.
 */
export function localized(value: unknown, language: string): unknown {
  if (!isRecord(value)) return value;
  const texts = new Map(Object.entries(value).filter(([, text]) => typeof text === 'string' && text !== ''));
  return texts.get(language) ?? texts.get('en') ?? texts.values().next().value;
}

/** The same of something that has a name: `{name: {en: …}}`, `{en: …}` or the name alone. */
export function localizedName(value: unknown, language: string): unknown {
  return isRecord(value) && 'name' in value ? localized(value.name, language) : localized(value, language);
}
