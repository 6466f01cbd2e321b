import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recogniseBoard } from '../../../src/core/board/recognise.ts';

/** `model` and `compatible` as the device trees of Linux give them. */
const BOARDS: readonly [model: string | null, compatible: string[], board: string | null][] = [
  ['Raspberry Pi Model B Rev 2', ['raspberrypi,model-b-rev2', 'brcm,bcm2835'], 'raspberry-pi'],
  ['Raspberry Pi 2 Model B Rev 1.1', ['raspberrypi,2-model-b', 'brcm,bcm2836'], 'raspberry-pi'],
  ['Raspberry Pi 3 Model B Plus Rev 1.3', ['raspberrypi,3-model-b-plus', 'brcm,bcm2837'], 'raspberry-pi'],
  ['Raspberry Pi 4 Model B Rev 1.4', ['raspberrypi,4-model-b', 'brcm,bcm2711'], 'raspberry-pi'],
  ['Raspberry Pi 400 Rev 1.0', ['raspberrypi,400', 'brcm,bcm2711'], 'raspberry-pi'],
  ['Raspberry Pi 5 Model B Rev 1.0', ['raspberrypi,5-model-b', 'brcm,bcm2712'], 'raspberry-pi'],
  ['Raspberry Pi Zero W Rev 1.1', ['raspberrypi,model-zero-w', 'brcm,bcm2835'], 'raspberry-pi'],
  ['Raspberry Pi Compute Module 4 Rev 1.0', ['raspberrypi,4-compute-module', 'brcm,bcm2711'], 'raspberry-pi'],
  [
    'A carrier of its own make',
    ['maker,carrier', 'raspberrypi,5-compute-module', 'brcm,bcm2712'],
    'raspberry-pi',
  ],
  ['TI AM335x BeagleBone', ['ti,am335x-bone', 'ti,am33xx'], 'beaglebone'],
  ['TI AM335x BeagleBone Black', ['ti,am335x-bone-black', 'ti,am335x-bone', 'ti,am33xx'], 'beaglebone'],
  [
    'TI AM335x BeagleBone Green',
    ['ti,am335x-bone-green', 'ti,am335x-bone-black', 'ti,am335x-bone', 'ti,am33xx'],
    'beaglebone',
  ],
  ['TI AM335x PocketBeagle', ['ti,am335x-pocketbeagle', 'ti,am335x-bone', 'ti,am33xx'], 'beaglebone'],
  [
    'SanCloud BeagleBone Enhanced',
    ['sancloud,am335x-boneenhanced', 'ti,am335x-bone-black', 'ti,am335x-bone', 'ti,am33xx'],
    'beaglebone',
  ],
  // Another chip, with other banks and other headers.
  [
    'BeagleBoard.org BeagleBone AI',
    ['beagle,am5729-beagleboneai', 'ti,am5728', 'ti,dra742', 'ti,dra7'],
    null,
  ],
  ['Hardkernel ODROID-C2', ['hardkernel,odroid-c2', 'amlogic,meson-gxbb'], null],
  // A virtual machine with a Pi's chip is no Pi; a PC has no device tree.
  ['linux,dummy-virt', ['linux,dummy-virt'], null],
  [null, [], null],
];

for (const [model, compatible, board] of BOARDS) {
  test(`${model ?? 'a computer without a device tree'} is ${board ?? 'no board that is known'}`, () => {
    assert.equal(recogniseBoard(model, compatible), board);
  });
}
