import { createClock } from './adapters/clock.ts';
import type { Clock } from './app/ports.ts';
import type { CheckOutput } from './check.ts';
import { type CrowdRule, createAudience, type Hall, type Press, seatsOf } from './core/crowd.ts';
import { type CrowdOptions, parseCrowdOptions } from './core/crowdoptions.ts';
import type { BoxState } from './core/state.ts';
import { localTime } from './core/zone.ts';

interface Deps {
  clock: Clock;
  fetch: typeof fetch;
}

const LOOK_MS = 1_000;
const REST_MS = 100; // of a button between two hands: longer than its release takes
const HANDS_MAX = 50; // at a box that takes its time; who comes then walks on
const AWAY_MS = 3_000; // until a box that did not answer is asked again
const ANSWER_MS = 3_000;

/**
 * `likebox simulate-crowd`: plays a plausible audience at simulated boxes until it is stopped or its time is over. Says
 * at the end what was pressed where. Gives the exit code: 0 done, 1 no box took a press, 2 wrong usage.
 */
export async function simulateCrowd(
  options: CrowdOptions,
  signal: AbortSignal,
  { out, err }: CheckOutput,
  { clock, fetch: ask }: Deps = { clock: createClock(), fetch },
): Promise<0 | 1 | 2> {
  const { boxes, rule, minutes, mistakes } = parseCrowdOptions(options);
  if (mistakes.length > 0) {
    for (const mistake of mistakes) err(`${mistake}\n`);
    return 2;
  }
  const waits = createWaits(clock, signal);
  if (Number.isFinite(minutes)) void waits.pause(minutes * 60_000).then(waits.stop);
  out('The audience comes in; Ctrl-C ends it.\n');
  const tell = { out, err };
  const visits = boxes.map((url) =>
    visit(url, { rule, waits, tell, request: createRequest(ask, clock, url) }),
  );
  const ended = await Promise.all(visits);
  out(summaryOf(ended));
  return ended.some(({ pressed }) => pressed > 0) || rule.perMinute === 0 ? 0 : 1;
}

interface Visit {
  rule: CrowdRule;
  waits: Waits;
  tell: CheckOutput;
  request: (path: string, body?: object) => Promise<unknown>;
}

interface Visited {
  name: string;
  pressed: number;
  failed: number;
}

/** One audience at one box, to its end. */
async function visit(url: string, { rule, waits, tell, request }: Visit): Promise<Visited> {
  const audience = createAudience(rule, url);
  const visited = { name: url, pressed: 0, failed: 0 };
  const hands = createHands(visited, waits, request);
  let told = '';
  const say = (sentence: string, to: (text: string) => void) => {
    if (sentence !== told) to(`${sentence}\n`);
    told = sentence;
  };
  do {
    const state = await request('/api/state').then(readState, (error: Error) => error.message);
    if (typeof state === 'string') {
      say(`${visited.name} ${state}`, tell.err);
      if (!(await waits.pause(AWAY_MS))) break;
      continue;
    }
    visited.name = state.box;
    say(describe(state, rule.seed), tell.out);
    // In the service menu a press would choose something.
    const presses = state.mode === 'menu' ? [] : audience.look(hallOf(state), LOOK_MS);
    for (const planned of presses) hands.punch(planned);
  } while (await waits.pause(LOOK_MS));
  await hands.rest();
  return visited;
}

/** The hands at one box, and what they have done. */
function createHands(visited: Visited, waits: Waits, request: Visit['request']) {
  const hands = new Set<Promise<void>>();
  const free = { plus: Promise.resolve(), minus: Promise.resolve() };
  async function press({ afterMs, button, holdMs }: Press, before: Promise<void>): Promise<void> {
    if (!(await waits.pause(afterMs))) return;
    await before; // a box or a computer that is slow must not make one press of two
    if (waits.isOver()) return;
    const isPlayed = await request('/api/simulator/press', { button, holdMs }).then(
      () => true,
      () => false,
    );
    visited[isPlayed ? 'pressed' : 'failed'] += 1;
    await waits.pause(REST_MS);
  }
  return {
    punch(planned: Press): void {
      if (hands.size >= HANDS_MAX) return;
      const hand = press(planned, free[planned.button]).finally(() => hands.delete(hand));
      hands.add(hand);
      free[planned.button] = hand;
    },
    rest: () => Promise.all(hands),
  };
}

/** The state of a box, or why nobody can be played at it. */
function readState(answer: unknown): BoxState | string {
  const state = answer as Partial<BoxState> | null;
  if (typeof state?.box !== 'string' || typeof state.clock?.at !== 'number')
    return 'is no LikeBox of this version.';
  return state.simulated === true ? (state as BoxState) : 'has real buttons: its audience is real as well.';
}

function hallOf({ clock, room, session }: BoxState): Hall {
  const { opensAt = null, closesAt = null } = session ?? {};
  const counts = session !== null && opensAt !== null && closesAt !== null;
  return { at: clock.at, room, session: counts ? { ...session, opensAt, closesAt } : null };
}

function describe({ box, room, session, clock }: BoxState, seed: number): string {
  if (room === null) return `${box}: no room, so nobody knows what is on.`;
  const place = `${box}: ${room}, ${seatsOf(seed, room)} seats`;
  if (session === null) return `${place}, nothing to vote on now.`;
  return `${place}, "${session.title}" until ${localTime(session.endsAt, clock.timezone)}.`;
}

function summaryOf(boxes: readonly Visited[]): string {
  const count = (pressed: number, failed: number) =>
    failed === 0 ? `${pressed}` : `${pressed}, and ${failed} without an answer`;
  const sum = (of: 'pressed' | 'failed') => boxes.reduce((total, box) => total + box[of], 0);
  const parts = boxes.map(({ name, pressed, failed }) => `  ${name}  ${count(pressed, failed)}\n`);
  const total = `The audience has left. Presses: ${count(sum('pressed'), sum('failed'))}.\n`;
  return boxes.length > 1 ? `${total}${parts.join('')}` : total;
}

/** Asks one box; rejects with an Error whose message says for people what the box does not do. */
function createRequest(ask: typeof fetch, clock: Clock, url: string) {
  return async (path: string, body?: object): Promise<unknown> => {
    const patience = new AbortController();
    const cancel = clock.after(ANSWER_MS, () => patience.abort());
    try {
      const { signal } = patience;
      const headers = { 'content-type': 'application/json' };
      const posted = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) };
      const answer = await ask(new URL(path, url), { ...posted, signal });
      if (!answer.ok) throw new Error(`answers ${answer.status}`);
      return await answer.json();
    } catch (error) {
      throw new Error('does not answer: it is asked again until it does.', { cause: error });
    } finally {
      cancel();
    }
  };
}

interface Waits {
  /** True after that time, false at once when the audience leaves. */
  pause(ms: number): Promise<boolean>;
  stop(): void;
  isOver(): boolean;
}

function createWaits(clock: Clock, signal: AbortSignal): Waits {
  const ends = new Set<() => void>();
  let stopped = signal.aborted;
  const stop = () => {
    stopped = true;
    for (const end of ends) end();
  };
  signal.addEventListener('abort', stop);
  return {
    stop,
    isOver: () => stopped,
    pause: (ms) =>
      new Promise((resolve) => {
        const end = () => {
          cancel();
          ends.delete(end);
          resolve(!stopped);
        };
        const cancel = clock.after(ms, end);
        ends.add(end);
        if (stopped) end();
      }),
  };
}
