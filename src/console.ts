import { createClock } from './adapters/clock.ts';
import { loadBoxConfig } from './adapters/config/load.ts';
import { type Caller, callBox } from './adapters/control/caller.ts';
import { readMachine, userName } from './adapters/machine.ts';
import type { CheckOutput } from './check.ts';
import { describeFault } from './core/config.ts';
import type { Answer, Listener } from './core/console/answer.ts';
import { socketsOf, USUAL_SOCKET } from './core/console/sockets.ts';
import { converse } from './prompt.ts';

export interface ConsoleOptions {
  /** Null: what the configuration says. */
  socket: string | null;
  /** Null reads the default file. */
  config: string | null;
  /** Null asks for one after the other. */
  command: string | null;
  json: boolean;
}

/** What a person sits at. */
export interface Ends {
  input: NodeJS.ReadStream;
  output: NodeJS.WriteStream;
  /** Ends when the process is asked to end. */
  signal: AbortSignal;
}

/** Prints what the box says, for people or for programs. */
export interface Voice {
  /** Whoever listens to one command. */
  listen(signal: AbortSignal): Listener & { isTold(): boolean };
  /** Gives the exit code of the answer. */
  show(answer: Answer, isTold?: boolean): Answer['exit'];
}

const WHO_MAX = 200; // characters

/** `likebox console`. Gives the exit code: 0 done, 1 failed, 2 no such command or a faulty file, 3 something is wrong. */
export async function runConsole(
  { socket, config, command, json }: ConsoleOptions,
  ends: Ends,
  { out, err }: CheckOutput,
): Promise<Answer['exit']> {
  const places = placesOf(socket, config);
  if ('faults' in places) {
    for (const fault of places.faults) err(`${fault}\n`);
    return 2;
  }
  const call = () => callFirst(places.paths);
  const who = userName().slice(0, WHO_MAX);
  const voice = createVoice(json, { out, err });
  try {
    if (command === null) return await converse({ call, who, voice, out, ...ends });
    const caller = await call();
    const listener = voice.listen(ends.signal);
    const answer = await caller.run(command, who, listener).finally(caller.hangUp);
    return voice.show(answer, listener.isTold());
  } catch (error) {
    return voice.show({ exit: 1, text: error instanceof Error ? error.message : String(error) });
  }
}

function createVoice(json: boolean, { out, err }: CheckOutput): Voice {
  return {
    listen(signal) {
      let isTold = false;
      return {
        signal,
        isTold: () => isTold,
        tell(text, data) {
          isTold = true;
          out(`${json ? JSON.stringify(data) : text}\n`);
        },
      };
    },
    show({ exit, text, data }, isTold = false) {
      if (json && !isTold) out(`${JSON.stringify({ done: exit === 0, text, data }, null, 2)}\n`);
      else if (text !== '') (exit === 1 || exit === 2 ? err : out)(`${text}\n`);
      return exit;
    },
  };
}

/** Where to call, in this order: what lies with the data of a box is its own, the usual place may be another one's. */
function placesOf(socket: string | null, file: string | null): { paths: string[] } | { faults: string[] } {
  if (socket !== null) return { paths: [socket] };
  const { config, faults } = loadBoxConfig(file, readMachine().board);
  if (config !== null) return { paths: socketsOf(config).reverse() };
  // A box that the usual file keeps from starting may run all the same: it has read it before.
  return file === null ? { paths: [USUAL_SOCKET] } : { faults: faults.map(describeFault) };
}

async function callFirst(paths: readonly string[]): Promise<Caller> {
  const clock = createClock();
  for (const path of paths) {
    const caller = await callBox(path, clock);
    if (caller !== null) return caller;
  }
  const where = paths.join(' or ');
  const how = 'Start it (likebox box), or say where it is: --socket PATH, or --config FILE.';
  throw new Error(`No box answers at ${where}. ${how}`);
}
