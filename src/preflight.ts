import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createClock } from './adapters/clock.ts';
import { createSource } from './adapters/source/source.ts';
import { createReadings } from './app/readings.ts';
import type { BoxConfig, ConfigFault, DisplayConfig, ProgrammeConfig } from './core/config.ts';
import type { Session } from './core/programme.ts';
import { describeUnknownRooms } from './core/rooms.ts';
import { isZone } from './core/zone.ts';

/** What may not be there yet, or take its time: an address, a stick. */
const ELSEWHERE = /^(https?:\/\/|usb:)/i;

/** The default, known to be right: reading node-cron for it would delay every start. */
const EVERY_FIVE_MINUTES = '*/5 * * * *';

/** Faults of a configuration that take more than its text to find. */
export async function checkAgainstWorld(config: BoxConfig): Promise<ConfigFault[]> {
  const { rooms, programme } = config;
  const faults = await checkProgramme(programme);
  const zoned = isZone(programme.timezone);
  // Rooms are the same in every zone.
  const timezone = zoned ? programme.timezone : 'UTC';
  // A room that was renamed in the file overnight must not keep a box from counting: it shows that when it runs.
  const hasRun = existsSync(join(config.dataDir, 'box.db'));
  const sessions =
    rooms.length === 0 || hasRun
      ? []
      : await sessionsOfFiles({ ...config, programme: { ...programme, timezone } });
  const why = describeUnknownRooms(rooms, sessions);
  if (why !== null) faults.push({ key: 'box.room', message: why });
  return [...faults, ...(await checkTheme(config.display))];
}

async function checkTheme({ theme }: DisplayConfig): Promise<readonly ConfigFault[]> {
  if (theme === null) return [];
  const { loadTheme } = await import('./adapters/theme/load.ts');
  return loadTheme(theme).faults;
}

/** What the schema cannot say of the programme's keys. */
export async function checkProgramme({ refresh, timezone }: ProgrammeConfig): Promise<ConfigFault[]> {
  const faults: ConfigFault[] = [];
  if (refresh !== EVERY_FIVE_MINUTES && !(await isCron(refresh))) {
    faults.push({ key: 'programme.refresh', message: 'must be a cron expression like "*/5 * * * *"' });
  }
  if (!isZone(timezone)) {
    const message = `"${timezone}" is not a time zone: use a name like "Europe/Paris"`;
    faults.push({ key: 'programme.timezone', message });
  }
  return faults;
}

/**
 * The sessions of a programme that is in files; none when an address has to be asked, when files come and go, or
 * when nothing can be read: none of this may keep a box from starting.
 */
async function sessionsOfFiles({ programme, language }: BoxConfig): Promise<readonly Session[]> {
  if (programme.sources.length === 0 || programme.sources.some(comesAndGoes)) return [];
  const clock = createClock();
  // Without a file to read, a start loads no format. Nothing is to be held up yet, so no thread is started either.
  const { readProgramme } = await import('./core/formats/detect.ts');
  const readings = createReadings(createSource({ clock }), async (bytes, options) =>
    readProgramme(bytes, options),
  );
  const { reading, failures } = await readings.read(programme, language, clock.wallAt());
  return reading === null || failures.length > 0 ? [] : reading.sessions;
}

function comesAndGoes(source: string): boolean {
  if (ELSEWHERE.test(source)) return true;
  try {
    return statSync(source).isDirectory();
  } catch {
    return false; // reading it says why
  }
}

async function isCron(expression: string): Promise<boolean> {
  const cron = await import('./adapters/cron.ts');
  return cron.isCron(expression);
}
