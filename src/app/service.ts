import type { BoxConfig } from '../core/config.ts';
import { probesOf } from '../core/menu/probe.ts';
import type { MenuFacts, MenuState, Notice } from '../core/menu/state.ts';
import { roomsOf } from '../core/programme.ts';
import { asListed } from '../core/rooms.ts';
import type { ScreenContext } from '../core/screens/context.ts';
import type { BoxState, HubLinkView } from '../core/state.ts';
import type { Button } from '../core/vote.ts';
import type { Faults } from './faults.ts';
import type { Feedback, ScreenSubject } from './feedback.ts';
import type { HubDesk } from './hubdesk.ts';
import { type BoxCommand, createMenu } from './menu.ts';
import type { Cancel, Clock, Store } from './ports.ts';
import type { ProgrammeKeeper } from './programme.ts';
import type { Settings } from './settings.ts';
import { createTestMode } from './testmode.ts';
import type { Timekeeping } from './timekeeping.ts';
import type { Voting } from './voting.ts';

/** So long the screen says what is about to happen to the box. */
const FAREWELL_MS = 2_000;

/** The service menu and test mode, as the desk needs them. */
export interface Service {
  /** Offers the choice of a room once, to a box that has none. */
  start(): void;
  stop(): void;
  bothHeld(): void;
  /** Takes a press recognised at `atMs` (monotonic); false when it is a vote. */
  press(button: Button, atMs: number): boolean;
  /** Does what somebody asks for elsewhere, as if it was chosen in the menu. */
  obey(command: BoxCommand): void;
  /** What covers every other screen; null while the menu is closed. */
  screen(): ScreenSubject | null;
  /** Begun minutes that test mode still lasts; null outside of it. */
  testMinutes(): number | null;
  mode(): BoxState['mode'];
}

interface Deps {
  config: Pick<BoxConfig, 'lcd' | 'menuCode'>;
  clock: Clock;
  store: Pick<Store, 'startEvent'>;
  time: Pick<Timekeeping, 'improve' | 'nowAt'>;
  keeper: Pick<ProgrammeKeeper, 'current' | 'checkRoom' | 'firstAttemptDone'>;
  settings: Settings;
  hub: Pick<HubDesk, 'view' | 'pair'>;
  voting: Pick<Voting, 'view' | 'reload'>;
  feedback: Pick<Feedback, 'refresh' | 'only'>;
  context: () => Omit<ScreenContext, 'elapsedMs'>;
  faults: Pick<Faults, 'set' | 'clear'>;
  log: { info: (fields: object, message: string) => void };
  /** The menu has closed: a button that is held now is no press until it has rested. */
  onClose: () => void;
  onRestart: () => void;
  onShutDown: () => void;
  onChange: () => void;
}

/** What the two buttons can do beside voting. A box without an LCD has no menu: nobody could see it. */
export function createService(deps: Deps): Service {
  const { config, clock, store, time, keeper, settings, voting, feedback, context, faults, log } = deps;
  let wasOpen = false;
  let stopped = true;
  let queued = 0;
  let cancelFarewell: Cancel = () => {};

  const changed = () => {
    feedback.refresh();
    deps.onChange();
  };
  const testMode = createTestMode({ clock, onChange: changed });
  const counted = () => {
    const { plus, minus } = voting.view();
    return plus + minus;
  };
  const facts = (): MenuFacts => ({
    rooms:
      settings.group().length > 0 ? settings.group() : roomsOf(asListed(keeper.current()?.sessions ?? [])),
    muted: settings.muted(),
    testMinutes: testMode.minutesLeft(),
    votes: counted(),
    queued,
    hub: linkOf(deps.hub.view()),
    code: config.menuCode,
  });

  async function startEvent(): Promise<Notice> {
    const votes = counted();
    try {
      // Two buttons write no name: the programme gives one.
      await store.startEvent('', Math.round(time.nowAt()));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      faults.set('new-event', 'warning', `The new event has not begun: ${why}`);
      return { kind: 'failed', why };
    }
    await voting.reload().catch(() => {}); // closed again: it is read when the store opens next
    return { kind: 'event', votes };
  }

  function leave(end: () => void): void {
    cancelFarewell();
    cancelFarewell = clock.after(FAREWELL_MS, end);
  }

  function run(command: BoxCommand, where = 'in the menu'): Promise<Notice> | undefined {
    log.info({ command: command.kind }, `chosen ${where}`);
    switch (command.kind) {
      case 'room':
        settings.chooseRoom(command.room);
        keeper.checkRoom();
        break;
      case 'mute':
        settings.mute(command.muted);
        break;
      case 'set-clock':
        time.improve({ wallOffsetMs: command.at - clock.monoMs(), quality: 'manual' });
        break;
      case 'test-mode':
        if (command.on) testMode.begin();
        else testMode.end();
        break;
      case 'pair':
        deps.hub.pair();
        break;
      case 'new-event':
        return startEvent();
      case 'restart':
        leave(deps.onRestart);
        break;
      case 'shut-down':
        leave(deps.onShutDown);
    }
    changed();
    return undefined;
  }

  function follow(state: MenuState | null): void {
    // As of the last press: the pages of a question are not to begin anew with each acknowledgement.
    queued = deps.hub.view()?.queued ?? 0;
    const probe = state?.page === 'test' ? probesOf(context().size)[state.at] : undefined;
    feedback.only(probe?.kind === 'output' ? probe.output : null);
    if (wasOpen && state === null) deps.onClose();
    wasOpen = state !== null;
    changed();
  }

  const menu = createMenu({ clock, facts, context, run, onChange: follow });
  const open = (begin: 'items' | 'rooms') => {
    if (config.lcd.kind === 'none' || stopped) return;
    faults.clear('new-event');
    menu.open(begin);
  };

  return {
    start() {
      stopped = false;
      if (settings.room() !== null) return;
      void keeper.firstAttemptDone.then(() => {
        // Without a programme there is nothing to choose, and votes are worth keeping.
        if (settings.room() === null && facts().rooms.length > 0) open('rooms');
      });
    },
    stop() {
      stopped = true;
      cancelFarewell();
      menu.close();
      testMode.end();
    },
    bothHeld() {
      log.info({}, 'both buttons are held');
      open('items');
    },
    press: menu.press,
    obey(command) {
      if (!stopped) void run(command, 'at the console');
    },
    screen() {
      const state = menu.state();
      return state === null ? null : { kind: 'menu', menu: state, facts: facts() };
    },
    testMinutes: testMode.minutesLeft,
    mode: () => (menu.state() !== null ? 'menu' : testMode.minutesLeft() !== null ? 'test' : 'voting'),
  };
}

/** What the menu tells of it; nothing that changes with each vote. */
function linkOf(view: HubLinkView | null): MenuFacts['hub'] {
  return view === null ? null : { state: view.state, code: view.code };
}
