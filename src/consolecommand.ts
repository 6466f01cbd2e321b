import type { Command } from 'commander';
import type { CheckOutput } from './check.ts';

interface Terminal extends CheckOutput {
  exit: (code: number) => void;
  /** Ends when the process is asked to end. */
  interruption: () => AbortSignal;
}

const HELP = `
Without a command it asks for one after the other: help lists them, Tab completes,
Ctrl-D leaves. Exit codes of -c: 0 done, 1 failed, 2 no such command, 3 the doctor
found something wrong.`;

/** `likebox console`: look into the box that runs here, and try it. */
export function addConsoleCommand(program: Command, terminal: Terminal): void {
  program
    .command('console')
    .description('Look into the box that runs on this computer, and try it.')
    .option('--socket <path>', 'where it listens (default: [console] socket of its configuration)')
    .option('--config <file>', 'configuration of the box (default: /etc/likebox/box.toml)')
    .option('-c, --command <words...>', 'one command, for example: -c status')
    .option('--json', 'one JSON document on standard output; a line for each thing that tail tells')
    .addHelpText('after', HELP)
    .action(async ({ socket = null, config = null, command, json }) => {
      const { runConsole } = await import('./console.ts');
      const words = command as string[] | undefined;
      const asked = { socket, config, command: words?.join(' ') ?? null, json: json === true };
      const [input, output] = [process.stdin, process.stdout];
      const ends = { input, output, signal: terminal.interruption() };
      terminal.exit(await runConsole(asked, ends, terminal));
    });
}
