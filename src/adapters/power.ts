import { execFile } from 'node:child_process';

const ASK_WITHIN_MS = 10_000;

/** Asks the operating system to shut down and switch off. Gives why it does not; null when it will. */
export function switchOff(): Promise<string | null> {
  return new Promise((resolve) => {
    execFile('systemctl', ['poweroff'], { timeout: ASK_WITHIN_MS }, (error, _stdout, stderr) => {
      resolve(error === null ? null : stderr.trim() || error.message);
    });
  });
}
