import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  driveCommand,
  holderInInfo,
  holderInKernel,
  parseChips,
  parseEdge,
  parseLevel,
  readCommand,
  toolVersion,
  watchCommand,
} from '../../../src/core/board/tools.ts';

const LINE = { device: 'gpiochip0', offset: 24 };

test('the version is in what the tools of Debian 12 and 13 say of themselves', () => {
  const said = (version: string) =>
    `gpiomon (libgpiod) ${version}\nCopyright (C) 2017-2023 Bartosz Golaszewski\n`;
  assert.deepEqual(
    ['v1.6.3', 'v2.2.1', 'v2.0', 'v3.0', 'v12.1', ''].map((v) => toolVersion(said(v))),
    [1, 2, 2, null, null, null],
  );
});

test('1.x takes the chip as an argument, and -b is not the bias', () => {
  assert.deepEqual(readCommand(1, LINE, true), ['gpioget', '--bias=pull-up', 'gpiochip0', '24']);
  assert.deepEqual(readCommand(1, LINE, false), ['gpioget', 'gpiochip0', '24']);
  assert.deepEqual(watchCommand(1, LINE, true), [
    'gpiomon',
    '--line-buffered',
    '--bias=pull-up',
    '--format=%e %s %n',
    'gpiochip0',
    '24',
  ]);
  assert.deepEqual(driveCommand(1, LINE, true), ['gpioset', '--mode=signal', 'gpiochip0', '24=1']);
});

test('2.x takes the chip as an option, and prints numbers only when asked to', () => {
  assert.deepEqual(readCommand(2, LINE, true), [
    'gpioget',
    '--numeric',
    '--bias=pull-up',
    '--chip=gpiochip0',
    '24',
  ]);
  assert.deepEqual(watchCommand(2, LINE, false), ['gpiomon', '--format=%e %S', '--chip=gpiochip0', '24']);
  assert.deepEqual(driveCommand(2, LINE, false), ['gpioset', '--chip=gpiochip0', '24=0']);
});

test('a falling edge is 0 in 1.x and 2 in 2.x', () => {
  const nowMs = 1_234_600;
  assert.deepEqual(
    ['0 1234 567000001', '1 1234 5', '1 1234 005000000'].map((printed) => parseEdge(1, printed, nowMs)),
    [
      { high: false, atMs: 1_234_567.000001 },
      { high: true, atMs: 1_234_000.000005 },
      { high: true, atMs: 1_234_005 },
    ],
  );
  assert.deepEqual(
    ['2 1234.567000001', '1 1234.005000000'].map((printed) => parseEdge(2, printed, nowMs)),
    [
      { high: false, atMs: 1_234_567.000001 },
      { high: true, atMs: 1_234_005 },
    ],
  );
});

test('what is no edge is none, and the edges of one version are none of the other', () => {
  for (const printed of ['', '2 1234 5', '1 1234', 'event: FALLING EDGE', '1 1234 5 6', '-1 12 5']) {
    assert.equal(parseEdge(1, printed, 0), null, printed);
  }
  for (const printed of ['', '0 1234.000000001', '1 1234 5', 'Monitoring line 24', '1 1234.5']) {
    assert.equal(parseEdge(2, printed, 0), null, printed);
  }
});

test('an edge stamped by a wall clock is taken as heard', () => {
  assert.deepEqual(parseEdge(1, '1 1790000000 0', 5_000), { high: true, atMs: 5_000 });
  assert.deepEqual(parseEdge(1, '1 4 0', 5_000), { high: true, atMs: 4_000 });
});

test('a level is 0 or 1', () => {
  assert.deepEqual(['0\n', '1\n', '', '"24"=active\n', '01'].map(parseLevel), [
    false,
    true,
    null,
    null,
    null,
  ]);
});

test('gpiodetect names chips, labels with brackets included', () => {
  const printed = 'gpiochip0 [pinctrl-bcm2711] (58 lines)\ngpiochip10 [a [b] c] (8 lines)\n';
  assert.deepEqual(parseChips(printed), [
    { device: 'gpiochip0', label: 'pinctrl-bcm2711', lines: 58 },
    { device: 'gpiochip10', label: 'a [b] c', lines: 8 },
  ]);
  assert.deepEqual(parseChips(''), []);
});

const INFO_1 = `gpiochip0 - 54 lines:
	line   4:      "GPIO4"       unused   input  active-high
	line  17:     "GPIO17"      "sysfs"  output  active-high [used]
	line  24:      unnamed "spi0 CS0"  output  active-low [used]
gpiochip1 - 8 lines:
	line   4:      unnamed       "led0"  output  active-high [used]
`;
const INFO_2 = `gpiochip0 - 54 lines:
	line   4:	"GPIO4"         	input
	line  17:	"GPIO17"        	output consumer=sysfs
	line  24:	unnamed         	output active-low consumer="spi0 CS0"
gpiochip1 - 8 lines:
	line   4:	unnamed         	output consumer=led0
`;

test('gpioinfo names who holds a line, each version in its own way', () => {
  for (const printed of [INFO_1, INFO_2]) {
    const holder = (device: string, offset: number) => holderInInfo(printed, { device, offset });
    assert.deepEqual(
      [holder('gpiochip0', 4), holder('gpiochip0', 17), holder('gpiochip0', 24), holder('gpiochip1', 4)],
      [null, 'sysfs', 'spi0 CS0', 'led0'],
    );
    assert.deepEqual([holder('gpiochip0', 5), holder('gpiochip7', 4)], [null, null]);
  }
});

test("the kernel's own list names who holds a number", () => {
  const list = `gpiochip0: GPIOs 512-569, parent: platform/fe200000.gpio, pinctrl-bcm2711:
 gpio-516 (GPIO4               )
 gpio-517 (GPIO5               |sysfs               ) out hi
 gpio-53  (                    |beaglebone:green:usr) out lo
 gpio-536 (                    |spi0 CS0            ) out hi ACTIVE LOW
`;
  assert.deepEqual(
    [516, 517, 53, 536, 5].map((number) => holderInKernel(list, number)),
    [null, 'sysfs', 'beaglebone:green:usr', 'spi0 CS0', null],
  );
});
