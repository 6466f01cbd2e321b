import { wordsOf } from './fold.ts';
import { ledgerOf } from './ledger.ts';
import type { KeptPost } from './post.ts';
import type { KeptRuling, Ruling, WallOrder, WallRules } from './rules.ts';

/** What an order is held against. */
export interface Known {
  posts: readonly KeptPost[];
  rulings: readonly KeptRuling[];
}

const DELAY_MS = { least: 10_000, most: 3_600_000 };
const PER_HOUR = { least: 1, most: 50 };
const WORDS_MAX = 200;
const WORD_MAX = 50;
const ADDRESS_MAX = 500;
const HOST = /^(?=.{1,253}$)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,20}(?::\d{1,5})?$/u;

/** Why an order of an organiser cannot be done, as a sentence; null when it can. */
export function refuseOrder(order: WallOrder, known: Known): string | null {
  switch (order.kind) {
    case 'rule':
      return refuseRuling(order.ruling, known);
    case 'undo':
      return refuseUndo(order.number, known.rulings);
    case 'rules':
      return refuseRules(order.rules);
  }
}

function refuseRuling(ruling: Ruling, { posts, rulings }: Known): string | null {
  switch (ruling.kind) {
    case 'approve':
    case 'hide-post': {
      const post = posts.find(({ id }) => id === ruling.post);
      if (post === undefined) return `there is no post ${ruling.post.slice(0, ADDRESS_MAX)}`;
      if (ruling.kind === 'hide-post' || ruling.digest === post.digest) return null;
      return 'the post was edited meanwhile: look at it again';
    }
    case 'hide-author':
    case 'trust-author': {
      const { author, handle } = ruling;
      const isWritten = [author, handle].every((text) => text.trim() !== '' && text.length <= ADDRESS_MAX);
      return isWritten ? null : `an author and a handle have 1 to ${ADDRESS_MAX} characters`;
    }
    case 'hide-server':
      return HOST.test(ruling.server) ? null : 'a server is a host such as social.example';
    case 'clear':
      return ledgerOf(rulings).clearedAt === null ? null : 'every wall is empty already';
  }
}

function refuseUndo(number: number, rulings: readonly KeptRuling[]): string | null {
  const found = rulings.find((kept) => kept.number === number);
  if (found === undefined) return `there is no ruling ${number}`;
  return found.undone === null ? null : `ruling ${number} was undone already, by ${found.undone.who}`;
}

function refuseRules({ delayMs, perAuthorHour, words }: WallRules): string | null {
  if (!isWithin(delayMs, DELAY_MS)) return 'the delay is 10 seconds to 1 hour';
  if (!isWithin(perAuthorHour, PER_HOUR)) return 'of one author 1 to 50 posts may come within an hour';
  if (words.length > WORDS_MAX) return `there may be at most ${WORDS_MAX} words, not ${words.length}`;
  for (const word of words) {
    if ([...word].length > WORD_MAX)
      return `“${[...word].slice(0, 20).join('')}…” has more than ${WORD_MAX} characters`;
    if (wordsOf(word).length === 0)
      return `“${word}” holds no letter, digit or emoji that could be looked for`;
  }
  return null;
}

function isWithin(value: number, { least, most }: { least: number; most: number }): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
