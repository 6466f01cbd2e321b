import { accountName, isSameName, refuseName, refusePassword, tokenDigest } from '../../core/hub/account.ts';
import type { Account, AuditEntry, Role } from '../../core/hub/records.ts';
import type { Clock } from '../ports.ts';
import type { HubPeople } from './ports.ts';
import { INVITATION_MS } from './staff.ts';

/** How long somebody stays signed in. */
export const SIGN_IN_MS = 7 * 86_400_000;

/** Somebody who is signed in. */
export interface Person {
  name: string;
  role: Role;
}

export interface SignedIn {
  me: Person;
  /** For the cookie; the hub keeps its digest only. */
  token: string;
}

/** Who may come in, and who is in. Every promise may reject while the store is not open. */
export interface Accounts {
  /** Null when there is no such account, or the password is another one. */
  signIn(name: string, password: string): Promise<SignedIn | null>;
  /** Whose cookie that is; null for nobody's, or when the sign-in has ended. */
  signedIn(token: string): Promise<Person | null>;
  signOut(token: string): Promise<void>;
  /** Ends every sign-in of the account and begins a new one; or says why not. */
  changePassword(
    me: Person,
    current: string,
    next: string,
  ): Promise<SignedIn | { refused: string } | 'wrong'>;
  /** What a one-time link invites to; null when it is used up, over, or none. */
  invitation(token: string): Promise<{ role: Role } | null>;
  /** Makes the account and signs in, once; or says why not, and the link can be used again. */
  accept(token: string, name: string, password: string): Promise<SignedIn | { refused: string } | null>;
  /** The token of a new one-time link. */
  invite(role: Role, who: string): Promise<{ token: string; expiresAt: number }>;
  /** Whether nobody can sign in yet. */
  isEmpty(): Promise<boolean>;
}

interface Deps {
  people: HubPeople;
  clock: Pick<Clock, 'wallAt'>;
  passwords: {
    hash(password: string): Promise<string>;
    /** Takes as long for null, which is never right. */
    isRight(password: string, hash: string | null): Promise<boolean>;
  };
  /** 256 bits of chance that fit into an address. */
  makeToken: () => string;
}

export function createAccounts({ people, clock, passwords, makeToken }: Deps): Accounts {
  const now = () => Math.round(clock.wallAt());

  async function find(name: string): Promise<Account | null> {
    const all = await people.accounts();
    return all.find((account) => isSameName(account.name, accountName(name))) ?? null;
  }

  async function enter({ name, role }: Person): Promise<SignedIn> {
    const token = makeToken();
    const at = now();
    await people.signIn({ tokenDigest: tokenDigest(token), name, createdAt: at, expiresAt: at + SIGN_IN_MS });
    return { me: { name, role }, token };
  }

  /** Why there cannot be such an account; null when there can. */
  async function refuse(name: string, password: string): Promise<string | null> {
    const why = refuseName(name) ?? refusePassword(password);
    if (why !== null) return why;
    return (await find(name)) === null ? null : taken(name);
  }

  const accounts: Accounts = {
    async signIn(name, password) {
      const account = await find(name);
      const isRight = await passwords.isRight(password, account?.passwordHash ?? null);
      return account === null || !isRight ? null : enter(account);
    },
    async signedIn(token) {
      const signIn = await people.signedIn(tokenDigest(token), now());
      if (signIn === null) return null;
      const account = (await people.accounts()).find(({ name }) => name === signIn.name);
      return account === undefined ? null : { name: account.name, role: account.role };
    },
    signOut: (token) => people.signOut(tokenDigest(token)),
    async changePassword(me, current, next) {
      const account = await find(me.name);
      if (account === null || !(await passwords.isRight(current, account.passwordHash))) return 'wrong';
      const refused = refusePassword(next);
      if (refused !== null) return { refused };
      const passwordHash = await passwords.hash(next);
      const by: AuditEntry = { at: now(), who: account.name, what: 'changed their own password' };
      const isChanged = await people.changeAccount(account, { passwordHash }, by);
      // Hashing takes a while, in which the role may have changed, or the password elsewhere.
      return isChanged ? enter(account) : accounts.changePassword(me, current, next);
    },
    async invitation(token) {
      const found = await people.invitation(tokenDigest(token), now());
      return found === null ? null : { role: found.role };
    },
    async accept(token, written, password) {
      const digest = tokenDigest(token);
      if ((await people.invitation(digest, now())) === null) return null;
      const name = accountName(written);
      const refused = await refuse(name, password);
      if (refused !== null) return { refused };
      const passwordHash = await passwords.hash(password);
      const invitation = await people.takeInvitation(digest, now());
      if (invitation === null) return null;
      const { role, expiresAt } = invitation;
      const by: AuditEntry = { at: now(), who: name, what: `made an account, invited as ${role}` };
      const isAdded = await people.addAccount({ name, role, passwordHash, createdAt: now() }, by);
      if (isAdded) return enter({ name, role });
      // Somebody else has taken the name since it was looked up.
      const what = `the name "${name}" was taken: the link can be used again`;
      await people.invite({ tokenDigest: digest, role, expiresAt }, { at: now(), who: 'LikeBox', what });
      return { refused: taken(name) };
    },
    async invite(role, who) {
      const token = makeToken();
      const at = now();
      const expiresAt = at + INVITATION_MS;
      const by: AuditEntry = { at, who, what: `invited somebody as ${role}` };
      await people.invite({ tokenDigest: tokenDigest(token), role, expiresAt }, by);
      return { token, expiresAt };
    },
    isEmpty: async () => (await people.accounts()).length === 0,
  };
  return accounts;
}

function taken(name: string): string {
  return `Somebody here is called "${name}" already: choose another name.`;
}
