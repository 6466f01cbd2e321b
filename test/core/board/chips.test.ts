import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Chip, describePlace, placeLine, sysfsNumber } from '../../../src/core/board/chips.ts';
import type { BoardKind, LineName } from '../../../src/core/config.ts';
import { BEAGLEBONES, PIS } from './listings.ts';

/** Chip and number of a line, or the sentence. */
function find(line: LineName, board: BoardKind, chips: readonly Chip[], override: string | null = null) {
  const place = placeLine(line, { board, chips, override });
  return typeof place === 'string' ? place : [place.chip.device, place.offset, sysfsNumber(place)];
}

const pi = (name: string) => PIS.find((listing) => listing.name === name)?.chips ?? [];
const PI_4 = pi('Pi 4, Linux 5.10');
const PI_5 = pi('Pi 5, Linux 6.12');

describe('lines of a Raspberry Pi', () => {
  for (const { name, chips, base, device } of PIS) {
    test(`${name}: BCM numbers are offsets of the header's chip, whatever its number`, () => {
      assert.deepEqual(find(24, 'raspberry-pi', chips), [device, 24, base + 24]);
      assert.deepEqual(find(0, 'raspberry-pi', [...chips].reverse()), [device, 0, base]);
    });
  }

  test('without sysfs there is no number', () => {
    const chips = PI_5.map((chip) => ({ ...chip, base: null }));
    assert.deepEqual(find(17, 'raspberry-pi', chips), ['gpiochip0', 17, null]);
  });
});

describe('lines of a BeagleBone', () => {
  for (const { name, chips, number, device } of BEAGLEBONES) {
    test(`${name}: a bank is found by its address`, () => {
      assert.deepEqual(find('P9_12', 'beaglebone', chips), [device, 28, number]);
      assert.deepEqual(find(60, 'beaglebone', chips), [device, 28, number]);
    });
  }

  test('every bank has its own chip', () => {
    const chips = BEAGLEBONES[2]?.chips ?? [];
    const found = [3, 35, 67, 99].map((line) => find(line, 'beaglebone', chips));
    assert.deepEqual(found, [
      ['gpiochip3', 3, 99],
      ['gpiochip0', 3, 3],
      ['gpiochip1', 3, 35],
      ['gpiochip2', 3, 67],
    ]);
  });
});

test('the override takes a chip by device name or by label, and counts every line from its first', () => {
  const strange = PI_4.map((chip) => ({ ...chip, label: `new-${chip.label}` }));
  assert.deepEqual(find(24, 'raspberry-pi', strange, 'gpiochip0'), ['gpiochip0', 24, 24]);
  assert.deepEqual(find(24, 'raspberry-pi', strange, 'new-pinctrl-bcm2711'), ['gpiochip0', 24, 24]);
  assert.deepEqual(find(5, 'raspberry-pi', PI_4, 'gpiochip1'), ['gpiochip1', 5, 509]);
  assert.deepEqual(find(31, 'beaglebone', BEAGLEBONES[2]?.chips ?? [], 'gpiochip3'), ['gpiochip3', 31, 127]);
});

/** What stands in the way, as people read it. */
const SENTENCES: readonly [why: string, found: ReturnType<typeof find>, sentence: string][] = [
  [
    'no chip at all',
    find(24, 'raspberry-pi', []),
    'The kernel shows no GPIO chip: `ls /dev/gpiochip* /sys/class/gpio` says more.',
  ],
  [
    'a Pi without its chip',
    find(24, 'raspberry-pi', PI_4.slice(1)),
    'No chip is the one of the 40-pin header, there is only gpiochip1 (raspberrypi-exp-gpio). Name the right one as hardware.chip.',
  ],
  [
    'a Pi with many others',
    find(24, 'raspberry-pi', PI_5.slice(0, 4)),
    'No chip is the one of the 40-pin header, there is only gpiochip10 (gpio-brcmstb@107d508500), gpiochip13 (gpio-brcmstb@107d508520) and 2 more. Name the right one as hardware.chip.',
  ],
  [
    'two chips that call themselves the header',
    find(24, 'raspberry-pi', [...PI_4, { ...PI_4[0], device: 'gpiochip2', base: 600 } as Chip]),
    'gpiochip0 (pinctrl-bcm2711), gpiochip2 (pinctrl-bcm2711) are each the one of the 40-pin header. Name the right one as hardware.chip.',
  ],
  [
    'a BeagleBone without a bank',
    find('P9_12', 'beaglebone', BEAGLEBONES[1]?.chips.filter(({ base }) => base !== 32) ?? []),
    'No chip is GPIO bank 1 (4804c000), there is only gpiochip0 (gpio-0-31), gpiochip2 (gpio-64-95) and 1 more. Name the right one as hardware.chip.',
  ],
  [
    'an override that names nothing',
    find(24, 'raspberry-pi', PI_4, 'gpiochip7'),
    'No chip is called "gpiochip7", there is only gpiochip0 (pinctrl-bcm2711), gpiochip1 (raspberrypi-exp-gpio). Name the right one as hardware.chip.',
  ],
  [
    'an override by a label that several have',
    find(3, 'beaglebone', BEAGLEBONES[0]?.chips.slice(0, 2) ?? [], 'gpio'),
    'gpiochip0 (gpio), gpiochip1 (gpio) are each called "gpio". Name the right one as hardware.chip.',
  ],
  [
    'a line beyond the chip',
    find(9, 'raspberry-pi', PI_4, 'gpiochip1'),
    'Line 9 is not in gpiochip1 (raspberrypi-exp-gpio): it has 8 lines.',
  ],
  [
    'a pin without a line',
    find('P9_01', 'beaglebone', BEAGLEBONES[0]?.chips ?? []),
    'P9_01 is ground, not a line.',
  ],
  ['a pin of another board', find('P9_12', 'raspberry-pi', PI_4), 'P9_12 is a pin of a BeagleBone.'],
];

for (const [why, found, sentence] of SENTENCES) {
  test(`a short sentence says what is wrong: ${why}`, () => {
    assert.equal(found, sentence);
    assert.ok(sentence.length < 200);
  });
}

test('the log says where a line is', () => {
  const place = placeLine(24, { board: 'raspberry-pi', chips: PI_5, override: null });
  assert.ok(typeof place !== 'string');
  assert.equal(describePlace(place), 'line 24 is 24 of gpiochip0 (pinctrl-rp1), gpio593 in sysfs');
  const { chip } = place;
  assert.equal(
    describePlace({ ...place, chip: { ...chip, base: null } }),
    'line 24 is 24 of gpiochip0 (pinctrl-rp1)',
  );
  assert.equal(
    describePlace({ ...place, chip: { ...chip, device: null } }),
    'line 24 is 24 of gpiochip569 (pinctrl-rp1), gpio593 in sysfs',
  );
});
