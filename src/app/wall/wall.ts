import type { Outcome } from '../../core/organising.ts';
import type { WallOrder } from '../../core/wall/rules.ts';
import type { WallConfig } from '../../core/wall/sources.ts';
import type { SourceView, WallDeskView, WallDocument } from '../../core/wall/view.ts';
import type { Cancel, Clock } from '../ports.ts';
import { createBoard } from './board.ts';
import { createPictures } from './pictures.ts';
import { createPoller } from './poller.ts';
import type { Network, PictureMaker, WallStore } from './ports.ts';

/** The wall: of a hub, or of a box that works alone. */
export interface Wall {
  /** Reads what is kept, then asks the networks. Rejects when the store does not answer, and leaves nothing running. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** What screens show. Its etag is another one whenever it is. */
  document(): { etag: string; value: WallDocument };
  /** What organisers see. */
  desk(): WallDeskView;
  /** Does what an organiser asks, with an entry of the audit log. Rejects only when the store does. */
  order(order: WallOrder, who: string): Promise<Outcome>;
  /** The WebP of this digest; null where it is not kept. @param onlyShown of posts that are on the wall now */
  picture(digest: string, onlyShown: boolean): Promise<Uint8Array | null>;
  /** Follows what another process has changed. Rejects when the store does not answer. */
  reload(): Promise<void>;
  /** Calls whenever document or desk may have changed, until cancelled. */
  onChange(call: () => void): Cancel;
}

interface Deps {
  clock: Pick<Clock, 'wallAt' | 'monoMs' | 'after' | 'every'>;
  /** Uniform in [0, 1). */
  random: () => number;
  config: WallConfig;
  store: WallStore;
  network: Network;
  maker: PictureMaker;
  /** Names this process among those that share the store. */
  holder: string;
  log: { warn: (fields: object, message: string) => void };
}

const LEASE_MS = 60_000;
const RENEW_MS = 20_000;
const DIGEST = /^[0-9a-f]{64}$/;
const ELSEWHERE = 'Another hub asks the networks for this event; this one shows what it finds.';

export function createWall(deps: Deps): Wall {
  const { clock, store, log, holder } = deps;
  const listeners = new Set<() => void>();
  let cancelRenewing: Cancel = () => {};
  let isHolder = false;
  let isOver = true;
  /** As the process that polls has them; null while this one does, or where nobody says. */
  let elsewhere: readonly SourceView[] | null = null;
  const onChange = () => {
    for (const call of [...listeners]) call();
  };
  const sources = new Set(deps.config.sources.map(({ key }) => key));
  const board = createBoard({ clock, store, sources, onChange });
  const pictures = createPictures({ board, store, maker: deps.maker, log });
  const poller = createPoller({
    ...{ clock, random: deps.random, network: deps.network, board, log },
    ...{ sources: deps.config.sources, onChange },
    onAnswer: () => void pictures.look(),
  });

  /** Of several processes one polls; one that cannot reach the store could keep nothing of what it finds. */
  async function renew(): Promise<void> {
    const had = isHolder;
    try {
      isHolder = await store.lease(holder, LEASE_MS);
    } catch (error) {
      isHolder = false;
      log.warn({ err: error }, 'the wall does not ask the networks: its store does not answer');
    }
    if (isOver) return;
    if (isHolder) poller.start();
    else poller.stop();
    await share().catch((error: unknown) => log.warn({ err: error }, 'the states of sources are not shared'));
    if (had !== isHolder) onChange();
  }

  /** Organisers and screens at another process see how the sources fare, too. */
  async function share(): Promise<void> {
    if (isHolder) {
      elsewhere = null;
      await store.sources?.save({ views: poller.views(), answeredAt: board.answeredAt() });
      return;
    }
    const shared = await store.sources?.load();
    elsewhere = shared?.views ?? null;
    if (typeof shared?.answeredAt === 'number') board.answered(shared.answeredAt);
    onChange();
  }

  return {
    async start() {
      await board.load();
      if (sources.size === 0) return;
      isOver = false;
      cancelRenewing = clock.every(RENEW_MS, () => void renew());
      await renew();
    },
    async stop() {
      isOver = true;
      cancelRenewing();
      poller.stop();
      board.stop();
      if (isHolder) await store.lease(holder, 0).catch(() => {}); // else it ends by itself
      isHolder = false;
    },
    document: board.document,
    desk() {
      const own = poller.views();
      const away = isHolder || isOver ? null : own.map((view) => ({ ...view, why: ELSEWHERE }));
      return { ...board.desk(), sources: away === null ? own : (elsewhere ?? away) };
    },
    order: board.order,
    async picture(digest, onlyShown) {
      if (!DIGEST.test(digest)) return null;
      const isShown = () =>
        board.document().value.posts.some((post) => post.pictures.some((one) => one.digest === digest));
      return onlyShown && !isShown() ? null : store.picture(digest);
    },
    reload: board.load,
    onChange(call) {
      listeners.add(call);
      return () => void listeners.delete(call);
    },
  };
}
