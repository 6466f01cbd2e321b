import type { Command } from 'commander';
import type { CommandIo } from './votes.ts';

/** What the commands need of the process. */
interface Terminal extends CommandIo {
  exit: (code: number) => void;
}

const BACKUP = `
The box or hub may run meanwhile. TARGET is a file that is not there yet, or a
directory: then the copy is named after the date. It is read back before it gets its
name. Copying box.db alone would miss the newest votes.`;

const RESTORE = `
Stop the box first. The backup is checked before anything is touched; the database that
was there is kept beside it. The box goes on behind the last vote of the backup. Run it
as the user of the box, or as root.`;

/** `likebox backup` and `likebox restore`. */
export function addBackupCommands(program: Command, { exit, ...io }: Terminal): void {
  program
    .command('backup')
    .description('Copy the votes of a box or hub into one file, and read it back.')
    .argument('<target>', 'a new file, or a directory')
    .requiredOption('--db <file>', 'the box.db or hub.db in its data_dir')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', BACKUP)
    .action(async (target, { db, json }) => {
      const { makeBackup } = await import('./backup.ts');
      exit(await makeBackup({ db, target, json: json === true }, io));
    });
  program
    .command('restore')
    .description('Put a backup in the place of the database of a box.')
    .argument('<backup>', 'what likebox backup, or the box at night, has made')
    .requiredOption('--db <file>', 'the box.db in the data_dir of the box')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', RESTORE)
    .action(async (backup, { db, json }) => {
      const { restoreBackup } = await import('./backup.ts');
      exit(await restoreBackup({ db, backup, json: json === true }, io));
    });
}
