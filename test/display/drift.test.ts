import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRIFT_MAX_PX, driftAt } from '../../display/kiosk/drift.ts';
import { schemeAt } from '../../display/kiosk/scheme.ts';
import { makeState, NOON_AT } from './state.ts';

const MINUTE_MS = 60_000;
const DAY_MIN = 1_440;

test('in a day fixed parts stand on every place of their square for about as long, a pixel at a time', () => {
  const minutes = Array.from({ length: DAY_MIN }, (_, minute) => driftAt(NOON_AT + minute * MINUTE_MS));
  for (const axis of ['x', 'y'] as const) {
    const places = minutes.map((drift) => drift[axis]);
    const steps = places.slice(1).map((place, index) => Math.abs(place - (places[index] ?? 0)));
    assert.deepEqual(
      { from: Math.min(...places), to: Math.max(...places), step: Math.max(...steps) },
      { from: -DRIFT_MAX_PX, to: DRIFT_MAX_PX, step: 1 },
    );
  }
  const held = new Map<string, number>();
  for (const { x, y } of minutes) held.set(`${x} ${y}`, (held.get(`${x} ${y}`) ?? 0) + 1);
  const longest = Math.max(...held.values());
  assert.ok(held.size > 110 && longest < DAY_MIN / 40, `${held.size} places, ${longest} min on one`);
});

test('the colours of the day are shown by the local time of the box', () => {
  const at = (time: string) => Date.parse(`2026-06-24T${time}:00+02:00`);
  const day = (fromMin: number, toMin: number) =>
    makeState({ display: { ...makeState().display, light: { fromMin, toMin } } });
  const seen = ['07:59', '08:00', '18:59', '19:00'].map((time) => schemeAt(day(480, 1_140), at(time)));
  assert.deepEqual(seen, ['dark', 'light', 'light', 'dark']);
  const overnight = ['21:59', '22:00', '01:59', '02:00'].map((time) => schemeAt(day(1_320, 120), at(time)));
  assert.deepEqual(overnight, ['dark', 'light', 'light', 'dark']);
});

test('without hours, and without a clock that is set, the screen stays dark', () => {
  assert.equal(schemeAt(makeState(), NOON_AT), 'dark');
  const display = { ...makeState().display, light: { fromMin: 0, toMin: DAY_MIN } };
  const clock = { at: NOON_AT, quality: 'unset', timezone: 'Europe/Paris' } as const;
  assert.equal(schemeAt(makeState({ display, clock }), NOON_AT), 'dark');
  assert.equal(schemeAt(makeState({ display }), NOON_AT), 'light');
});
