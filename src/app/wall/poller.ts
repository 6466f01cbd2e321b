import { hostOfSource } from '../../core/wall/label.ts';
import type { KeptPost } from '../../core/wall/post.ts';
import type { WallSource } from '../../core/wall/sources.ts';
import type { DeskPost, SourceView } from '../../core/wall/view.ts';
import { createOneByOne, type OneByOne } from '../onebyone.ts';
import type { Cancel, Clock } from '../ports.ts';
import type { Board } from './board.ts';
import { merge } from './merge.ts';
import type { Answer, Network } from './ports.ts';
import { type Followed, follow, pauseMs, viewOf } from './source.ts';

/** Asks the networks, each source at its own pace. */
export interface Poller {
  start(): void;
  /** What is under way is not waited for, and changes nothing any more. */
  stop(): void;
  views(): SourceView[];
}

interface Deps {
  clock: Pick<Clock, 'wallAt' | 'monoMs' | 'after'>;
  /** Uniform in [0, 1). */
  random: () => number;
  network: Network;
  sources: readonly WallSource[];
  board: Pick<Board, 'posts' | 'change' | 'answered' | 'desk' | 'document'>;
  log: { warn: (fields: object, message: string) => void };
  /** The posts of a source have been merged. */
  onAnswer: () => void;
  /** The state of a source is another one. */
  onChange: () => void;
}

/** The first questions are spread over so long. */
const SPREAD_MS = 3_000;
/** Why a post is off that comes on the wall when another one leaves it. */
const SPARE = ['too-many', 'same-text'];
/** Networks are asked about at least so many one by one. */
const TURN = 15;
const BROKEN = 'LikeBox could not ask it: its log says why.';
const UNKEPT = 'Its posts could not be kept; they are asked for again.';

interface Host {
  inTurn: OneByOne;
  /** Monotonic: the network asked to be left alone until then. */
  freeAtMs: number;
}

export function createPoller(deps: Deps): Poller {
  const { clock, random, network, board, log } = deps;
  const followed = deps.sources.map(follow);
  const keys = new Set(deps.sources.map(({ key }) => key));
  const hosts = new Map<string, Host>();
  const timers = new Map<Followed, Cancel>();
  /** Counts starts and stops: what was asked before the last one is none of ours any more. */
  let turn = 0;
  let isRunning = false;

  function hostOf(source: WallSource): Host {
    const name = hostOfSource(source);
    const host = hosts.get(name) ?? { inTurn: createOneByOne(), freeAtMs: 0 };
    hosts.set(name, host);
    return host;
  }

  /**
   * What a source shows or may show yet: whether it is gone or edited is worth asking. What is on the wall comes first,
   * then what may come back to it, each time from another one on, since a network is not asked about all of them at once.
   */
  function knownOf({ source: { key }, asked }: Followed): KeptPost[] {
    const { shown, waiting, off } = board.desk();
    const spare = off.filter(({ standing }) => standing.is === 'off' && SPARE.includes(standing.why));
    const onWall = new Set(board.document().value.posts.map(({ id }) => id));
    const own = shown.filter(({ source }) => source === key);
    const inTurn = (posts: readonly DeskPost[]) => {
      const from = posts.length === 0 ? 0 : (asked * TURN) % posts.length;
      return [...posts.slice(from), ...posts.slice(0, from)];
    };
    const rest = [...waiting, ...spare].filter(({ source }) => source === key);
    const listed = [
      ...inTurn(own.filter(({ id }) => onWall.has(id))),
      ...inTurn(own.filter(({ id }) => !onWall.has(id))),
      ...rest,
    ];
    return listed.flatMap(({ id }) => board.posts().get(id) ?? []);
  }

  /** Whatever became of it: a network that is paid for each post is not asked for older ones again. */
  function newestOf({ key }: WallSource): KeptPost | null {
    let newest: KeptPost | null = null;
    for (const post of board.posts().values())
      if (post.source === key && post.at > (newest?.at ?? Number.NEGATIVE_INFINITY)) newest = post;
    return newest;
  }

  function plan(one: Followed, delayMs: number): void {
    timers.get(one)?.();
    one.dueAtMs = clock.monoMs() + delayMs;
    one.view.nextAt = Math.round(clock.wallAt() + delayMs);
    timers.set(
      one,
      clock.after(delayMs, () => due(one)),
    );
  }

  function due(one: Followed): void {
    const mine = turn;
    const host = hostOf(one.source);
    host
      .inTurn(async () => {
        if (mine !== turn) return;
        const freeInMs = host.freeAtMs - clock.monoMs();
        if (freeInMs > 0) return plan(one, freeInMs);
        one.view.askedAt = Math.round(clock.wallAt());
        const answer = await ask(one);
        one.asked += 1;
        if (mine === turn) await settle(one, host, answer, mine);
      })
      .catch((error: unknown) => log.warn({ err: error }, 'the wall could not follow a source'))
      .finally(deps.onChange);
  }

  async function ask(one: Followed): Promise<Answer> {
    try {
      return await network.ask(one.source, knownOf(one), newestOf(one.source));
    } catch (error) {
      log.warn({ err: error, source: one.source.key }, 'a source of the wall could not be asked');
      return { kind: 'failed', state: 'unreachable', why: BROKEN, waitMs: null };
    }
  }

  async function settle(one: Followed, host: Host, answer: Answer, mine: number): Promise<void> {
    const kept = answer.kind === 'posts' ? await keep(one.source, answer) : answer;
    if (mine !== turn) return;
    one.failures = kept.kind === 'failed' ? one.failures + 1 : 0;
    if (kept.kind === 'failed') {
      one.view = { ...one.view, state: kept.state, why: kept.why };
    } else {
      one.view = { ...one.view, state: 'ok', why: null, cost: kept.cost };
    }
    host.freeAtMs = Math.max(host.freeAtMs, clock.monoMs() + (kept.waitMs ?? 0));
    plan(one, pauseMs(one.source, kept, one.failures, random()));
    if (kept.kind === 'posts') deps.onAnswer();
  }

  async function keep(source: WallSource, answer: Extract<Answer, { kind: 'posts' }>): Promise<Answer> {
    const nowAt = Math.round(clock.wallAt());
    try {
      await board.change((posts) => merge(source.key, answer, { posts, sources: keys }, nowAt));
      board.answered(nowAt);
      return answer;
    } catch (error) {
      log.warn({ err: error, source: source.key }, 'posts of the wall could not be kept');
      return { kind: 'failed', state: 'unreachable', why: UNKEPT, waitMs: answer.waitMs };
    }
  }

  function countOf(key: string): number {
    let count = 0;
    for (const { source, goneAt } of board.posts().values())
      if (source === key && goneAt === null) count += 1;
    return count;
  }

  return {
    start() {
      if (isRunning) return;
      isRunning = true;
      turn += 1;
      // One that was stopped for a moment does not ask again sooner for that.
      for (const one of followed) plan(one, Math.max(random() * SPREAD_MS, one.dueAtMs - clock.monoMs()));
    },
    stop() {
      if (!isRunning) return;
      isRunning = false;
      turn += 1;
      for (const cancel of timers.values()) cancel();
      timers.clear();
      for (const { view } of followed) view.nextAt = null;
    },
    views: () => followed.map((one) => viewOf(one, countOf(one.source.key))),
  };
}
