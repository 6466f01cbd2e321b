import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createClock } from './adapters/clock.ts';
import { askBox } from './adapters/control/client.ts';
import { defaultBoxId, readMachine } from './adapters/machine.ts';
import { openStore } from './adapters/store/client.ts';
import { StoreError } from './adapters/store/errors.ts';
import { createOrganiser } from './app/organiser.ts';
import type { Store } from './app/ports.ts';
import { createProgrammeKeeper } from './app/programme.ts';
import type { CheckOutput } from './check.ts';
import type { BoxConfig } from './core/config.ts';
import type { Organising, Outcome } from './core/organising.ts';
import { giveOrder, type OrderOptions } from './order.ts';

/** A box that starts, or another command, has the database for a moment. */
const TRIES = 10;
const BETWEEN_TRIES_MS = 300;

const SILENT = { info() {}, warn() {}, error() {} };

/**
 * `likebox programme delay`, `move`, `cancel`, `undo`, `rollback`, `accept`, `show`, `log`, `versions`: asks the box that
 * runs by this configuration, or works on its database when none does. Gives the exit code of `giveOrder`.
 */
export function organise(asked: Organising, options: OrderOptions, output: CheckOutput): Promise<0 | 1 | 2> {
  return giveOrder(options, output, (who, config) => ask(asked, who, config));
}

async function ask(asked: Organising, who: string, config: BoxConfig): Promise<Outcome> {
  const clock = createClock();
  for (let tries = 1; ; tries += 1) {
    try {
      return (await askBox(config.dataDir, { who, asked }, clock)) ?? (await workOffline(asked, who, config));
    } catch (error) {
      const isHeld = error instanceof StoreError && error.trouble === 'held';
      if (!isHeld || tries === TRIES) {
        return { done: false, text: error instanceof Error ? error.message : String(error) };
      }
      await new Promise<void>((resolve) => clock.after(BETWEEN_TRIES_MS, resolve));
    }
  }
}

/** On the database of a box that does not run; it finds what was ordered when it starts. */
async function workOffline(asked: Organising, who: string, config: BoxConfig): Promise<Outcome> {
  const path = join(config.dataDir, 'box.db');
  if (!existsSync(path)) {
    return {
      done: false,
      text: `No box runs on ${config.dataDir}, and none has: check data_dir, or start the box.`,
    };
  }
  if (asked.kind === 'accept')
    return { done: false, text: 'The box does not run: start it, then accept its sources.' };
  const clock = createClock();
  const machine = readMachine();
  const store = openStore({
    path,
    box: config.boxId ?? defaultBoxId(machine.id),
    machine: machine.id,
    rule: config.window,
    clock,
    log: SILENT,
  });
  await store.start();
  try {
    const offline = { ...config, programme: { ...config.programme, sources: [] } };
    const keeper = createProgrammeKeeper({
      clock,
      nowAt: clock.wallAt,
      store,
      faults: { set() {}, clear() {} },
      log: SILENT,
      readings: { read: () => Promise.resolve({ reading: null, failures: [], onlyAbsent: false }) },
      config: () => offline,
    });
    await keeper.load();
    if (asked.kind === 'delay' || asked.kind === 'cancel') {
      const why = await whyNoTime(store, clock.wallAt());
      if (why !== null) return { done: false, text: why };
    }
    const organiser = createOrganiser({
      store,
      keeper,
      rule: config.window,
      nowAt: clock.wallAt,
      log: SILENT,
    });
    return await organiser.handle(asked, who);
  } finally {
    await store.stop();
  }
}

/** A computer without a clock chip begins where it was switched off, or in 1970: what is on now, it does not know. */
async function whyNoTime(
  store: Pick<Store, 'totals' | 'programmes'>,
  wallAt: number,
): Promise<string | null> {
  const [{ last }, [newest]] = await Promise.all([store.totals(), store.programmes.versions(1)]);
  const knownAt = Math.max(newest?.at ?? 0, ...last.map(({ wallMs }) => wallMs));
  if (wallAt >= knownAt) return null;
  const [now, then] = [wallAt, knownAt].map((at) => `${new Date(at).toISOString().slice(0, 16)}Z`);
  return `The clock of this computer is not set: it says ${now}, and the box has votes or a programme of ${then}. Set it, or start the box and say it again.`;
}
