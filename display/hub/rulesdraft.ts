import type { WallRules } from '../../src/core/wall/rules.ts';
import type { RuleWords } from './wordsrules.ts';

/** The hub refuses others; both ends included. */
export const DELAY_S = [10, 3_600] as const;
export const PER_AUTHOR = [1, 50] as const;
const WORDS_MAX = 200;
const WORD_LENGTH_MAX = 50;
export const LIST_MAX = WORDS_MAX * (WORD_LENGTH_MAX + 1); // characters of the field, line ends included

/** Rules as they stand in the form: figures as they are typed, words one a line. */
export interface RulesDraft {
  mode: WallRules['mode'];
  delayS: string;
  perAuthorHour: string;
  wanted: readonly ('bots' | 'replies' | (string & {}))[];
  list: string;
}

export function draftOf(rules: WallRules): RulesDraft {
  return {
    mode: rules.mode,
    delayS: String(rules.delayMs / 1_000),
    perAuthorHour: String(rules.perAuthorHour),
    wanted: (['bots', 'replies'] as const).filter((kind) => rules[kind]),
    list: rules.words.join('\n'),
  };
}

function within(text: string, [min, max]: readonly [number, number]): number | null {
  const value = /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : null;
}

/** The rules that a form asks for; a sentence while it asks for what cannot be. */
export function rulesOf(draft: RulesDraft, own: RuleWords): WallRules | string {
  const delayS = within(draft.delayS, DELAY_S);
  const perAuthorHour = within(draft.perAuthorHour, PER_AUTHOR);
  const written = draft.list.split('\n').map((word) => word.replace(/\s+/g, ' ').trim());
  const words = [...new Set(written.filter((word) => word !== ''))];
  const long = words.find((word) => [...word].length > WORD_LENGTH_MAX);
  if (delayS === null) return own.badDelay(...DELAY_S);
  if (perAuthorHour === null) return own.badPerAuthor(...PER_AUTHOR);
  if (long !== undefined) return own.tooLong(long);
  if (words.length > WORDS_MAX) return own.tooManyWords(WORDS_MAX);
  return {
    mode: draft.mode,
    delayMs: delayS * 1_000,
    perAuthorHour,
    bots: draft.wanted.includes('bots'),
    replies: draft.wanted.includes('replies'),
    words,
  };
}
