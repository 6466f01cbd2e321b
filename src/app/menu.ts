import { elapse, MENU_REST_MS, openMenu, pageMs, press } from '../core/menu/menu.ts';
import type { MenuCommand, MenuFacts, MenuState, Notice } from '../core/menu/state.ts';
import type { ScreenContext } from '../core/screens/context.ts';
import type { Button } from '../core/vote.ts';
import type { Cancel, Clock } from './ports.ts';

/** Wrong codes that close the menu, and for how long. */
const WRONG_CODES_MAX = 3;
const LOCKED_MS = 60_000;

/** What the box is told to do, once the code was right. */
export type BoxCommand = Exclude<MenuCommand, { kind: 'code' }>;

export interface Menu {
  open(begin: 'items' | 'rooms'): void;
  /** Takes a press recognised at `atMs` (monotonic); false when it is none of the menu's, which was closed then. */
  press(button: Button, atMs: number): boolean;
  /** Null while it is closed. */
  state(): MenuState | null;
  close(): void;
}

interface Deps {
  clock: Clock;
  facts: () => MenuFacts;
  context: () => Omit<ScreenContext, 'elapsedMs'>;
  /** Does what was chosen. What takes longer gives, when it ends, what the menu says then. */
  run: (command: BoxCommand) => Promise<Notice> | undefined;
  /** After each change of `state`. */
  onChange: (state: MenuState | null) => void;
}

/** The service menu in time: it leaves by itself, and wrong codes close it for a while. */
export function createMenu({ clock, facts, context, run, onChange }: Deps): Menu {
  let state: MenuState | null = null;
  let closedAtMs = Number.NEGATIVE_INFINITY;
  let wrongCodes = 0;
  let lockedUntilMs = Number.NEGATIVE_INFINITY;
  let cancelRest: Cancel = () => {};
  let cancelPage: Cancel = () => {};

  function become(next: MenuState | null): void {
    cancelPage();
    if (next === null) {
      cancelRest();
      if (state !== null) closedAtMs = clock.monoMs();
    } else cancelPage = clock.after(pageMs(next), () => become(elapse(next, context())));
    state = next;
    onChange(next);
  }

  function awake(): void {
    cancelRest();
    cancelRest = clock.after(MENU_REST_MS, () => become(null));
  }

  function lock(): void {
    wrongCodes = 0;
    lockedUntilMs = clock.monoMs() + LOCKED_MS;
    become({ page: 'notice', notice: { kind: 'locked' }, closes: true });
  }

  function obey(command: MenuCommand): void {
    if (command.kind === 'code') {
      wrongCodes = command.right ? 0 : wrongCodes + 1;
      if (wrongCodes >= WRONG_CODES_MAX) lock();
      return;
    }
    void run(command)?.then((notice) => {
      if (state?.page !== 'working') return;
      awake();
      become({ page: 'notice', notice, closes: true });
    });
  }

  return {
    open(begin) {
      if (state !== null) return;
      awake();
      if (clock.monoMs() >= lockedUntilMs) become(openMenu(begin, facts()));
      else become({ page: 'notice', notice: { kind: 'locked' }, closes: true });
    },
    press(button, atMs) {
      if (state === null) return atMs <= closedAtMs;
      awake();
      const turn = press(state, button, facts(), context());
      become(turn.state);
      if (turn.command !== null) obey(turn.command);
      return true;
    },
    state: () => state,
    close: () => become(null),
  };
}
