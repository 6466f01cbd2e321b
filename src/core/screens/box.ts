import { displayable } from '../fold.ts';
import type { Button } from '../vote.ts';
import { type Lines, WORDS } from '../words.ts';
import type { ScreenContext } from './context.ts';
import { dateOf } from './moment.ts';
import { centred, footer, paged } from './rows.ts';

const SIGNS: Readonly<Record<Button, string>> = { plus: '+1', minus: '-1' };

/** The start: which box this is, where, when, and at which address. */
export function boot(context: ScreenContext): string[] {
  const words = WORDS[context.language];
  const place = [context.box, context.room ?? ''].map(displayable).filter((part) => part !== '');
  return [
    ...paged(displayable(`LikeBox ${context.version}`), 1, context.elapsedMs),
    ...paged(place.join(' · '), 1, context.elapsedMs),
    centred(
      context.quality === 'unset'
        ? words.noClockShort
        : dateOf(context.at, context.timezone, context.language),
    ),
    ...paged(displayable(context.address ?? words.noAddress), 1, context.elapsedMs),
  ];
}

/** Buttons that find no rest; a single one leaves the other working. */
export function stuck(buttons: readonly [Button, ...Button[]], { language }: ScreenContext): string[] {
  const words = WORDS[language];
  const [button] = buttons;
  const other = button === 'plus' ? 'minus' : 'plus';
  const lines = buttons.includes(other) ? words.bothStuck : words.stuck(SIGNS[button], SIGNS[other]);
  return lines.map(centred);
}

/** No room is configured: votes are kept, and belong to no session. */
export function noRoom(context: ScreenContext): string[] {
  const words = WORDS[context.language];
  return standing(words.noRoom, words.noRoomAdvice, context);
}

/** The configured room is in no session of the programme. */
export function unknownRoom({ language, room, elapsedMs }: ScreenContext): string[] {
  const words = WORDS[language];
  return [
    centred(words.unknownRoom),
    ...paged(displayable(room ?? '') || '?', 1, elapsedMs),
    centred(words.unknownRoomReason),
    footer(words.unknownRoomAdvice, elapsedMs),
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
export function fault(text: string, { language, elapsedMs }: ScreenContext): string[] {
  const words = WORDS[language];
  return [
    centred(words.fault),
    ...paged(displayable(text), 2, elapsedMs),
    footer(words.faultAdvice, elapsedMs),
  ];
}

function standing(lines: Lines, advice: string, { elapsedMs }: ScreenContext): string[] {
  return [...lines.map(centred), footer(advice, elapsedMs)];
}
