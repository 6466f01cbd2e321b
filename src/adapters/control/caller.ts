import { connect, type Socket } from 'node:net';
import { basename, dirname } from 'node:path';
import type { Cancel, Clock } from '../../app/ports.ts';
import type { Answer, Completion, Listener } from '../../core/console/answer.ts';
import { createLines } from './lines.ts';
import { controlPlace } from './place.ts';
import { type ConsoleAsk, type ConsoleSay, parseConsoleSay } from './schema.ts';

const HELLO_MS = 5_000;
/** A command that was to stop has this long for it. */
const STOP_MS = 3_000;
const FRAME_MAX = 33_554_432; // characters: the programme of a large conference, as JSON, is a tenth of that
const STRANGER = 'What answers is no box of this version.';
const SILENT = 'The box does not answer.';

/** A console that is connected to a box. */
export interface Caller {
  prompt(): string;
  /** One command at a time. Rejects with a sentence when the box has gone. */
  run(line: string, who: string, listener: Listener): Promise<Answer>;
  complete(line: string): Promise<Completion>;
  /** The box has hung up, or was hung up on. */
  isGone(): boolean;
  hangUp(): void;
}

/** Calls the box that listens at a path; null when none does. Rejects with a sentence when it may not be asked. */
export async function callBox(path: string, clock: Pick<Clock, 'after'>): Promise<Caller | null> {
  try {
    const { path: name, release } = controlPlace(dirname(path), basename(path));
    const socket = await opened(name).finally(release);
    return await converse(socket, clock);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ENOTDIR') return null;
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    const how = 'join the group likebox (sudo adduser "$USER" likebox, then log in again), or use sudo';
    throw new Error(`This user may not speak to the box at ${path}: ${how}.`, { cause: error });
  }
}

function opened(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

type Heard = Exclude<ConsoleSay, { say: 'line' }>;

interface Waiting {
  resolve: (frame: Heard) => void;
  reject: (error: Error) => void;
}

async function converse(socket: Socket, clock: Pick<Clock, 'after'>): Promise<Caller> {
  const takeLines = createLines(FRAME_MAX);
  /** The box answers in the order in which it is asked: a Tab while a command goes on waits for its end. */
  const waiting: Waiting[] = [];
  let prompt = '';
  let why = 'The box has hung up: it stops, or has as many consoles as it takes. Try again.';
  let tell: Listener['tell'] = () => {};

  const answered = () =>
    new Promise<Heard>((resolve, reject) => {
      waiting.push({ resolve, reject });
      if (socket.destroyed) goAway();
    });
  const ask = (frame: ConsoleAsk) => void socket.write(`${JSON.stringify(frame)}\n`);

  function goAway(): void {
    socket.destroy();
    for (const { reject } of waiting.splice(0)) reject(new Error(why));
  }

  function take(line: string): void {
    const frame = parseConsoleSay(line);
    if (frame === null) {
      why = STRANGER;
      goAway();
    } else if (frame.say === 'line') {
      tell(frame.text, frame.data);
    } else {
      if (frame.say !== 'words') prompt = frame.prompt;
      waiting.shift()?.resolve(frame);
    }
  }

  socket.setEncoding('utf8');
  for (const sign of ['error', 'end', 'close'] as const) socket.on(sign, goAway);
  socket.on('data', (chunk: string) => {
    const lines = takeLines(chunk);
    if (lines === null) goAway();
    else lines.forEach(take);
  });
  const giveUpAfter = (ms: number) =>
    clock.after(ms, () => {
      why = SILENT;
      goAway();
    });
  await answered().finally(giveUpAfter(HELLO_MS));
  return {
    prompt: () => prompt,
    isGone: () => socket.destroyed,
    async run(line, who, listener) {
      let cancel: Cancel = () => {};
      const stop = () => {
        ask({ ask: 'stop' });
        cancel = giveUpAfter(STOP_MS);
      };
      const answer = answered();
      tell = listener.tell;
      ask({ ask: 'run', line, who });
      listener.signal.addEventListener('abort', stop);
      if (listener.signal.aborted) stop();
      const frame = await answer.finally(() => {
        listener.signal.removeEventListener('abort', stop);
        cancel();
      });
      if (frame.say !== 'end') throw new Error(STRANGER);
      const { exit, text, data } = frame;
      return data === undefined ? { exit, text } : { exit, text, data };
    },
    async complete(line) {
      const answer = answered();
      ask({ ask: 'complete', line });
      const frame = await answer;
      if (frame.say !== 'words') throw new Error(STRANGER);
      return { hits: frame.hits, on: frame.on };
    },
    hangUp: goAway,
  };
}
