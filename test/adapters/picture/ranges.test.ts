import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPublic } from '../../../src/adapters/picture/ranges.ts';

const PUBLIC = [
  '1.1.1.1',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.0.1',
  '172.32.0.1',
  '223.255.255.255',
  '2606:4700::1111',
  '2a01:e0a::1',
  '2001:200::1',
  '2003::1',
];

const NOT_PUBLIC = [
  ...[
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
  ],
  ...['172.16.0.1', '172.31.255.255', '192.0.0.8', '192.0.2.1', '192.88.99.1', '192.168.1.1', '198.18.0.1'],
  ...[
    '198.19.255.255',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.251',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
  ],
  ...[
    '::',
    '::1',
    '::7f00:1',
    '::ffff:127.0.0.1',
    '::ffff:1.1.1.1',
    '64:ff9b::a00:1',
    '64:ff9b:1::1',
    '100::1',
  ],
  ...['2001::1', '2001:20::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', '5f00::1', 'fc00::1', 'fd12::1'],
  ...['fe80::1', 'fe80::1%eth0', '2606:4700::1111%eth0', 'fec0::1', 'ff02::1', 'example.org', '127.1', ''],
];

test('only addresses of the public internet are public', () => {
  const sorted = (addresses: readonly string[]) => addresses.map((address) => [address, isPublic(address)]);
  assert.deepEqual(
    sorted(PUBLIC),
    PUBLIC.map((address) => [address, true]),
  );
  assert.deepEqual(
    sorted(NOT_PUBLIC),
    NOT_PUBLIC.map((address) => [address, false]),
  );
});
