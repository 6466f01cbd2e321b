import { displayable } from '../fold.ts';
import type { LcdSize } from '../lcd.ts';
import { spacedCode } from '../link/code.ts';
import { pageAt, pages } from '../paging.ts';
import type { BoxScreen } from '../screen.ts';
import { SHORT_WORDS, type ShortWords } from '../shortwords.ts';
import type { VoteValue } from '../vote.ts';
import type { Lines } from '../words.ts';
import { localTime } from '../zone.ts';
import { stuckLines } from './box.ts';
import type { ScreenContext } from './context.ts';
import { nextOf, shortDateOf } from './moment.ts';
import { centred, footer, type Moment, paged, turned } from './rows.ts';
import { type ScreenSession, titleOf, voteFooter } from './sessions.ts';

/** The signs of the thanks as big as two rows let them be; 7 columns. */
const BIG_PLUS: Lines = ['▄█▄ ▄█ ', ' ▀  ▄█▄'];
const BIG_MINUS: Lines = ['▄▄▄ ▄█ ', '    ▄█▄'];
const TEXT_COLS = 8;

/** The boot screen stands for three seconds, and has three things to say. */
const BOOT_TURN_MS = 1_000;

/** Every screen of the box in its form for a display smaller than 20x4: one thing at a time, in short words. */
export function small(state: BoxScreen): string[] {
  const words = SHORT_WORDS[state.language];
  switch (state.kind) {
    case 'waiting':
      return titled(state.session, voteFooter(state.session.closesAt, state, words), state);
    case 'before':
      return titled(state.session, openingFooter(state.session.opensAt, state, words), state);
    case 'no-session':
      return state.next === null
        ? standing(words.noMoreSessions, state)
        : noSession(state.next, state, words);
    case 'thanks':
      return thanks(state.value, words, state.size);
    case 'slow':
      return inTurn([words.slow], state);
    case 'error':
      return inTurn(pairs(words.error), state);
    case 'boot':
      return boot(state, words);
    case 'stuck':
      return standing(stuckLines(state.buttons, words), state);
    case 'no-room':
      return standing(words.noRoom, state);
    case 'unknown-room':
      return headed(
        words.unknownRoom,
        [displayable(state.room ?? '') || '?', words.unknownRoomAdvice],
        state,
      );
    case 'no-clock':
      return standing(words.noClock, state);
    case 'no-programme':
      return standing(words.noProgramme, state);
    case 'fault':
      return headed(words.fault, [words.faultAdvice, displayable(state.text)], state);
    case 'ignored':
      return headed(words.ignored, [words.ignoredAdvice, displayable(state.text)], state);
    case 'notice':
      return notice(state.text, state);
    case 'pairing':
      return headed(spacedCode(state.code), [words.pairing, ...words.pairingAdvice], state);
  }
}

function titled(session: ScreenSession, below: string, context: ScreenContext): string[] {
  const title = titleOf(session, context.timezone);
  return [...paged(title, context.size.rows - 1, context), footer(below, context)];
}

/** A time in place of the minutes that 20x4 counts down: no count fits. */
function openingFooter(opensAt: number | null, { timezone }: ScreenContext, words: ShortWords): string {
  return opensAt === null ? words.opensSoon : words.opensAt(localTime(opensAt, timezone));
}

function noSession(next: ScreenSession, context: ScreenContext, words: ShortWords): string[] {
  const { size, at, timezone } = context;
  const rows = size.rows - 1;
  const above = [[words.noSession], ...pages(titleOf(next, timezone), size.cols, rows)];
  return [...turned(above, rows, context), footer(nextOf(next.startsAt, at, timezone, words), context)];
}

function thanks(value: VoteValue, words: ShortWords, size: LcdSize): string[] {
  const sign = value === 1 ? BIG_PLUS : BIG_MINUS;
  const text = value === 1 ? words.thanksPlus : words.thanksMinus;
  const rows = sign.map((row, index) => `${row} ${text[index] ?? ''}`.padEnd(row.length + 1 + TEXT_COLS));
  return inTurn([rows], { size, elapsedMs: 0 });
}

/** Which box and where, what and when, at which address; a long address goes on below, from its port. */
function boot(context: ScreenContext, words: ShortWords): string[] {
  const { size, at, timezone, quality, address } = context;
  const first = (text: string) => pages(displayable(text), size.cols, 1)[0]?.[0] ?? '';
  const reached = displayable(address ?? words.noAddress);
  const broken = [...reached].length > size.cols ? reached.replace(/:(?=\d+$)/u, ' :') : reached;
  const cards = [
    [first(context.box), first(context.room ?? '')],
    [
      first(`LikeBox ${context.version}`),
      quality === 'unset' ? words.noClockShort : shortDateOf(at, timezone),
    ],
    ...pages(broken, size.cols, size.rows),
  ];
  const turn = Math.floor(context.elapsedMs / BOOT_TURN_MS) % cards.length;
  return inTurn([cards[turn] ?? []], context);
}

/** Both rows are the organisers': a sentence turns few pages. The heart keeps its column. */
function notice(text: string, context: ScreenContext): string[] {
  const cols = context.size.cols - 1;
  const [above = '', below = ''] = pageAt(pages(displayable(text), cols, 2), context.elapsedMs);
  return [centred(above, context.size), footer(centred(below, { cols }), context)];
}

/** What is wrong, always there, and below it what to know of it, in turn. */
function headed(heading: string, told: readonly string[], context: ScreenContext): string[] {
  const { size, elapsedMs } = context;
  const [below = ''] = pageAt(
    told.flatMap((text) => pages(text, size.cols - 1, 1)),
    elapsedMs,
  );
  return [...turned([[heading]], size.rows - 1, context), footer(below, context)];
}

/** Two lines at a time, in turn, and the heart. */
function standing(lines: Lines, context: ScreenContext): string[] {
  const [above = '', below = ''] = pageAt(pairs(lines), context.elapsedMs);
  return [...turned([[above]], context.size.rows - 1, context), footer(below, context)];
}

function inTurn(all: readonly Lines[], context: Moment): string[] {
  return turned(all, context.size.rows, context);
}

function pairs(lines: Lines): string[][] {
  const count = Math.ceil(lines.length / 2);
  return Array.from({ length: count }, (_, pair) => lines.slice(2 * pair, 2 * pair + 2));
}
