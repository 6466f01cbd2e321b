import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { defaultBoxId, firstAddress, readMachine } from '../../src/adapters/machine.ts';

test('a box without a name is called after the end of its machine', () => {
  assert.deepEqual(['10000000ABCD12EF', 'b8:27:eb:0a:1b:2c', 'abc', ''].map(defaultBoxId), [
    'box-12ef',
    'box-1b2c',
    'box-abc',
    'box-',
  ]);
});

test('this uptime has the name that the kernel gave it', () => {
  const { bootId, id } = readMachine();
  assert.equal(bootId, readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  assert.match(bootId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.match(id, /^\S+$/);
  assert.deepEqual(readMachine(), readMachine());
});

test('a computer without a device tree is a simulated board', (context) => {
  if (existsSync('/proc/device-tree/model')) return context.skip('this computer has a device tree');
  const { board, model } = readMachine();
  assert.deepEqual([board, model], ['simulated', null]);
});

/** A device tree whose strings end in a NUL, as the kernel shows them. */
function readTree(t: TestContext, files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'likebox-tree-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { id, board, model } = readMachine(folder);
  return { id, board, model };
}

test('the device tree tells board, model and serial number', (t) => {
  const tree = {
    model: 'TI AM335x BeagleBone Black\0',
    compatible: 'ti,am335x-bone-black\0ti,am335x-bone\0ti,am33xx\0',
    'serial-number': '1234BBBK5678\0',
  };
  assert.deepEqual(readTree(t, tree), {
    id: '1234BBBK5678',
    board: 'beaglebone',
    model: 'TI AM335x BeagleBone Black',
  });
});

test('a board that nobody knows is a simulated one, under its own name', (t) => {
  const tree = {
    model: 'Hardkernel ODROID-C2\0',
    compatible: 'hardkernel,odroid-c2\0',
    'serial-number': '7\0',
  };
  assert.deepEqual(readTree(t, tree), { id: '7', board: 'simulated', model: 'Hardkernel ODROID-C2' });
});

test('the first address is one that others can reach, or none', () => {
  const address = firstAddress();
  assert.ok(address === null || (isIPv4(address) && !address.startsWith('127.')), String(address));
});
