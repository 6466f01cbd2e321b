import type { Dropped } from '../programme.ts';
import { cleanLine } from '../text.ts';
import type { WallTime } from '../zone.ts';
import { type Draft, describe } from './draft.ts';
import type { JsonFormat } from './format.ts';
import { isRecord, listOf, quote } from './json.ts';
import { endAfter, minutesAfter, parseDay, parseMinutes } from './stamp.ts';

// FORMATS.md 2.1: how long each kind lasted in 2013, when the file wrote no end.
const DEFAULT_MINUTES: readonly (readonly [RegExp, number])[] = [
  [/quick/i, 15],
  [/tools?.in.action/i, 30],
  [/conf/i, 55],
  [/lab/i, 120],
  [/univ/i, 180],
];

/**
 * The programme of the first LikeBox, as BreizhCamp 2013-2015 and BDX I/O wrote it (FORMATS.md 2.1): French days, wall
 * times, no speakers.
 */
export const LIKEBOX: JsonFormat = {
  name: 'LikeBox / BreizhCamp 2013-2015 ({programme: {jours: […]}})',
  recognises: (value) => isRecord(value) && isRecord(value.programme) && 'jours' in value.programme,
  read(value) {
    const root = isRecord(value) ? value : {};
    const programme = isRecord(root.programme) ? root.programme : {};
    const drafts: Draft[] = [];
    const dropped: Dropped[] = [];
    for (const read of listOf(programme.jours).flatMap(readDay)) {
      if ('why' in read) dropped.push(read);
      else drafts.push(read);
    }
    return { format: 'likebox-2015', name: root.titre, offsets: 'ignored', drafts, dropped };
  },
};

function readDay(day: unknown): (Draft | Dropped)[] {
  if (!isRecord(day)) return [{ what: 'an entry of jours', why: 'it is not a day' }];
  const midnight = parseDay(day.date);
  const proposals = [
    ...listOf(day.proposals).map((proposal) => ({ proposal, room: undefined as unknown })),
    ...listOf(day.tracks).flatMap((track) =>
      isRecord(track) ? listOf(track.proposals).map((proposal) => ({ proposal, room: track.type })) : [],
    ),
  ];
  if (midnight === null) {
    const why = `its date is not DD/MM/YYYY (${quote(day.date)}), so its ${proposals.length} sessions were left out`;
    return [{ what: `day ${describe(cleanLine(day.title), '')}`, why }];
  }
  return proposals.map(({ proposal, room }) => readProposal(proposal, room, midnight));
}

function readProposal(proposal: unknown, trackRoom: unknown, midnight: WallTime): Draft | Dropped {
  if (!isRecord(proposal)) return { what: 'an entry of proposals', why: 'it is not a session' };
  const what = describe(cleanLine(proposal.title), cleanLine(proposal.id));
  const writtenStart = proposal.start ?? proposal.time;
  const start = parseMinutes(writtenStart);
  if (start === null) return { what, why: `its start is no time of day (${quote(writtenStart)})` };
  const words = [proposal.format, proposal.type, proposal.track].map(cleanLine);
  const end = endOf(proposal.end, start, words);
  if (end === null) return { what, why: `its end is no time of day (${quote(proposal.end)})` };
  return {
    id: proposal.id,
    title: proposal.title,
    speakers: [],
    room: cleanLine(proposal.room) === '' ? trackRoom : proposal.room,
    start: { wall: minutesAfter(midnight, start), offsetMs: null },
    end: { wall: minutesAfter(midnight, end), offsetMs: null },
    flag: flagOf(words),
    word: words.find((word) => word !== ''),
    track: proposal.track,
  };
}

/** Minutes since the midnight of the day at which it starts. */
function endOf(writtenEnd: unknown, start: number, words: readonly string[]): number | null {
  if (writtenEnd === undefined || writtenEnd === null || writtenEnd === '') {
    const known = DEFAULT_MINUTES.find(([kind]) => words.slice(0, 2).some((word) => kind.test(word)));
    return start + (known?.[1] ?? 60);
  }
  const end = parseMinutes(writtenEnd);
  return end === null ? null : endAfter(start, end);
}

/** Speakers are never known here, so a title alone makes no break where the file has a word for what it is. */
function flagOf(words: readonly string[]): Draft['flag'] {
  if (words.some((word) => /^break$/i.test(word))) return 'break';
  return words.slice(0, 2).some((word) => word !== '') ? 'content' : null;
}
