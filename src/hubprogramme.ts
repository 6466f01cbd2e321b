import { isDeepStrictEqual } from 'node:util';
import type { Log } from './adapters/log.ts';
import { createReader } from './adapters/reader/reader.ts';
import { createSource } from './adapters/source/source.ts';
import { createWatch } from './adapters/source/watch.ts';
import type { Faults } from './app/faults.ts';
import type { HubBasis } from './app/hub/basis.ts';
import type { HubStore } from './app/hub/ports.ts';
import { createHubProgrammes } from './app/hub/programmes.ts';
import { createOrganiser, type Organiser } from './app/organiser.ts';
import type { Cancel, Clock } from './app/ports.ts';
import { createProgrammeKeeper, type ProgrammeKeeper } from './app/programme.ts';
import { createReadings } from './app/readings.ts';
import type { HubConfig } from './core/hubconfig.ts';
import type { Part } from './lifecycle.ts';
import { createRefreshes } from './refreshes.ts';

interface Deps {
  config: HubConfig;
  clock: Clock;
  random: () => number;
  store: HubStore;
  basis: HubBasis;
  faults: Faults;
  log: Log;
}

/** The programme of a hub: where it comes from, how it is kept up to date, and who may change it. */
export interface HubProgramme {
  keeper: ProgrammeKeeper;
  organiser: Organiser;
  parts: readonly Part[];
}

/** Wiring only. */
export function createHubProgramme(deps: Deps): HubProgramme {
  const { config, clock, basis, faults, log } = deps;
  const reader = createReader({ clock });
  const breathe = () => new Promise<void>((resolve) => clock.soon(resolve));
  const store = createStore(deps);
  const keeper = createProgrammeKeeper({
    ...{ clock, store, faults, log, breathe },
    nowAt: clock.wallAt,
    readings: createReadings(createSource({ clock }), reader.read),
    config: () => ({ ...config, window: basis.attribution().grounds.rule, rooms: [], hubUrls: [] }),
  });
  const refresh = () => void keeper.refresh();
  const refreshes = createRefreshes(clock, config.programme, refresh, deps.random);
  const watch = createWatch({ clock });
  let unwatch: Cancel[] = [];
  const programme: Part = {
    name: 'programme',
    start: keeper.start,
    async stop() {
      keeper.stop();
      await reader.stop();
    },
  };
  const sources: Part = {
    name: 'refresh',
    start() {
      refreshes.start();
      unwatch = config.programme.sources.map((source) => watch(source, refresh));
    },
    stop() {
      for (const cancel of unwatch.splice(0)) cancel();
      refreshes.stop();
    },
  };
  return {
    keeper,
    organiser: createOrganiser({
      ...{ store, keeper, log, breathe },
      rule: config.window,
      nowAt: clock.wallAt,
    }),
    parts: [programme, sources],
  };
}

/** What another process of the same hub has kept already is not kept once more. */
function createStore({ store, basis }: Deps): ReturnType<typeof createHubProgrammes> {
  const own = createHubProgrammes({ basis, store });
  return {
    ...own,
    programmes: {
      ...own.programmes,
      async save(programme, origin, at, changes) {
        await basis.reload();
        if (isDeepStrictEqual(basis.known().imported, programme)) return;
        await own.programmes.save(programme, origin, at, changes);
      },
    },
  };
}
