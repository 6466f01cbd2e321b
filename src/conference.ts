import { isWallAsk } from './adapters/control/schema.ts';
import { createControl } from './adapters/control/server.ts';
import type { Log } from './adapters/log.ts';
import { createReader } from './adapters/reader/reader.ts';
import { createSource } from './adapters/source/source.ts';
import { createWatch } from './adapters/source/watch.ts';
import type { Faults } from './app/faults.ts';
import { createOrganiser, type Organiser } from './app/organiser.ts';
import type { Cancel, Clock, Store } from './app/ports.ts';
import { createProgrammeKeeper, type ProgrammeKeeper } from './app/programme.ts';
import { createReadings } from './app/readings.ts';
import type { Settings } from './app/settings.ts';
import type { BoxConfig } from './core/config.ts';
import type { Outcome } from './core/organising.ts';
import type { WallAsk } from './core/wall/asks.ts';
import type { WindowRule } from './core/window.ts';
import type { Part } from './lifecycle.ts';
import { createRefreshes } from './refreshes.ts';

interface Deps {
  config: BoxConfig;
  clock: Clock;
  random: () => number;
  store: Pick<Store, 'programmes' | 'spansWithVotes'>;
  settings: Pick<Settings, 'room' | 'group' | 'language' | 'window'>;
  faults: Faults;
  log: Log;
  /** Does what is asked of the wall. */
  wall: (asked: WallAsk, who: string) => Promise<Outcome>;
  /** Now, epoch milliseconds; null while nobody knows. */
  nowAt: () => number | null;
}

/** The programme of a box: where it comes from, how it is kept up to date, and who may change it. */
export interface Conference {
  keeper: ProgrammeKeeper;
  /** Does what somebody at the box asks of its programme. */
  organise: Organiser['handle'];
  /** The wall clock was set. */
  rearm(): void;
  /** Started before the page. */
  early: readonly Part[];
  /** Started when the buttons are on. */
  late: readonly Part[];
}

/** Wiring only. */
export function createConference(deps: Deps): Conference {
  const { config, clock, store, settings, faults, log } = deps;
  const reader = createReader({ clock });
  const breathe = () => new Promise<void>((resolve) => clock.soon(resolve));
  const keeper = createProgrammeKeeper({
    clock,
    nowAt: deps.nowAt,
    store,
    faults,
    log,
    readings: createReadings(createSource({ clock }), reader.read),
    breathe,
    config: () => ({
      ...config,
      rooms: roomsOf(settings),
      language: settings.language(),
      window: settings.window(),
    }),
  });
  const organiser = createOrganiser({
    ...{ store, keeper, nowAt: deps.nowAt, log, breathe },
    rule: ruleOf(settings),
  });
  const control = createControl({
    clock,
    dataDir: config.dataDir,
    handle: ({ asked, who }) => (isWallAsk(asked) ? deps.wall(asked, who) : organiser.handle(asked, who)),
  });
  const refresh = () => void keeper.refresh();
  const refreshes = createRefreshes(clock, config.programme, refresh, deps.random);
  const watch = createWatch({ clock });
  let unwatch: Cancel[] = [];
  const stopWatching = () => {
    for (const cancel of unwatch.splice(0)) cancel();
  };
  return {
    keeper,
    organise: organiser.handle,
    rearm: refreshes.rearm,
    early: [
      {
        name: 'programme',
        start: keeper.start,
        async stop() {
          keeper.stop();
          await reader.stop();
        },
      },
    ],
    late: [
      { name: 'control', ...control },
      { name: 'refresh', start: refreshes.start, stop: refreshes.stop },
      {
        name: 'watch',
        start() {
          unwatch = config.programme.sources.map((source) => watch(source, refresh));
        },
        stop: stopWatching,
      },
    ],
  };
}

/** Of a group, any may be chosen at the box; else the one that it serves. */
function roomsOf({ room, group }: Pick<Settings, 'room' | 'group'>): readonly string[] {
  const chosen = room();
  return group().length > 0 ? group() : chosen === null ? [] : [chosen];
}

/** The rule of now, whenever it is asked: the hub may set another one. */
function ruleOf({ window }: Pick<Settings, 'window'>): WindowRule {
  return {
    get openAfterMs() {
      return window().openAfterMs;
    },
    get closeAfterMs() {
      return window().closeAfterMs;
    },
  };
}
