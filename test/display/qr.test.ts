import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encode } from 'uqr';
import { qrPath } from '../../display/kiosk/qr.tsx';

const TEXT = 'https://feedback.example/2026/rust-engine?lang=fr&vote=yes';

/** The modules that a path fills, as `x y`. */
function filled(path: string): Set<string> {
  const modules = new Set<string>();
  for (const [, x, y, length, back] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)) {
    assert.equal(length, back);
    for (let step = 0; step < Number(length); step += 1) modules.add(`${Number(x) + step} ${y}`);
  }
  return modules;
}

test('the path fills the dark modules of the code and no others, inside four modules of white', () => {
  const { path, size } = qrPath(TEXT);
  const { data } = encode(TEXT, { ecc: 'M', border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`${x} ${y}`] : [])));
  assert.deepEqual([...filled(path)].sort(), dark.sort());
  assert.equal(size, data.length);
  assert.ok(dark.every((place) => place.split(' ').every((at) => Number(at) >= 4 && Number(at) < size - 4)));
});
