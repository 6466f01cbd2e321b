import { render } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { BoxState } from '../src/core/state.ts';
import type { Button } from '../src/core/vote.ts';
import { Case } from './case.tsx';
import { Facts } from './facts.tsx';
import { useHands } from './hands.ts';
import { LcdGlass } from './lcd.tsx';
import { type PageView, usePage } from './page.ts';
import { Punch } from './punch.tsx';
import { createBuzzer } from './sound.ts';
import { type Words, wordsOf } from './words.ts';

const SAY_AFTER_MS = 200; // by then the LCD shows what it answers to a punch
const KEY_CAPS = { minus: ['←', '↓'], plus: ['↑', '→'] };
const buzzer = createBuzzer();

function Led({ name, on }: { name: string; on: boolean }) {
  return <span class={`led led-${name}`} data-testid={`led-${name}`} data-on={on} />;
}

/** The LCD's text: all of it for who asks, and spoken once after each vote (its heartbeat would never be silent). */
function LcdText({ state }: { state: BoxState }) {
  const text = state.lcd.lines?.join('\n') ?? '';
  const [said, setSaid] = useState('');
  const seq = state.lastVotes[0]?.seq ?? 0;
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), SAY_AFTER_MS);
    return () => clearTimeout(timer);
  }, [seq, state.failed]);
  return (
    <>
      <p class="hidden" data-testid="lcd-text">
        {text}
      </p>
      <p class="hidden" aria-live="polite">
        {said}
      </p>
    </>
  );
}

function Lcd({ state, words }: { state: BoxState; words: Words }) {
  return (
    <section class="lcd" data-testid="lcd" aria-label="LCD">
      {state.lcd.lines === null ? <p class="no-lcd">{words.noLcd}</p> : <LcdGlass view={state.lcd} />}
      <LcdText state={state} />
    </section>
  );
}

interface ObjectProps {
  state: BoxState;
  connected: boolean;
  words: Words;
}

function Box({ state, connected, words }: ObjectProps) {
  const { hands, held } = useHands(buzzer.unlock);
  useLayoutEffect(() => buzzer.set(connected && state.buzzer), [connected, state.buzzer]);
  const punch = (button: Button) => (
    <>
      <Punch
        button={button}
        hand={hands[button]}
        down={held[button] || state.buttons[button].active}
        disabled={!state.simulated}
      />
      <span class={`caps caps-${button}`} aria-hidden="true">
        {KEY_CAPS[button].map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </span>
    </>
  );
  return (
    <div class="object" data-away={!connected}>
      <Case />
      <Lcd state={state} words={words} />
      <Led name="minus" on={state.leds.minus} />
      <Led name="status" on={state.leds.status} />
      <Led name="plus" on={state.leds.plus} />
      <span class="buzzer" data-testid="buzzer" data-on={state.buzzer} />
      {punch('minus')}
      {punch('plus')}
      <p class="sticker">{state.room ?? words.noRoom}</p>
    </div>
  );
}

function Bar({ state, connected, words }: Omit<ObjectProps, 'state'> & { state: BoxState | null }) {
  const [muted, setMuted] = useState(false);
  const away = state === null ? words.connecting : words.reconnecting;
  return (
    <header class="bar">
      <h1>
        LikeBox <span class="soft">{words.simulator}</span>
      </h1>
      <p class="which soft">{state === null ? '' : [state.box, state.event].filter(Boolean).join(' · ')}</p>
      <p
        class="connection"
        data-testid="connection"
        data-state={connected ? 'connected' : 'reconnecting'}
        role="status"
      >
        {connected ? words.connected : away}
      </p>
      <button
        type="button"
        class="quiet"
        aria-pressed={muted}
        onClick={() => {
          buzzer.unlock();
          buzzer.mute(!muted);
          setMuted(!muted);
        }}
      >
        {muted ? words.unmute : words.mute}
      </button>
      <a class="quiet" href="/">
        {words.roomScreen}
      </a>
    </header>
  );
}

function Simulator() {
  const { state, connected, nowAt }: PageView = usePage();
  const words = wordsOf(state);
  if (state === null) return <Bar state={state} connected={connected} words={words} />;
  const locale = { language: state.language, timezone: state.clock.timezone };
  return (
    <>
      <Bar state={state} connected={connected} words={words} />
      <main class="stage">
        <div class="show">
          <Box state={state} connected={connected} words={words} />
          <p class="how soft">
            {state.simulated ? `${words.hold} ${words.keys} → ↑ = +1, ← ↓ = −1.` : words.notSimulated}
          </p>
        </div>
        <Facts state={state} nowAt={nowAt} locale={locale} words={words} />
      </main>
    </>
  );
}

const place = document.getElementById('page');
if (place !== null) render(<Simulator />, place);
