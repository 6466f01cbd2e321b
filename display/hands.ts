import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { BUTTONS, type Button } from '../src/core/vote.ts';
import { createHand, type Hand } from './hand.ts';

const SEND_TIMEOUT_MS = 3_000;

/** Right and up are a plus, left and down a minus: as the buttons stand, and as a number line does. */
const KEYS: Readonly<Record<string, Button>> = {
  ArrowRight: 'plus',
  ArrowUp: 'plus',
  ArrowLeft: 'minus',
  ArrowDown: 'minus',
};

async function sendLevel(button: Button, active: boolean): Promise<void> {
  await fetch('/api/simulator/level', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ button, active }),
    keepalive: true, // a page that closes still lets the button go
    signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
  });
}

function wait(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}

function listenToKeys(hands: Record<Button, Hand>): () => void {
  const onDown = (event: KeyboardEvent) => {
    const button = KEYS[event.code];
    if (button === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (!event.repeat) hands[button].press(`key ${event.code}`);
  };
  const onUp = (event: KeyboardEvent) => {
    for (const button of BUTTONS) hands[button].release(`key ${event.code}`);
  };
  const letGo = () => {
    for (const button of BUTTONS) hands[button].releaseAll();
  };
  const abandon = () => {
    for (const button of BUTTONS) hands[button].abandon();
  };
  const onHidden = () => {
    if (document.hidden) letGo();
  };
  addEventListener('keydown', onDown);
  addEventListener('keyup', onUp);
  addEventListener('blur', letGo);
  addEventListener('pagehide', abandon);
  document.addEventListener('visibilitychange', onHidden);
  return () => {
    removeEventListener('keydown', onDown);
    removeEventListener('keyup', onUp);
    removeEventListener('blur', letGo);
    removeEventListener('pagehide', abandon);
    document.removeEventListener('visibilitychange', onHidden);
  };
}

/** Both buttons as this page holds them, keys included; `onTouch` is called at each push (a gesture of the person). */
export function useHands(onTouch: () => void): {
  hands: Record<Button, Hand>;
  held: Record<Button, boolean>;
} {
  const [held, setHeld] = useState({ plus: false, minus: false });
  const hands = useMemo(() => {
    const make = (button: Button) =>
      createHand({
        send: (active) => sendLevel(button, active),
        wait,
        onChange: (down) => {
          if (down) onTouch();
          setHeld((before) => ({ ...before, [button]: down }));
        },
      });
    return { plus: make('plus'), minus: make('minus') };
  }, []);
  // Not after the next paint: a page that looks ready must hear its first key.
  useLayoutEffect(() => listenToKeys(hands), [hands]);
  return { hands, held };
}
