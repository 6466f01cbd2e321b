import type { BoardKind } from '../config.ts';

const PI = /^raspberrypi,/;
/** Every BeagleBone and its likes, PocketBeagle and those of other makers included, also names the first of them. */
const BEAGLEBONE = /^ti,am335x-bone/;

/**
 * Which board the device tree describes; null where it is none that this program knows, as on a PC.
 * @param model `Raspberry Pi 4 Model B Rev 1.4`, or null
 * @param compatible `['raspberrypi,4-model-b', 'brcm,bcm2711']`
 */
export function recogniseBoard(model: string | null, compatible: readonly string[]): BoardKind | null {
  if (model?.startsWith('Raspberry Pi') || compatible.some((name) => PI.test(name))) return 'raspberry-pi';
  // Not by its model alone: a BeagleBone AI has another chip, with other banks.
  return compatible.some((name) => BEAGLEBONE.test(name)) ? 'beaglebone' : null;
}
