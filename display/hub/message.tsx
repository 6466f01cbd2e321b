import { useEffect } from 'preact/hooks';
import type { Outcome } from '../../src/core/organising.ts';
import { useDesk } from './context.ts';
import { words } from './words.ts';

const SHOWN_MS = 9_000;

/** What came of the last command, over the foot of the page; what was refused stays until it is put away. */
export function Message({ said, onDismiss }: { said: Outcome | null; onDismiss(): void }) {
  const { dismiss } = words[useDesk().locale.language];
  useEffect(() => {
    if (said === null || !said.done) return;
    const timer = setTimeout(onDismiss, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div class="message-place" role="status">
      {said !== null && said.text !== '' && (
        <div class="message" data-done={said.done} data-testid="message">
          <p dir="auto">{said.text}</p>
          <button type="button" class="icon" onClick={onDismiss} aria-label={dismiss}>
            ×
          </button>
        </div>
      )}
    </div>
  );
}
