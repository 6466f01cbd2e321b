import type { Listener } from '../core/console/answer.ts';
import {
  type Edges,
  edgesHappened,
  type Happening,
  happeningLine,
  happenings,
} from '../core/console/changes.ts';
import type { BoxState } from '../core/state.ts';
import type { Button } from '../core/vote.ts';
import type { Cancel, Clock, Edge } from './ports.ts';

/** Changes are looked at together this long after the first: no row of presses keeps the box busy with telling. */
const LOOK_AFTER_MS = 100;

/** Tells whoever wants to know what happens at the box. */
export interface Follow {
  /** Something may have happened; costs nothing while nobody listens. */
  changed(): void;
  /** A line of a button has changed; as cheap. */
  edge(edge: Edge): void;
  /** Ends with the signal of the listener. */
  tell(listener: Listener): Promise<void>;
}

interface Deps {
  clock: Pick<Clock, 'after'>;
  state: () => BoxState;
}

export function createFollow({ clock, state }: Deps): Follow {
  const listeners = new Set<Listener>();
  const edges = new Map<Button, Edges>();
  let seen: BoxState | null = null;
  let cancel: Cancel | null = null;

  function look(): void {
    cancel = null;
    const now = state();
    const moved = [...edges.values()].map((of) => edgesHappened(of, now.clock.at));
    edges.clear();
    const happened = seen === null ? [] : happenings(seen, now);
    seen = now;
    for (const one of [...moved, ...happened]) for (const listener of [...listeners]) say(listener, one, now);
  }

  function say({ tell }: Listener, one: Happening, { clock: { timezone } }: BoxState): void {
    tell(happeningLine(one, timezone), one);
  }

  function changed(): void {
    if (listeners.size > 0) cancel ??= clock.after(LOOK_AFTER_MS, look);
  }

  function leave(listener: Listener): void {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    cancel?.();
    cancel = null;
    seen = null;
    edges.clear();
  }

  return {
    changed,
    edge({ button, active, atMs }) {
      if (listeners.size === 0) return;
      const { count, firstMs } = edges.get(button) ?? { count: 0, firstMs: atMs };
      edges.set(button, { button, count: count + 1, firstMs, lastMs: atMs, active });
      changed();
    },
    tell(listener) {
      const { signal } = listener;
      return new Promise((resolve) => {
        const end = () => {
          leave(listener);
          resolve();
        };
        if (signal.aborted) return end();
        const now = state();
        seen ??= now;
        say(
          listener,
          { kind: 'tail', at: now.clock.at, text: 'what happens is told here; Ctrl-C ends it' },
          now,
        );
        listeners.add(listener);
        signal.addEventListener('abort', end, { once: true });
      });
    },
  };
}
