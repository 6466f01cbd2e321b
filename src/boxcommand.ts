import { type Command, InvalidArgumentError, type Option } from 'commander';
import type { OrderOptions } from './order.ts';

/** A command that is an order to a box. `O` is what its own options may be. */
export interface BoxCommand<T, O = string> {
  usage: string;
  says: string;
  options?: readonly Option[];
  /** Throws an InvalidArgumentError for an argument that makes no sense. */
  asks: (argument: string, options: Readonly<Record<string, O | undefined>>) => T;
}

/** Adds it below `parent`, with the options that all of them have. */
export function addBoxCommand<T, O>(
  parent: Command,
  { usage, says, options = [], asks }: BoxCommand<T, O>,
  run: (asked: T, options: OrderOptions) => Promise<void>,
): void {
  const command = parent
    .command(usage)
    .description(says)
    .option('--config <file>', 'configuration of the box (default: /etc/likebox/box.toml)')
    .option('--by <name>', 'who asks, for the log (default: the user of this computer)')
    .option('--json', 'one JSON document on standard output');
  for (const option of options) command.addOption(option);
  command.action(async () => {
    const { config = null, by, json, ...own } = command.opts();
    const asked = parsed(command, () => asks(command.args[0] ?? '', own));
    await run(asked, { config, by, json: json === true });
  });
}

/** A number that is none ends like any other wrong usage. */
function parsed<T>(command: Command, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    return command.error(`error: ${error.message}`);
  }
}

/** Throws an InvalidArgumentError for anything but digits of a number from 1. */
export function wholeOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError(`"${text}" is no number from 1.`);
  return Number(text);
}
