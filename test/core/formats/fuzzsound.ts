import { inOrder } from '../../../src/core/formats/ids.ts';
import type { ProgrammeReading, Session } from '../../../src/core/programme.ts';
import { CANARY } from './mutatetext.ts';

const SESSIONS_MAX = 5_000;
const LINE_MAX = 500;
const FAULTS_MAX = 101; // a hundred, and how many more there are
const SPEAKERS_MAX = 50;
const SENTENCE_MAX = 1_000;

/** What is unsound in a reading, whatever it was read from; nothing when others can rely on it. */
export function flawsOf(reading: ProgrammeReading): string[] {
  const { sessions, dropped, faults, assumed } = reading;
  const ids = new Set(sessions.map(({ id }) => id));
  const sentences = [
    ...dropped.flatMap(({ what, why }) => [what, why]),
    ...faults.map(({ message }) => message),
    ...assumed,
  ];
  const checks: readonly (readonly [holds: boolean, flaw: string])[] = [
    [sessions.length <= SESSIONS_MAX, `${sessions.length} sessions`],
    [ids.size === sessions.length && !ids.has(''), 'ids that are empty or not unique'],
    [
      sessions.every((session, i) => i === 0 || inOrder(sessions[i - 1] ?? session, session) < 0),
      'out of order',
    ],
    [dropped.length <= SESSIONS_MAX, `${dropped.length} dropped`],
    [faults.length <= FAULTS_MAX && assumed.length <= FAULTS_MAX, `${faults.length} faults`],
    [sentences.every((sentence) => sentence.length <= SENTENCE_MAX), 'an endless sentence'],
    [sentences.every((sentence) => sentence.trim() !== ''), 'an empty sentence'],
    [sessions.length > 0 || faults.some(({ severity }) => severity === 'error'), 'neither session nor error'],
    [isClean(reading.name), 'an unclean name'],
    [reading.next === undefined || isClean(reading.next), 'an unclean address'],
    [!JSON.stringify(reading).includes(CANARY), 'an entity was expanded'],
  ];
  return [
    ...checks.flatMap(([holds, flaw]) => (holds ? [] : [flaw])),
    ...sessions.flatMap((session) => flawsIn(session).map((flaw) => `session ${session.id}: ${flaw}`)),
  ];
}

function flawsIn(session: Session): string[] {
  const { id, title, speakers, room, startsAt, endsAt, kind, votable, cancelled, language, track } = session;
  const lines = [id, title, room, ...speakers, language ?? '-', track ?? '-', session.relayOf ?? '-'];
  const checks: readonly (readonly [holds: boolean, flaw: string])[] = [
    [isInstant(startsAt) && isInstant(endsAt), `instants ${startsAt} and ${endsAt}`],
    [endsAt >= startsAt, 'it ends before it starts'],
    [title !== '' && language !== '' && track !== '' && !speakers.includes(''), 'an empty text'],
    [speakers.length <= SPEAKERS_MAX, `${speakers.length} speakers`],
    [
      lines.every(isClean),
      `an unclean text: ${JSON.stringify(lines.find((line) => !isClean(line))?.slice(0, 60))}`,
    ],
    [!votable || (kind === 'talk' && room !== '' && !cancelled), 'votable without a reason'],
    [Object.values(session).every((value) => value !== undefined), 'an undefined field'],
  ];
  return checks.flatMap(([holds, flaw]) => (holds ? [] : [flaw]));
}

/** A whole number of milliseconds that a date can show. */
function isInstant(at: number): boolean {
  return Number.isSafeInteger(at) && !Number.isNaN(new Date(at).getTime());
}

function isClean(line: string): boolean {
  return (
    [...line].length <= LINE_MAX &&
    line === line.trim() &&
    line === line.normalize('NFC') &&
    !/[\p{Cc}\p{Cs}]/u.test(line)
  );
}
