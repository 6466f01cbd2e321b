import { randomBytes } from 'node:crypto';
import { type Identity, readIdentity, selfMade } from './adapters/certificate/identity.ts';
import { makeCertificate, namesOf } from './adapters/certificate/make.ts';
import { firstAddress } from './adapters/machine.ts';
import { hashPassword, isPassword } from './adapters/password.ts';
import { type Accounts, createAccounts } from './app/hub/accounts.ts';
import type { HubStore } from './app/hub/ports.ts';
import type { Clock } from './app/ports.ts';
import { describeFault } from './core/config.ts';
import type { Invitation } from './core/hub/invitation.ts';
import type { Role } from './core/hub/records.ts';
import type { HubConfig } from './core/hubconfig.ts';
import type { Outcome } from './core/organising.ts';

const HTTPS_PORT = 443;

interface Deps {
  config: HubConfig;
  clock: Pick<Clock, 'wallAt'>;
  store: Pick<HubStore, 'people' | 'secret'>;
  /** Where people reach the hub. */
  address: () => string;
}

/** Who is let into a hub, and what it shows itself by: what the hub and `hub invite` have in common. */
export interface HubDoor {
  accounts: Accounts;
  identity: () => Promise<Identity>;
  /** Makes a one-time link. Rejects with a sentence. */
  invite(role: Role, who: string): Promise<Invitation>;
}

/** Wiring only. */
export function createDoor({ config, clock, store, address }: Deps): HubDoor {
  const accounts = createAccounts({
    people: store.people,
    clock,
    passwords: { hash: hashPassword, isRight: isPassword },
    makeToken,
  });
  const identity = createIdentity(config, store);
  return {
    accounts,
    identity,
    async invite(role, who) {
      const { fingerprint, isSelfMade } = await identity();
      const { token, expiresAt } = await accounts.invite(role, who);
      return { link: linkOf(address(), token), role, expiresAt, address: address(), fingerprint, isSelfMade };
    },
  };
}

/** The invitation as a command of this computer hears of it. */
export function outcomeOf(invited: Promise<Invitation>): Promise<Outcome> {
  return invited.then(
    (data) => ({ done: true, text: data.link, data }),
    (error: unknown) => ({ done: false, text: error instanceof Error ? error.message : String(error) }),
  );
}

/** Reads or makes what the hub shows itself by, once. Rejects with a sentence. */
function createIdentity(
  { tls, address }: HubConfig,
  store: Pick<HubStore, 'secret'>,
): () => Promise<Identity> {
  let known: Identity | null = null;
  return async () => {
    if (known !== null) return known;
    if (tls === null) known = selfMade(await store.secret('tls', () => makeCertificate(namesOf(address))));
    else {
      const found = await readIdentity(tls);
      if ('message' in found) throw new Error(describeFault(found));
      known = found;
    }
    return known;
  };
}

/** Where people reach the hub. @param port on which it listens */
export function addressOf({ address, listen }: HubConfig, port: number): string {
  const isEverywhere = ['0.0.0.0', '::'].includes(listen.host);
  const host = address ?? (isEverywhere ? (firstAddress() ?? 'localhost') : listen.host);
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return `https://${name}${port === HTTPS_PORT ? '' : `:${port}`}`;
}

export function linkOf(address: string, token: string): string {
  return `${address}/#invite=${token}`;
}

/** 256 bits, in letters that need no escape. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}
