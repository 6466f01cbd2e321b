import type { Completion } from './answer.ts';
import { COMMANDS, type Place } from './command.ts';
import { findEntry } from './parse.ts';

/** The words before each place, with their blanks: what is behind them stands as it was written. */
const WORD_BEFORE = [/^\S+\s+/, /^\S+\s+\S+\s+/];

/** What may stand at the end of a line that is being written. @param rooms of the programme */
export function complete(line: string, rooms: readonly string[]): Completion {
  const written = line.trimStart();
  const [name = '', ...words] = written.split(/\s+/);
  if (words.length === 0) return matching(names(), name);
  const places = findEntry(name)?.places ?? [];
  // A room may have blanks: it is everything from its place on.
  const roomAt = places.indexOf('room');
  const at = roomAt === -1 ? words.length - 1 : Math.min(words.length - 1, roomAt);
  const place = places[at];
  if (place === undefined) return { hits: [], on: '' };
  return matching(choices(place, rooms), written.replace(WORD_BEFORE[at] ?? '', ''));
}

/** With a blank behind those that go on. */
function names(): string[] {
  return COMMANDS.map(({ name, places }) => (places === undefined ? name : `${name} `));
}

function choices(place: Place, rooms: readonly string[]): readonly string[] {
  if (place === 'room') return rooms;
  return place === 'command' ? COMMANDS.map(({ name }) => name) : place;
}

function matching(words: readonly string[], on: string): Completion {
  const begins = on.toLowerCase();
  return { hits: words.filter((word) => word.toLowerCase().startsWith(begins)), on };
}
