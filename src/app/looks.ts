import { sessionCalled } from '../core/adjustments.ts';
import { type Answer, done, refused } from '../core/console/answer.ts';
import type { ConsoleCommand } from '../core/console/command.ts';
import { examine } from '../core/console/examine.ts';
import { help } from '../core/console/help.ts';
import { linkText } from '../core/console/link.ts';
import { logText } from '../core/console/logline.ts';
import { clockText, sessionText, statusText } from '../core/console/overview.ts';
import { dayText, sessionsOfDay } from '../core/console/today.ts';
import { votesText } from '../core/console/votes.ts';
import type { BoxState } from '../core/state.ts';
import type { StoredVote } from '../core/vote.ts';
import type { ConsoleDeps } from './console.ts';

/** What a command that only looks gives; null for one that does something. */
export function look(
  deps: ConsoleDeps,
  command: ConsoleCommand,
  state: BoxState,
): Answer | Promise<Answer> | null {
  const { timezone } = state.clock;
  switch (command.kind) {
    case 'status':
      return done(statusText(state), state);
    case 'session': {
      const { session, running, next } = state;
      return done(sessionText(state), { session, running, next });
    }
    case 'link':
      return done(linkText(state.hub, timezone), state.hub);
    case 'clock': {
      const [boot, monoMs] = [deps.time.boot(), deps.clock.monoMs()];
      return done(clockText(state, boot, monoMs), { ...state.clock, ...boot, monoMs });
    }
    case 'doctor':
      return examine(state);
    case 'version':
      return done(`LikeBox ${state.version}`, { version: state.version });
    case 'help':
      return help(command.command);
    case 'log': {
      const lines = deps.newestLog(command.count);
      return done(logText(lines, timezone), lines);
    }
    case 'votes':
      return showVotes(deps, command.count, timezone);
    case 'programme':
      return showDay(deps, state);
    default:
      return null;
  }
}

async function showVotes({ votes, keeper }: ConsoleDeps, count: number, zone: string): Promise<Answer> {
  const programme = keeper.current();
  const titleOf = (id: string | null) =>
    id === null || programme === null ? null : (sessionCalled(programme, id)?.title ?? null);
  const newest = (await newestVotes(votes, count)).map(({ seq, value, wallMs, shownSessionId, source }) => ({
    ...{ seq, value, at: wallMs, source },
    sessionTitle: titleOf(shownSessionId),
  }));
  return done(votesText(newest, zone), newest);
}

/** Newest first; fewer where there are holes. */
async function newestVotes(log: ConsoleDeps['votes'], count: number): Promise<StoredVote[]> {
  let found: StoredVote[] = [];
  for (const { epoch, firstSeq, lastSeq } of (await log.epochs()).reverse()) {
    const missing = count - found.length;
    if (missing <= 0) break;
    const after = Math.max(firstSeq - 1, lastSeq - missing);
    found = [...found, ...(await log.votesAfter(epoch, after, missing)).reverse()];
  }
  return found;
}

function showDay({ keeper }: ConsoleDeps, { room, clock }: BoxState): Answer {
  const programme = keeper.current();
  if (programme === null) return refused('This box has no programme yet.');
  if (room === null) return refused('This box has no room: say room NAME.');
  if (clock.quality === 'unset')
    return refused('The clock of this box is not set: nobody can say what today is.');
  const sessions = sessionsOfDay(programme, room, clock.at);
  const text =
    sessions.length === 0
      ? `Nothing is on in ${room} today.`
      : dayText(sessions, programme.timezone, clock.at);
  return done(text, sessions);
}
