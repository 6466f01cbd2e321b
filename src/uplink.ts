import { createIdentity } from './adapters/link/identity.ts';
import { createHubLink } from './adapters/link/link.ts';
import { createPairingCodes } from './adapters/paircode.ts';
import { networkSign, readVitals, type Vitals } from './adapters/vitals.ts';
import type { ConversationDeps } from './app/link/conversation.ts';
import type { DocumentUsers } from './app/link/documents.ts';
import { createPairing } from './app/link/pairing.ts';
import type { PairingAsk } from './app/link/ports.ts';
import { createScreens } from './app/link/screens.ts';
import { createUplink, type Uplink } from './app/link/uplink.ts';
import type { Cancel } from './app/ports.ts';
import type { HubLinkView } from './core/state.ts';
import type { HubLinkDeps } from './hublink.ts';

/** How often the ports of the computer are looked at. */
const NETWORK_EVERY_MS = 1_000;

interface Deps extends HubLinkDeps {
  users: DocumentUsers;
  /** After the link has changed. */
  onLink: (view: HubLinkView) => void;
}

/** The box's end of the link, and what wakes it. */
export type LoadedUplink = Uplink;

/** Wiring only; everything that a box without a hub does not load. */
export function loadUplink(deps: Deps): LoadedUplink {
  const { config, box, version, machine, clock, random, store, time, faults, log } = deps;
  const identity = createIdentity({
    dataDir: config.dataDir,
    now: clock.wallAt,
    onDamage: (sentence) => faults.set('hub-identity', 'warning', sentence),
  });
  const { openLine, askPairing } = createHubLink({
    ...{ clock, identity, box },
    pairingCode: createPairingCodes(),
    caFile: config.hubCa,
    nowAt: () => (time.boot().quality === 'unset' ? null : time.nowAt()),
  });
  const onChange = () => deps.onLink(uplink.view());
  const pairing = createPairing({
    ...{ clock, askPairing, onChange },
    urls: () => config.hubUrls,
    ask: () => sayWhatItHolds(deps),
  });
  const screens = createScreens({
    ...{ clock, log, keep: deps.screenKeep, onShow: deps.onShow },
    names: config.display.images === null ? ['wall', 'results', 'images'] : ['wall', 'results'],
    isBusy: () => uplink.view().queued > 0,
  });
  const condition = createCondition(deps);
  const uplink = createUplink({
    ...{ clock, random, version, identity, openLine, pairing, log, onChange, ...deps.users },
    urls: config.hubUrls,
    machine: machine.id,
    votes: store.log,
    keep: store.kept,
    screens,
    boot: time.boot,
    health: condition.health,
    onTime: (wallOffsetMs) => {
      if (deps.startAt === null && time.improve({ wallOffsetMs, quality: 'hub' })) onChange();
    },
  });
  let sign = networkSign();
  let unwatch: Cancel = () => {};
  let isStopped = false;

  function lookAtNetwork(): void {
    const now = networkSign();
    const isBack = now !== sign && now !== '';
    sign = now;
    if (isBack) uplink.hurry();
  }

  return {
    ...uplink,
    async start() {
      isStopped = false;
      await condition.read();
      if (isStopped) return;
      unwatch = clock.every(NETWORK_EVERY_MS, lookAtNetwork);
      await uplink.start();
    },
    async stop() {
      isStopped = true;
      unwatch();
      await uplink.stop();
    },
    voted() {
      condition.voted();
      uplink.voted();
    },
    healthChanged() {
      if (uplink.view().state === 'linked') uplink.healthChanged();
    },
  };
}

async function sayWhatItHolds({ store, machine, version }: Deps): Promise<PairingAsk> {
  const epochs = await store.log.epochs();
  const holes = epochs.flatMap(({ lost }) => lost).reduce((sum, [from, to]) => sum + to - from + 1, 0);
  const first = epochs.find(({ digest }) => digest !== '');
  const [vote] = first === undefined ? [] : await store.log.votesAfter(first.epoch, 0, 1);
  return {
    machine: machine.id,
    version,
    votes: (epochs.at(-1)?.lastSeq ?? 0) - holes,
    firstVoteAt: vote?.wallMs ?? null,
  };
}

/** What the hub is told of the box every 15 s. */
function createCondition({ config, clock, time, state }: Deps) {
  let vitals: Vitals = { disk: null, temperature: null };
  let lastVoteAtMs: number | null = null;

  const read = async () => {
    vitals = await readVitals(config.dataDir);
  };
  /** By what is known of the time now; of an earlier run the time as read then. */
  const lastVoteAt = (): number | null => {
    const { quality, wallOffsetMs } = time.boot();
    if (lastVoteAtMs === null) return state().lastVotes[0]?.at ?? null;
    return quality === 'unset' ? null : Math.round(wallOffsetMs + lastVoteAtMs);
  };
  const health: ConversationDeps['health'] = () => {
    void read(); // for the next time
    const { room, clock: now, buttons, failed, mode, faults } = state();
    const { plus, minus } = buttons;
    return {
      ...vitals,
      ...{ room, failed, mode, faults },
      clock: now.quality,
      noise: { plus: plus.noise, minus: minus.noise },
      repeats: { plus: plus.repeats, minus: minus.repeats },
      lastVoteAt: lastVoteAt(),
    };
  };
  const voted = () => {
    lastVoteAtMs = clock.monoMs();
  };
  return { read, health, voted };
}
