import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { HubCommand } from '../../src/core/hub/command.ts';
import type { Outcome } from '../../src/core/organising.ts';
import { useDesk } from './context.ts';
import { words } from './words.ts';

interface DialogProps {
  title: string;
  onClose(): void;
  children: ComponentChildren;
}

/** A sheet over the page that takes the keyboard until it is closed, and gives it back then. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const sheet = useRef<HTMLDialogElement>(null);
  const label = useId();
  const { close } = words[useDesk().locale.language];
  useEffect(() => {
    const before = document.activeElement;
    sheet.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog class="dialog" ref={sheet} onClose={onClose} aria-labelledby={label}>
      <div class="dialog-head">
        <h2 id={label}>{title}</h2>
        <button type="button" class="icon" onClick={onClose} aria-label={close}>
          ×
        </button>
      </div>
      {children}
    </dialog>
  );
}

interface CommandDialogProps extends DialogProps {
  /** What the button that does it says. */
  doIt: string;
  /** It takes something away. */
  danger?: boolean;
  /** The command that is ready to be given; null while something is missing, a sentence for what. */
  command(): HubCommand | string;
  /** Called when it is done, in place of `onClose`. */
  onDone?(outcome: Outcome): void;
}

/** A dialog that gives one command; it stays open, with the reason, when that is refused. */
export function CommandDialog({
  doIt,
  danger = false,
  command,
  onDone,
  onClose,
  ...rest
}: CommandDialogProps) {
  const { send, locale } = useDesk();
  const [refused, setRefused] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    const asked = command();
    if (typeof asked === 'string') return setRefused(asked);
    setBusy(true);
    const outcome = await send(asked);
    setBusy(false);
    if (!outcome.done) return setRefused(outcome.text);
    (onDone ?? onClose)(outcome);
  };
  return (
    <Dialog title={rest.title} onClose={onClose}>
      <form class="form" onSubmit={submit}>
        {rest.children}
        <p class="refused" role="alert" data-testid="refused">
          {refused}
        </p>
        <div class="form-end">
          <button type="button" onClick={onClose}>
            {words[locale.language].cancel}
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
  command: HubCommand;
  danger?: boolean;
  name?: string;
  kind?: 'small' | 'link';
}

/** A button whose command is given only after a second word. */
export function AskFirst({
  label,
  title,
  help,
  doIt,
  command,
  danger = true,
  name,
  kind = 'small',
}: AskProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class={kind} onClick={() => setOpen(true)} data-testid={name}>
        {label}
      </button>
      {open && (
        <CommandDialog
          title={title}
          doIt={doIt}
          danger={danger}
          command={() => command}
          onClose={() => setOpen(false)}
        >
          <div class="dialog-help">{help}</div>
        </CommandDialog>
      )}
    </>
  );
}

/** A button that gives its command at once: one that is easily taken back. */
export function CommandButton({
  label,
  command,
  name,
  kind = 'small',
}: {
  label: string;
  command: HubCommand;
  name?: string;
  kind?: string;
}) {
  const { send } = useDesk();
  const [busy, setBusy] = useState(false);
  const give = async () => {
    setBusy(true);
    await send(command);
    setBusy(false);
  };
  return (
    <button type="button" class={kind} disabled={busy} onClick={give} data-testid={name}>
      {label}
    </button>
  );
}
