import { useRef, useState } from 'preact/hooks';
import type { AccountView } from '../../src/core/hub/view.ts';
import { Section } from './bits.tsx';
import { useDesk } from './context.ts';
import { Dialog } from './dialog.tsx';
import { Choice } from './fields.tsx';
import { useSubmission } from './submit.ts';
import { words } from './words.ts';
import { accountWords } from './wordsaccounts.ts';

function linkOf(data: unknown): string | null {
  const { link } = (data ?? {}) as { link?: unknown };
  return typeof link === 'string' ? link : null;
}

function LinkDialog({ link }: { link: string }) {
  const { close, locale } = useDesk();
  const own = accountWords[locale.language];
  const shown = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState('');
  const copy = async () => {
    shown.current?.select();
    try {
      await navigator.clipboard.writeText(link);
      setSaid(own.copied);
    } catch {
      setSaid(own.notCopied); // this browser, or this connection, lets no page write there
    }
  };
  return (
    <Dialog title={own.link}>
      <div class="form">
        <p class="dialog-help">
          {own.linkHelp} {own.inviteHelp}
        </p>
        <textarea
          ref={shown}
          class="mono"
          aria-label={own.link}
          readOnly
          rows={3}
          value={link}
          data-testid="link"
          onFocus={(event) => event.currentTarget.select()}
        />
        <p role="status" class="soft">
          {said}
        </p>
        <div class="form-end">
          <button type="button" onClick={close}>
            {words[locale.language].close}
          </button>
          <button type="button" class="primary" onClick={copy}>
            {own.copy}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

/** Makes a one-time link for somebody new. */
export function Invite() {
  const { give, say, open, locale } = useDesk();
  const own = accountWords[locale.language];
  const [role, setRole] = useState<AccountView['role']>('viewer');
  const { busy, submit } = useSubmission(async () => {
    const outcome = await give({ kind: 'invite', role });
    const link = linkOf(outcome.data);
    if (outcome.done && link !== null) open(<LinkDialog link={link} />);
    else say(outcome);
    return '';
  });
  return (
    <Section title={own.invite}>
      <form class="form" onSubmit={submit}>
        <Choice
          label={own.inviteAs}
          name="invite"
          value={role}
          onChange={setRole}
          options={[
            ['viewer', own.roles.viewer],
            ['organiser', own.roles.organiser],
          ]}
        />
        <div class="form-end">
          <button type="submit" class="primary" disabled={busy} data-testid="make-link">
            {own.doInvite}
          </button>
        </div>
      </form>
    </Section>
  );
}
