import assert from 'node:assert/strict';
import { test } from 'node:test';
import { busFault, errorName, lineFault } from '../../../src/core/lcd/faults.ts';

const failure = (code: string) => Object.assign(new Error(`${code}: it failed.`), { code });
const WHERE = { bus: 1, address: 0x27, user: 'likebox' };
const RS = { number: 537, name: 25, use: 'rs' };

test('an error of i2c-bus is known by its number', () => {
  const byNumber = (errno: number) => errorName(Object.assign(new Error(), { code: '', errno }));
  assert.deepEqual([121, 6, 110, 16, -5, 9_999].map(byNumber), [
    'EREMOTEIO',
    'ENXIO',
    'ETIMEDOUT',
    'EBUSY',
    'EIO',
    '',
  ]);
  assert.deepEqual(
    [errorName(failure('EACCES')), errorName(new Error('x')), errorName('x')],
    ['EACCES', '', ''],
  );
});

const BUS: [codes: string[], says: RegExp][] = [
  [
    ['ENOENT', 'ENODEV'],
    /There is no \/dev\/i2c-1\. .*dtparam=i2c_arm=on.*restart; on a BeagleBone .* bus 2/,
  ],
  [['EACCES', 'EPERM'], /^likebox may not use \/dev\/i2c-1: `sudo usermod -aG i2c likebox`, then restart/],
  [['ENXIO', 'EREMOTEIO'], /No LCD answers at address 0x27 of I²C bus 1\. .*cable.*0x3f\. i2cdetect -y 1/],
  [['ETIMEDOUT', 'EAGAIN', 'EIO'], /I²C bus 1 is stuck \((ETIMEDOUT|EAGAIN|EIO)\).*SDA and SCL/],
  [['EBUSY'], /A driver of the kernel holds address 0x27 of I²C bus 1\. Take the overlay/],
  [['EOPNOTSUPP'], /I²C bus 1 cannot send blocks/],
  [['ENOSPC'], /The LCD at address 0x27 of I²C bus 1 cannot be written: ENOSPC: it failed\.$/],
];

for (const [codes, says] of BUS) {
  test(`a bus that fails with ${codes.join(' or ')} says what mends it`, () => {
    for (const code of codes) assert.match(busFault(failure(code), WHERE), says);
  });
}

const LINE: [code: string, says: RegExp][] = [
  ['ENOENT', /no GPIO in \/sys\/class\/gpio.*I²C backpack \(hardware\.lcd\.kind = "i2c"\)/],
  ['EINVAL', /^The kernel has no GPIO 537 for line 25 \(rs\) of the LCD.*hardware\.lcd\.rs, e and data/],
  ['EBUSY', /^Line 25 \(rs\) of the LCD is taken by another program or driver\. gpioinfo/],
  ['EACCES', /^likebox may not use line 25 \(rs\) of the LCD: `sudo usermod -aG gpio likebox`, then restart/],
  ['EPERM', /^Line 25 \(rs\) of the LCD cannot be an output/],
  ['EROFS', /ProtectKernelTunables=no/],
  ['EIO', /^Line 25 \(rs\) of the LCD cannot be used: EIO: it failed\.$/],
];

for (const [code, says] of LINE) {
  test(`a line that fails with ${code} says what mends it`, () => {
    assert.match(lineFault(failure(code), RS, 'likebox'), says);
  });
}

test('a line with a name of the header is said by it', () => {
  const line = { number: 44, name: 'P8_12', use: 'd4' };
  assert.match(lineFault(failure('EPERM'), line, 'likebox'), /^Line P8_12 \(d4\) of the LCD cannot/);
});
