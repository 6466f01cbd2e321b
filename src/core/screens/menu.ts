import { displayable } from '../fold.ts';
import { probesOf } from '../menu/probe.ts';
import type { MenuFacts, MenuState } from '../menu/state.ts';
import { MENU_WORDS } from '../menu/words.ts';
import { PAGE_MS, pageAt, pages } from '../paging.ts';
import type { VoteValue } from '../vote.ts';
import { WORDS } from '../words.ts';
import { cardOf } from './cards.ts';
import type { ScreenContext } from './context.ts';
import { centred, footer } from './rows.ts';
import { thanks } from './votes.ts';

/** The menu: that presses are no votes now, where one is, and what the two buttons do here. */
export function menu(state: MenuState, facts: MenuFacts, context: ScreenContext): string[] {
  const probe = state.page === 'test' ? probesOf(context.size)[state.at] : undefined;
  if (probe?.kind === 'lcd') return whole(probe.rows, context);
  const { size, elapsedMs } = context;
  const words = MENU_WORDS[context.language];
  const { upper, lower, small, legend } = cardOf(state, facts, context, words);
  if (size.rows === 2) {
    const turn = Math.floor(elapsedMs / PAGE_MS) % 2;
    const second = turn === 0 ? words.legends[legend] : words.noVotes;
    return [cycle(small, context), centred(second, size)];
  }
  return [
    centred(words.noVotes, size),
    cycle(upper, context),
    cycle(lower, context),
    centred(words.legends[legend], size),
  ];
}

/** Between two presses of test mode. */
export function testMode(minutes: number, context: ScreenContext): string[] {
  const { size, language } = context;
  const words = MENU_WORDS[language];
  const left = footer(words.testRunning(minutes), context);
  if (size.rows === 2) return [cycle([words.testTitle, words.testAdvice], context), left];
  const blank = ' '.repeat(size.cols);
  return [centred(words.testTitle, size), blank, centred(words.testAdvice, size), left];
}

/** Thanks for a press that was stored as a test. */
export function testThanks(value: VoteValue, { language, size }: ScreenContext): string[] {
  const { testThanks: words, testTitle, testAdvice } = MENU_WORDS[language];
  if (size.rows === 2) {
    const heading = `${value === 1 ? '+1' : '-1'} : ${testTitle}`;
    return [heading, testAdvice].map((text) => centred(text, size));
  }
  return thanks(value, { ...WORDS[language], thanksPlus: words[1], thanksMinus: words[-1] });
}

function whole(rows: readonly string[], { size }: ScreenContext): string[] {
  return Array.from({ length: size.rows }, (_, row) => (rows[row] ?? '').padEnd(size.cols));
}

/** Each text in its turn, and each of its pages. */
function cycle(texts: readonly string[], { size, elapsedMs }: ScreenContext): string {
  const all = texts.map(displayable).filter((text) => text !== '');
  const turns = all.flatMap((text) => pages(text, size.cols, 1));
  return centred(turns.length === 0 ? '' : (pageAt(turns, elapsedMs)[0] ?? ''), size);
}
