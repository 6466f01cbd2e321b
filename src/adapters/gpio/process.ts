import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Clock } from '../../app/ports.ts';

/** A tool that ended, or could not be started. */
export class ToolError extends Error {
  readonly tool: string;
  /** What it printed, or the code of the system call. */
  readonly printed: string;
  /** There is no such program. */
  readonly missing: boolean;

  constructor(tool: string, printed: string, missing: boolean) {
    super(`${tool}: ${printed}`);
    this.tool = tool;
    this.printed = printed;
    this.missing = missing;
  }
}

export interface Tools {
  clock: Clock;
  /** Folder of the tools; empty takes them from the PATH. */
  folder: string;
  /** Whether the process has a line now. */
  holdsLine: (pid: number) => boolean;
}

/** A program that has its line for as long as it lives. */
export interface HeldLine {
  /** Ends it; resolves when all it printed has been heard and its line is free. */
  end(): Promise<void>;
}

/** The kernel itself says which process has a line: its file descriptor is called `anon_inode:gpio-event` or so. */
export function holdsLine(pid: number): boolean {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).some((fd) => isGpio(join(folder, fd)));
  } catch {
    return false;
  }
}

function isGpio(link: string): boolean {
  try {
    return /^anon_inode:\[?gpio/.test(readlinkSync(link));
  } catch {
    return false;
  }
}

/** No tool needs this long to answer. */
const ANSWER_MS = 5_000;
const LOOK_EVERY_MS = 4;
/** A line that a tool prints is far shorter. */
const PRINTED_MAX = 400;

/** Runs a tool to its end and gives what it printed. Rejects with a ToolError. */
export function runTool({ folder }: Tools, command: readonly string[]): Promise<string> {
  const [tool = '', ...rest] = command;
  return new Promise((resolve, reject) => {
    const options = { timeout: ANSWER_MS, maxBuffer: 1_000_000, killSignal: 'SIGKILL' as const };
    execFile(join(folder, tool), rest, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new ToolError(tool, stderr.slice(0, PRINTED_MAX) || error.message, isMissing(error)));
    });
  });
}

/**
 * Starts a tool that holds a line, tied to the life of this process, and resolves when it has the line.
 * @param heard each line that it prints
 * @param ended it died by itself, after it had the line
 * @param signal ends an attempt that hangs; it rejects then
 */
export async function holdTool(
  tools: Tools,
  command: readonly string[],
  heard: (printed: string) => void,
  ended: (why: ToolError) => void,
  signal?: AbortSignal,
): Promise<HeldLine> {
  const [tool = '', ...rest] = command;
  // Killed with this process, even when that is killed: it would hold its line for ever.
  const tie = ['--pdeathsig', 'KILL', join(tools.folder, tool), ...rest];
  const child = spawn('setpriv', tie, { stdio: ['ignore', 'pipe', 'pipe'] });
  signal?.addEventListener('abort', () => child.kill('SIGKILL'));
  let isWanted = true;
  let hasLine = false;
  const over = whenOver(child, tool);
  createInterface({ input: child.stdout }).on('line', heard);
  void over.then((why) => {
    if (hasLine && isWanted) ended(why);
  });
  await untilHeld(tools, child, over);
  hasLine = true;
  return {
    async end() {
      isWanted = false;
      child.kill('SIGKILL');
      await over;
    },
  };
}

/** Resolves when the child is gone and its output has been read. */
function whenOver(child: ReturnType<typeof spawn>, tool: string): Promise<ToolError> {
  let printed = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    if (printed.length < PRINTED_MAX) printed += bytes.toString();
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(new ToolError('setpriv', error.message, isMissing(error))));
    child.once('close', (code, signal) => {
      // 127: setpriv found no such program.
      resolve(new ToolError(tool, printed || `it ended (${signal ?? code})`, code === 127));
    });
  });
}

async function untilHeld(tools: Tools, child: ChildProcess, over: Promise<ToolError>): Promise<void> {
  let failure: ToolError | null = null;
  void over.then((why) => {
    failure = why;
  });
  const { clock } = tools;
  const deadlineMs = clock.monoMs() + ANSWER_MS;
  while (failure === null) {
    if (child.pid !== undefined && tools.holdsLine(child.pid)) return;
    if (clock.monoMs() > deadlineMs) child.kill('SIGKILL');
    await Promise.race([over, new Promise<void>((resolve) => clock.after(LOOK_EVERY_MS, resolve))]);
  }
  throw failure;
}

function isMissing(error: Error): boolean {
  return 'code' in error && error.code === 'ENOENT';
}
