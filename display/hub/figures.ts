import type { Language } from './language.ts';

const TAGS = { fr: 'fr-FR', en: 'en-GB' };

/** `1 203` in French, `1,203` in English. */
export function formatCount(count: number, language: Language): string {
  return new Intl.NumberFormat(TAGS[language]).format(count);
}

/** `1 vote`, `1,203 votes`; the words are those of both languages, but French counts none as one. */
export function formatVotes(count: number, language: Language): string {
  const isOne = language === 'fr' ? count < 2 : count === 1;
  return `${formatCount(count, language)} ${isOne ? 'vote' : 'votes'}`;
}

/** A share of 0 to 1 as `87 %` or `87%`. */
export function formatShare(share: number, language: Language): string {
  return new Intl.NumberFormat(TAGS[language], { style: 'percent' }).format(share);
}

/** Both ends of an interval, the sign once: `79–92 %`. */
export function formatInterval(low: number, high: number, language: Language): string {
  return `${Math.round(low * 100)}–${formatShare(high, language)}`;
}

/** Bytes as gigabytes without a unit: `12.3`, `12,3`. */
export function formatGigabytes(bytes: number, language: Language): string {
  return new Intl.NumberFormat(TAGS[language], { maximumFractionDigits: 1 }).format(bytes / 1e9);
}

/** `12.3 GB`, `12,3 Go`. */
export function formatBytes(bytes: number, language: Language): string {
  return `${formatGigabytes(bytes, language)}\u00a0${language === 'fr' ? 'Go' : 'GB'}`;
}

/** Of 0 to 100 for a width; never outside. */
export function percentOf(share: number): string {
  return `${Math.min(100, Math.max(0, share * 100)).toFixed(2)}%`;
}
