import { nearest } from '../nearest.ts';
import { COMMANDS, type ConsoleCommand, type Entry } from './command.ts';

/** Null for an empty line. */
export function parseCommand(line: string): { command: ConsoleCommand } | { wrong: string } | null {
  const [name, ...words] = wordsOf(line);
  if (name === undefined) return null;
  const entry = findEntry(name);
  if (entry === undefined) return { wrong: describeUnknown(name) };
  const command = entry.read(words);
  return command === null ? { wrong: `Say: ${entry.usage}` } : { command };
}

export function findEntry(name: string): Entry | undefined {
  return COMMANDS.find((entry) => entry.name === name.toLowerCase());
}

/** That there is no such command, and which one may be meant. */
export function describeUnknown(name: string): string {
  const names = nearest(
    name,
    COMMANDS.map((entry) => entry.name),
    1,
  );
  const [near] = names;
  const hint = near === undefined ? 'help lists them all.' : `Did you mean ${near}?`;
  return `There is no command "${name.slice(0, 40)}". ${hint}`;
}

/** Words are parted by blanks; quotes hold a name together. */
export function wordsOf(line: string): string[] {
  return (line.match(/"[^"]*"?|\S+/g) ?? []).map((word) =>
    word.startsWith('"') ? word.slice(1).replace(/"$/, '') : word,
  );
}
