import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';

/** The files of sysfs, or a stand-in with their manners. Each call throws as node:fs does. */
export interface Kernel {
  exists(path: string): boolean;
  /** Without the white space at its end. */
  read(path: string): string;
  write(path: string, text: string): void;
  /** @throws where it may not be written */
  checkWritable(path: string): void;
  list(directory: string): string[];
  /** The path without links. */
  resolve(path: string): string;
}

export const KERNEL: Kernel = {
  exists: existsSync,
  read: (path) => readFileSync(path, 'utf8').trim(),
  write: (path, text) => writeFileSync(path, text),
  checkWritable: (path) => accessSync(path, constants.W_OK),
  list: (directory) => readdirSync(directory),
  resolve: realpathSync,
};

/** `EBUSY` of a failed call. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  return error instanceof Error ? error.message : String(error);
}
