import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { networkSign, readVitals } from '../../src/adapters/vitals.ts';

test('the disk and the sensor are read, and what is not there is null', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'likebox-test-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const sensor = join(directory, 'temp');
  writeFileSync(sensor, '48312\n');
  const { disk, temperature } = await readVitals(directory, sensor);
  assert.equal(temperature, 48.312);
  assert.ok(disk !== null && disk.freeBytes > 0 && disk.freeBytes <= disk.totalBytes);
  writeFileSync(sensor, 'broken');
  assert.equal((await readVitals(directory, sensor)).temperature, null);
  const nowhere = join(directory, 'nowhere');
  assert.deepEqual(await readVitals(nowhere, nowhere), { disk: null, temperature: null });
});

test('the network has the same sign as long as nothing changes', () => {
  assert.equal(networkSign(), networkSign());
  assert.doesNotMatch(networkSign(), /127\.0\.0\.1/);
});
