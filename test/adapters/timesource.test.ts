import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readTimeSources } from '../../src/adapters/timesource.ts';

function makeRoot(t: TestContext, files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'likebox-time-'));
  t.after(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

for (const [what, files, expected] of [
  ['a Pi without a network', {}, { synced: false, rtcAt: null }],
  [
    'a computer that a time server has set',
    { 'run/systemd/timesync/synchronized': '' },
    { synced: true, rtcAt: null },
  ],
  [
    'a clock chip',
    { 'sys/class/rtc/rtc0/since_epoch': '1782295200\n' },
    { synced: false, rtcAt: 1_782_295_200_000 },
  ],
  [
    'a clock chip that does not answer, and one that does',
    { 'sys/class/rtc/rtc0/name': 'x', 'sys/class/rtc/rtc1/since_epoch': '60\n' },
    { synced: false, rtcAt: 60_000 },
  ],
] as const) {
  test(`the time sources of ${what}`, async (t) => {
    assert.deepEqual(await readTimeSources(makeRoot(t, files)), expected);
  });
}

test('the sources of this computer can be asked', async () => {
  const { synced, rtcAt } = await readTimeSources();
  assert.equal(typeof synced, 'boolean');
  assert.ok(rtcAt === null || rtcAt > 0);
});
