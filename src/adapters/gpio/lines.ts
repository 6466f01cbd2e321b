import type { ButtonLines, Edge, Gpio, OutputLine, OutputName } from '../../app/ports.ts';
import { BUTTONS, type Button } from '../../core/vote.ts';
import type { DrivenLine, InputLine, InputWatch, LineUse } from './backend.ts';

interface Deps {
  activeLow: boolean;
  /** Known when a line has been opened. */
  lagMs: () => number;
  openInput: (use: LineUse, watch: InputWatch) => Promise<InputLine>;
  openOutput: (use: LineUse, high: boolean) => Promise<DrivenLine>;
}

/** The lines of a board as its buttons and outputs: what is electrical below is pressed, lit or loud here. */
export function createLines(deps: Deps): Gpio {
  const output = (name: OutputName) => createOutput(deps, name);
  return {
    buttons: createButtons(deps),
    outputs: {
      plus: output('plus'),
      minus: output('minus'),
      status: output('status'),
      buzzer: output('buzzer'),
    },
  };
}

function createButtons({ activeLow, lagMs, openInput }: Deps): ButtonLines {
  let open: Partial<Record<Button, InputLine>> = {};
  let onEdge: (edge: Edge) => void = () => {};
  let onRestart: (button: Button) => void = () => {};

  async function openButton(button: Button): Promise<void> {
    open[button] = await openInput(`button-${button}`, {
      onEdge: ({ high, atMs }) => onEdge({ button, active: high !== activeLow, atMs }),
      onLost: () => onRestart(button),
    });
  }

  async function close(): Promise<void> {
    const lines = Object.values(open);
    open = {};
    await Promise.all(lines.map((line) => line.close()));
  }

  return {
    get lagMs() {
      return lagMs();
    },
    async start() {
      const attempts = await Promise.allSettled(BUTTONS.map(openButton));
      const failed = attempts.find((attempt) => attempt.status === 'rejected');
      if (failed === undefined) return;
      await close();
      throw failed.reason;
    },
    stop: close,
    read(button) {
      const line = open[button];
      return line !== undefined && line.read() !== activeLow;
    },
    watch(toEdge, toRestart = () => {}) {
      onEdge = toEdge;
      onRestart = toRestart;
      return () => {
        if (onEdge !== toEdge) return;
        onEdge = () => {};
        onRestart = () => {};
      };
    },
  };
}

function createOutput({ openOutput }: Deps, name: OutputName): OutputLine {
  const use: LineUse = name === 'buzzer' ? name : `led-${name}`;
  let wanted = false;
  let line: DrivenLine | null = null;
  return {
    async start() {
      const asked = wanted;
      line = await openOutput(use, asked);
      // Something may have been shown while the line opened.
      if (wanted !== asked) line.write(wanted);
    },
    async stop() {
      const closing = line;
      line = null;
      await closing?.close();
    },
    write(on) {
      wanted = on;
      line?.write(on);
    },
  };
}
