import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkBoxConfig } from '../../src/adapters/config/load.ts';
import { createSettings } from '../../src/app/settings.ts';
import type { BoxSettings } from '../../src/core/hub/orders.ts';
import type { Choices } from '../../src/core/menu/choices.ts';

const NOTHING: BoxSettings = { name: '', room: null, language: null, muted: null, window: null };
const WINDOW = { openAfterMs: 60_000, closeAfterMs: 120_000 };

function open(choices: Choices = {}, room: string | string[] = 'Amphi A') {
  const { config } = checkBoxConfig({ box: { room } }, 'simulated');
  assert.ok(config !== null);
  const kept: Choices[] = [];
  const file = {
    load: () => ({ choices, damage: null }),
    save: async (next: Choices) => void kept.push(next),
  };
  const settings = createSettings({ config, file, faults: { set() {}, clear() {} }, log: { info() {} } });
  settings.load();
  const now = () => [settings.room(), settings.language(), settings.muted(), settings.window()];
  return { settings, kept, now, config };
}

test('what the hub says replaces box.toml, and what it leaves open does not', () => {
  const { settings, now, config } = open();
  assert.deepEqual(now(), ['Amphi A', 'fr', false, config.window]);
  settings.fromHub({ ...NOTHING, room: 'Amphi B', language: 'en', muted: true, window: WINDOW });
  assert.deepEqual(now(), ['Amphi B', 'en', true, WINDOW]);
  settings.fromHub({ ...NOTHING, muted: false });
  assert.deepEqual(now(), ['Amphi A', 'fr', false, config.window]);
  settings.fromHub(null);
  assert.deepEqual(now(), ['Amphi A', 'fr', false, config.window]);
});

test('a choice of the menu counts over what the hub says, until the hub says something else', async () => {
  const { settings, kept } = open();
  settings.fromHub({ ...NOTHING, room: 'Amphi B', muted: true });
  settings.chooseRoom('Amphi C');
  settings.mute(false);
  settings.fromHub({ ...NOTHING, room: 'Amphi B', muted: true, language: 'en' });
  assert.deepEqual([settings.room(), settings.muted()], ['Amphi C', false]);
  settings.fromHub({ ...NOTHING, room: 'Amphi D', muted: true });
  assert.deepEqual([settings.room(), settings.muted()], ['Amphi D', false]);
  await settings.saved();
  assert.deepEqual(kept.at(-1), { muted: { value: false, insteadOf: true } });
});

test('a choice that the hub has overruled does not come back when the hub says what it said before', () => {
  const { settings } = open();
  settings.fromHub({ ...NOTHING, muted: true });
  settings.mute(false);
  settings.fromHub({ ...NOTHING, muted: false });
  settings.fromHub({ ...NOTHING, muted: true });
  assert.equal(settings.muted(), true);
});

test('after a restart a choice made instead of what the hub said waits for the hub to say it', () => {
  const { settings } = open({ room: { value: 'Amphi C', insteadOf: 'Amphi B' } });
  assert.equal(settings.room(), 'Amphi A');
  settings.fromHub({ ...NOTHING, room: 'Amphi B' });
  assert.equal(settings.room(), 'Amphi C');
});

test('a box that serves a group keeps its choice among them, unless the hub puts it elsewhere', () => {
  const { settings } = open({}, ['Amphi A', 'Amphi B']);
  assert.deepEqual([settings.room(), settings.group()], ['Amphi A', ['Amphi A', 'Amphi B']]);
  settings.fromHub({ ...NOTHING, room: 'Amphi B' });
  assert.deepEqual([settings.room(), settings.group()], ['Amphi B', ['Amphi A', 'Amphi B']]);
  settings.fromHub({ ...NOTHING, room: 'Hall' });
  assert.deepEqual([settings.room(), settings.group()], ['Hall', []]);
});
