import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CheckOutput } from './check.ts';
import type { Organising } from './core/organising.ts';

/** What the commands need of the process. */
interface Terminal extends CheckOutput {
  /** Columns for text. */
  width: number;
  exit: (code: number) => void;
}

const ORGANISERS = `
What is delayed, moved or cancelled by hand holds over every later import, moves
votes with it, and can be undone. Speaks to the running box, or to its database.`;

/** `likebox programme …`: look at programmes, and change the one of a box while the event runs. */
export function addProgrammeCommands(program: Command, terminal: Terminal): void {
  const programme = program
    .command('programme')
    .description('Look at conference programmes, and change the one of a box.')
    .addHelpText('after', ORGANISERS);
  addLooks(programme, terminal);
  addOrders(programme, terminal);
  addVersions(programme, terminal);
}

function addLooks(programme: Command, terminal: Terminal): void {
  const { width } = terminal;
  programme
    .command('check')
    .description('Read programmes as a box would, and say what is in them and what was assumed.')
    .argument('<file-or-url...>', 'files, directories or http(s) addresses; several are merged')
    .option('--timezone <zone>', 'zone of the event', 'Europe/Paris')
    .addOption(new Option('--reading <how>', 'how written times are meant').choices(['wall', 'instant']))
    .addOption(
      new Option('--language <code>', 'of the event: in French, 03/04 is the third of April')
        .choices(['fr', 'en'])
        .default('fr'),
    )
    .option('--json', 'one JSON document on standard output')
    .action(async (sources: string[], options) => {
      const { checkProgramme } = await import('./check.ts');
      terminal.exit(await checkProgramme(sources, { ...options, width }, terminal));
    });
  programme
    .command('formats')
    .description('List the formats that are read, and where each tool keeps its export.')
    .option('--schema', 'print the JSON schema of the format of LikeBox itself')
    .action(async ({ schema }) => {
      const { listFormats } = await import('./formats.ts');
      terminal.exit(listFormats({ schema: schema === true, width }, terminal));
    });
}

function addOrders(programme: Command, terminal: Terminal): void {
  add(programme, terminal, {
    usage: 'delay <duration>',
    says: 'Shift the end of what runs in a room by 15m or 1h, and what follows there that day.',
    options: [new Option('--room <name>', 'room that is late').makeOptionMandatory()],
    asks: (by, { room = '' }) => ({ kind: 'delay', room, by }),
  });
  add(programme, terminal, {
    usage: 'move <id>',
    says: 'Move a session to another room or another time.',
    options: [
      new Option('--room <name>', 'where it takes place now'),
      new Option('--start <time>', 'when it starts now: 14:30, or 2026-06-25T14:30'),
    ],
    asks: (session, { room, start }) => ({ kind: 'move', session, room, start }),
  });
  add(programme, terminal, {
    usage: 'cancel <id>',
    says: 'Cancel a session: from now on it takes no votes.',
    asks: (session) => ({ kind: 'cancel', session }),
  });
  add(programme, terminal, {
    usage: 'undo [number]',
    says: 'Take back the last change made by hand, or the one with this number.',
    asks: (number) => ({ kind: 'undo', number: wholeOf(number) }),
  });
  add(programme, terminal, {
    usage: 'log',
    says: 'List what was delayed, moved or cancelled by hand, by whom and when.',
    asks: () => ({ kind: 'log' }),
  });
}

function addVersions(programme: Command, terminal: Terminal): void {
  add(programme, terminal, {
    usage: 'show',
    says: 'List the sessions of the box with their ids.',
    options: [new Option('--room <name>', 'only this room')],
    asks: (_, { room }) => ({ kind: 'show', room }),
  });
  add(programme, terminal, {
    usage: 'versions',
    says: 'List the versions that were imported, and what each one changed.',
    asks: () => ({ kind: 'versions' }),
  });
  add(programme, terminal, {
    usage: 'rollback [version]',
    says: 'Go back to the version before, or to the one with this number.',
    asks: (version) => ({ kind: 'rollback', version: wholeOf(version) }),
  });
  add(programme, terminal, {
    usage: 'accept',
    says: 'Take the sources as they are now, after a doubt or a rollback.',
    asks: () => ({ kind: 'accept' }),
  });
}

interface Ordered {
  usage: string;
  says: string;
  options?: readonly Option[];
  /** Throws an InvalidArgumentError for an argument that makes no sense. */
  asks: (argument: string, options: Readonly<Record<string, string | undefined>>) => Organising;
}

function add(programme: Command, terminal: Terminal, { usage, says, options = [], asks }: Ordered): void {
  const command = programme
    .command(usage)
    .description(says)
    .option('--config <file>', 'configuration of the box (default: /etc/likebox/box.toml)')
    .option('--by <name>', 'who asks, for the log (default: the user of this computer)')
    .option('--json', 'one JSON document on standard output');
  for (const option of options) command.addOption(option);
  command.action(async () => {
    const { config = null, by, json, ...own } = command.opts();
    const asked = parsed(command, () => asks(command.args[0] ?? '', own));
    const { organise } = await import('./organise.ts');
    terminal.exit(await organise(asked, { config, by, json: json === true }, terminal));
  });
}

/** A number that is none ends like any other wrong usage. */
function parsed(command: Command, read: () => Organising): Organising {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    return command.error(`error: ${error.message}`);
  }
}

function wholeOf(text: string): number | undefined {
  if (text === '') return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError(`"${text}" is no number from 1.`);
  return Number(text);
}
