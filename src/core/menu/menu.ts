import type { ScreenContext } from '../screens/context.ts';
import { type Button, type ClockQuality, voteValue } from '../vote.ts';
import { fieldAfter, increment, instantOfSetting, startOfSetting } from './clock.ts';
import { probesOf } from './probe.ts';
import {
  type Asked,
  FACTS,
  ITEMS,
  type MenuCommand,
  type MenuFacts,
  type MenuState,
  type Notice,
  type Turn,
} from './state.ts';

/** Without a press for so long the menu leaves by itself. */
export const MENU_REST_MS = 20_000;
/** How long the menu says that something is done before it leaves. */
const DONE_MS = 4_000;
/** How long a step of the hardware test lasts: all of them together, on the smallest LCD, end before the rest does. */
const PROBE_MS = 1_500;

const NETWORK_TIMES: readonly ClockQuality[] = ['synced', 'hub'];

type Context = Omit<ScreenContext, 'elapsedMs'>;
type On<P extends MenuState['page']> = Extract<MenuState, { page: P }>;

/** Where the menu begins: at the code when there is one, then at the list or at the choice of the room. */
export function openMenu(begin: 'items' | 'rooms', facts: MenuFacts): MenuState {
  if (facts.code !== '') return { page: 'code', typed: '', wrong: false, begin };
  return pageOf(begin, facts);
}

/** After how long on this page, without a press, `elapse` is due; milliseconds. */
export function pageMs(state: MenuState): number {
  if (state.page === 'test') return PROBE_MS;
  return state.page === 'notice' && state.closes ? DONE_MS : MENU_REST_MS;
}

/** A page whose time is over: the test goes on by itself, every other leaves the menu. */
export function elapse(state: MenuState, { size }: Context): MenuState | null {
  return state.page === 'test' ? afterProbe(state, size) : null;
}

/** One press: `+` goes on or changes what is shown, `-` chooses. */
export function press(state: MenuState, button: Button, facts: MenuFacts, context: Context): Turn {
  const isPlus = voteValue(button) === 1;
  switch (state.page) {
    case 'code':
      return pressCode(state, isPlus ? '+' : '-', facts);
    case 'items':
      return isPlus ? stay(onward(state, ITEMS.length)) : chooseItem(state, facts, context);
    case 'rooms':
      return isPlus ? stay(onward(state, facts.rooms.length + 1)) : chooseRoom(state, facts);
    case 'facts':
      return stay(isPlus ? onward(state, FACTS.length) : itemAt('facts'));
    case 'test':
      return stay(isPlus ? afterProbe(state, context.size) : itemAt('test'));
    case 'clock':
      return stay(isPlus ? { ...state, wall: increment(state.wall, state.field) } : nextField(state));
    case 'confirm':
      return isPlus ? stay({ ...state, yes: !state.yes }) : answer(state, context);
    case 'working':
      return stay(state);
    case 'notice':
      return stay(state.closes ? null : { page: 'items', at: 0 });
  }
}

function stay(state: MenuState | null): Turn {
  return { state, command: null };
}

/** Something is done: the menu says so and leaves. */
function done(command: MenuCommand, notice: Notice): Turn {
  return { state: { page: 'notice', notice, closes: true }, command };
}

function refuse(kind: 'no-programme' | 'network-clock' | 'no-hub'): MenuState {
  return { page: 'notice', notice: { kind }, closes: false };
}

function onward<S extends On<'items' | 'rooms' | 'facts'>>(state: S, length: number): S {
  return { ...state, at: (state.at + 1) % length };
}

function itemAt(item: (typeof ITEMS)[number]): MenuState {
  return { page: 'items', at: ITEMS.indexOf(item) };
}

function pageOf(page: 'items' | 'rooms', { rooms }: MenuFacts): MenuState {
  return page === 'rooms' && rooms.length === 0 ? refuse('no-programme') : { page, at: 0 };
}

function pressCode(state: On<'code'>, sign: '+' | '-', facts: MenuFacts): Turn {
  const typed = state.typed + sign;
  if (typed.length < facts.code.length) return stay({ ...state, typed, wrong: false });
  const right = typed === facts.code;
  return {
    state: right ? pageOf(state.begin, facts) : { ...state, typed: '', wrong: true },
    command: { kind: 'code', right },
  };
}

function chooseItem({ at }: On<'items'>, facts: MenuFacts, context: Context): Turn {
  const item = ITEMS[at] ?? 'leave';
  switch (item) {
    case 'room':
      return stay(pageOf('rooms', facts));
    case 'facts':
    case 'test':
      return stay({ page: item, at: 0 });
    case 'clock':
      return stay(beginClock(context));
    case 'mute':
      return { state: itemAt('mute'), command: { kind: 'mute', muted: !facts.muted } };
    case 'pair':
      return choosePair(facts);
    case 'test-mode': {
      const on = facts.testMinutes === null;
      return done({ kind: 'test-mode', on }, { kind: on ? 'test-on' : 'test-off' });
    }
    case 'new-event':
    case 'restart':
    case 'shut-down':
      return stay(ask({ kind: item }));
    case 'leave':
      return stay(null);
  }
}

/** A hub that the box is paired with is not left by one wrong press. */
function choosePair({ hub }: MenuFacts): Turn {
  if (hub === null) return stay(refuse('no-hub'));
  const isPaired = hub.state !== 'pairing' && hub.state !== 'refused';
  return isPaired ? stay(ask({ kind: 'pair' })) : done({ kind: 'pair' }, { kind: 'pairing' });
}

/** Behind the last room is the way back. */
function chooseRoom({ at }: On<'rooms'>, { rooms }: MenuFacts): Turn {
  const room = rooms[at];
  return room === undefined ? stay(itemAt('room')) : done({ kind: 'room', room }, { kind: 'room', room });
}

function beginClock({ at, timezone, quality }: Context): MenuState {
  if (NETWORK_TIMES.includes(quality)) return refuse('network-clock');
  return { page: 'clock', field: 'year', wall: startOfSetting(at, timezone) };
}

function nextField(state: On<'clock'>): MenuState {
  const field = fieldAfter(state.field);
  return field === null ? ask({ kind: 'set-clock', wall: state.wall }) : { ...state, field };
}

function ask(asked: Asked): MenuState {
  return { page: 'confirm', asked, yes: false };
}

function answer({ asked, yes }: On<'confirm'>, context: Context): Turn {
  const { kind } = asked;
  if (!yes) return stay(itemAt(kind === 'set-clock' ? 'clock' : kind));
  if (kind === 'new-event') return { state: { page: 'working' }, command: { kind } };
  if (kind === 'pair') return done({ kind }, { kind: 'pairing' });
  if (kind === 'restart') return done({ kind }, { kind: 'restarting' });
  if (kind === 'shut-down') return done({ kind }, { kind: 'shutting-down' });
  // A time server or the hub may have answered meanwhile.
  if (NETWORK_TIMES.includes(context.quality)) return stay(refuse('network-clock'));
  const at = instantOfSetting(asked.wall, context.timezone);
  return done({ kind: 'set-clock', at }, { kind: 'clock-set' });
}

function afterProbe(state: On<'test'>, size: Context['size']): MenuState {
  const at = state.at + 1;
  return at < probesOf(size).length ? { ...state, at } : itemAt('test');
}
