import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSimulatedBoard } from '../../src/adapters/gpio/simulated.ts';
import { createOutputs } from '../../src/app/outputs.ts';
import { createTrials } from '../../src/app/trials.ts';
import { LCD_PICTURE } from '../../src/core/doctor/patterns.ts';
import { LCD_20X4, layoutFrame } from '../../src/core/lcd.ts';
import { createRandom } from '../../src/core/random.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { createBench } from './bench.ts';

const HELLO = layoutFrame(['hello'], LCD_20X4);
const OTHER = layoutFrame(['other'], LCD_20X4);

/** The hardware, the hand that tries it, and the box that goes on with its own. */
function createWorkshop() {
  const clock = createFakeClock();
  const outputs = createOutputs(createSimulatedBoard({ clock, random: createRandom(1) }));
  let changes = 0;
  const trials = createTrials({
    ...{ outputs, clock, size: LCD_20X4 },
    onChange: () => {
      changes += 1;
    },
  });
  const { outputs: box, ...hand } = trials;
  const seen = () => {
    const { leds, buzzer } = outputs.shown();
    const names = [
      ...(['plus', 'minus', 'status'] as const).filter((lamp) => leds[lamp]),
      ...(buzzer ? ['beep'] : []),
    ];
    return names.join(' ');
  };
  const row = () => (outputs.shown().frame?.lines?.[0] ?? '').trim();
  return { clock, box, hand, seen, row, changes: () => changes };
}

test('a lamp is on for ten seconds, and then as the box wants it', () => {
  const { clock, box, hand, seen, changes } = createWorkshop();
  hand.tryLamp('plus', 'on');
  assert.equal(seen(), 'plus');
  clock.advance(9_999);
  assert.equal(seen(), 'plus');
  clock.advance(1);
  assert.equal(seen(), '');
  box.setLed('minus', true);
  hand.tryLamp('minus', 'off');
  assert.equal(seen(), '');
  clock.advance(10_000);
  assert.deepEqual([seen(), clock.openTimers(), changes() >= 4], ['minus', 0, true]);
});

test('a lamp blinks, and a new trial replaces the one before', () => {
  const { clock, hand, seen } = createWorkshop();
  hand.tryLamp('status', 'blink');
  const row = Array.from({ length: 6 }, () => {
    clock.advance(125);
    return seen() === 'status' ? '#' : '.';
  });
  assert.equal(row.join(''), '#..##.');
  hand.tryLamp('status', 'on');
  clock.advance(9_999);
  assert.equal(seen(), 'status');
  clock.advance(1);
  assert.deepEqual([seen(), clock.openTimers()], ['', 0]);
});

test('a beep lasts 0.3 s', () => {
  const { clock, hand, seen } = createWorkshop();
  hand.tryBuzzer();
  clock.advance(299);
  assert.equal(seen(), 'beep');
  clock.advance(1);
  assert.equal(seen(), '');
});

test('the picture stays on the LCD for 3 s whatever the box writes, then the newest of that is there', () => {
  const { clock, box, hand, row } = createWorkshop();
  box.showLcd(HELLO);
  hand.tryLcd();
  assert.equal(row(), LCD_PICTURE[0]);
  box.showLcd(OTHER);
  clock.advance(2_999);
  assert.equal(row(), LCD_PICTURE[0]);
  clock.advance(1);
  assert.equal(row(), 'other');
});

test('what lights or sounds for a person ends the trials at once', () => {
  for (const begin of [
    ({ setLed }: ReturnType<typeof createWorkshop>['box']) => setLed('minus', true),
    ({ setBuzzer }: ReturnType<typeof createWorkshop>['box']) => setBuzzer(true),
  ]) {
    const { clock, box, hand, seen, row } = createWorkshop();
    box.showLcd(HELLO);
    hand.tryLamp('plus', 'on');
    hand.tryLamp('status', 'on');
    hand.tryLcd();
    begin(box);
    assert.deepEqual([/^(minus|beep)$/.test(seen()), row(), clock.openTimers()], [true, 'hello', 0]);
  }
});

test('a lamp that goes out, as at the end of thanks, ends no trial', () => {
  const { box, hand, seen } = createWorkshop();
  box.setLed('minus', true);
  hand.tryLamp('plus', 'on');
  box.setLed('minus', false);
  assert.equal(seen(), 'plus');
});

test('stopping ends them all, and leaves what the box wants', () => {
  const { clock, box, hand, seen, row } = createWorkshop();
  box.showLcd(HELLO);
  box.setLed('status', true);
  hand.tryLamp('plus', 'blink');
  hand.tryLamp('status', 'off');
  hand.tryBuzzer();
  hand.tryLcd();
  hand.stop();
  assert.deepEqual([seen(), row(), clock.openTimers()], ['status', 'hello', 0]);
});

test('while a person tries the box, a punch is stored and thanked for as ever', async () => {
  const { clock, store, desk, trials, punch, lcd } = createBench();
  await clock.pass(4_000); // the boot screen ends
  trials.tryLamp('minus', 'on');
  trials.tryLcd();
  await clock.pass(100);
  assert.deepEqual([desk.state().leds.minus, lcd().includes('LikeBox é')], [true, true]);
  await punch('plus');
  assert.equal(store.rows.length, 1);
  assert.deepEqual([desk.state().leds.plus, desk.state().leds.minus], [true, false]);
  assert.match(lcd(), /\+1/);
});
