import { cleanLine } from '../text.ts';
import { isRecord } from './json.ts';
import { beginningOf } from './markup.ts';

const USE = 'Use the schedule export; likebox programme formats lists the formats that are read.';
const ROOMS =
  'This is a list of rooms, not a programme: it says nothing of talks and times. Use the schedule file beside it.';

/** Says what bytes that are no text are; null for what may be text. */
export function refuseBinary(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 8));
  if (head.startsWith('PK\u0003\u0004'))
    return 'This is a spreadsheet or a zip archive. Save the sheet as CSV, or unpack the archive.';
  if (head.startsWith('%PDF')) return `This is a PDF, which is made for printing. ${USE}`;
  if (head.startsWith('\u001f\u008b')) return 'This is compressed (gzip). Unpack it first.';
  if (head.startsWith('\u00d0\u00cf\u0011\u00e0')) return 'This is an old Excel file. Save the sheet as CSV.';
  return null;
}

/** Says what a text is that is no JSON and no format that is read, and what to use instead; null for JSON. */
export function refuseText(text: string, guessed: boolean): string | null {
  const head = text.slice(0, 4_000);
  if (head.startsWith('<')) return refuseMarkup(head);
  if (guessed) return 'This is not UTF-8 text. If an editor saved it, save it again as UTF-8.';
  if (/^[{[]/.test(head)) return null;
  return `This is neither JSON, XML, iCalendar nor a table, so not a programme. ${USE}`;
}

/** Says what JSON of another shape is, and what to use instead. */
export function refuseShape(value: unknown): string {
  const first = Array.isArray(value) ? value.find(isRecord) : value;
  if (Array.isArray(value) && value.length === 0) {
    return 'This is an empty list: it holds no session. Ask for the finished programme.';
  }
  if (!isRecord(first)) return `This JSON holds no sessions. ${USE}`;
  const instead = 'not a programme: it says nothing of times and rooms. Use the schedule file beside it.';
  if ('fullName' in first && ('isTopSpeaker' in first || Array.isArray(first.sessions))) {
    return `This is Sessionize's list of speakers (view/Speakers), not a programme: it says nothing of times and rooms. Use the address that ends in view/GridSmart, or in view/All.`;
  }
  if ('fullName' in first || ('firstName' in first && 'lastName' in first))
    return `This is a list of speakers, ${instead}`;
  if (Array.isArray(value) && 'title' in first && 'speakers' in first && !('rooms' in first)) {
    return `This is a list of talks, ${instead}`;
  }
  if (isRoom(first) || isAlone(first, 'rooms')) return ROOMS;
  if (isAlone(first, 'speakers'))
    return 'This is a list of speakers, not a programme: it says nothing of times and rooms. Use the export that holds the sessions and their schedule beside the speakers.';
  if (Array.isArray(first.talks) && Array.isArray(first.speakers) && 'formats' in first) {
    return 'This is the export of an event of Conference Hall: talks without times, and private data of speakers. Use the JSON export of its schedule.';
  }
  if ('localDate' in first || (Array.isArray(first.days) && !('sessions' in first))) {
    return `This describes an event and its days, ${instead}`;
  }
  if (Array.isArray(first.results)) return refusePage(first.results, instead);
  const keys = Object.keys(first).slice(0, 6).join(', ').slice(0, 120);
  return `This JSON (${keys}) is not a programme of a format that is known. ${USE}`;
}

function isRoom(entry: Readonly<Record<string, unknown>>): boolean {
  const isSession = Object.keys(entry).some((key) => /title|start|speaker|session/i.test(key));
  return 'name' in entry && 'capacity' in entry && !isSession;
}

/** Whether there is a table of this name, and nothing beside it. */
function isAlone(value: Readonly<Record<string, unknown>>, name: string): boolean {
  const table = value[name];
  return Object.keys(value).length === 1 && (Array.isArray(table) || isRecord(table));
}

/** What the other lists of an API are that gives its answers in pages (`{count, next, results}`). */
function refusePage(results: readonly unknown[], instead: string): string {
  const first = results.find(isRecord);
  if (first === undefined)
    return 'This list of results is empty: it holds no session. Ask for the finished programme.';
  if ('capacity' in first || 'position' in first) return ROOMS;
  if ('submission' in first && 'start' in first) {
    return 'This is a list of slots, not of talks. Use …/submissions/?expand=slots,slots.room,track,submission_type,speakers, or the schedule.json.';
  }
  if ('name' in first && 'code' in first) return `This is a list of speakers, ${instead}`;
  const keys = Object.keys(first).slice(0, 6).join(', ').slice(0, 120);
  return `This JSON is a list of results (${keys}), not a programme of a format that is known. ${USE}`;
}

function refuseMarkup(head: string): string {
  if (/sessionize\.com\/api\/|class="sz-/i.test(head)) {
    return 'This is a page of Sessionize that is made for embedding, not a programme. In Sessionize, add an API endpoint of the format JSON, and use its address that ends in view/GridSmart.';
  }
  const { prolog, root: written } = beginningOf(head);
  const root = written.toLowerCase();
  if (root === 'html' || /<!doctype html/i.test(prolog)) {
    const title = /<title[^>]*>([^<]{1,80})/i.exec(head)?.[1];
    return `This is a web page${title === undefined ? '' : ` ("${cleanLine(title)}")`}, not a programme: often a login or error page. Use the address of the export itself, one that opens without signing in.`;
  }
  if (root === 'feed' || root === 'rss') {
    return `This is the news feed of a programme (${root === 'feed' ? 'Atom' : 'RSS'}), not the programme. Use the address of the schedule export.`;
  }
  if (root === 'icalendar') {
    return 'This is xCal, iCalendar written as XML, which is not read. Use the schedule.xml, schedule.json or .ics file of the same programme.';
  }
  if (root === 'schedule') {
    return 'This is a <schedule> without a <conference>, a form that only EuroPython 2014 used. Use a schedule.xml of frab or pretalx, a schedule.json or an .ics file of the same programme.';
  }
  return `This is XML (<${root}>), not a programme of a format that is known. ${USE}`;
}
