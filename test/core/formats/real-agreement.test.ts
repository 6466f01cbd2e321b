import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readReal, skip } from './real.ts';

interface Compared {
  title: string;
  speakers: readonly string[];
  room: string;
  startsAt: string;
  endsAt: string;
}

/** What every format says of a session; ids differ from one to the other. */
function compared(path: string, timezone: string): Compared[] {
  return readReal(path, timezone)
    .sessions.map(({ title, speakers, room, startsAt, endsAt }) => ({
      title,
      speakers,
      room,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(endsAt).toISOString(),
    }))
    .sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
}

const keyOf = ({ startsAt, room, title }: Compared) => [startsAt, room, title].join('|');

const democon = (path: string) => compared(path, 'Europe/Berlin');

// It was set 16 days after the end of the conference; pretalx leaves such talks out of its schedule exports.
const AFTERWARDS: Compared = {
  title: 'Enhanced stable model',
  speakers: ['Gregory Smith'],
  room: 'Pale Golden Rod Room',
  startsAt: '2022-09-24T07:00:00.000Z',
  endsAt: '2022-09-24T07:30:00.000Z',
};

const EXPORTS: readonly (readonly [path: string, more: readonly Compared[]])[] = [
  ['frab-json/pretalx-2.3-democon-export.json', []],
  ['frab-json/pretalx-2.3-democon-widget-v2.json', [AFTERWARDS]],
  ['ics/pretalx-2.3-democon-export.ics', [AFTERWARDS]],
];

for (const [path, more] of EXPORTS) {
  test(`${path} has the sessions of the schedule.xml, and ${more.length} more`, { skip }, () => {
    const sessions = democon('frab-xml/pretalx-2.3-democon-export.xml');
    assert.equal(sessions.length, 35);
    assert.deepEqual(democon(path), [...sessions, ...more]);
  });
}

test('the ids of the schedule.xml are those of the schedule.json', { skip }, () => {
  const ids = (path: string) => readReal(path, 'Europe/Berlin').sessions.map(({ id, title }) => [id, title]);
  assert.deepEqual(
    ids('frab-xml/pretalx-2.3-democon-export.xml'),
    ids('frab-json/pretalx-2.3-democon-export.json'),
  );
});

// Music, films and games of the evenings, which the frab.xml leaves out as it does the villages.
const EVENINGS = [
  '2xAA Plays More Gameboys',
  '2xAA VS Gasman',
  '8 Bit Beats',
  'DJ Tasmo',
  "Film Festival - B2B: The Amiga Years! With Director's Talk / Q&A",
  'Film Festival - Sita Sings The Blues',
  "Film Festival - The Internet's Own Boy",
  'Gasman',
  'Intense Videogames',
  'Metalogue',
  'Riotmiloo',
  'Shirty Music',
  'Tranquil Videogames',
];

test('EMF 2016: its calendar has every talk of its frab.xml, and what the villages did', { skip }, () => {
  // The calendar names no speakers.
  const read = (path: string) =>
    compared(path, 'Europe/London').map((session) => ({ ...session, speakers: [] }));
  const talks = read('frab-xml/emfcamp-2016.frab.xml');
  const calendar = read('ics/emfcamp-2016.ics');
  const known = new Set(talks.map((talk) => JSON.stringify(talk)));
  const rooms = new Set(talks.map(({ room }) => room));
  const more = calendar.filter((session) => !known.has(JSON.stringify(session)));
  assert.deepEqual(
    calendar.filter((session) => known.has(JSON.stringify(session))),
    talks,
  );
  assert.deepEqual([talks.length, calendar.length, more.length], [138, 350, 212]);
  assert.deepEqual(
    more
      .filter(({ room }) => rooms.has(room))
      .map(({ title }) => title)
      .sort(),
    EVENINGS,
  );
});
