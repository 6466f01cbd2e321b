import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Board, type Chip, createBoard, PI, PLUS } from './board.ts';
import { type BoxOptions, clearDisk, type GuestBox, prepare, startBox, untilIdle } from './box.ts';
import { bootGuest, bundle, type Guest } from './guest.ts';
import { edgesOf, inTurn, play } from './punches.ts';
import { NO_LCD } from './run.ts';

const EXPANDER = { name: 'expander', label: 'mcp23017', lines: 16 };
const SYSFS: BoxOptions = { tooling: { gpio: 'sysfs' }, hardware: NO_LCD };
const GPIOD: BoxOptions = { tooling: { gpio: 'gpiod', version: 1 }, hardware: NO_LCD };

const WAYS: readonly [name: string, gpio: string, tools: string][] = [
  ['sysfs', 'sysfs', ''],
  ['gpiod 1.6', 'gpiod', 'gpiod-1'],
  ['gpiod 2', 'gpiod', 'gpiod-2'],
];

let guest: Guest;
before(async () => {
  guest = await bootGuest();
  await prepare(guest);
});
after(() => guest?.end());

/** A box, for as long as the body lasts. */
async function withBox(options: BoxOptions, body: (box: GuestBox) => Promise<void>): Promise<void> {
  await clearDisk(guest);
  const box = await startBox(guest, options);
  try {
    await body(box);
  } finally {
    await box.end('SIGTERM');
  }
}

/** Chips in this order, for as long as the body lasts. */
async function withChips<T extends readonly Chip[]>(
  chips: readonly [...T],
  body: (...boards: { -readonly [K in keyof T]: Board }) => Promise<void>,
): Promise<void> {
  const boards: Board[] = [];
  try {
    for (const chip of chips) boards.push(await createBoard(guest, chip));
    await body(...(boards as { -readonly [K in keyof T]: Board }));
  } finally {
    for (const board of boards.reverse()) await board.remove();
  }
}

/** The sentence of a fault, once it is there. */
async function faultOf(box: GuestBox, id: string): Promise<string> {
  const { faults } = await box.until(`a fault ${id}`, (state) =>
    state.faults.some((fault) => fault.id === id),
  );
  return faults.find((fault) => fault.id === id)?.message ?? '';
}

const isVoting = ({ session }: { session: unknown }, healthy: boolean) => healthy && session !== null;

test('lines that a driver and a program have are named; the box votes as soon as its buttons are free', async () => {
  // A chip that comes first moves every number.
  await withChips([EXPANDER, { ...PI, hogs: [17] }], async (expander, board) => {
    assert.notEqual(board.chip, expander.chip);
    await refuseTaken(SYSFS, board);
    await refuseTaken(GPIOD, board);
  });
});

/** Somebody has the +1 button's line when the box starts, and a driver that of its LED. */
async function refuseTaken(options: BoxOptions, board: Board): Promise<void> {
  const words = ['--consumer=somebody', `--chip=${board.chip}`, String(PLUS)];
  const taker = await guest.start([`${guest.tools}/gpiod-2/gpiomon`, ...words]);
  await withBox(options, async (box) => {
    assert.match(await faultOf(box, 'led-plus'), /^Line 17 is taken by "door-lock": stop that, /);
    assert.match(await faultOf(box, 'buttons'), /^Line 24 is taken by "somebody": stop that, /);
    await box.until('refusal', (_, healthy) => !healthy);
    await taker.end('SIGKILL');
    await box.until('voting', isVoting);
    await untilIdle(guest, box);
    const punches = inTurn(2, 400, 120);
    await play(board, punches, edgesOf(punches, null));
    await box.until('two votes', ({ votes }) => votes.total === 2);
  });
}

test('a line that was left exported as an output is put right', async () => {
  await withChips([PI], async (board) => {
    const gpio = `/sys/class/gpio/gpio${board.base + PLUS}`;
    await guest.write('/sys/class/gpio/export', String(board.base + PLUS));
    await guest.write(`${gpio}/direction`, 'high');
    await withBox(SYSFS, async (box) => {
      await box.until('voting', isVoting);
      assert.equal((await guest.read(`${gpio}/direction`)).trim(), 'in');
    });
  });
});

test('a chip that is not there, by its label or by name, is said with what to set', async () => {
  await withChips([EXPANDER], async () => {
    await withBox(GPIOD, async (box) => {
      assert.match(await faultOf(box, 'buttons'), /^No chip is .*there is only gpiochip0 \(mcp23017\)/);
      await box.until('refusal', (_, healthy) => !healthy);
    });
    await withBox({ ...SYSFS, hardware: `chip = "gpiochip7"\n${NO_LCD}` }, async (box) => {
      assert.match(await faultOf(box, 'buttons'), /^No chip is called "gpiochip7", there is only /);
    });
  });
});

for (const [name, gpio, tools] of WAYS) {
  test(`${name} holds the contract of every board on lines of a real kernel`, async () => {
    await withChips([PI], async (board) => {
      const program = await bundle('test/hil/contract.ts', guest.folder);
      const folder = tools === '' ? '' : `${guest.tools}/${tools}`;
      const words = [process.execPath, program, gpio, folder, board.folder, `${guest.tools}/gpiod-2`];
      const { code, out, err } = await guest.run(words);
      assert.equal(code, 0, `${out}${err}`);
      assert.match(out, /^# pass [1-9]/m);
    });
  });
}
