import { execFile } from 'node:child_process';

/** Runs a tool of the system; null when it is not there, fails or takes too long. */
export type RunTool = (command: string, words: readonly string[]) => Promise<string | null>;

const WITHIN_MS = 3_000;

/** What a tool printed. Its words are for programs, so not in the language of the person. */
export const runTool: RunTool = (command, words) =>
  new Promise((resolve) => {
    execFile(command, words, { timeout: WITHIN_MS }, (error, stdout) => {
      resolve(error === null ? stdout : null);
    });
  });
