import { daysOf } from '../days.ts';
import type { ProgrammeReading, ReadingFault, Session } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { instantToWall, isZone } from '../zone.ts';
import { readDrafts } from './draft.ts';
import type { Found } from './format.ts';
import { settleIds } from './ids.ts';
import type { ReadOptions } from './options.ts';
import { decideReading } from './times.ts';

const OUTLIER_SHARE = 0.02;
const OUTLIER_MS = 7 * 86_400_000;

/** Makes a reading of what a format file found: decides how its times are meant, cleans its text, settles its ids. */
export function assemble(found: Found, options: ReadOptions): ProgrammeReading {
  const { timezone } = options;
  const { reading, other, undecided, faults } = decideReading(found, options);
  const read = readDrafts(found.drafts, timezone, reading);
  const { sessions, dropped } = settleIds(read.sessions, timezone);
  const next = cleanLine(found.next);
  return {
    format: found.format,
    timezone,
    reading,
    name: cleanLine(found.name),
    sessions,
    dropped: [...found.dropped, ...read.dropped, ...dropped],
    faults: [
      ...faults,
      ...(found.faults ?? []),
      ...((found.faults ?? []).length > 0 ? [] : roomFaults(sessions)),
      ...zoneFaults(found.zone, sessions, timezone),
      ...outlierFaults(sessions, timezone),
    ],
    assumed: found.assumed ?? [],
    other: other === null ? null : { reading: other, days: otherDays(found, other, options) },
    undecided,
    ...(next === '' ? {} : { next }),
  };
}

function otherDays({ drafts }: Found, reading: 'wall' | 'instant', { timezone }: ReadOptions) {
  return daysOf(readDrafts(drafts, timezone, reading).sessions, timezone);
}

function roomFaults(sessions: readonly Session[]): ReadingFault[] {
  if (sessions.length === 0 || sessions.some(({ room }) => room !== '')) return [];
  const message = 'None of its sessions has a room, so none takes votes. Give them rooms in the source.';
  return [{ severity: 'warning', message }];
}

/** The owner's zone decides; a file that names another one, whose clocks show another time, is worth a look. */
function zoneFaults(written: unknown, sessions: readonly Session[], timezone: string): ReadingFault[] {
  const zone = cleanLine(written);
  if (zone === '' || zone === timezone || !isZone(zone)) return [];
  const differs = sessions.find(({ startsAt }) => {
    const [here, there] = [timezone, zone].map((name) => instantToWall(startsAt, name));
    return here?.hour !== there?.hour || here?.minute !== there?.minute;
  });
  if (differs === undefined) return [];
  const message = `The file says that its event is in ${zone}; it was read for ${timezone}. If the times look wrong, set timezone = "${zone}" (--timezone ${zone}).`;
  return [{ severity: 'warning', message }];
}

/** Real files hold single sessions months away from the rest (FORMATS.md 0.9). */
function outlierFaults(sessions: readonly Session[], timezone: string): ReadingFault[] {
  const days = daysOf(sessions, timezone);
  const instantOfDay = (day: string) => Date.parse(`${day}T00:00Z`);
  const usual = days.filter((day) => day.sessions >= sessions.length * OUTLIER_SHARE);
  const far = days.filter(
    (day) =>
      !usual.includes(day) &&
      usual.every((other) => Math.abs(instantOfDay(other.day) - instantOfDay(day.day)) > OUTLIER_MS),
  );
  if (usual.length === 0) return [];
  return far.map(({ day, title, sessions: here }) => {
    const others = here - 1;
    const more = others === 0 ? '' : ` and ${others} more`;
    const message = `"${title}"${more} on ${day} is over a week away from all other sessions. If this is a slip, correct it in the source.`;
    return { severity: 'warning', message };
  });
}
