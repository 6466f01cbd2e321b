import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const UNIT = new URL('../../systemd/likebox-kiosk.service', import.meta.url);

/** Every value that the unit gives to this setting, in order. */
function valuesOf(setting: string): string[] {
  const lines = readFileSync(UNIT, 'utf8').split('\n');
  return lines.filter((line) => line.startsWith(`${setting}=`)).map((line) => line.slice(setting.length + 1));
}

test("the screen's unit hides homes, and leaves its compositor the directory of its session", () => {
  // systemd.exec(5): each value of ProtectHome but `no` and `read-only` takes /run/user away too.
  assert.deepEqual(valuesOf('ProtectHome'), []);
  assert.deepEqual(valuesOf('InaccessiblePaths'), ['-/home -/root']);
  assert.deepEqual(valuesOf('PAMName'), ['login']);
});

test("the screen's unit begins only when the console's login has ended", () => {
  const after = valuesOf('After').flatMap((value) => value.split(' '));
  for (const unit of valuesOf('Conflicts'))
    assert.ok(after.includes(unit), `${unit} in After, not only ${after}`);
});
