import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBench, lcdOf } from './bench.ts';

const CONFIGURATION = {
  files: [{ file: '/etc/likebox/box.toml', keys: ['box.id', 'box.room'] }],
  ignored: [
    {
      file: '/boot/firmware/likebox.toml',
      faults: ['likebox.toml, line 12: box.rom: unknown key (did you mean room?)'],
    },
  ],
};

test('a file that is left aside is a fault, stands on the LCD for 20 s, and keeps nobody from voting', async () => {
  const { clock, desk, store, punch, stop } = createBench({ configuration: CONFIGURATION });
  await clock.pass(4_000); // the boot screen ends
  assert.match(lcdOf(desk.state()), /Réglages ignorés/);
  await punch('plus');
  assert.equal(store.rows.length, 1);
  const { configuration, faults } = desk.state();
  assert.deepEqual(configuration, CONFIGURATION);
  assert.deepEqual(
    faults.map(({ id, severity, message }) => ({ id, severity, message })),
    [{ id: 'boot-file-1', severity: 'warning', message: CONFIGURATION.ignored[0]?.faults[0] }],
  );
  await clock.pass(20_000);
  assert.doesNotMatch(lcdOf(desk.state()), /Réglages ignorés/);
  stop();
});

test('a room that was chosen in the menu is the word of choices.toml', () => {
  const choices = { room: { value: 'Amphi B', insteadOf: 'Amphi A' } };
  const { desk, stop } = createBench({ configuration: CONFIGURATION, choices });
  assert.deepEqual(desk.state().configuration.files, [
    { file: '/etc/likebox/box.toml', keys: ['box.id'] },
    { file: 'choices.toml', keys: ['box.room'] },
  ]);
  stop();
});
