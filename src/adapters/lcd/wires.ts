import type { Transfer } from '../../core/lcd/bursts.ts';

/** The way to a HD44780, whatever it is made of. Only one promise is under way at a time. */
export interface Wires {
  /** The most transfers that `send` is to be given at once. */
  readonly burst: number;
  /**
   * Takes the lines or the bus, with the back-light on. Rejects with a sentence for people, and holds nothing then.
   * @param given what ends when others may use them: nothing is written after that, and what would write rejects
   */
  open(given: AbortSignal): Promise<void>;
  /** Single nibbles of register 0, at least 100 µs apart: the display may still read eight bits. */
  wake(nibbles: readonly number[]): Promise<void>;
  /** Sends, and gives each transfer the 41 µs it takes; clear and home must be waited for. Rejects with a sentence. */
  send(transfers: readonly Transfer[]): Promise<void>;
  /** Dark where there is a back-light (if it may still write), and released. Never rejects; harmless when nothing is open. */
  close(): Promise<void>;
}
