import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'smol-toml';
import type { ChoiceFile } from '../app/ports.ts';
import type { Choice, Choices } from '../core/menu/choices.ts';
import { codeOf, replaceFile } from './durable.ts';

const HEADING = `# Written by the service menu of this LikeBox; what is here is a person's choice at the box.
# Each choice counts until the same setting is changed in box.toml: "instead_of" is what box.toml said then.
`;

/**
 * `choices.toml` in the data directory. A file that cannot be read is put aside under a name with the date, so that the
 * next choice does not overwrite what a person may want to look at.
 * @param now epoch milliseconds, for that name
 */
export function createChoiceFile({ dataDir, now }: { dataDir: string; now: () => number }): ChoiceFile {
  const path = join(dataDir, 'choices.toml');

  return {
    load() {
      try {
        return { choices: fromToml(parse(readFileSync(path, 'utf8'))), damage: null };
      } catch (error) {
        return { choices: {}, damage: damageOf(path, codeOf(error), now()) };
      }
    },
    save: (choices) => replaceFile(path, `${HEADING}\n${stringify(toToml(choices))}`),
  };
}

/** What to say of a file that could not be read or understood; null when nothing was ever chosen. */
function damageOf(path: string, code: string, at: number): string | null {
  // Without a directory nothing was ever chosen; what is wrong with it is the store's to say.
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  // The file itself may be good.
  const isOutOfReach = code === 'EACCES' || code === 'EPERM' || code === 'EIO';
  const why = isOutOfReach
    ? `What was chosen in the menu cannot be read from ${path} (${code}).`
    : putAside(path, at);
  return `${why} The box runs on its configuration.`;
}

function putAside(path: string, at: number): string {
  const aside = `${path}.bad-${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  try {
    renameSync(path, aside);
    return `What was chosen in the menu cannot be read; the file is kept as ${aside}.`;
  } catch (error) {
    return `What was chosen in the menu cannot be read, and ${path} cannot be put aside (${codeOf(error)}).`;
  }
}

/** Unknown keys are a later version's business. Throws for what is no choice. */
function fromToml(file: Readonly<Record<string, unknown>>): Choices {
  const choices: Choices = {};
  if ('room' in file) choices.room = choiceOf(file.room, (room) => room === null || isText(room), null);
  if ('muted' in file) choices.muted = choiceOf(file.muted, (muted) => typeof muted === 'boolean', undefined);
  return choices;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** @param none stands for a value that is not there, as TOML has no null */
function choiceOf<T>(found: unknown, is: (value: unknown) => value is T, none: T | undefined): Choice<T> {
  const { value, instead_of: insteadOf = none } = found as Record<string, unknown>;
  if (value === null || !is(value) || !is(insteadOf)) throw new TypeError('not a choice');
  return { value, insteadOf };
}

function toToml({ room, muted }: Choices): Record<string, Record<string, unknown>> {
  return {
    ...(room === undefined ? {} : { room: tableOf(room) }),
    ...(muted === undefined ? {} : { muted: tableOf(muted) }),
  };
}

function tableOf({ value, insteadOf }: Choice<unknown>): Record<string, unknown> {
  return insteadOf === null ? { value } : { value, instead_of: insteadOf };
}
