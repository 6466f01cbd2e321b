import { readFile, writeFile } from 'node:fs/promises';
import type { Clock } from '../../app/ports.ts';
import { errorName, lineFault } from '../../core/lcd/faults.ts';
import { pause } from './pause.ts';

const ROOT = '/sys/class/gpio';
/** udev gives the group its rights some time after the line appears. */
const RIGHTS_MS = 1_000;
const RIGHTS_STEP_MS = 20;

/** What is used of the file system: whole small files. */
export interface Files {
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
}

const SYSTEM: Files = {
  read: (path) => readFile(path, 'utf8'),
  write: (path, text) => writeFile(path, text),
};

/** Lines of sysfs by their numbers, as outputs that are low. */
export interface Lines {
  /** Takes all, also those that a killed process left exported. Rejects with a sentence, and holds none then. */
  claim(numbers: readonly number[]): Promise<void>;
  /** Never rejects. */
  release(numbers: readonly number[]): Promise<void>;
}

/**
 * Takes lines before package `lcd` does: its constructor would keep those that it opened before one failed, could not
 * tell a failure on an exported line, and would wait for udev with the loop stopped.
 */
export function createLines({ clock, files = SYSTEM }: { clock: Clock; files?: Files }): Lines {
  async function claimOne(line: number): Promise<void> {
    const direction = `${ROOT}/gpio${line}/direction`;
    const isNew = await files.read(direction).then(
      () => false,
      (error: unknown) => errorName(error) === 'ENOENT',
    );
    if (isNew) await files.write(`${ROOT}/export`, String(line));
    try {
      await setLow(direction, clock.monoMs() + RIGHTS_MS);
      if ((await files.read(direction)).trim() !== 'out') {
        throw Object.assign(new Error('it did not become an output'), { code: 'EPERM' });
      }
    } catch (error) {
      if (isNew) await release([line]);
      throw error;
    }
  }

  async function setLow(direction: string, untilMs: number): Promise<void> {
    for (;;) {
      try {
        return await files.write(direction, 'low');
      } catch (error) {
        if (errorName(error) !== 'EACCES' || clock.monoMs() >= untilMs) throw error;
        await pause(clock, RIGHTS_STEP_MS);
      }
    }
  }

  async function release(numbers: readonly number[]): Promise<void> {
    for (const line of numbers) {
      await files.write(`${ROOT}/unexport`, String(line)).catch(() => {}); // it is gone already
    }
  }

  return {
    async claim(numbers) {
      for (const [index, line] of numbers.entries()) {
        try {
          await claimOne(line);
        } catch (cause) {
          await release(numbers.slice(0, index));
          throw new Error(lineFault(cause, line), { cause });
        }
      }
    },
    release,
  };
}
