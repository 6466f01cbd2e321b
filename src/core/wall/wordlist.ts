import { wordsOf } from './fold.ts';

/** Whether one of the words is in a text: whole words, whatever their case and accents. */
export type WordList = (texts: readonly string[]) => boolean;

// A list is used for every post of the wall, and replaced when organisers change it.
const lists = new WeakMap<readonly string[], WordList>();

// `#BadIdea` holds the words `badidea`, `bad` and `idea`.
const HASHTAG = /[#＃][\p{L}\p{M}\p{N}_]{1,200}/gu;
const HUMP = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{L})(?=\p{N})|_/gu;

/** @param words each may be several words, a hashtag or an emoji; one without any of them is in no text */
export function wordListOf(words: readonly string[]): WordList {
  const found = lists.get(words) ?? createWordList(words);
  lists.set(words, found);
  return found;
}

function createWordList(words: readonly string[]): WordList {
  const wanted = words.map((word) => lineOf([word])).filter((line) => line.trim() !== '');
  if (wanted.length === 0) return () => false;
  return (texts) => {
    const line = lineOf([...texts, ...texts.flatMap(humpsOf)]);
    return wanted.some((word) => line.includes(word));
  };
}

function humpsOf(text: string): string[] {
  return (text.match(HASHTAG) ?? []).map((tag) => tag.replace(HUMP, ' '));
}

/** All words with a space before and after each; two spaces part the texts, so that no phrase spans two. */
function lineOf(texts: readonly string[]): string {
  return texts.map((text) => ` ${wordsOf(text).join(' ')} `).join('');
}
