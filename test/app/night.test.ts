import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createNight } from '../../src/app/night.ts';
import type { BoxState } from '../../src/core/state.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { stateWith } from '../fakes/state.ts';

const OFF = { fromMin: 22 * 60, toMin: 6 * 60 + 30 };
const at = (time: string) => Date.parse(`2026-06-24T${time}:00+02:00`);

function open(off: typeof OFF | null = OFF) {
  const clock = createFakeClock();
  let shown: BoxState = stateWith({});
  const night = createNight({ off, clock, state: () => shown });
  return {
    clock,
    isLit: night.isLit,
    become(time: string, changed: Partial<BoxState> = {}, quality: 'synced' | 'unset' = 'synced') {
      shown = stateWith({ clock: { at: at(time), quality, timezone: 'Europe/Paris' }, ...changed });
    },
    press(time: string, presses: number) {
      const { buttons } = stateWith({});
      this.become(time, { buttons: { ...buttons, plus: { ...buttons.plus, presses } } });
    },
  };
}

test('the screen is dark in its hours, of the zone of the event, and lit in all others', () => {
  const { become, isLit } = open();
  const litAt = (time: string) => {
    become(time);
    return isLit();
  };
  assert.deepEqual(['21:59', '22:00', '23:59', '00:00', '06:29', '06:30', '12:00'].map(litAt), [
    ...[true, false, false, false, false, true, true],
  ]);
});

test('without hours it is always lit, and so is one of a box that does not know the time', () => {
  const always = open(null);
  always.become('23:00');
  const lost = open();
  lost.become('23:00', {}, 'unset');
  assert.deepEqual([always.isLit(), lost.isLit()], [true, true]);
});

test('a notice lights the screen for as long as it lasts', () => {
  const { become, isLit } = open();
  become('23:00', { notice: { number: 1, text: 'Fire drill', untilAt: null } });
  assert.equal(isLit(), true);
  become('23:01');
  assert.equal(isLit(), false);
});

test('a press lights the screen for five minutes, and another one for five more', () => {
  const box = open();
  box.press('23:00', 7);
  assert.equal(box.isLit(), false, 'what was pressed before the first look is no news');
  box.press('23:01', 8);
  assert.equal(box.isLit(), true);
  box.clock.advance(299_999);
  assert.equal(box.isLit(), true);
  box.press('23:06', 9);
  assert.equal(box.isLit(), true);
  box.clock.advance(300_000);
  assert.equal(box.isLit(), false);
});
