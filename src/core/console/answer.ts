/** What came of a command: the exit code of `likebox console -c`, a text for people, the same for programs. */
export interface Answer {
  exit: 0 | 1 | 2 | 3;
  text: string;
  data?: unknown;
}

/** What may stand where the cursor is; `on` is the part of the line that a hit replaces. */
export interface Completion {
  hits: readonly string[];
  on: string;
}

/** Whoever listens while a command goes on. */
export interface Listener {
  /** Something happened. */
  tell(text: string, data: unknown): void;
  /** Ends what goes on until somebody ends it. */
  signal: AbortSignal;
}

/** What a box offers to a console, whatever it is reached by. */
export interface ConsoleHost {
  /** Names the box and its room: `box-07 Amphi A`. */
  prompt(): string;
  complete(line: string): Completion;
  /**
   * Does what a line says. Never rejects.
   * @param who for the log
   */
  run(line: string, who: string, listener: Listener): Promise<Answer>;
}

export function done(text: string, data?: unknown): Answer {
  return data === undefined ? { exit: 0, text } : { exit: 0, text, data };
}

export function refused(text: string): Answer {
  return { exit: 1, text };
}
