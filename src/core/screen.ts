import { isLarge } from './lcd.ts';
import type { MenuFacts, MenuState } from './menu/state.ts';
import * as box from './screens/box.ts';
import type { ScreenContext } from './screens/context.ts';
import { menu, testMode, testThanks } from './screens/menu.ts';
import { beforeOpening, noSession, type ScreenSession, waiting } from './screens/sessions.ts';
import { small } from './screens/small.ts';
import { lostVote, slow, thanks } from './screens/votes.ts';
import type { Button, VoteValue } from './vote.ts';
import { WORDS } from './words.ts';

/** One screen and what it tells; `no-session` is also a break, and what follows the last session. */
export type BoxScreen = ScreenContext &
  (
    | { kind: 'boot' | 'slow' | 'error' | 'no-room' | 'unknown-room' | 'no-clock' | 'no-programme' }
    | { kind: 'waiting' | 'before'; session: ScreenSession }
    | { kind: 'thanks'; value: VoteValue }
    | { kind: 'no-session'; next: ScreenSession | null }
    | { kind: 'stuck'; buttons: readonly [Button, ...Button[]] }
    | { kind: 'fault' | 'ignored' | 'notice'; text: string }
    | { kind: 'pairing'; code: string }
  );

/** Any screen: the box's own, and those of the service menu. */
export type ScreenState =
  | BoxScreen
  | (ScreenContext &
      (
        | { kind: 'menu'; menu: MenuState; facts: MenuFacts }
        | { kind: 'test-mode'; minutes: number }
        | { kind: 'test-thanks'; value: VoteValue }
      ));

/** How often a screen must be drawn again, milliseconds: pages and heart change on whole seconds of `elapsedMs`. */
export const REDRAW_MS = 1_000;

/**
 * The lines of a screen, as many as its display has rows, each of exactly its columns in code points, NFC, every one in
 * the ROM or with a glyph. While the clock is unset no screen shows a time: those that would are replaced by the one that
 * says so.
 */
export function screen(state: ScreenState): readonly string[] {
  switch (state.kind) {
    case 'test-thanks':
      return testThanks(state.value, state);
    case 'test-mode':
      return testMode(state.minutes, state);
    case 'menu':
      return menu(state.menu, state.facts, state);
    case 'waiting':
    case 'before':
    case 'no-session':
      return boxScreen(state.quality === 'unset' ? { ...state, kind: 'no-clock' } : state);
    default:
      return boxScreen(state);
  }
}

function boxScreen(state: BoxScreen): readonly string[] {
  return isLarge(state.size) ? large(state) : small(state);
}

function large(state: BoxScreen): readonly string[] {
  const words = WORDS[state.language];
  switch (state.kind) {
    case 'waiting':
      return waiting(state.session, state);
    case 'before':
      return beforeOpening(state.session, state);
    case 'no-session':
      return noSession(state.next, state);
    case 'thanks':
      return thanks(state.value, words);
    case 'slow':
      return slow(words, state.size);
    case 'error':
      return lostVote(words, state.size);
    case 'boot':
      return box.boot(state);
    case 'stuck':
      return box.stuck(state.buttons, state);
    case 'no-room':
      return box.noRoom(state);
    case 'unknown-room':
      return box.unknownRoom(state);
    case 'no-clock':
      return box.noClock(state);
    case 'no-programme':
      return box.noProgramme(state);
    case 'fault':
      return box.fault(state.text, state);
    case 'ignored':
      return box.ignored(state.text, state);
    case 'notice':
      return box.notice(state.text, state);
    case 'pairing':
      return box.pairing(state.code, state);
  }
}
