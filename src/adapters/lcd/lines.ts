import { readFile, writeFile } from 'node:fs/promises';
import type { Clock } from '../../app/ports.ts';
import { errorName, type LcdLine, lineFault } from '../../core/lcd/faults.ts';
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

/** What an output of a LCD has to be, in this order: what is written, and what is read then. */
const SETTINGS = [
  // A turned line would invert what package `lcd` writes; the direction sets a level whatever this is.
  { file: 'active_low', asked: '0', becomes: '0' },
  { file: 'direction', asked: 'low', becomes: 'out' },
] as const;

interface Deps {
  clock: Clock;
  /** Whom this program runs as, for its sentences. */
  user: string;
  files?: Files;
}

/** Lines of sysfs, as outputs that are low. */
export interface Lines {
  /** Takes all, also those that a killed process left exported. Rejects with a sentence, and holds none then. */
  claim(lines: readonly LcdLine[]): Promise<void>;
  /** By their numbers. Never rejects. */
  release(numbers: readonly number[]): Promise<void>;
}

/**
 * Takes lines before package `lcd` does: its constructor would keep those that it opened before one failed, could not
 * tell a failure on an exported line, and would wait for udev with the loop stopped.
 */
export function createLines({ clock, user, files = SYSTEM }: Deps): Lines {
  async function claimOne(line: number): Promise<void> {
    const folder = `${ROOT}/gpio${line}`;
    const isNew = await files.read(`${folder}/direction`).then(
      () => false,
      (error: unknown) => errorName(error) === 'ENOENT',
    );
    if (isNew) await files.write(`${ROOT}/export`, String(line));
    try {
      const untilMs = clock.monoMs() + RIGHTS_MS;
      for (const { file, asked, becomes } of SETTINGS) {
        await write(`${folder}/${file}`, asked, untilMs);
        const found = (await files.read(`${folder}/${file}`)).trim();
        if (found !== becomes) throw new Error(`its ${file} stays "${found}" where "${becomes}" was asked`);
      }
    } catch (error) {
      if (isNew) await release([line]);
      throw error;
    }
  }

  async function write(path: string, text: string, untilMs: number): Promise<void> {
    for (;;) {
      try {
        return await files.write(path, text);
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
    async claim(lines) {
      const claimed: number[] = [];
      for (const line of lines) {
        try {
          await claimOne(line.number);
          claimed.push(line.number);
        } catch (cause) {
          await release(claimed);
          throw new Error(lineFault(cause, line, user), { cause });
        }
      }
    },
    release,
  };
}
