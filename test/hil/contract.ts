import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createClock } from '../../src/adapters/clock.ts';
import { createRealBoard } from '../../src/adapters/gpio/open.ts';
import type { OutputName } from '../../src/app/ports.ts';
import type { Button } from '../../src/core/vote.ts';
import { checkGpioContract, type GpioWorld } from '../adapters/gpio/contract.ts';
import { PI_WIRES } from '../adapters/gpio/wires.ts';

// Runs in the guest: the contract of every board, on lines of its kernel.
// usage: node contract.mjs sysfs|gpiod FOLDER-OF-TOOLS FOLDER-OF-THE-CHIP FOLDER-OF-GPIOD-2

const [gpio = '', toolFolder = '', chip = '', takingTools = ''] = process.argv.slice(2);
const BUTTON: Record<Button, number> = { plus: 24, minus: 23 };
const OUTPUT: Record<OutputName, number> = { plus: 17, minus: 27, status: 22, buzzer: 18 };
const TAKER = 'somebody';
const LIMIT_MS = 20_000;
const LOOK_EVERY_MS = 20;

const fileOf = (line: number, what: string) => `${chip}/sim_gpio${line}/${what}`;
const set = (line: number, high: boolean) =>
  writeFileSync(fileOf(line, 'pull'), high ? 'pull-up' : 'pull-down');

/** The lines that somebody has, by the kernel's own list. */
const open = () =>
  readFileSync('/sys/kernel/debug/gpio', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(' gpio-'));

const until: GpioWorld['until'] = async (isSo, what) => {
  const deadlineMs = performance.now() + LIMIT_MS;
  while (!(await isSo())) {
    if (performance.now() > deadlineMs) throw new Error(`waited ${LIMIT_MS / 1_000} s in vain for ${what}`);
    await pause(LOOK_EVERY_MS);
  }
};

async function take(): Promise<() => Promise<void>> {
  const words = [`--consumer=${TAKER}`, '--chip=gpiochip0', String(BUTTON.minus)];
  const taker = spawn(`${takingTools}/gpiomon`, words, { stdio: 'ignore' });
  const has = () => open().some((line) => line.includes(TAKER));
  await until(has, 'the line to be taken');
  return async () => {
    taker.kill('SIGKILL');
    await until(() => !has(), 'the line to be free');
  };
}

function openWorld(): GpioWorld {
  for (const line of Object.values(BUTTON)) set(line, true);
  const clock = createClock();
  const board = createRealBoard({
    config: { ...PI_WIRES, gpio: gpio === 'gpiod' ? 'gpiod' : 'sysfs' },
    clock,
    log: { info: () => {} },
    onFault: () => {},
    surroundings: { toolFolder, user: 'root' },
  });
  return {
    gpio: board.gpio,
    clock,
    move: (button, active) => set(BUTTON[button], !active),
    wire: (output) => readFileSync(fileOf(OUTPUT[output], 'value'), 'utf8').trim() === '1',
    openLines: () => open().filter((line) => !line.includes(TAKER)).length,
    until,
    take,
    async close() {
      await board.gpio.buttons.stop();
      for (const output of Object.values(board.gpio.outputs)) await output.stop();
      await until(() => open().length === 0, 'every line to be given back');
    },
  };
}

checkGpioContract(gpio, openWorld);
