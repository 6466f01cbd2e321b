import { useState } from 'preact/hooks';
import { formatWhen } from '../time.ts';
import { useDesk } from './context.ts';
import { AskFirst } from './dialog.tsx';
import { rule, takeBack } from './postmenu.tsx';
import { clearings } from './standing.ts';
import { words } from './words.ts';
import { wallWords } from './wordswall.ts';

/** Empties every wall, after a second word. */
export function Panic() {
  const own = wallWords[useDesk().locale.language];
  return (
    <AskFirst
      label={own.clear}
      name="clear"
      kind="panic"
      title={own.clearAsk}
      help={own.clearHelp}
      doIt={own.clearDo}
      command={rule({ kind: 'clear' })}
    />
  );
}

/** On every page while the walls are empty by order: since when, and the way back. */
export function Cleared() {
  const { parts, locale, nowAt, organiser, give, say } = useDesk();
  const [busy, setBusy] = useState(false);
  const own = wallWords[locale.language];
  const { wall } = parts;
  if (wall === undefined || wall.clearedAt === null) return null;
  const showAgain = async () => {
    setBusy(true);
    for (const number of clearings(wall.rulings)) {
      const outcome = await give(takeBack(number));
      say(outcome);
      if (!outcome.done) break;
    }
    setBusy(false);
  };
  return (
    <div class="cleared" role="alert" data-testid="cleared">
      <p>
        <b>{own.cleared}</b> {words[locale.language].since(formatWhen(wall.clearedAt, nowAt, locale))}.{' '}
        {own.clearedHelp}
      </p>
      {organiser && (
        <button type="button" disabled={busy} onClick={showAgain} data-testid="show-again">
          {own.showAgain}
        </button>
      )}
    </div>
  );
}
