import { fileURLToPath } from 'node:url';
import { readIdentity } from './adapters/certificate/identity.ts';
import { loadHubConfig } from './adapters/config/hubload.ts';
import type { Log } from './adapters/log.ts';
import type { ServiceManager } from './adapters/servicemanager.ts';
import { type ConfigFault, describeFault } from './core/config.ts';
import type { Invitation } from './core/hub/invitation.ts';
import type { HubConfig } from './core/hubconfig.ts';
import { createHub } from './hub.ts';
import { sendLifeSigns } from './lifesigns.ts';
import { checkProgramme } from './preflight.ts';

/** How the life of a hub ended: by a signal, or before it began. */
export type HubEnding = 'stopped' | 'refused';

interface RunOptions {
  /** Null reads the default file. */
  file: string | null;
  /** A rehearsal's idea of now, epoch milliseconds. */
  startAt: number | null;
  version: string;
  log: Log;
  manager: ServiceManager;
  err: (text: string) => void;
  /** Nobody has an account yet. */
  onFirst: (invitation: Invitation) => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The life of a hub, from its configuration to its end; everything has stopped when it resolves. */
export async function runHub({ file, err, log, manager, ...options }: RunOptions): Promise<HubEnding> {
  const { config, faults } = loadHubConfig(file);
  const all = config === null ? faults : await checkAgainstWorld(config);
  if (config === null || all.length > 0) {
    for (const fault of all) err(`${describeFault(fault)}\n`);
    return 'refused';
  }
  const pages = fileURLToPath(new URL('./display', import.meta.url));
  const hub = createHub({ ...options, config, pages, log });
  let isEnding = false;
  let stop = () => {};
  const ended = new Promise<void>((resolve) => {
    stop = () => {
      isEnding = true;
      manager.tell({ stopping: true });
      void hub.stop().then(resolve);
    };
  });
  for (const signal of SIGNALS) process.on(signal, stop);
  const endSigns = sendLifeSigns(hub.signs, { manager, log });
  await hub.start();
  const address = hub.address();
  if (!isEnding) manager.tell({ ready: true, status: `Dashboard: ${address ?? 'not served'}` });
  if (!isEnding && address !== null) log.info({ address, event: config.event }, 'the hub is ready');
  if (!isEnding && address === null)
    log.warn({}, 'the hub runs, and nobody can reach it yet: see its faults');
  await ended;
  endSigns();
  for (const signal of SIGNALS) process.off(signal, stop);
  log.info({}, 'stopped');
  return 'stopped';
}

/** Faults of a configuration that take more than its text to find. */
async function checkAgainstWorld({ programme, tls }: HubConfig): Promise<ConfigFault[]> {
  const faults = await checkProgramme(programme);
  const found = tls === null ? null : await readIdentity(tls);
  return found !== null && 'message' in found ? [...faults, found] : faults;
}
