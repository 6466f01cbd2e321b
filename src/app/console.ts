import { type Answer, type ConsoleHost, done, type Listener, refused } from '../core/console/answer.ts';
import type { ConsoleCommand } from '../core/console/command.ts';
import { complete } from '../core/console/complete.ts';
import { fold } from '../core/console/lay.ts';
import { parseCommand } from '../core/console/parse.ts';
import { act, roomsFor } from './acts.ts';
import type { Desk } from './desk.ts';
import { createFollow, type Follow } from './follow.ts';
import type { VoteLog } from './link/ports.ts';
import { look } from './looks.ts';
import type { Organiser } from './organiser.ts';
import type { Clock } from './ports.ts';
import type { ProgrammeKeeper } from './programme.ts';
import type { Settings } from './settings.ts';
import type { Timekeeping } from './timekeeping.ts';
import type { Trials } from './trials.ts';

/** What a console reaches of the box. */
export interface ConsoleDeps {
  clock: Clock;
  desk: Pick<Desk, 'state' | 'voting' | 'obey' | 'muted'>;
  time: Pick<Timekeeping, 'boot'>;
  keeper: Pick<ProgrammeKeeper, 'current'>;
  settings: Pick<Settings, 'group' | 'muted'>;
  organise: Organiser['handle'];
  votes: Pick<VoteLog, 'epochs' | 'votesAfter'>;
  trials: Omit<Trials, 'outputs' | 'stop'>;
  /** The newest lines of the log, oldest first. */
  newestLog: (count: number) => readonly string[];
  log: { info: (fields: object, message: string) => void };
}

/** What somebody at a terminal can see of a running box, and do to it. */
export interface Console extends ConsoleHost, Pick<Follow, 'changed' | 'edge'> {}

/** Commands that change something, for the log. Orders are logged by the organiser. */
const TOLD: readonly ConsoleCommand['kind'][] = ['room', 'mute', 'press', 'restart'];

export function createConsole(deps: ConsoleDeps): Console {
  const { desk } = deps;
  const follow = createFollow({ clock: deps.clock, state: desk.state });
  return {
    changed: follow.changed,
    edge: follow.edge,
    prompt() {
      const { box, room } = desk.state();
      return room === null ? box : `${box} ${room}`;
    },
    complete: (line) => complete(line, roomsFor(deps)),
    async run(line, who, listener) {
      const parsed = parseCommand(line);
      if (parsed === null) return done('');
      if ('wrong' in parsed) return { exit: 2, text: parsed.wrong };
      const { command } = parsed;
      if (isTold(command)) deps.log.info({ who, command: line }, 'asked at the console');
      try {
        if (command.kind === 'tail') return await tail(follow, listener);
        const found = await answer(deps, command, who);
        return { ...found, text: fold(found.text) };
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return refused(fold(`That could not be done: ${why}`));
      }
    },
  };
}

function isTold(command: ConsoleCommand): boolean {
  return TOLD.includes(command.kind) && !(command.kind === 'room' && command.name === null);
}

async function tail(follow: Follow, listener: Listener): Promise<Answer> {
  await follow.tell(listener);
  return done('');
}

/** Most only look; what is left does something. */
async function answer(deps: ConsoleDeps, command: ConsoleCommand, who: string): Promise<Answer> {
  const state = deps.desk.state();
  return (await look(deps, command, state)) ?? act(deps, command, state, who);
}
