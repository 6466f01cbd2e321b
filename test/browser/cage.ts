import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';

const UNITS = fileURLToPath(new URL('../../systemd', import.meta.url));
const SCRIPTS = ['likebox-kiosk', 'likebox-light'];
/** Neither the folder of scripts/test nor every checkout lets another user in. */
const EVERYBODYS = '/tmp';
/** A user that nobody else is: cage refuses root, as it should. */
const USER = 64_007;
const LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 250;
const run = promisify(execFile);

/** The picture of an output, as bytes of red, green and blue. */
export interface Picture {
  width: number;
  height: number;
  pixel(x: number, y: number): readonly [number, number, number];
}

/** The kiosk's own script under the real compositor, on its backend without a screen. */
export interface Cage {
  picture(): Promise<Picture>;
  /** Numbers of the browser's processes of this type; an empty type is the browser itself. */
  processes(type: string): number[];
  said(): string;
  /** Its exit code, once it has ended. */
  ended(): Promise<number | null>;
  /** Ends it, its browser and what they wrote. */
  end(): Promise<void>;
}

/**
 * Starts it as a user of its own.
 * @param darkS after how many seconds without a page the browser is begun anew
 */
export function startCage(page: string, darkS = 5): Cage {
  const folder = mkdtempSync(join(EVERYBODYS, 'likebox-cage-'));
  for (const script of SCRIPTS) copyFileSync(join(UNITS, script), join(folder, script));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(folder, USER, USER);
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
    WLR_BACKENDS: 'headless',
    WLR_LIBINPUT_NO_DEVICES: '1',
    WLR_RENDERER: 'pixman',
    LIKEBOX_PAGE: page,
    LIKEBOX_LOOK_EVERY_S: '1',
    LIKEBOX_DARK_S: String(darkS),
    // Upside down: a window as large as the output goes to it uncopied, where no picture can be taken.
    LIKEBOX_CAGE_FLAGS: '-r -r',
    // Containers have no namespaces for the sandbox.
    LIKEBOX_CHROMIUM_FLAGS: '--no-sandbox --disable-gpu',
    // What scripts/test knows its own processes by.
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('LIKEBOX_TEST'))),
  };
  const as = isRoot ? ['setpriv', '--reuid', `${USER}`, '--regid', `${USER}`, '--clear-groups'] : [];
  const [program = '', ...words] = [...as, join(folder, 'likebox-kiosk')];
  const script: ChildProcess = spawn(program, words, { cwd: '/', env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [script.stdout, script.stderr]) {
    stream?.on('data', (chunk) => {
      text = `${text}${chunk}`.slice(-4_000);
    });
  }
  const closed = once(script, 'exit').then(([code]) => code as number | null);
  /** All that were ever looked at: what has lost its parent is no descendant any more, and may still write. */
  const seen = new Set<number>();
  const below = (type: string) => {
    for (const pid of descendants(script.pid ?? 0, null)) seen.add(pid);
    return descendants(script.pid ?? 0, type);
  };

  return {
    processes: below,
    said: () => text,
    ended: () => closed,
    async picture() {
      const file = join(folder, 'picture.png');
      const [grim = '', ...rest] = [...as, 'grim', file];
      await run(grim, rest, { env: { ...env, WAYLAND_DISPLAY: 'wayland-0' } });
      const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
      const { width, height } = info;
      const at = (x: number, y: number) => 3 * (y * width + x);
      return {
        width,
        height,
        pixel: (x, y) => [...data.subarray(at(x, y), at(x, y) + 3)] as [number, number, number],
      };
    },
    async end() {
      below('');
      script.kill('SIGTERM');
      await closed;
      const lives = (pid: number) => existsSync(`/proc/${pid}`);
      await until('the browser to end', () => ![...seen].some(lives));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** All that a process has started, as long as what is between lives. @param type null for every kind */
function descendants(ancestor: number, type: string | null): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => [Number(pid), parentOf(pid)]),
  );
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid) ?? 0;
    return parent === ancestor || (parent > 1 && isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow).filter((pid) => {
    const words = commandOf(pid);
    const own = words.find((word) => word.startsWith('--type='))?.slice('--type='.length) ?? '';
    return type === null || (own === type && /\/chromium$/.test(words[0] ?? ''));
  });
}

/** 0 for one that has just ended. */
function parentOf(pid: string): number {
  return Number(/^PPid:\s*(\d+)/m.exec(readOr(`/proc/${pid}/status`))?.[1] ?? 0);
}

const commandOf = (pid: number) => readOr(`/proc/${pid}/cmdline`).split(/[\0 ]/);

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Waits for what another program does; fails with `what`. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + LIMIT_MS;
  while (!(await isSo())) {
    assert.ok(performance.now() < deadlineMs, `waited ${LIMIT_MS / 1_000} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
