import { parentPort } from 'node:worker_threads';
import { Holder } from './holder.ts';
import type { BackupRequest, Request } from './messages.ts';

const holder = new Holder();

// Of two threads with this program one holds the database, and the other makes backups of it.
parentPort?.on('message', (request: Request | BackupRequest) => {
  if (request.kind === 'keep-backup') void keep(request);
  else parentPort?.postMessage(holder.handle(request));
});

/** What makes backups is read when one is due: no start of a box waits for it. */
async function keep({ keeping }: BackupRequest): Promise<void> {
  const { answerKeeping } = await import('./answering.ts');
  parentPort?.postMessage(await answerKeeping(keeping));
}
