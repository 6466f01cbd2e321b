import type { ReadingFault } from '../programme.ts';
import { cleanLine } from '../text.ts';
import type { Found, TextFormat } from './format.ts';
import { type FrabDay, type FrabEvent, readFrab } from './frabevent.ts';
import { isRecord, listOf } from './json.ts';
import { beginningOf } from './markup.ts';
import type { ReadOptions } from './options.ts';
import { attributeOf, parseXml, textOf } from './xml.ts';

const CONFERENCE_WITHIN = 4_000;

/**
 * The XML that frab invented and pentabarf, wafer, pretalx and FOSDEM write too (FORMATS.md 2.3). Events stand in rooms
 * of days, or directly in a day.
 */
export const FRAB: TextFormat = {
  name: 'frab, pentabarf, wafer and pretalx XML (<schedule><conference>…)',
  recognises(text) {
    const { prolog, root } = beginningOf(text);
    const head = text.slice(prolog.length, prolog.length + CONFERENCE_WITHIN);
    return root === 'schedule' && head.includes('<conference');
  },
  read(text, options) {
    const xml = parseXml(text);
    if (xml.ok) return readSchedule(childOf(xml.value, 'schedule'), options);
    const faults: ReadingFault[] = [{ severity: 'error', message: xml.message }];
    return { format: 'frab-xml', offsets: 'true', drafts: [], dropped: [], faults };
  },
};

function readSchedule(schedule: unknown, { timezone }: ReadOptions): Found {
  const conference = childOf(schedule, 'conference');
  const zone = textOf(childOf(conference, 'time_zone_name'));
  const dayChange = textOf(childOf(conference, 'day_change'));
  const days = childrenOf(schedule, 'day').map(dayOf);
  return {
    format: 'frab-xml',
    name: textOf(childOf(conference, 'title')),
    zone,
    ...readFrab({ days, dayChange, zone }, timezone),
  };
}

function dayOf(day: unknown): FrabDay {
  const direct = childrenOf(day, 'event').map((event) => eventOf(event, ''));
  const rooms = childrenOf(day, 'room').flatMap((room) => {
    const name = cleanLine(attributeOf(room, 'name'));
    return childrenOf(room, 'event').map((event) => eventOf(event, name));
  });
  return { date: attributeOf(day, 'date'), events: [...rooms, ...direct] };
}

function eventOf(event: unknown, roomName: string): FrabEvent {
  const text = (name: string) => textOf(childOf(event, name));
  const persons = childrenOf(event, 'persons').flatMap((list) => childrenOf(list, 'person'));
  return {
    id: attributeOf(event, 'guid').trim() || attributeOf(event, 'id'),
    title: text('title'),
    speakers: persons.map(textOf),
    room: text('room') || roomName,
    date: text('date'),
    start: text('start'),
    duration: text('duration'),
    track: text('track'),
    type: text('type'),
    language: text('language'),
    feedbackUrl: text('feedback_url'),
  };
}

function childrenOf(element: unknown, name: string): readonly unknown[] {
  return isRecord(element) ? listOf(element[name]) : [];
}

function childOf(element: unknown, name: string): unknown {
  return childrenOf(element, name)[0];
}
