import type { Button } from '../src/core/vote.ts';
import type { Hand } from './hand.ts';

const SIGNS = { plus: '+1', minus: '−1' };
/** As a screen reader says it: a hyphen is read as a minus everywhere, the true minus sign is not. */
const LABELS = { plus: '+1', minus: '-1' };
const CLICK_HOLD_MS = 120;

interface PunchProps {
  button: Button;
  hand: Hand;
  down: boolean;
  disabled: boolean;
}

/** A domed punch button; it is down while a pointer or the space bar is, and a screen reader can click it. */
export function Punch({ button, hand, down, disabled }: PunchProps) {
  const letGo = (event: PointerEvent) => hand.release(`pointer ${event.pointerId}`);
  return (
    <button
      type="button"
      class={`punch punch-${button}`}
      data-testid={`button-${button}`}
      aria-label={LABELS[button]}
      aria-pressed={down}
      disabled={disabled}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        hand.press(`pointer ${event.pointerId}`);
      }}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onLostPointerCapture={letGo}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.code !== 'Space' && event.code !== 'Enter') return;
        event.preventDefault();
        if (!event.repeat) hand.press(`key ${event.code}`);
      }}
      onClick={(event) => {
        if (event.detail !== 0) return; // pointers and keys are handled above
        hand.press('click');
        setTimeout(() => hand.release('click'), CLICK_HOLD_MS);
      }}
    >
      <span class="dome">{SIGNS[button]}</span>
    </button>
  );
}
