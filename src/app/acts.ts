import { type Answer, done, refused } from '../core/console/answer.ts';
import type { ConsoleCommand } from '../core/console/command.ts';
import { lcdText, roomsText } from '../core/console/overview.ts';
import { roomsOf } from '../core/programme.ts';
import { asListed, describeUnknownRooms } from '../core/rooms.ts';
import type { BoxState } from '../core/state.ts';
import type { Button } from '../core/vote.ts';
import type { ConsoleDeps } from './console.ts';
import { TRIAL_MS } from './trials.ts';

/** Does what a command says. */
export function act(
  deps: ConsoleDeps,
  command: ConsoleCommand,
  state: BoxState,
  who: string,
): Answer | Promise<Answer> {
  const { desk, trials } = deps;
  switch (command.kind) {
    case 'delay':
      return delay(deps, command.room ?? state.room, command.by, who);
    case 'room':
      return chooseRoom(deps, command.name, state.room);
    case 'lcd':
      if (!command.test || state.lcd.lines === null) {
        return { ...done(lcdText(state), state.lcd.lines), exit: command.test ? 1 : 0 };
      }
      trials.tryLcd();
      return done('Look at the LCD: accents, a heart, a row of full blocks, for 3 s.');
    case 'led':
      trials.tryLamp(command.lamp, command.sign);
      return done(`${command.lamp}: ${command.sign} for ${TRIAL_MS / 1_000} s, or until the next vote.`);
    case 'buzzer':
      if (deps.settings.muted()) return refused('The buzzer is muted: mute off ends that.');
      if (desk.muted()) return refused('These are the quiet hours of the buzzer.');
      trials.tryBuzzer();
      return done('It beeps.');
    case 'press':
      return press(desk, command.button);
    case 'mute':
      desk.obey({ kind: 'mute', muted: command.muted });
      return done(command.muted ? 'The buzzer is muted.' : 'The buzzer is not muted.');
    case 'restart':
      desk.obey({ kind: 'restart' });
      return done('The program starts again in 2 s.');
    default:
      return refused(`${command.kind} is done elsewhere.`);
  }
}

async function press(desk: ConsoleDeps['desk'], button: Button): Promise<Answer> {
  const receipt = await desk.voting.test(button);
  if (!receipt.stored) return refused(`NOT stored: ${receipt.why}`);
  const { seq, value } = receipt.vote;
  return done(`TEST vote #${seq} (${value === 1 ? '+1' : '-1'}) is stored. It never counts.`, receipt.vote);
}

async function delay(
  { organise }: ConsoleDeps,
  room: string | null,
  by: string,
  who: string,
): Promise<Answer> {
  if (room === null) return refused('This box has no room: say delay TIME ROOM.');
  const outcome = await organise({ kind: 'delay', room, by }, who);
  return { exit: outcome.done ? 0 : 1, text: outcome.text, data: outcome.data };
}

function chooseRoom(deps: ConsoleDeps, name: string | null, now: string | null): Answer {
  const rooms = roomsFor(deps);
  if (name === null) return done(roomsText(rooms, now), { room: now, rooms });
  const room = rooms.includes(name) ? name : rooms.find((one) => one.toLowerCase() === name.toLowerCase());
  if (room === undefined) {
    const listed = asListed(deps.keeper.current()?.sessions ?? []);
    const of = deps.settings.group().length > 0 ? `; this box serves ${rooms.join(', ')}` : '';
    return refused(`${describeUnknownRooms([name], listed) ?? `"${name}" cannot be chosen`}${of}.`);
  }
  deps.desk.obey({ kind: 'room', room });
  return done(`This box is in ${room} now.`, { room });
}

/** As in the service menu: those of a shared exit, else any of the programme. */
export function roomsFor({ settings, keeper }: Pick<ConsoleDeps, 'settings' | 'keeper'>): readonly string[] {
  const group = settings.group();
  return group.length > 0 ? group : roomsOf(asListed(keeper.current()?.sessions ?? []));
}
