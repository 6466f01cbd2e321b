import type { Socket } from 'node:net';
import type { Answer, ConsoleHost } from '../../core/console/answer.ts';
import { createLines } from './lines.ts';
import { type ConsoleAsk, type ConsoleSay, parseConsoleAsk } from './schema.ts';

const LINE_MAX = 4_096; // characters
/** Frames that wait for the command before them; nobody types ahead so far. */
const WAITING_MAX = 32;
/** Characters that a console has not read yet; the kernel holds some 200,000 bytes besides. */
const BACKLOG_MAX = 65_536;

const UNKNOWN: Answer = {
  exit: 1,
  text: 'This box does not understand: box and console are of different versions.',
};

/** Answers one console, a command after the other, until it hangs up; one that asks too much or does not read is cut off. */
export function talkWith(socket: Socket, host: ConsoleHost): void {
  const takeLines = createLines(LINE_MAX);
  const waiting: (Exclude<ConsoleAsk, { ask: 'stop' }> | null)[] = [];
  let running: AbortController | null = null;

  function say(frame: ConsoleSay): void {
    if (socket.writableLength > BACKLOG_MAX) socket.destroy();
    else socket.write(`${JSON.stringify(frame)}\n`);
  }

  async function answer(
    asked: Exclude<ConsoleAsk, { ask: 'stop' }> | null,
    signal: AbortSignal,
  ): Promise<void> {
    if (asked?.ask === 'complete') {
      const { hits, on } = host.complete(asked.line);
      return say({ say: 'words', hits: [...hits], on });
    }
    const tell = (text: string, data: unknown) => say({ say: 'line', text, data });
    const { exit, text, data } =
      asked === null ? UNKNOWN : await host.run(asked.line, asked.who, { tell, signal });
    say({ say: 'end', exit, text, data, prompt: host.prompt() });
  }

  async function work(): Promise<void> {
    while (waiting.length > 0 && !socket.destroyed) {
      running = new AbortController();
      await answer(waiting.shift() ?? null, running.signal);
      running = null;
    }
  }

  function take(line: string): void {
    const asked = parseConsoleAsk(line);
    if (asked?.ask === 'stop') {
      running?.abort();
      return;
    }
    waiting.push(asked);
    if (waiting.length > WAITING_MAX) socket.destroy();
    else if (running === null) void work();
  }

  socket.setEncoding('utf8');
  socket.on('close', () => running?.abort());
  socket.on('data', (chunk: string) => {
    const lines = takeLines(chunk);
    if (lines === null) socket.destroy();
    else for (const line of lines) take(line);
  });
  say({ say: 'hello', prompt: host.prompt() });
}
