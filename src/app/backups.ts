import type { Faults } from './faults.ts';

interface Deps {
  /** Makes one backup among those of a directory; rejects with a sentence for people. */
  keep: (directory: string) => Promise<{ path: string; votes: number }>;
  /** Ends what `keep` is about; that rejects. */
  end: () => Promise<void>;
  /** Where backups are kept beside the database. */
  directory: string;
  /** Where else: on sticks that are plugged in and can be written. */
  onSticks: () => Promise<readonly string[]>;
  faults: Pick<Faults, 'set' | 'clear'>;
  log: { info: (fields: object, message: string) => void };
}

/** Backups of a box. */
export interface Backups {
  /** One in every place, beside the database first. Never rejects; asked again meanwhile, it does nothing. */
  run(): Promise<void>;
  /** Ends what is under way; a later run does nothing. */
  stop(): Promise<void>;
}

/** What fails is a fault until the next one succeeds; a stick that is not there is none. */
export function createBackups({ keep, end, directory, onSticks, faults, log }: Deps): Backups {
  let isRunning = false;
  let isStopped = false;

  /** What went wrong, for people; null for nothing. */
  async function keepIn(place: string): Promise<string | null> {
    if (isStopped) return null;
    try {
      const { path, votes } = await keep(place);
      log.info({ path, votes }, 'a backup was made');
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  function tell(fault: string, why: string | null): void {
    if (isStopped) return;
    if (why === null) faults.clear(fault);
    else faults.set(fault, 'warning', `No backup last night. ${why}`);
  }

  async function runAll(): Promise<void> {
    tell('backup', await keepIn(directory));
    const sticks = await onSticks().catch(() => []);
    const failures: (string | null)[] = [];
    for (const stick of sticks) failures.push(await keepIn(stick));
    tell('backup-usb', failures.find((why) => why !== null) ?? null);
  }

  return {
    async run() {
      if (isRunning || isStopped) return;
      isRunning = true;
      try {
        await runAll();
      } finally {
        isRunning = false;
      }
    },
    async stop() {
      isStopped = true;
      await end();
    },
  };
}
