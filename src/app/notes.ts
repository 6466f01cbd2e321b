import type { Adjustment } from '../core/adjustments.ts';
import { describeOrder } from '../core/listing.ts';
import type { Programme, ProgrammeReading } from '../core/programme.ts';
import { asListed, describeUnknownRooms } from '../core/rooms.ts';
import { delaysMovedBySource, standingDelays } from '../core/twicelate.ts';
import type { Faults } from './faults.ts';

interface Deps {
  faults: Pick<Faults, 'set' | 'clear'>;
  /** The rooms that this box may serve. */
  rooms: () => readonly string[];
  current: () => Programme | null;
  adjustments: () => readonly Adjustment[];
  wallAt: () => number;
}

/** What people are told about the programme as it is now; all are warnings, since votes are stored all the same. */
export interface Notes {
  /** Compares the rooms of the box, and the delays of today, with the programme once more. */
  review(): void;
  /** What a person should confirm of what was read; of null that is nothing. */
  reading(reading: ProgrammeReading | null): void;
  /** An import has put one version in place of another. */
  imported(before: Programme | null, after: Programme | null): void;
}

export function createNotes({ faults, rooms, current, adjustments, wallAt }: Deps): Notes {
  let moved: readonly number[] = [];

  function show(id: string, message: string | null): void {
    if (message === null) faults.clear(id);
    else faults.set(id, 'warning', message);
  }

  function reviewRooms(): void {
    const why = describeUnknownRooms(rooms(), asListed(current()?.sessions ?? []));
    show('room', why && `${why}. Votes are stored, but go to no session until the room is right.`);
  }

  function reviewDelays(): void {
    const programme = current();
    const delays = programme === null ? [] : standingDelays(adjustments(), programme.timezone, wallAt());
    const doubled = delays.filter(({ number }) => moved.includes(number));
    moved = doubled.map(({ number }) => number);
    const said = doubled.map(({ number, order }) => {
      const what = programme === null ? order.room : describeOrder(order, programme);
      return `The source has moved sessions of ${order.room} to later, and by hand it is delayed too (${what}). If both mean the same, run: likebox programme undo ${number}`;
    });
    show('programme-delay', said.length === 0 ? null : said.join(' '));
  }

  function review(): void {
    reviewRooms();
    reviewDelays();
  }

  return {
    review,
    reading(reading) {
      const warnings = (reading?.faults ?? []).map(({ message }) => message);
      show('programme-reading', warnings.length === 0 ? null : warnings.join(' '));
    },
    imported(before, after) {
      if (before === null || after === null || before === after) return;
      const now = delaysMovedBySource(before, after, adjustments(), wallAt());
      moved = [...moved, ...now.map(({ number }) => number)];
      reviewDelays();
    },
  };
}
