import type { ProgrammeReading, ReadingFault } from '../programme.ts';
import { localDate } from '../zone.ts';
import { joinCompanions } from './companion.ts';
import { settleIds } from './ids.ts';
import { SESSIONS_MAX } from './limits.ts';

const FAR_APART_MS = 60 * 86_400_000;

/**
 * Makes one reading of several sources of one event, such as talks and breaks. Faults and what was dropped are joined,
 * ids are unique over all of them, and a list of talks beside them lends its speakers. The readings share a time zone;
 * throws RangeError when there are none.
 */
export function mergeReadings(sources: readonly ProgrammeReading[]): ProgrammeReading {
  const [first, ...others] = sources;
  if (first === undefined) throw new RangeError('there is no reading to merge');
  if (others.length === 0) return first;
  const listed = sources.reduce((sum, { sessions }) => sum + sessions.length, 0);
  if (listed > SESSIONS_MAX) return tooMany(first, listed);
  const readings = joinCompanions(sources);
  const { sessions, dropped } = settleIds(
    readings.flatMap((reading) => reading.sessions),
    first.timezone,
  );
  return {
    format: formatOf(readings),
    timezone: first.timezone,
    reading: readings.some(({ reading }) => reading === 'instant') ? 'instant' : 'wall',
    name: readings.find(({ name }) => name !== '')?.name ?? '',
    sessions,
    dropped: [...readings.flatMap((reading) => reading.dropped), ...dropped],
    faults: [...readings.flatMap((reading) => reading.faults), ...farApart(readings)],
    assumed: [...new Set(readings.flatMap((reading) => reading.assumed))],
    other: otherOf(readings),
    undecided: readings.some(({ undecided }) => undecided),
  };
}

function tooMany(first: ProgrammeReading, listed: number): ProgrammeReading {
  const message = `The sources list ${listed} sessions together; a programme of more than ${SESSIONS_MAX} is refused.`;
  const { format, timezone, reading } = first;
  const nothing = { name: '', sessions: [], dropped: [], assumed: [], other: null, undecided: false };
  return { ...nothing, format, timezone, reading, faults: [{ severity: 'error', message }] };
}

/** A source that is no programme has no part in the name, unless none is one. */
function formatOf(readings: readonly ProgrammeReading[]): string {
  const formats = new Set(readings.map(({ format }) => format));
  if (formats.size > 1) formats.delete('unknown');
  return [...formats].join('+');
}

/** Days of the other reading, of the sources where it makes a difference. */
function otherOf(readings: readonly ProgrammeReading[]): ProgrammeReading['other'] {
  const others = readings.flatMap(({ other }) => (other === null ? [] : [other]));
  const [first] = others;
  return first === undefined ? null : { ...first, days: others.flatMap(({ days }) => days) };
}

/** A file of breaks that was forgotten since last year (FORMATS.md 2.2). */
function farApart(readings: readonly ProgrammeReading[]): ReadingFault[] {
  const spans = readings
    .filter(({ sessions }) => sessions.length > 0)
    .map(({ sessions, timezone }) => ({
      fromAt: Math.min(...sessions.map(({ startsAt }) => startsAt)),
      toAt: Math.max(...sessions.map(({ endsAt }) => endsAt)),
      timezone,
    }))
    .sort((a, b) => a.fromAt - b.fromAt);
  const faults: ReadingFault[] = [];
  for (const [index, span] of spans.entries()) {
    const next = spans[index + 1];
    if (next === undefined || next.fromAt - span.toAt < FAR_APART_MS) continue;
    const days = [span, next].map(({ fromAt, timezone }) => localDate(fromAt, timezone));
    faults.push({
      severity: 'warning',
      message: `The sources are far apart: one begins on ${days[0]}, another on ${days[1]}. If one of them is of another year, leave it out.`,
    });
  }
  return faults;
}
