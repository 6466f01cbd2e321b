import type { OutputName } from '../../app/ports.ts';
import type { Place } from '../../core/board/chips.ts';
import type { RawEdge } from '../../core/board/tools.ts';
import type { Button } from '../../core/vote.ts';

/** What a line is for; a fault is reported under this name. */
export type LineUse = `button-${Button}` | `led-${Exclude<OutputName, 'buzzer'>}` | 'buzzer';

/** A line that begins to fail while it is open, and null when it works again. `why` is a sentence for people. */
export type OnLineFault = (use: LineUse, why: string | null) => void;

/** Levels are electrical here: true is high. What is active is decided above. */
export interface InputLine {
  /** The level now, or the last known one. */
  read(): boolean;
  close(): Promise<void>;
}

export interface DrivenLine {
  /** Never throws. */
  write(high: boolean): void;
  /** Low, then released. */
  close(): Promise<void>;
}

export interface InputWatch {
  onEdge(edge: RawEdge): void;
  /** Edges may have been missed; the level has been read again. */
  onLost(): void;
}

/** One way to a board's lines. An open that rejects has a sentence for people, and leaves nothing open. */
export interface Backend {
  readonly lagMs: number;
  /** @param restsHigh the level of a button that nobody touches */
  openInput(use: LineUse, place: Place, restsHigh: boolean, watch: InputWatch): Promise<InputLine>;
  openOutput(use: LineUse, place: Place, high: boolean): Promise<DrivenLine>;
}
