import { createInterface, type Interface } from 'node:readline';
import type { Caller } from './adapters/control/caller.ts';
import type { Ends, Voice } from './console.ts';
import type { Answer } from './core/console/answer.ts';

interface Deps extends Ends {
  /** Rejects with a sentence when no box answers. */
  call: () => Promise<Caller>;
  who: string;
  voice: Voice;
  out: (text: string) => void;
}

/** The box that is spoken to: another connection after it has started again. */
interface Line {
  caller: Caller;
}

const HISTORY = 200; // lines
const LEAVING = ['exit', 'quit', 'logout'];

/**
 * Asks for one command after the other, until there are no more: with a prompt, history and completion at a terminal.
 * Gives 0 after a terminal, else the greatest exit code of the commands. Rejects with a sentence when no box answers.
 */
export async function converse(deps: Deps): Promise<Answer['exit']> {
  const { call, out, signal } = deps;
  const isTerminal = deps.input.isTTY === true && deps.output.isTTY === true;
  const line: Line = { caller: await call() };
  const keyboard = openKeyboard(deps, isTerminal, line);
  const leave = () => keyboard.close();
  signal.addEventListener('abort', leave);
  const ask = () => {
    if (!isTerminal) return;
    keyboard.setPrompt(`${line.caller.prompt()}> `);
    keyboard.prompt();
  };
  let worst: Answer['exit'] = 0;
  if (isTerminal) out('help lists the commands, Tab completes, Ctrl-D leaves.\n');
  ask();
  for await (const text of keyboard) {
    if (LEAVING.includes(text.trim())) break;
    const exit = await runOne(deps, line, text, isTerminal ? keyboard : null);
    if (exit > worst) worst = exit;
    ask();
  }
  signal.removeEventListener('abort', leave);
  keyboard.close();
  line.caller.hangUp();
  if (isTerminal) out('\n');
  return isTerminal ? 0 : worst;
}

function openKeyboard({ input, output, out }: Deps, isTerminal: boolean, line: Line): Interface {
  const keyboard = createInterface({
    ...{ input, output, terminal: isTerminal, historySize: HISTORY, removeHistoryDuplicates: true },
    completer(text: string, answer: (error: null, found: [string[], string]) => void) {
      line.caller.complete(text).then(
        ({ hits, on }) => answer(null, [[...hits], on]),
        () => answer(null, [[], text]),
      );
    },
  });
  keyboard.on('SIGINT', () => {
    out('^C\n');
    dropWritten(keyboard);
  });
  return keyboard;
}

/** Runs one command; at a terminal Ctrl-C ends it, and any key what tells and tells. Never rejects. */
async function runOne(
  { who, voice, input, signal, call }: Deps,
  line: Line,
  text: string,
  keyboard: Interface | null,
): Promise<Answer['exit']> {
  const stop = new AbortController();
  const end = () => stop.abort();
  const told = voice.listen(stop.signal);
  const onKey = () => {
    if (told.isTold()) end();
  };
  if (keyboard !== null) input.on('keypress', onKey);
  keyboard?.on('SIGINT', end);
  signal.addEventListener('abort', end);
  try {
    // It may have started again since the last command.
    if (line.caller.isGone()) line.caller = await call();
    return voice.show(await line.caller.run(text, who, told), told.isTold());
  } catch (error) {
    return voice.show({ exit: 1, text: error instanceof Error ? error.message : String(error) });
  } finally {
    signal.removeEventListener('abort', end);
    keyboard?.off('SIGINT', end);
    input.off('keypress', onKey);
    // The key that ended it is no beginning of a command.
    if (keyboard !== null && told.isTold()) dropWritten(keyboard);
  }
}

function dropWritten(keyboard: Interface): void {
  keyboard.write(null, { ctrl: true, name: 'e' });
  keyboard.write(null, { ctrl: true, name: 'u' });
}
