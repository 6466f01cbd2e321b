import { cleanLine } from '../text.ts';
import type { Properties, Property } from './icscalendar.ts';
import { splitNames } from './names.ts';

/** How the speakers of a calendar are found, where its events do not name them. */
export interface Custom {
  /** Every event names the same organiser, which is then the conference. */
  sharedOrganiser: string | null;
  /** Titles end in ` - ` and the speakers. */
  inTitle: boolean;
}

const BY =
  /^[ \t]*(?:speakers?|presenters?|presented by|von|by|par|intervenante?s?|orateurs?|oratrices?|conf[ée]renci[eè]re?s?|referent(?:en|in)?|vortragende[rn]?)[ \t]*:[ \t]*(.{1,500})$/imu;
const DESCRIPTION_MAX = 2_000;
const CONSISTENT_FROM = 5;

/** Looks at all events of a calendar for how it names speakers (FORMATS.md 2.10). */
export function customOf(events: readonly Properties[], prodid: string): Custom {
  const organisers = new Set(events.map((event) => namesOf(event.get('organizer'))[0] ?? ''));
  const [shared = ''] = organisers;
  const sharedOrganiser = organisers.size === 1 && shared !== '' ? shared : null;
  const titles = events.map((event) => text(event, 'summary'));
  const isConsistent =
    events.length >= CONSISTENT_FROM &&
    titles.every((title) => title.includes(' - ')) &&
    events.every((event) => named(event, sharedOrganiser).length === 0);
  return { sharedOrganiser, inTitle: /pretalx/i.test(prodid) || isConsistent };
}

/** The title and the speakers of an event. */
export function titleAndSpeakers(event: Properties, custom: Custom): { title: string; speakers: string[] } {
  const title = text(event, 'summary');
  const speakers = named(event, custom.sharedOrganiser);
  const at = title.endsWith(' -') ? title.length - 2 : title.lastIndexOf(' - ');
  if (speakers.length > 0 || !custom.inTitle || at < 1) return { title, speakers };
  return { title: title.slice(0, at).trim(), speakers: splitNames(title.slice(at + 2)) };
}

/** The speakers whom the event names outside of its title. */
function named(event: Properties, sharedOrganiser: string | null): string[] {
  const attendees = namesOf(event.get('attendee'));
  if (attendees.length > 0) return attendees;
  const organisers = namesOf(event.get('organizer')).filter((name) => name !== sharedOrganiser);
  if (organisers.length > 0) return organisers;
  const description = event.get('description')?.[0]?.values[0];
  if (typeof description !== 'string') return [];
  return splitNames(BY.exec(description.slice(0, DESCRIPTION_MAX))?.[1] ?? '');
}

/** People by name; rooms that are invited, and who is only known by an address, are left out. */
function namesOf(properties: readonly Property[] = []): string[] {
  return properties
    .filter(({ params }) => !/^(room|resource)$/i.test(cleanLine(params.cutype)))
    .map(({ params }) => cleanLine(params.cn))
    .filter((name) => name !== '' && !name.includes('@'));
}

/** The first value of a property as clean text. */
export function text(event: Properties, name: string): string {
  return cleanLine(event.get(name)?.[0]?.values[0]);
}
