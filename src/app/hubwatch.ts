import type { HubLinkView } from '../core/state.ts';
import type { Faults } from './faults.ts';
import type { Cancel, Clock } from './ports.ts';

/** A hub that starts again, or a cable that is moved, is no trouble of anybody's. */
const PATIENCE_MS = 60_000;
/** As long as a request to be paired lasts; then votes are what the screen is for. */
const CODE_SHOWN_MS = 600_000;

/** What people at the box are told of the link to its hub. */
export interface HubWatch {
  /** Looks at the link after a change. */
  follow(view: HubLinkView): void;
  /** What the LCD shows while the box asks to be paired and people are likely to come; null as a rule. */
  code(): string | null;
  /** Somebody asks for the code: it is shown for as long again. */
  showCode(): void;
  stop(): void;
}

interface Deps {
  clock: Pick<Clock, 'monoMs' | 'after'>;
  faults: Pick<Faults, 'set' | 'clear'>;
}

/** It raises the fault `hub`: at once where a person has to act, after a minute where it may pass by itself. */
export function createHubWatch({ clock, faults }: Deps): HubWatch {
  let code: string | null = null;
  let known = '';
  let shownSinceMs = 0;
  let trouble: string | null = null;
  let isOver = false;
  let cancelWait: Cancel | null = null;

  function show(): void {
    if (trouble !== null) faults.set('hub', 'warning', trouble);
  }

  function rest(): void {
    cancelWait?.();
    cancelWait = null;
    isOver = false;
  }

  return {
    follow(view) {
      code = view.code;
      if (code !== null && code !== known) {
        known = code;
        shownSinceMs = clock.monoMs();
      }
      trouble = troubleOf(view);
      if (trouble === null) {
        rest();
        faults.clear('hub');
      } else if (isOver || wantsPeople(view)) show();
      else
        cancelWait ??= clock.after(PATIENCE_MS, () => {
          isOver = true;
          show();
        });
    },
    code: () => (clock.monoMs() - shownSinceMs < CODE_SHOWN_MS ? code : null),
    showCode() {
      shownSinceMs = clock.monoMs();
    },
    stop: rest,
  };
}

/** It will not pass by itself. */
function wantsPeople({ state }: HubLinkView): boolean {
  return state === 'refused' || state === 'changed-key';
}

/** Null while nothing is wrong. */
function troubleOf({ state, code, why }: HubLinkView): string | null {
  switch (state) {
    case 'linked':
      return null;
    case 'pairing':
      return code === null && why !== null ? `${why} ${KEPT}` : null;
    case 'refused':
      return `${why ?? 'The hub refuses this box: pair it in the service menu.'} ${KEPT}`;
    case 'changed-key':
      return `${why ?? 'What answers is not the hub that this box was paired with.'} ${KEPT}`;
    case 'unreachable':
    case 'away':
      return `${why ?? 'The hub cannot be reached: check that it runs, and the cable.'} ${KEPT}`;
  }
}

const KEPT = 'Votes are kept, and sent when the link is back.';
