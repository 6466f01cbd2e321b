import { createOneByOne } from '../onebyone.ts';
import type { Cancel } from '../ports.ts';
import type { DeskDeps, HubDesk } from './desk.ts';
import type { Notify } from './notify.ts';
import type { Parts } from './parts.ts';
import type { Pushes } from './pushes.ts';
import type { Roll } from './roll.ts';
import type { Rooms } from './rooms.ts';
import type { ScreensPart } from './screens.ts';
import type { Standings } from './standings.ts';
import { createWatch } from './watch.ts';

interface Deps
  extends Pick<DeskDeps, 'clock' | 'store' | 'basis' | 'keeper' | 'faults' | 'isShared' | 'links'>,
    Pick<HubDesk, 'programme'> {
  roll: Roll;
  rooms: Rooms;
  standings: Standings;
  parts: Parts;
  pushes: Pushes;
  notify: Notify;
  screens: ScreensPart;
}

/** What the desk does by itself: it looks at what others have changed, settles what is counted, and keeps what it heard. */
export interface Rounds {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Follows what has been changed until now. */
  look(): Promise<void>;
  /** Somebody has begun to look. */
  hurry(): void;
  /** Resolves when what is counted is as exact as it can be. */
  settled(): Promise<void>;
  /** Something that the store was asked for did not come. */
  trouble(error: unknown): void;
}

const TICK_MS = 1_000;
const SAVE_MS = 5_000;
const REST = 5; // reading votes again takes at most a sixth of the time

export function createRounds(deps: Deps): Rounds {
  const { clock, store, basis, faults, roll, rooms, standings, parts, pushes, notify, screens } = deps;
  const settling = createOneByOne();
  let settlesAtMs = 0;
  let isSettling = false;
  let cancels: Cancel[] = [];
  const isWatched = () => pushes.followers() > 0;
  const watch = createWatch({
    ...{ clock, store, isWatched },
    async onPulse({ basis: hasMoved, changes, votes }) {
      if (hasMoved) await basis.reload();
      if (hasMoved && deps.isShared) await deps.keeper.readAgain();
      if (votes && deps.isShared) standings.doubt();
      if (changes || hasMoved) await followChanges();
      if (isWatched()) await recount();
    },
    onTrouble(why) {
      if (why === null) faults.clear('hub-store');
      else faults.set('hub-store', 'error', `The hub cannot read its database: ${why}`);
    },
  });

  async function followChanges(): Promise<void> {
    standings.doubt(); // a log may be left out
    await Promise.all([parts.reload(), screens.reload()]);
    notify.enforce(roll.records());
    notify.review();
    const programme = deps.programme();
    notify.all({ ...(programme === null ? {} : { programme: programme.etag }), ...screens.etags() });
    rooms.look(clock.wallAt());
    pushes.touch('hub', 'live', 'fleet', 'results', 'programme', 'corrections', 'notices');
    pushes.touch('pairings', 'accounts', 'audit', 'wall', 'screens');
  }

  /** The tally in a moment, the ledgers when it is their turn. */
  async function recount(): Promise<void> {
    if (await standings.refresh()) pushes.touch('live', 'fleet', 'results');
    if (isSettling || clock.monoMs() < settlesAtMs) return;
    isSettling = true;
    settle()
      .catch((error: unknown) => watchTrouble(error))
      .finally(() => {
        isSettling = false;
      });
  }

  function watchTrouble(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    faults.set('hub-store', 'error', `The hub cannot read its database: ${why}`);
  }

  async function settle(): Promise<void> {
    const beganMs = clock.monoMs();
    const hasRead = await settling(standings.settle);
    const tookMs = clock.monoMs() - beganMs;
    settlesAtMs = clock.monoMs() + Math.max(TICK_MS, tookMs * REST);
    if (hasRead) pushes.touch('live', 'results', 'hub');
  }

  function tick(): void {
    if (!isWatched()) return;
    if (rooms.look(clock.wallAt())) pushes.touch('live');
    pushes.touch('notices', 'pairings'); // some end by themselves
    if (deps.isShared) standings.doubt();
  }

  function save(): void {
    pushes.touch('hub', 'fleet'); // ages
    roll
      .save()
      .then(() => (deps.isShared && isWatched() ? roll.listen() : undefined))
      .catch(watchTrouble);
  }

  return {
    look: watch.look,
    trouble: watchTrouble,
    async start() {
      rooms.look(clock.wallAt());
      await roll.listen();
      await watch.look();
      await standings.refresh();
      cancels = [clock.every(TICK_MS, tick), clock.every(SAVE_MS, save)];
      watch.start();
      screens.start();
    },
    async stop() {
      for (const cancel of cancels.splice(0)) cancel();
      watch.stop();
      screens.stop();
      pushes.stop();
      await roll.save();
    },
    hurry() {
      settlesAtMs = 0;
      rooms.look(clock.wallAt());
      watch.look().catch(watchTrouble);
    },
    async settled() {
      await watch.look();
      await standings.refresh();
      await settle();
    },
  };
}
