import { cleanLine } from '../text.ts';
import { isRecord } from './json.ts';

/** Says what a text that is no JSON is, and what to use instead; null when it may be broken JSON. */
export function refuseText(text: string, formats: string): string | null {
  const head = text.slice(0, 4_000);
  if (head.startsWith('<')) return refuseMarkup(head, formats);
  if (/^BEGIN:VCALENDAR/i.test(head)) {
    return `This is an iCalendar file, not a format this version reads (it reads ${formats}). Use the JSON export.`;
  }
  if (/^[{[]/.test(head)) return null;
  return `This is neither JSON nor XML, so not a format this version reads (it reads ${formats}).`;
}

/** Says what JSON of another shape is, and what to use instead. */
export function refuseShape(value: unknown, formats: string): string {
  const first = Array.isArray(value) ? value.find(isRecord) : value;
  if (Array.isArray(value) && value.length === 0) {
    return 'This is an empty list: it holds no session. Ask for the finished programme.';
  }
  if (!isRecord(first)) return `This JSON holds no sessions. This version reads ${formats}.`;
  const instead = `not a programme: it says nothing of times and rooms. Use the schedule file beside it (this version reads ${formats}).`;
  if ('fullName' in first || ('firstName' in first && 'lastName' in first))
    return `This is a list of speakers, ${instead}`;
  if (Array.isArray(value) && 'title' in first && 'speakers' in first && !('rooms' in first)) {
    return `This is a list of talks, ${instead}`;
  }
  if ('localDate' in first || (Array.isArray(first.days) && !('sessions' in first))) {
    return `This describes an event and its days, ${instead}`;
  }
  const keys = Object.keys(first).slice(0, 6).join(', ').slice(0, 120);
  return `This JSON (${keys}) is not a format this version reads (it reads ${formats}).`;
}

function refuseMarkup(head: string, formats: string): string {
  const prolog = /^(?:\s|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!doctype[^>]*>)*/i.exec(head)?.[0] ?? '';
  const root = /^<([\w:.-]+)/.exec(head.slice(prolog.length))?.[1]?.toLowerCase() ?? '';
  if (root === 'html' || /<!doctype html/i.test(prolog)) {
    const title = /<title[^>]*>([^<]{1,80})/i.exec(head)?.[1];
    return `This is a web page${title === undefined ? '' : ` ("${cleanLine(title)}")`}, not a programme: often a login or error page. Use the address of the export itself, one that opens without signing in.`;
  }
  if (root === 'feed' || root === 'rss') {
    return `This is the news feed of a programme (${root === 'feed' ? 'Atom' : 'RSS'}), not the programme. Use the address of the schedule export.`;
  }
  const what = root === 'schedule' ? 'This is an XML schedule' : `This is XML (<${root}>)`;
  return `${what}, not a format this version reads (it reads ${formats}). Use the JSON export.`;
}
