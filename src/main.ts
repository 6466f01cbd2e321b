#!/usr/bin/env node
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { createLog, type KeptLog, LOG_LEVELS, type LogLevel } from './adapters/log.ts';
import { createServiceManager, type ServiceManager } from './adapters/servicemanager.ts';
import { addBackupCommands } from './backupcommand.ts';
import { addConsoleCommand } from './consolecommand.ts';
import { addHubCommands } from './hubcommand.ts';
import { addProgrammeCommands } from './programmecommand.ts';
import { type Ending, powerOff, runBox } from './run.ts';
import { addWallCommands } from './wallcommand.ts';

const { version } = packageJson;

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

const EXIT_CODES = `
likebox COMMAND --help says more about a command.
Exit codes: 0 done, 1 failed, 2 wrong usage or configuration,
            3 checked and found faulty.`;

const CONFIG = 'in place of /etc/likebox/box.toml and, on a board, of /boot/firmware/likebox.toml';
const LONGEST_WATCH_S = 600;
/** Columns of what is not written to a terminal. */
const WIDTH = 100;

const BOX_ENVIRONMENT = `
Environment:
  LIKEBOX_LOG      ${LOG_LEVELS.join(', ')} (default: info)`;

const CROWD = `
When a session ends its room empties in a rush of minutes, some leave before and a
few late; each session is liked in its own way, each room holds its own number. The
people of --rate come besides, so that votes arrive at once. With --speed 20 a session
ends 20 times sooner for them, and its room fills anew.`;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

const out = (text: string) => void process.stdout.write(text);
const err = (text: string) => void process.stderr.write(text);

function parseInstant(text: string): number {
  const at = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  // Date.parse takes 30 February for the 2nd of March.
  const day = text.slice(0, 10);
  const isDay = !Number.isNaN(at) && new Date(`${day}T00:00Z`).toISOString().startsWith(day);
  if (!isDay) {
    throw new InvalidArgumentError('Give an instant with its offset, like 2026-06-24T11:55:00+02:00.');
  }
  return at;
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || seconds > LONGEST_WATCH_S) {
    throw new InvalidArgumentError(`Give whole seconds from 0 to ${LONGEST_WATCH_S}.`);
  }
  return seconds;
}

/** When this program was built, epoch milliseconds: a clock that shows an earlier date is wrong. */
function builtAt(): number {
  return statSync(fileURLToPath(import.meta.url)).mtimeMs;
}

function logLevel(): LogLevel {
  return LOG_LEVELS.find((level) => level === process.env.LIKEBOX_LOG) ?? 'info';
}

async function runBoxes({ config: file, at }: { config?: string; at?: number }): Promise<void> {
  await runDaemon(async (log, manager) => {
    const asked = { file: file ?? null, startAt: at ?? null };
    const options = { ...asked, version, builtAt: builtAt(), log, manager, err };
    let ending: Ending;
    do ending = await runBox(options);
    while (ending === 'restart');
    if (ending === 'shut-down') return (await powerOff(log)) ? 0 : EXIT_FAILED;
    return ending === 'refused' ? EXIT_USAGE : 0;
  });
}

/** Runs until it has ended, and ends this process with the exit code that it gives. */
async function runDaemon(daemon: (log: KeptLog, manager: ServiceManager) => Promise<number>): Promise<void> {
  const log = createLog({ level: logLevel(), journal: process.env.JOURNAL_STREAM !== undefined });
  const fail = (error: unknown) => {
    log.error({ err: error }, 'this is a mistake in LikeBox: please report it');
    log.flush();
    process.exit(EXIT_FAILED);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  const code = await daemon(log, createServiceManager({ env: process.env, pid: process.pid, log }));
  log.flush();
  process.exit(code);
}

function createProgram(): Command {
  const program = new Command('likebox')
    .description('A conference vote box: two punch buttons, durable votes, a screen that answers.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(likebox --help lists the commands)')
    .addHelpText('after', EXIT_CODES);

  program
    .command('box')
    .description('Run a box: read the buttons, keep the votes, serve the screen.')
    .option('--config <file>', CONFIG)
    .option(
      '--at <instant>',
      'rehearse: the idea of now starts at this instant and runs on, for example 2026-06-24T11:55:00+02:00',
      parseInstant,
    )
    .addHelpText('after', BOX_ENVIRONMENT)
    .action(runBoxes);

  const exit = (code: number) => {
    process.exitCode = code;
  };
  const isTerminal = process.stdout.isTTY === true;
  addHubCommands(program, { ...{ version, out, err, exit, parseInstant }, run: runDaemon, isTerminal });
  addProgrammeCommands(program, { out, err, exit, width: process.stdout.columns ?? WIDTH });
  addWallCommands(program, { out, err, exit });
  addBackupCommands(program, { out, err, exit });
  addConsoleCommand(program, { out, err, exit, interruption });

  const votes = program
    .command('votes')
    .description('Read the votes of a database, while the box runs or not.');
  votes
    .command('verify')
    .description('Check that no vote is missing or changed; exit 3 and say where when one is.')
    .requiredOption('--db <file>', 'the box.db in the data_dir of the box')
    .option('--json', 'one JSON document on standard output')
    .action(async ({ db, json }) => {
      const { verifyVotes } = await import('./votes.ts');
      process.exitCode = await verifyVotes({ db, json: json === true }, { out, err });
    });
  votes
    .command('export')
    .description('Print every vote with the session that it counts for.')
    .requiredOption('--db <file>', 'the box.db in the data_dir of the box')
    .addOption(new Option('--format <format>', 'what to print').choices(['csv', 'json']).default('csv'))
    .action(async ({ db, format }) => {
      const { exportVotes } = await import('./votes.ts');
      process.exitCode = await exportVotes({ db, format }, { out, err });
    });

  program
    .command('doctor')
    .description('Look at everything a box hangs on: board, lines, buttons, LCD, clock, disk, supply.')
    .option('--config <file>', CONFIG)
    .option('--seconds <n>', 'how long to watch the buttons; 0 leaves that out', parseSeconds, 10)
    .option('--json', 'one JSON document on standard output')
    .action(async ({ config = null, seconds, json }) => {
      const { runDoctor } = await import('./doctor.ts');
      const asked = { config, seconds, json: json === true, builtAt: builtAt(), signal: interruption() };
      process.exitCode = await runDoctor(asked, { out, err });
    });

  program
    .command('simulate-crowd')
    .description('Play a plausible audience at simulated boxes.')
    .option('--box <url...>', 'addresses, or ports of this computer like 8080-8082 (default: 8080)')
    .option('--rate <n>', 'people a minute who come by each box whatever is on; 0 for none (default: 12)')
    .option('--speed <n>', 'how many times faster than the clock they live, 1 to 100 (default: 1)')
    .option('--minutes <n>', 'how long (default: until Ctrl-C)')
    .option('--seed <n>', 'another audience with other tastes (default: 29)')
    .addHelpText('after', CROWD)
    .action(async (asked) => {
      const { simulateCrowd } = await import('./crowd.ts');
      process.exitCode = await simulateCrowd(asked, interruption(), { out, err });
    });
  return program;
}

/** Ends at Ctrl-C or when the process is asked to end. */
function interruption(): AbortSignal {
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => interrupt.abort());
  }
  return interrupt.signal;
}

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
  });
