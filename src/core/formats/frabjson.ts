import type { Dropped } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { describe } from './draft.ts';
import type { JsonFormat } from './format.ts';
import { type FrabDay, type FrabEvent, readFrab } from './frabevent.ts';
import { isRecord, listOf } from './json.ts';
import { localized, localizedName } from './localized.ts';

const NOT_AN_EVENT = 'it is not an event';

/** The JSON beside frab's XML, as frab, pretalx and voctosched write it (FORMATS.md 2.4, v1). */
export const FRAB_JSON: JsonFormat = {
  name: 'frab and pretalx JSON ({schedule: {conference: {days: […]}}})',
  recognises(value) {
    const schedule = scheduleOf(value);
    // The second version keeps an empty list of days.
    return Array.isArray(conferenceOf(schedule).days) && !Array.isArray(schedule.events);
  },
  read(value, { timezone, language }) {
    const conference = conferenceOf(scheduleOf(value));
    const zone = conference.time_zone_name;
    const dropped: Dropped[] = [];
    const days = listOf(conference.days).map((day) => dayOf(day, language, dropped));
    const read = readFrab({ days, dayChange: conference.day_change, zone }, timezone);
    return {
      format: 'frab-json',
      name: localized(conference.title, language),
      zone,
      ...read,
      dropped: [...dropped, ...read.dropped],
    };
  },
};

/** The second version of that JSON, which the hub of the Chaos Communication Congress writes: one list of events. */
export const HUB_JSON: JsonFormat = {
  name: 'c3 hub JSON ({schedule: {events: […]}})',
  recognises: (value) => Array.isArray(scheduleOf(value).events),
  read(value, { timezone, language }) {
    const schedule = scheduleOf(value);
    const conference = conferenceOf(schedule);
    const tracks = tracksOf(conference.tracks, language);
    const dropped: Dropped[] = [];
    const events: FrabEvent[] = [];
    for (const [index, event] of listOf(schedule.events).entries()) {
      if (isRecord(event)) events.push(hubEventOf(event, tracks, language));
      else dropped.push({ what: `entry ${index + 1} of events`, why: NOT_AN_EVENT });
    }
    const zone = conference.time_zone_name;
    const days = [{ date: undefined, events }];
    const read = readFrab({ days, dayChange: undefined, zone }, timezone);
    return {
      format: 'c3-hub',
      name: localized(conference.title, language),
      zone,
      ...read,
      dropped: [...dropped, ...read.dropped],
    };
  },
};

function scheduleOf(value: unknown): Record<string, unknown> {
  return isRecord(value) && isRecord(value.schedule) ? value.schedule : {};
}

function conferenceOf(schedule: Record<string, unknown>): Record<string, unknown> {
  return isRecord(schedule.conference) ? schedule.conference : {};
}

function dayOf(day: unknown, language: string, dropped: Dropped[]): FrabDay {
  if (!isRecord(day)) {
    dropped.push({ what: 'an entry of days', why: 'it is not a day' });
    return { date: undefined, events: [] };
  }
  const rooms = isRecord(day.rooms) ? Object.entries(day.rooms) : [];
  return {
    date: day.date,
    events: rooms.flatMap(([written, listed]) => {
      const name = cleanLine(written);
      const events = listOf(listed);
      const known = events.filter(isRecord);
      if (known.length < events.length) {
        const what = `${events.length - known.length} entries of room ${describe(name, '')}`;
        dropped.push({ what, why: NOT_AN_EVENT });
      }
      return known.map((event) => eventOf(event, name, language));
    }),
  };
}

function eventOf(event: Record<string, unknown>, roomName: string, language: string): FrabEvent {
  const person = (value: unknown) => (isRecord(value) ? (value.public_name ?? value.name) : value);
  const room = localizedName(event.room, language);
  return {
    id: [event.guid, event.code, event.id].find((id) => cleanLine(id) !== ''),
    title: localized(event.title, language),
    speakers: listOf(event.persons).map(person),
    room: cleanLine(room) === '' ? roomName : room,
    date: event.date,
    start: event.start,
    duration: event.duration,
    end: event.end,
    track: localizedName(event.track, language),
    type: localized(event.type, language),
    language: event.language,
    feedbackUrl: event.feedback_url,
  };
}

/** Times of day stand in its dates alone. */
function hubEventOf(
  event: Record<string, unknown>,
  tracks: ReadonlyMap<string, string>,
  language: string,
): FrabEvent {
  const speakers = listOf(event.participants).filter(
    (person) => isRecord(person) && (person.role === undefined || /^speaker$/i.test(cleanLine(person.role))),
  );
  const slug = isRecord(event.track) ? cleanLine(event.track.slug) : '';
  return {
    id: [event.guid, event.code, event.id].find((id) => cleanLine(id) !== ''),
    title: localized(event.title, language),
    speakers: speakers.map((person) => (isRecord(person) ? person.name : person)),
    room: localizedName(event.room, language),
    date: event.start,
    start: undefined,
    duration: event.duration,
    end: event.end,
    track: tracks.get(slug) ?? (slug === '' ? localizedName(event.track, language) : slug),
    type: event.type,
    language: event.language,
    feedbackUrl: event.feedback_url,
  };
}

/** Events name their track by its slug; people know it by its name. */
function tracksOf(listed: unknown, language: string): Map<string, string> {
  const tracks = listOf(listed).filter(isRecord);
  return new Map(tracks.map((track) => [cleanLine(track.slug), cleanLine(localizedName(track, language))]));
}
