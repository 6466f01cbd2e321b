import { execFile } from 'node:child_process';
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the computer knows of its own wall clock. */
export interface TimeSources {
  /** A time server has set the wall clock in this uptime. */
  synced: boolean;
  /** The battery-backed clock chip, epoch milliseconds; null without one that answers. */
  rtcAt: number | null;
}

const ASK_WITHIN_MS = 2_000;

/**
 * Asks the operating system. `timedatectl` reads the kernel's own flag, so every time daemon is seen; the file of
 * systemd-timesyncd saves the question, and answers where D-Bus does not run.
 * @param root another root directory, for tests; `timedatectl` is asked only for the real one
 */
export async function readTimeSources(root = '/'): Promise<TimeSources> {
  const [synced, rtcAt] = await Promise.all([isSynced(root), readRtc(join(root, 'sys/class/rtc'))]);
  return { synced, rtcAt };
}

async function isSynced(root: string): Promise<boolean> {
  const told = await access(join(root, 'run/systemd/timesync/synchronized')).then(
    () => true,
    () => false,
  );
  return told || (root === '/' && (await askTimedatectl()));
}

function askTimedatectl(): Promise<boolean> {
  return new Promise((resolve) => {
    const words = ['show', '--property=NTPSynchronized', '--value'];
    execFile('timedatectl', words, { timeout: ASK_WITHIN_MS }, (error, stdout) => {
      resolve(error === null && stdout.trim() === 'yes');
    });
  });
}

async function readRtc(directory: string): Promise<number | null> {
  for (const name of (await readdir(directory).catch(() => [])).sort()) {
    const text = await readFile(join(directory, name, 'since_epoch'), 'utf8').catch(() => '');
    if (/^\d+\s*$/.test(text)) return Number(text) * 1_000;
  }
  return null;
}
