import { createClock } from './adapters/clock.ts';
import { readMachine } from './adapters/machine.ts';
import { type Backup, backUp } from './adapters/store/backup.ts';
import { explain } from './adapters/store/errors.ts';
import { type Restored, restore } from './adapters/store/restore.ts';
import type { CommandIo } from './votes.ts';

interface BackupOptions {
  /** The database of a box or of a hub. */
  db: string;
  /** A file that is not there yet, or a directory. */
  target: string;
  json: boolean;
}

interface RestoreOptions {
  /** Where the database of the box is, or is to be. */
  db: string;
  backup: string;
  json: boolean;
}

/** `likebox backup`. Exit code 0; 1 when it was not made; 3 when what was read back is faulty. */
export async function makeBackup({ db, target, json }: BackupOptions, io: CommandIo): Promise<number> {
  return tell({ db }, json, io, async () => {
    const { path, ...content } = await backUp(db, target, createClock().wallAt());
    return [{ backup: path, ...content }, backupWords(path, content)];
  });
}

/** `likebox restore`. Exit code 0; 1 when it was not done; 3 when the backup is faulty. */
export async function restoreBackup({ db, backup, json }: RestoreOptions, io: CommandIo): Promise<number> {
  const options = { path: db, backup, machine: readMachine().id, at: createClock().wallAt() };
  return tell({ db, backup }, json, io, async () => {
    const restored = await restore(options);
    return [restored, restoreWords(db, backup, restored)];
  });
}

async function tell(
  asked: object,
  json: boolean,
  { out, err }: CommandIo,
  act: () => Promise<[done: object, words: string]>,
): Promise<number> {
  try {
    const [done, words] = await act();
    await out(json ? `${JSON.stringify({ ok: true, ...asked, ...done })}\n` : words);
    return 0;
  } catch (error) {
    const { message, trouble } = explain(error, '');
    if (json) await out(`${JSON.stringify({ ok: false, ...asked, why: message })}\n`);
    else err(`${message}\n`);
    return trouble === 'damaged' ? 3 : 1;
  }
}

function backupWords(path: string, { kind, votes, lastSeq, digest }: Omit<Backup, 'path'>): string {
  const last = kind === 'box' && digest !== null ? `, the last one ${lastSeq}, digest ${digest}` : '';
  return `${path} is a backup of a ${kind}, and was read back: ${votes} votes${last}.\n`;
}

function restoreWords(db: string, backup: string, { votes, lastSeq, aside }: Restored): string {
  const before = aside === null ? 'Nothing was there before.' : `What was there is kept as ${aside}.`;
  return (
    `${backup} is in the place of ${db}: ${votes} votes. ${before} ` +
    `The box goes on with vote ${(lastSeq ?? 0) + 1}, in a new epoch.\n`
  );
}
