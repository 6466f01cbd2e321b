import { randomBytes } from 'node:crypto';
import { createClock } from './adapters/clock.ts';
import { createHubControl } from './adapters/control/server.ts';
import { openHubStore } from './adapters/hubstore/open.ts';
import { createLinkServer } from './adapters/hubweb/links.ts';
import { createHubSite } from './adapters/hubweb/site.ts';
import type { Log } from './adapters/log.ts';
import { createHubMetrics } from './adapters/metrics/hub.ts';
import { createPairingCodes } from './adapters/paircode.ts';
import { readVitals } from './adapters/vitals.ts';
import { createFaults } from './app/faults.ts';
import { createBasis } from './app/hub/basis.ts';
import { createHubDesk } from './app/hub/desk.ts';
import { createKeyWatch } from './app/hub/keywatch.ts';
import { createHubLinks } from './app/hub/linkends.ts';
import { createPairingDesk } from './app/hub/pairing.ts';
import { createRuleWatch } from './app/hub/rulewatch.ts';
import { createTallyCheck } from './app/hub/tallycheck.ts';
import type { LifeSigns } from './app/watchdog.ts';
import { tokenDigest } from './core/hub/account.ts';
import type { Invitation } from './core/hub/invitation.ts';
import type { HubConfig } from './core/hubconfig.ts';
import { labelOf } from './core/label.ts';
import { createRandom } from './core/random.ts';
import { addressOf, createDoor, linkOf, makeToken, outcomeOf } from './hubdoor.ts';
import { createHubProgramme } from './hubprogramme.ts';
import { createHubWall } from './hubwall.ts';
import { createLifecycle, type Lifecycle, type Part } from './lifecycle.ts';

/** Boxes come again so long after a planned stop, to another address of the hub where they have one. */
const RETRY_MS = 1_000;
const STORE_STOP_MS = 3_000;
const LINKS_STOP_MS = 2_000;

interface HubOptions {
  config: HubConfig;
  /** A rehearsal's idea of now, epoch milliseconds; null runs on the wall clock. */
  startAt: number | null;
  /** Directory of the built pages. */
  pages: string;
  version: string;
  log: Log;
  /** Nobody has an account yet: somebody at the terminal makes the first one. */
  onFirst: (invitation: Invitation) => void;
}

export interface Hub extends Lifecycle {
  /** Where people reach it, `https://192.168.1.20:8443`; null while it is not served. */
  address(): string | null;
  /** For a watchdog. */
  signs: LifeSigns;
}

/** A hub: wiring only. Before `start` nothing is opened or served. Throws a sentence for a database that is none. */
export function createHub(options: HubOptions): Hub {
  const { config, version, log } = options;
  const { event, language, window: rule, programme } = config;
  const clock = createClock(options.startAt);
  const random = createRandom(randomBytes(4).readUInt32LE());
  const faults = createFaults({ now: clock.wallAt, onChange: () => desk.faultsChanged(), log });
  const store = openHubStore({ ...config, clock, random, log });
  const address = () => addressOf(config, site.port() ?? config.listen.port);
  const { accounts, identity, invite } = createDoor({ config, clock, store, address });
  const basis = createBasis({ store, rule });
  const conference = createHubProgramme({ config, clock, random, store, basis, faults, log });
  const screens = createHubWall({ config, clock, random, store, version, faults, log });
  const codes = createPairingCodes();
  const pairing = createPairingDesk({
    clock,
    fleet: store.fleet,
    code: async (secretDigest) => codes(secretDigest, (await identity()).spkiSha256),
  });
  const desk = createHubDesk({
    ...{ clock, store, basis, faults },
    organiser: conference.organiser,
    keeper: conference.keeper,
    ...{ wall: screens.wall, album: screens.album },
    links: () => links,
    pairings: pairing.waiting,
    makeLink() {
      const token = makeToken();
      return { link: linkOf(address(), token), tokenDigest: tokenDigest(token) };
    },
    facts: { version, event, language },
    source: () => programme.sources.map(labelOf).join(', '),
    timezone: programme.timezone,
    isShared: config.database !== 'sqlite',
  });
  const links = createHubLinks({ store, clock, basis, desk, log, onChange: () => desk.linksChanged() });
  const boxes = createLinkServer({ clock, log, fleet: store.fleet, links, pairing, documents: desk });
  const metrics = createHubMetrics(async () => {
    const [votes, paired, { disk }] = await Promise.all([
      store.pulse().then(
        (pulse) => pulse.votes,
        () => null,
      ),
      store.fleet.boxes().then(
        (all) => all.filter(({ revokedAt }) => revokedAt === null).length,
        () => null,
      ),
      readVitals(config.dataDir),
    ]);
    return { linked: links.linked().size, paired, votes, disk, faults: faults.list() };
  });
  let isOpen = false;
  const site = createHubSite({
    ...{ listen: config.listen, clock, log, pages: options.pages, event, accounts, desk, boxes, metrics },
    healthz: () => healthz(isOpen, faults.list()),
  });

  const control = createHubControl({
    clock,
    dataDir: config.dataDir,
    handle: ({ who, asked }) => outcomeOf(invite(asked.role, who)),
  });
  const parts: Part[] = [
    {
      ...{ name: 'store', required: true, stopWithinMs: STORE_STOP_MS },
      start: () => store.start(),
      stop: () => store.stop(),
    },
    { name: 'rule', required: true, ...createRuleWatch({ clock, basis, rule, faults }) },
    {
      ...{ name: 'desk', required: true, stopWithinMs: STORE_STOP_MS },
      async start() {
        await desk.start();
        isOpen = true;
      },
      stop: () => desk.stop(),
    },
    ...screens.parts,
    ...conference.parts,
    {
      ...{ name: 'web', required: true },
      start: async () => site.start(await identity()),
      async stop() {
        boxes.stop();
        await site.stop();
      },
    },
    { name: 'control', ...control },
    {
      name: 'first-organiser',
      async start() {
        if (!(await accounts.isEmpty())) return;
        if (site.port() === null)
          throw new Error('nobody can make the first account: the page is not served');
        options.onFirst(await invite('organiser', 'the terminal of the hub'));
      },
      stop() {},
    },
    {
      name: 'key',
      ...createKeyWatch({ clock, store, identity, linked: links.linked, faults }),
    },
    { name: 'tally', ...createTallyCheck({ clock, store, basis, faults }) },
    { name: 'links', stopWithinMs: LINKS_STOP_MS, start() {}, stop: () => links.stop(RETRY_MS) },
  ];
  return {
    ...createLifecycle({ parts, clock, faults, log }),
    address: () => (site.port() === null ? null : address()),
    // A PostgreSQL may be far away: that it does not answer is a fault, and beginning anew mends nothing.
    signs: { askStore: config.database === 'sqlite' ? store.pulse : null, buttonsReadMs: () => null },
  };
}

/** Says nothing of what is inside, since nobody has to sign in to read it. */
function healthz(
  isOpen: boolean,
  faults: readonly { id: string; severity: string }[],
): { ok: boolean; reasons: string[] } {
  const errors = faults.filter(({ severity }) => severity === 'error').map(({ id }) => `fault: ${id}`);
  const reasons = isOpen ? errors : ['the database is not open yet', ...errors];
  return { ok: reasons.length === 0, reasons };
}
