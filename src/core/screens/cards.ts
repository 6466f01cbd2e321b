import { displayable } from '../fold.ts';
import { spacedCode } from '../link/code.ts';
import { probesOf } from '../menu/probe.ts';
import {
  FACTS,
  type Fact,
  ITEMS,
  type Item,
  type MenuFacts,
  type MenuState,
  type Notice,
} from '../menu/state.ts';
import type { MenuWords } from '../menu/words.ts';
import { pageAt, pages } from '../paging.ts';
import { WORDS } from '../words.ts';
import { wallToInstant } from '../zone.ts';
import type { ScreenContext } from './context.ts';
import { dateOf } from './moment.ts';

type On<P extends MenuState['page']> = Extract<MenuState, { page: P }>;

/** What a page of the menu says; each list of texts is shown one after the other. */
export interface Card {
  upper: readonly string[];
  lower: readonly string[];
  /** The same for a display with one row to spare, the most telling first. */
  small: readonly string[];
  legend: keyof MenuWords['legends'];
}

/** The card of a page; the steps of the hardware test that take the whole LCD have none. */
export function cardOf(state: MenuState, facts: MenuFacts, context: ScreenContext, words: MenuWords): Card {
  switch (state.page) {
    case 'code':
      return codeCard(state, words);
    case 'items':
      return card(
        'list',
        words.items[ITEMS[state.at] ?? 'leave'],
        itemValue(state.at, facts, context, words),
      );
    case 'rooms':
      return roomCard(facts.rooms[state.at], context.room, words);
    case 'facts': {
      const fact = FACTS[state.at] ?? 'box';
      return card('facts', words.facts[fact], factValue(fact, context, words), 'value first');
    }
    case 'test':
      return card('test', lampOf(state.at, context, words), '');
    case 'clock': {
      const set = `${words.fields[state.field]} : ${state.wall[state.field]}`;
      return card('clock', dateOfSetting(state.wall, context), set, 'value first');
    }
    case 'confirm':
      return confirmCard(state, facts, context, words);
    case 'working':
      return card('working', words.working, '');
    case 'notice':
      return noticeCard(state, context, words);
  }
}

function card(
  legend: Card['legend'],
  heading: string,
  value: string,
  order: 'heading first' | 'value first' = 'heading first',
): Card {
  const small = order === 'heading first' ? [heading, value] : [value, heading];
  return { upper: [heading], lower: [value], small, legend };
}

function codeCard({ typed, wrong }: On<'code'>, words: MenuWords): Card {
  const heading = wrong ? words.wrongCode : words.enterCode;
  const typedSoFar = '*'.repeat(typed.length);
  return { upper: [heading], lower: [typedSoFar], small: [typedSoFar || heading], legend: 'code' };
}

function roomCard(room: string | undefined, current: string | null, words: MenuWords): Card {
  if (room === undefined) return card('list', words.back, '');
  return card('list', room === current ? words.roomNow : words.roomOther, room || '?', 'value first');
}

function itemValue(at: number, facts: MenuFacts, context: ScreenContext, words: MenuWords): string {
  const values: Partial<Record<Item, string>> = {
    room: context.room ?? words.noRoom,
    facts: addressOf(context),
    test: words.testParts,
    clock: factValue('date', context, words),
    pair: hubValue(facts.hub, words),
    mute: facts.muted ? words.soundOff : words.soundOn,
    'test-mode': facts.testMinutes === null ? words.testLasts : words.testRunning(facts.testMinutes),
    'new-event': words.votes(facts.votes),
    leave: words.leaveValue,
  };
  return values[ITEMS[at] ?? 'leave'] ?? '';
}

function hubValue(hub: MenuFacts['hub'], words: MenuWords): string {
  if (hub === null) return words.noHub;
  return hub.code === null ? words.hub[hub.state] : spacedCode(hub.code);
}

function factValue(fact: Fact, context: ScreenContext, words: MenuWords): string {
  switch (fact) {
    case 'box':
      return context.box;
    case 'version':
      return context.version;
    case 'room':
      return context.room ?? words.noRoom;
    case 'address':
      return addressOf(context);
    case 'date':
      return context.quality === 'unset'
        ? words.qualities.unset
        : dateOf(context.at, context.timezone, context.language);
    case 'quality':
      return words.qualities[context.quality];
  }
}

/** Where it is too long for its row, the port has one of its own. */
function addressOf({ address, language, size }: ScreenContext): string {
  if (address === null) return WORDS[language].noAddress;
  return address.length <= size.cols ? address : address.replace(/:(\d+)$/, ' port $1');
}

function lampOf(at: number, { size }: ScreenContext, words: MenuWords): string {
  const probe = probesOf(size)[at];
  return probe?.kind === 'output' ? words.lamps[probe.output] : '';
}

function dateOfSetting(wall: On<'clock'>['wall'], context: ScreenContext): string {
  // As a clock in UTC: a time that summer time skips is shown as it was set.
  return dateOf(wallToInstant(wall, 'UTC'), 'UTC', context.language);
}

function confirmCard(
  { asked, yes }: On<'confirm'>,
  facts: MenuFacts,
  context: ScreenContext,
  words: MenuWords,
): Card {
  const detail =
    asked.kind === 'new-event'
      ? words.aside(facts.votes)
      : asked.kind === 'set-clock'
        ? dateOfSetting(asked.wall, context)
        : '';
  // First, so that nobody answers before having seen it: what is put aside is sent to no hub any more.
  const lacking = asked.kind === 'new-event' && facts.queued > 0 ? [words.lacking(facts.queued)] : [];
  const question = [...lacking, words.asked[asked.kind], detail];
  const choice = `→ ${yes ? words.yes : words.no}`;
  return { upper: question, lower: [choice], small: [choice, ...question], legend: 'confirm' };
}

function noticeCard(
  { notice, closes }: On<'notice'>,
  { size, elapsedMs }: ScreenContext,
  words: MenuWords,
): Card {
  const { kind } = notice;
  const legend = kind === 'restarting' || kind === 'shutting-down' ? 'working' : closes ? 'done' : 'notice';
  const text = displayable(noticeText(notice, words));
  const [upper = '', lower = ''] = pageAt(pages(text, size.cols, 2), elapsedMs);
  return { upper: [upper], lower: [lower], small: [text], legend };
}

function noticeText(notice: Notice, words: MenuWords): string {
  switch (notice.kind) {
    case 'room':
      return words.roomChosen(notice.room);
    case 'event':
      return words.eventBegun(notice.votes);
    case 'failed':
      return words.failed(notice.why);
    default:
      return words.notices[notice.kind];
  }
}
