import type { Chip } from '../../../src/core/board/chips.ts';

/**
 * GPIO chips as real kernels list them: what people posted of /sys/kernel/debug/gpio, /sys/class/gpio and `gpiodetect`
 * in raspberrypi/linux#5638, #6037, #6144, WiringPi#280, talkkonnect#129 and of BeagleBones in beagleboard/linux#140
 * and nerves_system_bbb#266.
 */
export interface Listing {
  name: string;
  chips: readonly Chip[];
}

const chip = (device: string, base: number | null, lines: number, label: string, parent: string): Chip => ({
  device,
  base,
  label,
  lines,
  parent,
});

/** The firmware's own lines, from the Pi 3 on. */
const firmware = (device: string, base: number | null) =>
  chip(device, base, 8, 'raspberrypi-exp-gpio', 'soc:firmware:gpio');
const brcmstb = (device: string, base: number, lines: number, bank: string, parent: string) =>
  chip(device, base, lines, `gpio-brcmstb@${bank}`, `${parent}.gpio`);

/** Each with where the chip of the header is in sysfs and under /dev. */
export const PIS: readonly (Listing & { base: number; device: string })[] = [
  {
    name: 'Pi 1, Linux 4.19',
    chips: [chip('gpiochip0', 0, 54, 'pinctrl-bcm2835', '20200000.gpio')],
    base: 0,
    device: 'gpiochip0',
  },
  {
    name: 'Pi 2, Linux 5.15 of a distribution without a fixed base',
    chips: [chip('gpiochip0', 458, 54, 'pinctrl-bcm2835', '3f200000.gpio')],
    base: 458,
    device: 'gpiochip0',
  },
  {
    name: 'Pi 3, Linux 6.1',
    chips: [chip('gpiochip0', 0, 54, 'pinctrl-bcm2835', '3f200000.gpio'), firmware('gpiochip1', 504)],
    base: 0,
    device: 'gpiochip0',
  },
  {
    name: 'Pi 3, Linux 6.6',
    chips: [chip('gpiochip0', 512, 54, 'pinctrl-bcm2835', '3f200000.gpio'), firmware('gpiochip1', 566)],
    base: 512,
    device: 'gpiochip0',
  },
  {
    name: 'Pi 4, Linux 5.10',
    chips: [chip('gpiochip0', 0, 58, 'pinctrl-bcm2711', 'fe200000.gpio'), firmware('gpiochip1', 504)],
    base: 0,
    device: 'gpiochip0',
  },
  {
    name: 'Pi 4, Linux 6.6, the firmware first',
    chips: [firmware('gpiochip0', 512), chip('gpiochip1', 520, 58, 'pinctrl-bcm2711', 'fe200000.gpio')],
    base: 520,
    device: 'gpiochip1',
  },
  {
    name: 'Pi 5, Linux 6.1',
    chips: [
      brcmstb('gpiochip0', 480, 32, '107d508500', '107d508500'),
      brcmstb('gpiochip1', 476, 4, '107d508520', '107d508500'),
      brcmstb('gpiochip2', 459, 17, '107d517c00', '107d517c00'),
      brcmstb('gpiochip3', 453, 6, '107d517c20', '107d517c00'),
      chip('gpiochip4', 399, 54, 'pinctrl-rp1', '1f000d0000.gpio'),
    ],
    base: 399,
    device: 'gpiochip4',
  },
  {
    name: 'Pi 5, Linux 6.6.20',
    chips: [
      brcmstb('gpiochip0', 512, 32, '107d508500', '107d508500'),
      brcmstb('gpiochip1', 544, 4, '107d508520', '107d508500'),
      brcmstb('gpiochip2', 548, 17, '107d517c00', '107d517c00'),
      brcmstb('gpiochip3', 565, 6, '107d517c20', '107d517c00'),
      chip('gpiochip4', 571, 54, 'pinctrl-rp1', '1f000d0000.gpio'),
    ],
    base: 571,
    device: 'gpiochip4',
  },
  {
    name: 'Pi 5, Linux 6.12',
    chips: [
      brcmstb('gpiochip10', 533, 32, '107d508500', '107d508500'),
      brcmstb('gpiochip13', 565, 4, '107d508520', '107d508500'),
      brcmstb('gpiochip11', 512, 15, '107d517c00', '107d517c00'),
      brcmstb('gpiochip12', 527, 6, '107d517c20', '107d517c00'),
      chip('gpiochip0', 569, 54, 'pinctrl-rp1', '1f000d0000.gpio'),
    ],
    base: 569,
    device: 'gpiochip0',
  },
];

/** Each with the sysfs number and the device of P9_12, which is GPIO1_28. */
export const BEAGLEBONES: readonly (Listing & { number: number; device: string })[] = [
  {
    name: 'BeagleBone Black, Linux 4.14, all labelled alike',
    chips: [
      chip('gpiochip0', 0, 32, 'gpio', '44e07000.gpio'),
      chip('gpiochip1', 32, 32, 'gpio', '4804c000.gpio'),
      chip('gpiochip2', 64, 32, 'gpio', '481ac000.gpio'),
      chip('gpiochip3', 96, 32, 'gpio', '481ae000.gpio'),
    ],
    number: 60,
    device: 'gpiochip1',
  },
  {
    name: 'BeagleBone Black, Linux 5.10, labels that tell the truth',
    chips: [
      chip('gpiochip0', 0, 32, 'gpio-0-31', '44e07000.gpio'),
      chip('gpiochip1', 32, 32, 'gpio-32-63', '4804c000.gpio'),
      chip('gpiochip2', 64, 32, 'gpio-64-95', '481ac000.gpio'),
      chip('gpiochip3', 96, 32, 'gpio-96-127', '481ae000.gpio'),
    ],
    number: 60,
    device: 'gpiochip1',
  },
  {
    name: 'BeagleBone Black, Linux 5.15, labels that lie: bank 0 came last',
    chips: [
      chip('gpiochip0', 0, 32, 'gpio-0-31', '4804c000.gpio'),
      chip('gpiochip1', 32, 32, 'gpio-32-63', '481ac000.gpio'),
      chip('gpiochip2', 64, 32, 'gpio-64-95', '481ae000.gpio'),
      chip('gpiochip3', 96, 32, 'gpio-96-127', '44e07000.gpio'),
    ],
    number: 28,
    device: 'gpiochip0',
  },
  {
    name: 'BeagleBone Green, Linux 6.6, another chip first',
    chips: [
      chip('gpiochip0', 512, 8, 'pcf8574', '2-0020'),
      chip('gpiochip1', 520, 32, 'gpio-0-31', '4804c000.gpio'),
      chip('gpiochip2', 552, 32, 'gpio-32-63', '481ac000.gpio'),
      chip('gpiochip3', 584, 32, 'gpio-64-95', '481ae000.gpio'),
      chip('gpiochip4', 616, 32, 'gpio-96-127', '44e07000.gpio'),
    ],
    number: 548,
    device: 'gpiochip1',
  },
];
