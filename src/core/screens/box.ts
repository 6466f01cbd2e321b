import { displayable } from '../fold.ts';
import { spacedCode } from '../link/code.ts';
import type { Button } from '../vote.ts';
import { type Lines, WORDS, type Words } from '../words.ts';
import type { ScreenContext } from './context.ts';
import { dateOf } from './moment.ts';
import { centred, footer, paged } from './rows.ts';

const SIGNS: Readonly<Record<Button, string>> = { plus: '+1', minus: '-1' };

/** The start: which box this is, where, when, and at which address. */
export function boot(context: ScreenContext): string[] {
  const words = WORDS[context.language];
  const place = [context.box, context.room ?? ''].map(displayable).filter((part) => part !== '');
  return [
    ...paged(displayable(`LikeBox ${context.version}`), 1, context),
    ...paged(place.join(' · '), 1, context),
    centred(
      context.quality === 'unset'
        ? words.noClockShort
        : dateOf(context.at, context.timezone, context.language),
      context.size,
    ),
    ...paged(displayable(context.address ?? words.noAddress), 1, context),
  ];
}

/** Buttons that find no rest; a single one leaves the other working. */
export function stuck(buttons: readonly [Button, ...Button[]], { language, size }: ScreenContext): string[] {
  return stuckLines(buttons, WORDS[language]).map((line) => centred(line, size));
}

/** Which buttons find no rest, and which one works. */
export function stuckLines(
  [button, ...more]: readonly [Button, ...Button[]],
  words: Pick<Words, 'stuck' | 'bothStuck'>,
): Lines {
  const other = button === 'plus' ? 'minus' : 'plus';
  return more.includes(other) ? words.bothStuck : words.stuck(SIGNS[button], SIGNS[other]);
}

/** No room is configured: votes are kept, and belong to no session. */
export function noRoom(context: ScreenContext): string[] {
  const words = WORDS[context.language];
  return standing(words.noRoom, words.noRoomAdvice, context);
}

/** The configured room is in no session of the programme. */
export function unknownRoom(context: ScreenContext): string[] {
  const words = WORDS[context.language];
  return [
    centred(words.unknownRoom, context.size),
    ...paged(displayable(context.room ?? '') || '?', 1, context),
    centred(words.unknownRoomReason, context.size),
    footer(words.unknownRoomAdvice, context),
  ];
}

/** The time is unknown, so no session is; votes are kept until it is. */
export function noClock(context: ScreenContext): string[] {
  const words = WORDS[context.language];
  return standing(words.noClock, words.noClockAdvice, context);
}

/** No programme was ever read; votes are kept. */
export function noProgramme(context: ScreenContext): string[] {
  const words = WORDS[context.language];
  return standing(words.noProgramme, words.noProgrammeAdvice, context);
}

/** No vote can be taken, and why. */
export function fault(text: string, context: ScreenContext): string[] {
  const words = WORDS[context.language];
  return explained(words.fault, text, words.faultAdvice, context);
}

/** Votes are taken, without the settings of the boot partition, and why. */
export function ignored(text: string, context: ScreenContext): string[] {
  const words = WORDS[context.language];
  return explained(words.ignored, text, words.ignoredAdvice, context);
}

/** What organisers say to everybody in front of the box. */
export function notice(text: string, context: ScreenContext): string[] {
  return [...paged(displayable(text), 3, context), footer(WORDS[context.language].noticeFrom, context)];
}

/** The box asks to be paired: its code, which has to be the one on the dashboard. */
export function pairing(code: string, context: ScreenContext): string[] {
  const { size, language } = context;
  const { pairing: heading, pairingAdvice } = WORDS[language];
  const [above = '', below = ''] = pairingAdvice;
  const rows = [heading, spacedCode(code), above].map((line) => centred(line, size));
  return [...rows, footer(below, context)];
}

function explained(heading: string, text: string, advice: string, context: ScreenContext): string[] {
  return [centred(heading, context.size), ...paged(displayable(text), 2, context), footer(advice, context)];
}

function standing(lines: Lines, advice: string, context: ScreenContext): string[] {
  return [...lines.map((line) => centred(line, context.size)), footer(advice, context)];
}
