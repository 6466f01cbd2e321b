import type { TestContext } from 'node:test';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { type Addresses, createNetworks } from '../../../src/adapters/wall/networks.ts';
import type { Answer } from '../../../src/app/wall/ports.ts';
import type { KeptPost, Post } from '../../../src/core/wall/post.ts';
import type { WallSource } from '../../../src/core/wall/sources.ts';
import { createFakeClock, type FakeClock } from '../../fakes/clock.ts';
import type { Fault, FaultOptions } from '../../fakes/social/server.ts';

/** A morning of the conference. */
export const AT = Date.parse('2026-06-25T08:00:00Z');

interface Server {
  readonly url: string;
  fault(kind: Fault | null, options?: FaultOptions): void;
  requests(): readonly { path: string }[];
  stop(): Promise<void>;
}

/** The clients, one test server, and a clock that is moved by hand. */
export interface Bench<S> {
  server: S;
  clock: FakeClock;
  /** What was logged, as text. */
  logged(): string;
  /** @param newest of all that is kept, shown or not; of those known unless said */
  ask(source: WallSource, known?: readonly KeptPost[], newest?: KeptPost | null): Promise<Answer>;
  /** The paths that were asked since the last time. */
  asked(): string[];
}

export async function openBench<S extends Server>(
  t: TestContext,
  start: (options: { now: () => number }) => Promise<S>,
  addressesOf: (url: string) => Partial<Addresses> = () => ({}),
): Promise<Bench<S>> {
  const clock = createFakeClock({ wallAt: AT });
  const server = await start({ now: clock.wallAt });
  t.after(() => server.stop());
  const lines: string[] = [];
  const write = (fields: object, message: string) => lines.push(JSON.stringify([fields, message]));
  const log = { debug: write, error: write };
  const networks = createNetworks({ clock, log, version: '1.2.3', addresses: addressesOf(server.url) });
  let read = 0;
  return {
    server,
    clock,
    logged: () => lines.join('\n'),
    ask: (source, known = [], newest = newestOf(known)) => networks.ask(source, known, newest),
    asked() {
      const paths = server.requests().map(({ path }) => path);
      const fresh = paths.slice(read);
      read = paths.length;
      return fresh;
    },
  };
}

function newestOf(known: readonly KeptPost[]): KeptPost | null {
  return known.toSorted((a, b) => b.at - a.at)[0] ?? null;
}

/** Posts as the wall has them. */
export function keep(posts: readonly Post[]): KeptPost[] {
  return posts.map((post) => ({ ...post, source: 'test', seenAt: AT, goneAt: null, pictures: [] }));
}

export async function postsOf(answer: Promise<Answer>): Promise<Extract<Answer, { kind: 'posts' }>> {
  const given = await answer;
  if (given.kind !== 'posts') throw new Error(given.why);
  return given;
}

/** Asks a server that does not end its answer, and lets the time limit pass once the question has come. */
export async function askSlow<S extends Server>(bench: Bench<S>, source: WallSource): Promise<Answer> {
  const before = bench.server.requests().length;
  const answer = bench.ask(source);
  while (bench.server.requests().length === before) await turnOfTheLoop();
  bench.clock.advance(15_000);
  return answer;
}

/** Every fault that all servers have, and what a source that asks for JSON says of it. */
export const FAULTS: readonly [fault: Fault, state: string, why: string, waitMs: number | null][] = [
  [429, 'limited', 'HOST was asked too often, and is left alone for a while.', 30_000],
  [500, 'unreachable', 'HOST has a problem of its own (500).', null],
  ['truncated', 'unreachable', 'HOST cannot be reached: the connection broke off.', null],
  ['cut', 'unreachable', 'HOST answered JSON that breaks off or is none.', null],
  [
    'page',
    'unreachable',
    'HOST answered a web page where JSON belongs: is its address right, and does the network want a login?',
    null,
  ],
];
