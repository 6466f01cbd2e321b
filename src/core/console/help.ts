import { paragraph } from '../report/width.ts';
import type { Answer } from './answer.ts';
import { COMMANDS } from './command.ts';
import { WIDTH } from './lay.ts';
import { describeUnknown, findEntry } from './parse.ts';

const USAGE_WIDTH = 24;

/** Every command in a line, or all about one. */
export function help(name: string | null): Answer {
  if (name === null) {
    const lines = COMMANDS.map(({ usage, says }) => `  ${usage.padEnd(USAGE_WIDTH)}${says}`);
    return { exit: 0, text: lines.join('\n'), data: COMMANDS.map(({ usage, says }) => ({ usage, says })) };
  }
  const entry = findEntry(name);
  if (entry === undefined) return { exit: 2, text: describeUnknown(name) };
  const { usage, says, more = '' } = entry;
  const lines = [`${usage}: ${says}`, more].flatMap((text) => paragraph('', text, WIDTH));
  return { exit: 0, text: lines.join('\n'), data: { usage, says } };
}
