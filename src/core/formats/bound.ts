import type { Dropped, ProgrammeReading, ReadingFault, Session } from '../programme.ts';

const SPEAKERS_MAX = 50; // the most that a session of the real files names is 7
const SENTENCES_MAX = 100;
const SENTENCE_MAX = 1_000;
const NAMED_MAX = 400;
const TEXT_MAX = 16_000_000; // the longest real programme has 200,000 characters

/**
 * Bounds what a reading says, whatever it was read from: names of one session, sentences about the source, and the
 * length of each. What is left out is counted.
 */
export function boundReading(reading: ProgrammeReading): ProgrammeReading {
  const { sessions, dropped, faults, assumed } = reading;
  const crowded = sessions.filter(({ speakers }) => speakers.length > SPEAKERS_MAX).length;
  const all = [...faults, ...crowdedFaults(crowded)];
  return {
    ...reading,
    sessions: crowded === 0 ? sessions : sessions.map(boundSpeakers),
    dropped: dropped.map(boundDropped),
    faults: [...all.slice(0, SENTENCES_MAX).map(boundFault), ...moreFaults(all.slice(SENTENCES_MAX))],
    assumed: assumed.slice(0, SENTENCES_MAX).map((sentence) => cut(sentence, SENTENCE_MAX)),
  };
}

/**
 * Why so much text is refused; null when it is not too much. A short source may name one long name a hundred thousand
 * times by its number.
 */
export function refuseLength({ sessions }: ProgrammeReading): string | null {
  const length = sessions.reduce((sum, session) => sum + lengthOf(session), 0);
  if (length <= TEXT_MAX) return null;
  return `The sessions of this programme hold ${length} characters; more than ${TEXT_MAX} are refused. Look for a name or a title that was repeated by mistake.`;
}

function lengthOf({ id, title, room, track, speakers }: Session): number {
  const own = id.length + title.length + room.length + (track?.length ?? 0);
  return speakers.reduce((sum, name) => sum + name.length, own);
}

function crowdedFaults(crowded: number): ReadingFault[] {
  if (crowded === 0) return [];
  const which = crowded === 1 ? '1 session names' : `${crowded} sessions name`;
  const message = `${which} more than ${SPEAKERS_MAX} speakers; the first ${SPEAKERS_MAX} were kept.`;
  return [{ severity: 'warning', message }];
}

function boundSpeakers(session: Session): Session {
  return { ...session, speakers: session.speakers.slice(0, SPEAKERS_MAX) };
}

function boundDropped({ what, why }: Dropped): Dropped {
  return { what: cut(what, NAMED_MAX), why: cut(why, NAMED_MAX) };
}

function boundFault({ severity, message }: ReadingFault): ReadingFault {
  return { severity, message: cut(message, SENTENCE_MAX) };
}

/** An error among those that are left out stays one. */
function moreFaults(others: readonly ReadingFault[]): ReadingFault[] {
  if (others.length === 0) return [];
  const severity = others.some((fault) => fault.severity === 'error') ? 'error' : 'warning';
  return [{ severity, message: `And ${others.length} more such sentences about this source.` }];
}

function cut(sentence: string, max: number): string {
  return sentence.length <= max ? sentence : `${sentence.slice(0, max - 1).replace(/\p{Cs}$/u, '')}…`;
}
