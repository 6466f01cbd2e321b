import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { HubCommand } from '../../src/core/hub/command.ts';
import { useDesk } from './context.ts';
import { useSubmission } from './submit.ts';
import { words } from './words.ts';

/** A sheet over the page that takes the keyboard until it is closed, and gives it back then. */
export function Dialog({ title, children }: { title: string; children: ComponentChildren }) {
  const sheet = useRef<HTMLDialogElement>(null);
  const label = useId();
  const { locale, close } = useDesk();
  useEffect(() => {
    const before = document.activeElement;
    sheet.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog class="dialog" ref={sheet} onClose={close} aria-labelledby={label}>
      <div class="dialog-head">
        <h2 id={label} dir="auto">
          {title}
        </h2>
        <button type="button" class="icon" onClick={close} aria-label={words[locale.language].close}>
          ×
        </button>
      </div>
      {children}
    </dialog>
  );
}

interface CommandDialogProps {
  title: string;
  children: ComponentChildren;
  /** What the button that does it says. */
  doIt: string;
  /** What the button that does nothing says. */
  leave?: string | undefined;
  /** It takes something away. */
  danger?: boolean;
  /** The command that is ready to be given; a sentence while something is missing. */
  command(): HubCommand | string;
}

/**
 * A dialog that gives one command; it stays open, with the reason, when that is refused. What came of a command whose
 * dialog was closed meanwhile is said on the page.
 */
export function CommandDialog({ title, children, doIt, leave, danger = false, command }: CommandDialogProps) {
  const { give, say, close, locale } = useDesk();
  const isLeft = useRef(false);
  useEffect(
    () => () => {
      isLeft.current = true;
    },
    [],
  );
  const { busy, refused, submit } = useSubmission(async () => {
    const asked = command();
    if (typeof asked === 'string') return asked;
    const outcome = await give(asked);
    if (isLeft.current || outcome.done) say(outcome);
    if (!isLeft.current && outcome.done) close();
    return outcome.done ? '' : outcome.text;
  });
  return (
    <Dialog title={title}>
      <form class="form" onSubmit={submit}>
        {children}
        <p class="refused" role="alert" data-testid="refused">
          {refused}
        </p>
        <div class="form-end">
          <button type="button" onClick={close}>
            {leave ?? words[locale.language].cancel}
          </button>
          <button type="submit" class={danger ? 'danger' : 'primary'} disabled={busy} data-testid="do">
            {doIt}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface AskProps {
  /** On the button that asks. */
  label: string;
  title: string;
  help: ComponentChildren;
  doIt: string;
  leave?: string;
  command: HubCommand;
  danger?: boolean;
  name?: string;
  kind?: 'small' | 'link' | 'panic';
}

/** A button whose command is given only after a second word. */
export function AskFirst({ label, help, command, danger = true, name, kind = 'small', ...rest }: AskProps) {
  const { open } = useDesk();
  const ask = () =>
    open(
      <CommandDialog {...rest} danger={danger} command={() => command}>
        <div class="dialog-help">{help}</div>
      </CommandDialog>,
    );
  return (
    <button type="button" class={kind} onClick={ask} data-testid={name}>
      {label}
    </button>
  );
}

/** A button that gives its command at once: one that is easily taken back. */
export function CommandButton({
  label,
  command,
  name,
  kind = 'small',
  shortcut,
}: {
  label: string;
  command: HubCommand;
  name?: string;
  kind?: string;
  /** The key that presses it where the page listens for one. */
  shortcut?: string;
}) {
  const { send } = useDesk();
  const [busy, setBusy] = useState(false);
  const give = async () => {
    setBusy(true);
    await send(command);
    setBusy(false);
  };
  return (
    <button
      type="button"
      class={kind}
      disabled={busy}
      onClick={give}
      aria-keyshortcuts={shortcut}
      data-testid={name}
    >
      {label}
    </button>
  );
}
