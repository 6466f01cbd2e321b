import { daysOf } from '../days.ts';
import { type ProgrammeReading, roomsOf, type Session } from '../programme.ts';
import { toolNames } from './tools.ts';

/** What was read, in a sentence each. */
export function summarySentences({ format, sessions, timezone }: ProgrammeReading): string[] {
  const days = daysOf(sessions, timezone).length;
  const rooms = roomsOf(sessions).length;
  const talks = sessions.filter(({ kind, cancelled }) => kind === 'talk' && !cancelled);
  const named = talks.filter(({ speakers }) => speakers.length > 0).length;
  const speakers = ` Speakers are named for ${named} of ${count(talks.length, 'talk', 'talks')}.`;
  const counts = [
    count(sessions.filter(({ votable }) => votable).length, 'takes votes', 'take votes'),
    count(sessions.filter(({ kind }) => kind === 'break').length, 'is a break', 'are breaks'),
    count(sessions.filter(({ cancelled }) => cancelled).length, 'is cancelled', 'are cancelled'),
  ];
  if (sessions.length === 0) return ['No sessions were read.'];
  const size = `${count(sessions.length, 'session', 'sessions')} on ${count(days, 'day', 'days')} in ${count(rooms, 'room', 'rooms')}`;
  return [
    `${size}: ${counts.join(', ')}.`,
    `Format: ${toolNames(format)}.${talks.length === 0 ? '' : speakers}`,
  ];
}

/** What was taken for granted, a sentence each. */
export function assumedSentences({ sessions, timezone, reading, assumed }: ProgrammeReading): string[] {
  if (sessions.length === 0) return [...assumed];
  const times =
    reading === 'wall'
      ? `Times are the wall time of ${timezone}, as written`
      : `Times are the instants that their Z or offset says, shown in ${timezone}`;
  const number = (is: (session: Session) => boolean) => sessions.filter(is).length;
  const isHidden = ({ kind, room, cancelled, votable }: Session) =>
    kind === 'talk' && room !== '' && !cancelled && !votable;
  const sentences: [number, string, string, string][] = [
    [
      number(({ derivedId }) => derivedId),
      'session has',
      'sessions have',
      'no usable id in the source; one was made from day, room, start and title',
    ],
    [number(({ room }) => room === ''), 'session has', 'sessions have', 'no room, so no votes'],
    [
      number(({ kind }) => kind === 'other'),
      'session takes',
      'sessions take',
      'no votes: longer than 8 hours, without a duration, or neither talk nor break',
    ],
    [number(isHidden), 'session takes', 'sessions take', 'no votes: the source asks for no feedback'],
    [number(({ plenary }) => plenary === true), 'session is', 'sessions are', 'in one room, for everybody'],
    [
      number(({ relayOf }) => relayOf !== undefined),
      'session is',
      'sessions are',
      'shown in a second room; its votes are added to those of the talk',
    ],
  ];
  return [
    `${times}. Another zone: --timezone; on a box, timezone in [programme].`,
    ...sentences.flatMap(([found, one, many, what]) =>
      found === 0 ? [] : [`${count(found, one, many)} ${what}.`],
    ),
    ...assumed,
  ];
}

/** Each room with how many sessions it has, and how many of them take votes; last, what has no room. */
export function roomCounts(sessions: readonly Session[]): { room: string; counts: string }[] {
  const rooms = new Map<string, { all: number; votable: number }>();
  for (const { room, votable } of sessions) {
    const { all, votable: voted } = rooms.get(room) ?? { all: 0, votable: 0 };
    rooms.set(room, { all: all + 1, votable: voted + Number(votable) });
  }
  return [...roomsOf(sessions), ''].flatMap((room) => {
    const found = rooms.get(room);
    if (found === undefined) return [];
    const votes = count(found.votable, 'takes votes', 'take votes');
    return [
      {
        room: room === '' ? '(no room)' : room,
        counts: `${count(found.all, 'session', 'sessions')}, ${votes}`,
      },
    ];
  });
}

/** A number with its words. */
export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
