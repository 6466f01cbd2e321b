import type { Dropped } from '../programme.ts';
import { cleanLine } from '../text.ts';
import { type Draft, describe, sortOut } from './draft.ts';
import type { JsonFormat } from './format.ts';
import { isRecord, listOf } from './json.ts';
import { readWholeSpan } from './span.ts';

const UTC = /^(?:(?:Etc\/)?(?:UTC|UCT|GMT|Zulu|Universal)|)$/i;

/**
 * Conference Hall's export of a schedule (FORMATS.md 2.7), where `track` is the room. An offset is the truth; a Z
 * beside a zone other than UTC is not: the exports of 2025 wrote the event's wall time with a Z.
 */
export const CONFERENCE_HALL: JsonFormat = {
  name: 'Conference Hall ({sessions: […], timeZone, days: […]})',
  recognises: (value) =>
    isRecord(value) && Array.isArray(value.sessions) && Array.isArray(value.days) && 'timeZone' in value,
  read(value) {
    const root = isRecord(value) ? value : {};
    const entries = listOf(root.sessions);
    const writesZ = entries.some((entry) => isRecord(entry) && /z$/i.test(cleanLine(entry.start)));
    return {
      format: 'conference-hall',
      name: root.name,
      zone: root.timeZone,
      offsets: writesZ && !UTC.test(cleanLine(root.timeZone)) ? 'ignored' : 'true',
      ...sortOut(entries.map(readEntry)),
    };
  },
};

function readEntry(entry: unknown): Draft | Dropped {
  if (!isRecord(entry)) return { what: 'an entry of sessions', why: 'it is not a session' };
  const proposal = isRecord(entry.proposal) ? entry.proposal : null;
  const title = [proposal?.title, entry.title, entry.name].find((text) => cleanLine(text) !== '');
  const span = readWholeSpan(entry, 'start', 'end');
  if ('why' in span) return { what: describe(cleanLine(title), cleanLine(entry.id)), why: span.why };
  const [word] = listOf(proposal?.formats);
  const [track] = listOf(proposal?.categories);
  const [language] = [entry.language, proposal?.language, ...listOf(proposal?.languages)].filter(
    (code) => cleanLine(code) !== '',
  );
  return {
    id: entry.id,
    title,
    speakers: listOf(proposal?.speakers).map((speaker) => (isRecord(speaker) ? speaker.name : speaker)),
    room: entry.track,
    ...span,
    // Without a proposal it is a break, a keynote or a word of welcome: its title tells.
    flag: proposal === null ? null : 'content',
    word,
    track,
    language,
  };
}
