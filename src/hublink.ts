import type { Log } from './adapters/log.ts';
import type { Machine } from './adapters/machine.ts';
import type { OpenStore } from './adapters/store/store.ts';
import type { Faults } from './app/faults.ts';
import { type HubDesk, NO_HUB } from './app/hubdesk.ts';
import { createHubWatch } from './app/hubwatch.ts';
import type { KioskDocuments } from './app/kiosk.ts';
import type { DocumentUsers } from './app/link/documents.ts';
import type { ScreenKeep } from './app/link/ports.ts';
import { createNotices } from './app/notices.ts';
import type { Cancel, Clock } from './app/ports.ts';
import type { ProgrammeKeeper } from './app/programme.ts';
import type { Settings } from './app/settings.ts';
import type { Timekeeping } from './app/timekeeping.ts';
import type { BoxConfig } from './core/config.ts';
import type { BoxState, HubLinkView } from './core/state.ts';
import type { Part } from './lifecycle.ts';
import { SETTLED_MS } from './refreshes.ts';
import type { LoadedUplink } from './uplink.ts';

export interface HubLinkDeps {
  config: BoxConfig;
  /** Of a rehearsal, whose idea of now the hub does not share; null as a rule. */
  startAt: number | null;
  box: string;
  version: string;
  machine: Machine;
  clock: Clock;
  random: () => number;
  store: Pick<OpenStore, 'log' | 'kept' | 'saveRule'>;
  time: Timekeeping;
  settings: Settings;
  keeper: Pick<ProgrammeKeeper, 'takeFromHub' | 'checkRoom'>;
  faults: Faults;
  screenKeep: ScreenKeep;
  /** What the screen is to show of what the hub hands out. */
  onShow: (documents: Partial<KioskDocuments>) => void;
  log: Log;
  state: () => BoxState;
  /** What the screens show may have changed. */
  onChange: () => void;
}

/** What a box has to do with its hub, loaded or not. */
export interface HubLink extends HubDesk {
  /** Started when the store is open, before any vote: what the hub said before. */
  kept: readonly Part[];
  /** Started last. */
  late: readonly Part[];
  /** A vote was stored. */
  voted(): void;
  /** What is known of the time of this boot has changed. */
  bootChanged(): void;
  /** The database was opened, or another one has begun. */
  logChanged(): void;
  faultsChanged(): void;
}

const ALONE: HubLink = {
  ...NO_HUB,
  kept: [],
  late: [],
  voted() {},
  bootChanged() {},
  logChanged() {},
  faultsChanged() {},
};

/** Wiring only. The link itself is loaded when the box has settled, and not at all by a box that works alone. */
export function createHubLink(deps: HubLinkDeps): HubLink {
  const { config, clock, store, time, settings, keeper, faults, log, onChange } = deps;
  const [firstUrl = null] = config.hubUrls;
  if (firstUrl === null) return ALONE;
  const notices = createNotices({ time, language: settings.language });
  const watch = createHubWatch({ clock, faults });
  const asleep: HubLinkView = {
    ...{ state: 'unreachable', code: null, url: firstUrl, why: null, queued: 0, lastAckAt: null },
  };
  let uplink: LoadedUplink | null = null;
  let cancelLoading: Cancel = () => {};
  let isStopped = false;
  let hasHeard = false;

  const users: DocumentUsers = {
    onSettings(said) {
      hasHeard = true;
      settings.fromHub(said);
      keeper.checkRoom();
      void store.saveRule(settings.window()).catch(() => {}); // closed now: it is told when it opens
      onChange();
    },
    onNotices(said) {
      notices.take(said);
      onChange();
    },
    onProgramme: keeper.takeFromHub,
  };

  /** What the hub has said since the start is newer than what it said before. */
  async function loadKept(): Promise<void> {
    if (hasHeard) return void store.saveRule(settings.window()).catch(() => {});
    try {
      const kept = await store.kept.load();
      if (kept.settings !== null) users.onSettings(kept.settings.value);
      if (kept.notices !== null) users.onNotices(kept.notices.value);
    } catch (error) {
      log.warn({ err: error }, 'what the hub said before cannot be read yet');
    }
  }

  async function load(): Promise<void> {
    try {
      const { loadUplink } = await import('./uplink.ts');
      if (isStopped) return;
      uplink = loadUplink({ ...deps, users, onLink });
      await uplink.start();
    } catch (error) {
      report('The link to the hub does not start', error);
    }
  }

  function onLink(view: HubLinkView): void {
    watch.follow(view);
    onChange();
  }

  function report(what: string, error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    log.warn({ err: error }, what);
    faults.set('hub', 'warning', `${what}: ${why}`);
  }

  return {
    view: () => uplink?.view() ?? asleep,
    code: watch.code,
    notice: notices.current,
    pair() {
      watch.showCode();
      // A request that waits is as good as a new one, and organisers have its code already.
      if (uplink === null || uplink.view().state === 'pairing') return;
      uplink.pairAnew().catch((error: unknown) => report('The box cannot be paired now', error));
    },
    kept: [{ name: 'hub-settings', start: loadKept, stop() {} }],
    late: [
      {
        name: 'link',
        start() {
          cancelLoading = clock.after(SETTLED_MS, () => void load());
        },
        async stop() {
          isStopped = true;
          cancelLoading();
          await uplink?.stop();
          watch.stop(); // last: a link that ends says so
        },
      },
    ],
    // At once: what the store says next may count it already.
    voted: () => uplink?.voted(),
    bootChanged: () => uplink?.bootChanged(),
    logChanged() {
      void loadKept();
      uplink?.logChanged();
    },
    faultsChanged: () => uplink?.healthChanged(),
  };
}
