/** Made sources of the size of a large conference: names and texts are made up, their amount is that of FOSDEM 2026. */

const SESSIONS = 1_080;
const ROOMS = 30;
const SLOT_MIN = 25;
const WORDS =
  'we show how a small team keeps boxes alive through bad networks clocks and power with tests'.split(' ');
const DAYS = ['2026-01-31', '2026-02-01'] as const;

interface Made {
  id: number;
  room: string;
  day: string;
  /** Time of day, `09:25`. */
  start: string;
  title: string;
  speakers: readonly string[];
  html: string;
}

const two = (value: number) => String(value).padStart(2, '0');

function sentence(seed: number, words: number): string {
  return Array.from({ length: words }, (_, i) => WORDS[(seed * 7 + i * 5) % WORDS.length]).join(' ');
}

function made(id: number): Made {
  const place = Math.floor(id / ROOMS);
  const minutes = 9 * 60 + Math.floor(place / DAYS.length) * SLOT_MIN;
  const paragraphs = Array.from({ length: 10 }, (_, i) => {
    return `<p>${sentence(id + i, 45)} <a href="https://example.org/${id}">caf&eacute; &amp; more</a></p>`;
  });
  return {
    id,
    room: `Room ${id % ROOMS}`,
    day: DAYS[place % DAYS.length] ?? DAYS[0],
    start: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`,
    title: `${sentence(id, 6)} & ${id}`,
    speakers: [`Ada ${id}`, `Bjørn Åkesson ${id % 300}`],
    html: paragraphs.join('\n'),
  };
}

const ALL = Array.from({ length: SESSIONS }, (_, id) => made(id));
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function event({ id, day, start, room, title, speakers, html }: Made): string {
  const persons = speakers.map((name, index) => `<person id="${id * 2 + index}">${name}</person>`);
  return `<event guid="5f3d3d6e-6d0b-4c56-9c44-${String(id).padStart(12, '0')}" id="${id}">
<date>${day}T${start}:00+01:00</date><start>${start}</start><duration>00:25</duration><room>${room}</room>
<slug>talk_${id}</slug><url>https://example.org/schedule/${id}/</url><title>${escaped(title)}</title><subtitle/>
<track>Track ${id % 40}</track><type>devroom</type><language>en</language>
<abstract>${escaped(html.slice(0, 1_500))}</abstract><description>${escaped(html.slice(0, 1_800))}</description>
<persons>${persons.join('')}</persons><attachments/><links/></event>`;
}

/** As FOSDEM writes it: 4 MB, two thirds of it texts that nobody reads here. */
export function frabXml(): string {
  const days = DAYS.map((day) => {
    const rooms = Array.from({ length: ROOMS }, (_, index) => {
      const events = ALL.filter((one) => one.day === day && one.room === `Room ${index}`).map(event);
      return `<room name="Room ${index}">${events.join('\n')}</room>`;
    });
    return `<day index="1" date="${day}">${rooms.join('\n')}</day>`;
  });
  const conference =
    '<conference><title>Made</title><time_zone_name>Europe/Brussels</time_zone_name></conference>';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<schedule>${conference}${days.join('\n')}</schedule>`;
}

/** As Sessionize gives it under view/All. */
export function sessionizeJson(): string {
  const rooms = Array.from({ length: ROOMS }, (_, index) => ({
    id: index,
    name: `Room ${index}`,
    sort: index,
  }));
  const people = ALL.flatMap(({ id, speakers }) =>
    speakers.map((fullName, i) => ({ id: `${id}-${i}`, fullName, bio: null })),
  );
  const sessions = ALL.map(({ id, day, start, title, html, speakers }) => ({
    id: String(id),
    title,
    description: html.slice(0, 3_600),
    startsAt: `${day}T${start}:00`,
    endsAt: `${day}T${start.slice(0, 3)}59:00`,
    isServiceSession: false,
    isPlenumSession: false,
    speakers: speakers.map((_, i) => `${id}-${i}`),
    roomId: id % ROOMS,
    status: 'Accepted',
    categoryItems: [],
    questionAnswers: [],
  }));
  return JSON.stringify({ sessions, speakers: people, questions: [], categories: [], rooms });
}

/** A calendar of a thousand events, its lines folded. */
export function calendar(): string {
  const fold = (line: string) => line.replace(/(.{70})(?=.)/g, '$1\r\n ');
  const events = ALL.slice(0, 1_000).map(({ id, day, start, room, title, speakers, html }) => {
    const at = `${day.replaceAll('-', '')}T${start.replace(':', '')}00`;
    const lines = [
      'BEGIN:VEVENT',
      `UID:${id}@example.org`,
      `SUMMARY:${title}`,
      `LOCATION:${room}`,
      `DTSTART;TZID=Europe/Brussels:${at}`,
      'DURATION:PT25M',
      `DESCRIPTION:${html.slice(0, 1_000).replace(/[,;]/g, '\\$&').replaceAll('\n', '\\n')}`,
      ...speakers.map((name) => `ATTENDEE;CN="${name}":mailto:x@example.org`),
      'END:VEVENT',
    ];
    return lines.map(fold).join('\r\n');
  });
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//bench//', ...events, 'END:VCALENDAR'].join('\r\n');
}
