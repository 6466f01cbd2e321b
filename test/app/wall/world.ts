import type { Answer, PictureMaker } from '../../../src/app/wall/ports.ts';
import { createWall, type Wall } from '../../../src/app/wall/wall.ts';
import type { KeptPost, Post } from '../../../src/core/wall/post.ts';
import type { WallOrder } from '../../../src/core/wall/rules.ts';
import type { WallSource } from '../../../src/core/wall/sources.ts';
import { createFakeClock, type FakeClock } from '../../fakes/clock.ts';
import { createFakeWallStore, type FakeWallStore } from '../../fakes/wallstore.ts';

export const MINUTE = 60_000;
export const NOON = Date.UTC(2026, 5, 24, 12);

export function postOf(name: string, changed: Partial<Post> = {}): Post {
  const author = { id: name, name, handle: `@${name}`, server: 'm.example', isBot: false, isLimited: false };
  return {
    ...{ id: `mastodon:${name}`, network: 'mastodon', author, text: `text of ${name}`, url: null },
    ...{ at: NOON - MINUTE, editedAt: null, digest: `digest of ${name}`, isReply: false, isRepost: false },
    ...{ isPublic: true, isSensitive: false, media: [], language: null },
    ...changed,
  };
}

export function posts(...found: Post[]): Answer {
  return { kind: 'posts', posts: found, gone: [], waitMs: null, cost: null };
}

export function feedAt(url: string, everyMs = MINUTE): WallSource {
  return { key: `feed ${url}`, everyMs, kind: 'feed', url };
}

export interface Asked {
  key: string;
  /** Seconds since noon. */
  atS: number;
  known: readonly KeptPost[];
  newest: KeptPost | null;
}

/** A network whose answers a test gives: the last one of a source, again and again; nothing where none was given. */
export interface FakeNetwork {
  ask(source: WallSource, known: readonly KeptPost[], newest: KeptPost | null): Promise<Answer>;
  answers: Map<string, Answer | 'breaks' | 'hangs'>;
  asked: Asked[];
  /** Answers the questions that hang. */
  release(answer: Answer): void;
}

function createFakeNetwork(clock: FakeClock): FakeNetwork {
  const hanging: ((answer: Answer) => void)[] = [];
  const network: FakeNetwork = {
    answers: new Map(),
    asked: [],
    async ask({ key }, known, newest) {
      network.asked.push({ key, atS: (clock.wallAt() - NOON) / 1_000, known, newest });
      const answer = network.answers.get(key) ?? posts();
      if (answer === 'breaks') throw new Error('a bug');
      if (answer === 'hangs') return new Promise((resolve) => hanging.push(resolve));
      return answer;
    },
    release(answer) {
      for (const resolve of hanging.splice(0)) resolve(answer);
    },
  };
  return network;
}

export interface World {
  clock: FakeClock;
  store: FakeWallStore;
  network: FakeNetwork;
  wall: Wall;
  /** Addresses of pictures, in the order in which they were asked for. */
  fetched: string[];
  warned: string[];
  changes(): number;
  order(order: WallOrder): Promise<string>;
  shown(): string[];
}

interface Options {
  sources?: readonly WallSource[];
  store?: FakeWallStore;
  clock?: FakeClock;
  holder?: string;
  make?: PictureMaker['make'];
  chance?: number;
}

/** A wall at noon, whose pictures are all made but those of addresses with `bad` in them. It is not started. */
export function createWorld(options: Options = {}): World {
  const { sources = [feedAt('https://a.example/')], chance = 0, holder = 'hub-1' } = options;
  const clock = options.clock ?? createFakeClock({ wallAt: NOON });
  const store = options.store ?? createFakeWallStore();
  const network = createFakeNetwork(clock);
  const fetched: string[] = [];
  const warned: string[] = [];
  let changes = 0;
  const make: PictureMaker['make'] = async ({ url }) => {
    fetched.push(url);
    if (url.includes('bad')) return null;
    const digest = url.length.toString(16).padStart(64, '0');
    return { picture: { digest, width: 8, height: 6 }, bytes: Uint8Array.of(url.length) };
  };
  const wall = createWall({
    ...{ clock, store, network, holder, config: { sources }, random: () => chance },
    maker: { make: options.make ?? make },
    log: { warn: (_fields, message) => void warned.push(message) },
  });
  wall.onChange(() => {
    changes += 1;
  });
  return {
    ...{ clock, store, network, wall, fetched, warned },
    changes: () => changes,
    order: async (order) => {
      const { done, text } = await wall.order(order, 'ada');
      return `${done ? 'done' : 'refused'}: ${text}`;
    },
    shown: () => wall.document().value.posts.map(({ id }) => id),
  };
}
