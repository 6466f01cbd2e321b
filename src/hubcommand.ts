import { type Command, Option } from 'commander';
import type { Log } from './adapters/log.ts';
import type { ServiceManager } from './adapters/servicemanager.ts';
import type { CheckOutput } from './check.ts';

/** What the commands need of the process. */
interface Terminal extends CheckOutput {
  version: string;
  exit: (code: number) => void;
  /** Whether somebody may be looking at standard output, with a phone in their hand. */
  isTerminal: boolean;
  /** Runs a daemon until it has ended: gives it what it reports to, and ends the process with the exit code that it gives. */
  run: (daemon: (log: Log, manager: ServiceManager) => Promise<number>) => Promise<void>;
  parseInstant: (text: string) => number;
}

const CONFIG = 'configuration (default: /etc/likebox/hub.toml)';
const FIRST = `
As long as nobody has an account, each start prints a one-time link on standard error
for the first organiser. likebox hub invite makes another one.`;

/** `likebox hub` and `likebox hub invite`. */
export function addHubCommands(program: Command, terminal: Terminal): void {
  const { version, isTerminal, exit, run, err } = terminal;
  const hub = program
    .command('hub')
    .description('Run a hub: collect the votes of all boxes, serve the dashboard.')
    .option('--config <file>', CONFIG)
    .option(
      '--at <instant>',
      'rehearse: the idea of now starts at this instant and runs on, for example 2026-06-24T11:55:00+02:00',
      terminal.parseInstant,
    )
    .option('--qr', 'draw the one-time link for phones, on whatever standard output is')
    .addHelpText('after', FIRST)
    .action(({ config: file = null, at: startAt = null, qr }) =>
      run(async (log, manager) => {
        const { runHub } = await import('./runhub.ts');
        const { printed } = await import('./invite.ts');
        const withCode = qr === true || isTerminal;
        const ending = await runHub({
          ...{ file, startAt, version, log, manager, err },
          onFirst: (invitation) => void printed(invitation, withCode).then((text) => err(`\n${text}\n`)),
        });
        return ending === 'refused' ? 2 : 0;
      }),
    );
  const invite = hub
    .command('invite')
    .description('Print a one-time link for somebody who has no account yet.')
    .option('--config <file>', CONFIG)
    .addOption(
      new Option('--role <role>', 'what they may do').choices(['organiser', 'viewer']).default('organiser'),
    )
    .option('--by <name>', 'who invites, for the audit log (default: the user of this computer)')
    .option('--qr', 'draw the link for phones, on whatever standard output is')
    .option('--json', 'one JSON document on standard output')
    .action(async () => {
      const { config = null, role, by, qr, json } = invite.optsWithGlobals();
      const { inviteToHub } = await import('./invite.ts');
      const asked = { config, role, by, json: json === true, qr: qr === true || isTerminal };
      exit(await inviteToHub(asked, terminal));
    });
}
