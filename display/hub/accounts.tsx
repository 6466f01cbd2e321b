import { useState } from 'preact/hooks';
import type { AccountView } from '../../src/core/hub/view.ts';
import { formatDay } from '../time.ts';
import { Audit } from './audit.tsx';
import { Section, Text } from './bits.tsx';
import { useDesk } from './context.ts';
import { AskFirst } from './dialog.tsx';
import { type Option, Select } from './fields.tsx';
import { Invite } from './invite.tsx';
import { Password } from './password.tsx';
import { accountWords } from './wordsaccounts.ts';

type Role = AccountView['role'];

function RoleOf({ account }: { account: AccountView }) {
  const { send, locale } = useDesk();
  const own = accountWords[locale.language];
  const [asked, setAsked] = useState<Role | null>(null);
  const change = async (role: Role) => {
    setAsked(role);
    await send({ kind: 'change-role', name: account.name, role });
    setAsked(null);
  };
  return (
    <Select
      label={own.roleOf(account.name)}
      hideLabel
      name="role"
      value={asked ?? account.role}
      onChange={(role) => void change(role)}
      options={(['organiser', 'viewer'] as const).map((role): Option<Role> => [role, own.roles[role]])}
    />
  );
}

function AccountLine({ account }: { account: AccountView }) {
  const { hub, locale } = useDesk();
  const own = accountWords[locale.language];
  const mine = account.name === hub.me.name;
  return (
    <li class="given" data-testid={`account-${account.name}`}>
      <div>
        <p>
          <Text text={account.name} /> {mine && <span class="soft">({own.you})</span>}
        </p>
        <p class="soft">{own.since(formatDay(account.createdAt, locale))}</p>
      </div>
      {mine ? (
        <span class="soft">{own.roles[account.role]}</span>
      ) : (
        <div class="given-actions">
          <RoleOf account={account} />
          <AskFirst
            label={own.remove}
            name="remove"
            title={own.removeAsk(account.name)}
            help={own.removeHelp}
            doIt={own.remove}
            command={{ kind: 'remove-account', name: account.name }}
          />
        </div>
      )}
    </li>
  );
}

/** Who may come in, and who did what; for a viewer, their own password. */
export function Accounts() {
  const { parts, locale, organiser } = useDesk();
  const own = accountWords[locale.language];
  return (
    <>
      <div class="pair">
        {organiser && (
          <Section title={own.people} name="accounts">
            <ul class="lines">
              {(parts.accounts ?? []).map((account) => (
                <AccountLine key={account.name} account={account} />
              ))}
            </ul>
          </Section>
        )}
        <div>
          {organiser && <Invite />}
          <Password />
        </div>
      </div>
      {organiser && <Audit entries={parts.audit ?? []} />}
    </>
  );
}
