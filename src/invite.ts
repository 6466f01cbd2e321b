import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createClock } from './adapters/clock.ts';
import { loadHubConfig } from './adapters/config/hubload.ts';
import { askHub } from './adapters/control/client.ts';
import { openHubStore } from './adapters/hubstore/open.ts';
import { userName } from './adapters/machine.ts';
import type { CheckOutput } from './check.ts';
import { describeFault } from './core/config.ts';
import { type Invitation, invitationText } from './core/hub/invitation.ts';
import type { HubConfig } from './core/hubconfig.ts';
import type { Outcome } from './core/organising.ts';
import { createRandom } from './core/random.ts';
import { addressOf, createDoor, outcomeOf } from './hubdoor.ts';

export interface InviteOptions {
  /** Null reads the default file. */
  config: string | null;
  role: Invitation['role'];
  /** Who invites, for the audit log; the user of this computer when absent. */
  by?: string | undefined;
  json: boolean;
  /** Draw the link for phones. */
  qr: boolean;
}

const SILENT = { info() {}, warn() {} };
/** A hub that starts, or another command, has the database for a moment. */
const TRIES = 10;
const BETWEEN_TRIES_MS = 300;
const WHO_MAX = 200; // characters

/**
 * `likebox hub invite`: asks the hub that runs by this configuration on this computer, or writes to its database when
 * none does. Gives the exit code: 0 done, 1 not done, 2 a faulty configuration.
 */
export async function inviteToHub(
  { config: file, role, by, json, qr }: InviteOptions,
  { out, err }: CheckOutput,
): Promise<0 | 1 | 2> {
  const { config, faults } = loadHubConfig(file);
  if (config === null) {
    for (const fault of faults) err(`${describeFault(fault)}\n`);
    return 2;
  }
  const who = (by || userName()).slice(0, WHO_MAX);
  const outcome = await ask(config, role, who);
  if (!outcome.done) {
    err(`${outcome.text}\n`);
    return 1;
  }
  const invitation = outcome.data as Invitation; // a hub of the same version has made it
  if (json) out(`${JSON.stringify(invitation, null, 2)}\n`);
  else out(await printed(invitation, qr));
  return 0;
}

/** The invitation as a terminal shows it. */
export async function printed(invitation: Invitation, qr: boolean): Promise<string> {
  if (!qr) return invitationText(invitation, null);
  const { qrCode } = await import('./adapters/qr.ts');
  return invitationText(invitation, qrCode(invitation.link));
}

async function ask(config: HubConfig, role: Invitation['role'], who: string): Promise<Outcome> {
  const clock = createClock();
  for (let tries = 1; ; tries += 1) {
    try {
      const asked = { kind: 'invite' as const, role };
      return (await askHub(config.dataDir, { who, asked }, clock)) ?? (await workAlone(config, role, who));
    } catch (error) {
      if (tries === TRIES)
        return { done: false, text: error instanceof Error ? error.message : String(error) };
      await new Promise<void>((resolve) => clock.after(BETWEEN_TRIES_MS, resolve));
    }
  }
}

/** On the database; hubs that run on other computers find it there. */
async function workAlone(config: HubConfig, role: Invitation['role'], who: string): Promise<Outcome> {
  const { database, dataDir } = config;
  if (database === 'sqlite' && !existsSync(join(dataDir, 'hub.db'))) {
    const text = `No hub runs on ${dataDir}, and none has: check data_dir, or start the hub, which prints a link itself.`;
    return { done: false, text };
  }
  const clock = createClock();
  const random = createRandom(randomBytes(4).readUInt32LE());
  const store = openHubStore({ ...config, clock, random, log: SILENT });
  await store.start();
  try {
    const address = () => addressOf(config, config.listen.port);
    return await outcomeOf(createDoor({ config, clock, store, address }).invite(role, who));
  } finally {
    await store.stop();
  }
}
