import { nearest } from '../nearest.ts';
import { type KnownSession, roomsOf } from '../programme.ts';
import { describeUnknownRooms } from '../rooms.ts';
import type { BoxSettings, Correction, NoticeText } from './orders.ts';

const NAME_MAX = 60;
const NOTICE_MAX = 120;
const DAY_MS = 86_400_000;
const STOOD_MAX_MS = 14 * DAY_MS;
const NOTICE_MAX_MS = 14 * DAY_MS;

/** What can be named. */
export interface Facts {
  /** Paired boxes, by id. */
  boxes: readonly string[];
  /** Of the programme; none without one. */
  sessions: readonly KnownSession[];
  /** Now, epoch milliseconds. */
  at: number;
}

/** Why a correction makes no sense, as a sentence; null when it does. */
export function refuseCorrection(correction: Correction, facts: Facts): string | null {
  const unknown = describeUnknownRooms([correction.room], facts.sessions);
  if (correction.kind === 'alias') {
    const { alias, room } = correction;
    if (roomsOf(facts.sessions).length === 0) return 'There is no programme yet, so it has no rooms.';
    if (alias.trim() === '') return 'Say what boxes call the room.';
    if (alias === room) return `"${alias}" is that room already.`;
    return unknown === null ? null : `${unknown}.`;
  }
  const { box, room, fromAt, toAt } = correction;
  const missing = refuseBoxes([box], facts.boxes);
  if (missing !== null) return missing;
  if (unknown !== null) return `${unknown}.`;
  if (room.trim() === '') return 'Say in which room the box stood.';
  if (toAt <= fromAt) return 'The end has to come after the beginning: check both times.';
  return toAt - fromAt > STOOD_MAX_MS ? 'That is over two weeks: check both days.' : null;
}

/** Why a notice cannot be shown, as a sentence; null when it can. */
export function refuseNotice(
  { text, boxes, untilAt }: { text: NoticeText; boxes: readonly string[] | null; untilAt: number | null },
  facts: Facts,
): string | null {
  if (boxes !== null && boxes.length === 0) return 'Choose the boxes that shall show it, or all of them.';
  const missing = boxes === null ? null : refuseBoxes(boxes, facts.boxes);
  if (missing !== null) return missing;
  const words = text.kind === 'free' ? text.text : text.kind === 'moved' ? text.to : null;
  if (words !== null && words.trim() === '') {
    return text.kind === 'moved' ? 'Say where it has moved to.' : 'Write what the boxes shall show.';
  }
  if (words !== null && [...words].length > NOTICE_MAX) {
    return `That is too long to be read in passing: at most ${NOTICE_MAX} characters.`;
  }
  if (untilAt === null) return null;
  if (untilAt <= facts.at) return 'Its end is over already: choose a later one.';
  return untilAt - facts.at > NOTICE_MAX_MS ? 'Its end is over two weeks away: check the day.' : null;
}

/** Why settings of a box make no sense, as a sentence; null when they do. */
export function refuseSettings(
  box: string,
  { name, room }: Omit<BoxSettings, 'window'>,
  facts: Facts,
): string | null {
  const missing = refuseBoxes([box], facts.boxes);
  if (missing !== null) return missing;
  if ([...name].length > NAME_MAX) return `The name is too long: at most ${NAME_MAX} characters.`;
  const unknown = room === null ? null : describeUnknownRooms([room], facts.sessions);
  return unknown === null ? null : `${unknown}.`;
}

/** Which of these boxes are not known, with those that may be meant; null when all are. */
export function refuseBoxes(boxes: readonly string[], known: readonly string[]): string | null {
  const missing = boxes.filter((box) => !known.includes(box));
  if (missing.length === 0) return null;
  const told = missing.map((box) => {
    const near = nearest(box, known);
    return near.length === 0 ? `"${box}"` : `"${box}" (did you mean ${near.join(' or ')}?)`;
  });
  return `No such box is paired: ${told.join(', ')}.`;
}
