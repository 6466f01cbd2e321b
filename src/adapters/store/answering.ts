import { explain } from './errors.ts';
import { type Keeping, keepBackup } from './keeping.ts';
import type { BackupReply } from './messages.ts';

/** Makes a backup and says what came of it. Never rejects. */
export async function answerKeeping(keeping: Keeping): Promise<BackupReply> {
  try {
    return { ok: true, backup: await keepBackup(keeping) };
  } catch (error) {
    return { ok: false, why: explain(error, keeping.directory).message };
  }
}
