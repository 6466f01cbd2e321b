import type { Cancel, Clock, Edge, Gpio, Hand, Lcd, OutputLine, OutputName } from '../../app/ports.ts';
import { bounce, USUAL_SWITCH } from '../../core/contact.ts';
import { BUTTONS, type Button } from '../../core/vote.ts';

/** A board without hardware. Its lines drive the same debounce as real ones. */
export interface SimulatedBoard {
  gpio: Gpio;
  lcd: Lcd;
  hand: Hand;
  /** The level on the wire of an output: true is high. */
  wire(output: OutputName): boolean;
  /** How many lines are open. */
  openLines(): number;
}

// Nothing hangs on it: pages draw what was asked for.
const LCD: Lcd = { start: async () => {}, stop: async () => {}, show: () => {} };

interface SimulatedOutput extends OutputLine {
  isOpen(): boolean;
  level(): boolean;
}

function createOutput(): SimulatedOutput {
  let open = false;
  let wanted = false;
  return {
    async start() {
      open = true;
    },
    async stop() {
      open = false;
    },
    write(on) {
      wanted = on;
    },
    isOpen: () => open,
    level: () => open && wanted,
  };
}

interface Waiting {
  edge: Edge;
  ended: ((whole: boolean) => void) | undefined;
  /** It belongs to a level that was set, and is over when another one is. */
  ofLevel: boolean;
}

interface Deps {
  clock: Clock;
  /** Uniform in [0, 1), for the bounce of the contacts. */
  random: () => number;
}

/** A board at rest, everything dark. */
export function createSimulatedBoard({ clock, random }: Deps): SimulatedBoard {
  const level: Record<Button, boolean> = { plus: false, minus: false };
  let listener: (edge: Edge) => void = () => {};
  let queue: Waiting[] = [];
  let cancelTimer: Cancel = () => {};
  let buttonsOpen = 0;
  const outputs = {
    plus: createOutput(),
    minus: createOutput(),
    status: createOutput(),
    buzzer: createOutput(),
  };

  function deliverDue(): void {
    const nowMs = clock.monoMs();
    while (queue[0] !== undefined && queue[0].edge.atMs <= nowMs) {
      const { edge, ended } = queue.shift() as Waiting;
      const changed = level[edge.button] !== edge.active;
      level[edge.button] = edge.active;
      // The planned time, not now: a stalled loop must not bend the trace.
      if (changed) listener(edge);
      ended?.(true);
    }
    cancelTimer();
    if (queue[0] !== undefined) cancelTimer = clock.after(queue[0].edge.atMs - nowMs, deliverDue);
  }

  function enqueue(edges: readonly Edge[], ofLevel = false): Promise<boolean> {
    return new Promise((ended) => {
      const last = edges.length - 1;
      queue.push(...edges.map((edge, i) => ({ edge, ended: i === last ? ended : undefined, ofLevel })));
      queue.sort((a, b) => a.edge.atMs - b.edge.atMs);
      if (last < 0) ended(true);
      deliverDue();
    });
  }

  function bouncing(
    button: Button,
    changes: { atMs: number; active: boolean }[],
    ofLevel = false,
  ): Promise<boolean> {
    const edges = bounce(changes, USUAL_SWITCH, random).map((change) => ({ ...change, button }));
    return enqueue(edges, ofLevel);
  }

  return {
    gpio: {
      buttons: {
        async start() {
          buttonsOpen = BUTTONS.length;
        },
        async stop() {
          buttonsOpen = 0;
        },
        read(button) {
          deliverDue();
          return level[button];
        },
        watch(to) {
          listener = to;
          return () => {
            listener = () => {};
          };
        },
      },
      outputs,
    },
    lcd: LCD,
    wire: (output) => outputs[output].level(),
    openLines: () => buttonsOpen + Object.values(outputs).filter((output) => output.isOpen()).length,
    hand: {
      setLevel(button, active) {
        deliverDue();
        const settling = queue.findLast(({ edge, ofLevel }) => ofLevel && edge.button === button);
        if ((settling?.edge.active ?? level[button]) === active) return;
        // What is left of the chatter before must not have the last word.
        queue = queue.filter(({ edge, ofLevel }) => !ofLevel || edge.button !== button);
        void bouncing(button, [{ atMs: clock.monoMs(), active }], true);
      },
      press(button, holdMs) {
        const nowMs = clock.monoMs();
        const stableMs = nowMs + USUAL_SWITCH.maxMs; // the chatter of closing is not part of the hold
        return bouncing(button, [
          { atMs: nowMs, active: true },
          { atMs: stableMs + holdMs, active: false },
        ]);
      },
      play(edges) {
        const nowMs = clock.monoMs();
        return enqueue(
          edges.map(({ afterMs, button, active }) => ({ atMs: nowMs + afterMs, button, active })),
        );
      },
      letGo() {
        cancelTimer();
        const abandoned = queue;
        queue = [];
        for (const { ended } of abandoned) ended?.(false);
      },
    },
  };
}
