import { type Command, Option } from 'commander';
import { addBoxCommand, type BoxCommand, wholeOf } from './boxcommand.ts';
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
    asks: (number) => ({ kind: 'undo', number: numberIn(number) }),
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
    asks: (version) => ({ kind: 'rollback', version: numberIn(version) }),
  });
  add(programme, terminal, {
    usage: 'accept',
    says: 'Take the sources as they are now, after a doubt or a rollback.',
    asks: () => ({ kind: 'accept' }),
  });
}

function add(programme: Command, terminal: Terminal, command: BoxCommand<Organising>): void {
  addBoxCommand(programme, command, async (asked, options) => {
    const { organise } = await import('./organise.ts');
    terminal.exit(await organise(asked, options, terminal));
  });
}

const numberIn = (text: string) => (text === '' ? undefined : wholeOf(text));
