import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PowerReading, parseThrottled } from '../../core/doctor/power.ts';
import { type RunTool, runTool } from './tool.ts';

/** Degrees Celsius by the name of the sensor. @param root another root directory, for tests */
export async function readTemperatures(root = '/'): Promise<Record<string, number>> {
  const directory = join(root, 'sys/class/thermal');
  const sensors: Record<string, number> = {};
  for (const zone of (await listOf(directory)).filter((name) => name.startsWith('thermal_zone'))) {
    const text = await readText(join(directory, zone, 'temp'));
    if (!/^-?\d+$/.test(text)) continue;
    const type = await readText(join(directory, zone, 'type'));
    sensors[type === '' || type in sensors ? zone : type] = Number(text) / 1_000;
  }
  return sensors;
}

/**
 * What the board tells of its supply: the firmware of a Pi by sysfs or its own tool, else the kernel's alarm.
 * @param root another root directory, for tests
 */
export async function readPower(root = '/', run: RunTool = runTool): Promise<PowerReading> {
  const throttled = parseThrottled(await readFirmware(join(root, 'sys/devices/platform')));
  if (throttled !== null) return { throttled };
  const told = parseThrottled((await run('vcgencmd', ['get_throttled'])) ?? '');
  if (told !== null) return { throttled: told };
  return readAlarm(join(root, 'sys/class/hwmon'));
}

/** `platform/soc/soc:firmware/get_throttled`; on some models with addresses in its name. */
async function readFirmware(directory: string): Promise<string> {
  for (const soc of (await listOf(directory)).filter((name) => name.startsWith('soc'))) {
    for (const name of (await listOf(join(directory, soc))).filter((entry) => entry.endsWith(':firmware'))) {
      const text = await readText(join(directory, soc, name, 'get_throttled'));
      if (text !== '') return text;
    }
  }
  return '';
}

async function readAlarm(directory: string): Promise<PowerReading> {
  for (const name of await listOf(directory)) {
    if ((await readText(join(directory, name, 'name'))) !== 'rpi_volt') continue;
    const alarm = await readText(join(directory, name, 'in0_lcrit_alarm'));
    if (alarm !== '') return { underVoltage: alarm !== '0' };
  }
  return null;
}

async function listOf(directory: string): Promise<string[]> {
  return (await readdir(directory).catch(() => [])).sort();
}

async function readText(file: string): Promise<string> {
  return (await readFile(file, 'utf8').catch(() => '')).trim();
}
