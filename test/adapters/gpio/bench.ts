import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClock } from '../../../src/adapters/clock.ts';
import type { Clock } from '../../../src/app/ports.ts';
import type { ToolVersion } from '../../../src/core/board/tools.ts';

/**
 * Stand-ins for the tools of libgpiod, with the manners that were seen of the real ones on simulated lines of a real
 * kernel: one process has a line at a time, the next is told "Device or resource busy", a line falls back when its
 * process dies, and 1.6 and 2.x print edges each in its own way. What the real ones do is shown in test/hil.
 */
const HEAD = `#!/bin/sh
here=$(dirname "$0")
tool=$(basename "$0")
echo "$tool $*" >>"$here/calls"
for last; do :; done
line=\${last%%=*}
refuse() { echo "$tool: error: $1" >&2; exit 1; }
case "$*" in *--bias*) [ -e "$here/no-bias" ] && refuse "Invalid argument" ;; esac
is_free() { ! kill -0 "$(cat "$here/holder-$line" 2>/dev/null || echo x)" 2>/dev/null; }
check() { is_free || refuse "Device or resource busy"; }
`;

const TOOLS: Readonly<Record<string, string>> = {
  gpioget: 'check\ncat "$here/level-$line"\n',
  gpiomon: `case "$1" in --version) echo "gpiomon (libgpiod) $(cat "$here/version")"; exit ;; esac
while [ -e "$here/hesitate" ]; do sleep 0.01; done
check
echo $$ >"$here/holder-$line"
exec cat "$here/edges-$line"
`,
  gpioset: `while [ -e "$here/hesitate" ]; do sleep 0.01; done
check
echo "\${last##*=}" >"$here/level-$line"
echo $$ >"$here/holder-$line"
exec sleep 1000
`,
  gpiodetect: 'echo "gpiochip0 [pinctrl-bcm2835] (54 lines)"\n',
  gpioinfo: "printf 'gpiochip0 - 54 lines:\\n\\tline  23:\\tunnamed\\tinput consumer=door-lock\\n'\n",
};

/** Timers this long are the test's to end. */
const LONG_MS = 200;

export interface Bench {
  folder: string;
  /** Real, but timers of 0.2 s and more wait for `pass`. */
  clock: Clock;
  /** How long each of the long timers lasts. */
  waits(): number[];
  /** Ends them. */
  pass(): void;
  /** The level that a hand gives to an input, and the edge that a monitor prints of it. */
  move(line: number, high: boolean): void;
  /** Prints an edge, whatever the level is. */
  print(line: number, high: boolean): void;
  /** Changes the level unseen. */
  set(line: number, high: boolean): void;
  level(line: number): boolean;
  /** Process that has a line now; null without one. */
  holder(line: number): number | null;
  holders(): number;
  take(line: number): () => Promise<void>;
  /** Tools that hold a line take it only when what this gives is called. */
  hesitate(): () => void;
  /** Every command so far. */
  calls(): string[];
  until(isSo: () => Promise<boolean> | boolean, what: string): Promise<void>;
  holdsLine(pid: number): boolean;
  remove(): void;
}

const INPUTS = [23, 24];
const WAIT_MS = 10_000;

export function openBench(version: ToolVersion): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'likebox-gpiod-'));
  const file = (name: string) => join(folder, name);
  for (const [tool, body] of Object.entries(TOOLS)) {
    writeFileSync(file(tool), HEAD + body);
    chmodSync(file(tool), 0o755);
  }
  writeFileSync(file('version'), version === 1 ? 'v1.6.3' : 'v2.2.1');
  writeFileSync(file('calls'), '');
  const pipes = new Map<number, number>();
  for (const line of INPUTS) {
    execFileSync('mkfifo', [file(`edges-${line}`)]);
    // For both, so that neither side waits for the other.
    pipes.set(line, openSync(file(`edges-${line}`), 'r+'));
    writeFileSync(file(`level-${line}`), '1\n');
  }
  const real = createClock();
  let long: { delayMs: number; call: () => void }[] = [];
  const clock: Clock = {
    ...real,
    after(delayMs, call) {
      if (delayMs < LONG_MS) return real.after(delayMs, call);
      const timer = { delayMs, call };
      long.push(timer);
      return () => {
        long = long.filter((other) => other !== timer);
      };
    },
  };
  const takers = new Set<() => Promise<void>>();

  const bench: Bench = {
    folder,
    clock,
    waits: () => long.map(({ delayMs }) => delayMs),
    pass() {
      const due = long;
      long = [];
      for (const { call } of due) call();
    },
    set: (line, high) => writeFileSync(file(`level-${line}`), high ? '1\n' : '0\n'),
    print(line, high) {
      const now = real.monoMs();
      const seconds = Math.floor(now / 1_000);
      const nanoseconds = String(Math.floor((now % 1_000) * 1e6)).padStart(9, '0');
      const falling = version === 1 ? 0 : 2;
      const stamp = version === 1 ? `${seconds} ${nanoseconds}` : `${seconds}.${nanoseconds}`;
      const pipe = pipes.get(line);
      if (pipe !== undefined) writeSync(pipe, `${high ? 1 : falling} ${stamp}\n`);
    },
    move(line, high) {
      bench.set(line, high);
      if (bench.holder(line) !== null) bench.print(line, high);
    },
    level(line) {
      if (bench.holder(line) === null) return false;
      return readFileSync(file(`level-${line}`), 'utf8').trim() === '1';
    },
    holder(line) {
      if (!existsSync(file(`holder-${line}`))) return null;
      const pid = Number(readFileSync(file(`holder-${line}`), 'utf8'));
      return pid > 0 && isAlive(pid) ? pid : null;
    },
    holders() {
      const lines = readdirSync(folder).flatMap((name) => /^holder-(\d+)$/.exec(name)?.[1] ?? []);
      return lines.filter((line) => bench.holder(Number(line)) !== null).length;
    },
    take(line) {
      const taker = spawn('sleep', ['1000'], { stdio: 'ignore' });
      const over = new Promise((resolve) => taker.once('close', resolve));
      writeFileSync(file(`holder-${line}`), `${taker.pid}`);
      const release = async () => {
        takers.delete(release);
        taker.kill('SIGKILL');
        await over;
        rmSync(file(`holder-${line}`), { force: true });
      };
      takers.add(release);
      return release;
    },
    hesitate() {
      writeFileSync(file('hesitate'), '');
      return () => rmSync(file('hesitate'));
    },
    calls: () => readFileSync(file('calls'), 'utf8').trimEnd().split('\n'),
    async until(isSo, what) {
      const deadlineMs = real.monoMs() + WAIT_MS;
      while (!(await isSo())) {
        if (real.monoMs() > deadlineMs) throw new Error(`never came: ${what}`);
        await new Promise<void>((resolve) => real.after(2, resolve));
      }
    },
    holdsLine(pid) {
      return readdirSync(folder).some(
        (name) => name.startsWith('holder-') && Number(readFileSync(file(name), 'utf8')) === pid,
      );
    },
    remove() {
      for (const release of takers) void release();
      for (const pipe of pipes.values()) closeSync(pipe);
      rmSync(folder, { recursive: true });
    },
  };
  return bench;
}

function isAlive(pid: number): boolean {
  try {
    // A zombie is dead: it has no line any more.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
