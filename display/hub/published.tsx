import { useState } from 'preact/hooks';
import type { SessionResult } from '../../src/core/hub/view.ts';
import { useDesk } from './context.ts';
import { CommandDialog } from './dialog.tsx';
import { publishWords } from './wordspublish.ts';

/** Whether screens show the results: off at once, on after a second word, since a hall has seen what it has seen. */
export function Published({ sessions }: { sessions: readonly SessionResult[] }) {
  const { parts, locale, organiser, open, send } = useDesk();
  const [busy, setBusy] = useState(false);
  const own = publishWords[locale.language];
  const { screens } = parts;
  if (screens === undefined) return null;
  const isOn = screens.resultsPublished;
  const few = own.few(sessions.filter(({ tooFew }) => tooFew).length, sessions.length);
  const takeDown = async () => {
    setBusy(true);
    await send({ kind: 'publish-results', isPublished: false });
    setBusy(false);
  };
  const ask = () =>
    open(
      <CommandDialog
        title={own.ask}
        doIt={own.show}
        command={() => ({ kind: 'publish-results', isPublished: true })}
      >
        <p class="dialog-help">{own.askHelp}</p>
        <p class="dialog-help">{few}</p>
      </CommandDialog>,
    );
  return (
    <div class="published" data-on={isOn} data-testid="published">
      <div>
        <p>
          <b>{isOn ? own.on : own.off}</b>
        </p>
        <p class="soft">
          {few} {organiser ? own.organisers : own.viewers}
        </p>
      </div>
      {organiser && (
        <button
          type="button"
          class="switch"
          role="switch"
          aria-checked={isOn}
          disabled={busy}
          onClick={isOn ? takeDown : ask}
          data-testid="publish"
        >
          <span class="switch-track" aria-hidden="true" />
          {own.label}
        </button>
      )}
    </div>
  );
}
