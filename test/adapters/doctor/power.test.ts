import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPower, readTemperatures } from '../../../src/adapters/doctor/power.ts';
import { makeRoot } from './root.ts';

const ZONES = 'sys/class/thermal';

test('every sensor is read by its name, and those that do not answer are left out', async (t) => {
  const root = makeRoot(t, {
    [`${ZONES}/thermal_zone0/type`]: 'cpu-thermal\n',
    [`${ZONES}/thermal_zone0/temp`]: '48312\n',
    [`${ZONES}/thermal_zone1/type`]: 'cpu-thermal\n',
    [`${ZONES}/thermal_zone1/temp`]: '-500\n',
    [`${ZONES}/thermal_zone2/temp`]: '30000\n',
    [`${ZONES}/thermal_zone3/type`]: 'gpu\n',
    [`${ZONES}/cooling_device0/temp`]: '1\n',
  });
  assert.deepEqual(await readTemperatures(root), {
    'cpu-thermal': 48.312,
    thermal_zone1: -0.5,
    thermal_zone2: 30,
  });
  assert.deepEqual(await readTemperatures(makeRoot(t, {})), {});
});

const noTool = async () => null;

for (const [what, files, vcgencmd, expected] of [
  [
    'the firmware by sysfs',
    { 'sys/devices/platform/soc/soc:firmware/get_throttled': '50005\n' },
    'throttled=0x1\n',
    { throttled: 0x50005 },
  ],
  [
    'the firmware by sysfs, with addresses in its name',
    { 'sys/devices/platform/soc@107c000000/soc@107c000000:firmware/get_throttled': '0\n' },
    null,
    { throttled: 0 },
  ],
  [
    "the firmware by the board's own tool",
    { 'sys/devices/platform/soc/soc:leds/get_throttled': '1\n' },
    'throttled=0x50000\n',
    { throttled: 0x50000 },
  ],
  [
    'the alarm of the kernel',
    {
      'sys/class/hwmon/hwmon0/name': 'cpu_thermal\n',
      'sys/class/hwmon/hwmon0/in0_lcrit_alarm': '0\n',
      'sys/class/hwmon/hwmon1/name': 'rpi_volt\n',
      'sys/class/hwmon/hwmon1/in0_lcrit_alarm': '1\n',
    },
    null,
    { underVoltage: true },
  ],
  [
    'a kernel without an alarm',
    { 'sys/class/hwmon/hwmon1/name': 'rpi_volt\n', 'sys/class/hwmon/hwmon1/in0_lcrit_alarm': '0\n' },
    'VCHI initialization failed\n',
    { underVoltage: false },
  ],
  ['nothing', {}, null, null],
] as const) {
  test(`the supply is known from ${what}`, async (t) => {
    const asked: unknown[] = [];
    const run = async (command: string, words: readonly string[]) => {
      asked.push([command, ...words]);
      return vcgencmd;
    };
    assert.deepEqual(await readPower(makeRoot(t, files), run), expected);
    assert.ok(asked.length === 0 || JSON.stringify(asked) === '[["vcgencmd","get_throttled"]]');
  });
}

test('the supply of this computer can be asked', async () => {
  const reading = await readPower('/', noTool);
  assert.ok(reading === null || 'throttled' in reading || 'underVoltage' in reading);
});
