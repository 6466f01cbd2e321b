import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { test } from 'node:test';
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

test('the first address is one that others can reach, or none', () => {
  const address = firstAddress();
  assert.ok(address === null || (isIPv4(address) && !address.startsWith('127.')), String(address));
});
