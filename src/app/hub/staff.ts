import type { HubCommand } from '../../core/hub/command.ts';
import type { Account } from '../../core/hub/records.ts';
import type { Outcome } from '../../core/organising.ts';
import type { HubPeople } from './ports.ts';

type Ask<K extends HubCommand['kind']> = Extract<HubCommand, { kind: K }>;

/** How long an invitation lasts. */
export const INVITATION_MS = 86_400_000;

interface Deps {
  people: Pick<HubPeople, 'accounts' | 'changeAccount' | 'removeAccount' | 'invite'>;
  /** A new one-time link, and the digest under which its token is kept. */
  makeLink: () => { link: string; tokenDigest: string };
}

/** Who may sign in. */
export interface Staff {
  invite(asked: Ask<'invite'>, who: string, at: number): Promise<Outcome>;
  changeRole(asked: Ask<'change-role'>, who: string, at: number): Promise<Outcome>;
  remove(asked: Ask<'remove-account'>, who: string, at: number): Promise<Outcome>;
}

export function createStaff({ people, makeLink }: Deps): Staff {
  /** The account, or why it must stay as it is. */
  async function find(name: string, staysOrganiser: boolean): Promise<Account | string> {
    const accounts = await people.accounts();
    const found = accounts.find((account) => account.name === name);
    if (found === undefined) return `Nobody here is called "${name}".`;
    const organisers = accounts.filter(({ role }) => role === 'organiser');
    const isLast = found.role === 'organiser' && organisers.length === 1;
    return isLast && !staysOrganiser ? `${name} is the only organiser: make somebody else one first.` : found;
  }

  const staff: Staff = {
    async invite({ role }, who, at) {
      const { link, tokenDigest } = makeLink();
      const what = `invited somebody as ${role}`;
      await people.invite({ tokenDigest, role, expiresAt: at + INVITATION_MS }, { at, who, what });
      const text = `Give this link to one person: it works once, within 24 hours, and makes an account for ${withArticle(role)}.`;
      return { done: true, text, data: { link } };
    },
    async changeRole(asked, who, at) {
      const { name, role } = asked;
      const found = await find(name, role === 'organiser');
      if (typeof found === 'string') return { done: false, text: found };
      if (found.role === role) return { done: false, text: `${name} is ${withArticle(role)} already.` };
      const what = `made ${name} ${withArticle(role)}`;
      // Somebody else has changed the account meanwhile: it is looked at again.
      if (!(await people.changeAccount(found, { role }, { at, who, what })))
        return staff.changeRole(asked, who, at);
      return { done: true, text: `${name} is ${withArticle(role)} now, and has to sign in again.` };
    },
    async remove({ name }, who, at) {
      const found = await find(name, false);
      if (typeof found === 'string') return { done: false, text: found };
      await people.removeAccount(name, { at, who, what: `removed the account of ${name}` });
      return { done: true, text: `${name} cannot sign in any more.` };
    },
  };
  return staff;
}

function withArticle(role: Account['role']): string {
  return role === 'organiser' ? 'an organiser' : 'a viewer';
}
