import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createBoard, PI, PLUS } from './board.ts';
import { type BoxOptions, clearDisk, type GuestBox, prepare, startBox } from './box.ts';
import { bootGuest, type Guest } from './guest.ts';
import { edgesOf, inTurn, play } from './punches.ts';

const NO_LCD = '[hardware.lcd]\nkind = "none"';
const SYSFS: BoxOptions = { tooling: { gpio: 'sysfs' }, hardware: NO_LCD };
const GPIOD: BoxOptions = { tooling: { gpio: 'gpiod', version: 2 }, hardware: NO_LCD };

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

/** The sentence of a fault, once it is there. */
async function faultOf(box: GuestBox, id: string): Promise<string> {
  const { faults } = await box.until(`a fault ${id}`, (state) =>
    state.faults.some((fault) => fault.id === id),
  );
  return faults.find((fault) => fault.id === id)?.message ?? '';
}

const isVoting = ({ session }: { session: unknown }, healthy: boolean) => healthy && session !== null;

test("a LED's line that a driver of the kernel has is named, and votes are taken all the same", async () => {
  const board = await createBoard(guest, { ...PI, hogs: [17] });
  for (const options of [SYSFS, GPIOD]) {
    await withBox(options, async (box) => {
      assert.match(await faultOf(box, 'led-plus'), /^Line 17 is taken by "door-lock": stop that, /);
      await box.until('voting', isVoting);
      const punches = inTurn(2, 400, 120);
      await play(board, punches, edgesOf(punches, null));
      await box.until('two votes', ({ votes }) => votes.total === 2);
    });
  }
  await board.remove();
});

test("a button's line that another program has is named, and taken as soon as it is free", async () => {
  const board = await createBoard(guest);
  for (const options of [SYSFS, GPIOD]) {
    const words = ['--consumer=somebody', `--chip=${board.chip}`, String(PLUS)];
    const taker = await guest.start([`${guest.tools}/gpiod-2/gpiomon`, ...words]);
    await withBox(options, async (box) => {
      assert.match(await faultOf(box, 'buttons'), /^Line 24 is taken by "somebody": stop that, /);
      await box.until('refusal', (_, healthy) => !healthy);
      await taker.end('SIGKILL');
      const { faults } = await box.until('voting', isVoting);
      assert.deepEqual(faults, []);
    });
  }
  await board.remove();
});

test('a line that was left exported as an output is put right', async () => {
  const board = await createBoard(guest);
  const gpio = `/sys/class/gpio/gpio${board.base + PLUS}`;
  await guest.write('/sys/class/gpio/export', String(board.base + PLUS));
  await guest.write(`${gpio}/direction`, 'high');
  await withBox(SYSFS, async (box) => {
    await box.until('voting', isVoting);
    assert.equal((await guest.read(`${gpio}/direction`)).trim(), 'in');
  });
  await board.remove();
});

test('a chip that came first moves every number, and the lines are found all the same', async () => {
  const expander = await createBoard(guest, { name: 'expander', label: 'mcp23017', lines: 16 });
  const board = await createBoard(guest);
  assert.notEqual(board.chip, expander.chip);
  for (const options of [SYSFS, GPIOD]) {
    await withBox(options, async (box) => {
      await box.until('voting', isVoting);
      const punches = inTurn(2, 400, 120);
      await play(board, punches, edgesOf(punches, null));
      await box.until('two votes', ({ votes }) => votes.total === 2);
    });
  }
  await board.remove();
  await expander.remove();
});

test('a chip that is not there, by its label or by name, is said with what to set', async () => {
  const expander = await createBoard(guest, { name: 'expander', label: 'mcp23017', lines: 16 });
  for (const options of [SYSFS, GPIOD]) {
    await withBox(options, async (box) => {
      assert.match(await faultOf(box, 'buttons'), /^No chip is .*there is only gpiochip0 \(mcp23017\)/);
      await box.until('refusal', (_, healthy) => !healthy);
    });
  }
  await withBox({ ...SYSFS, hardware: `chip = "gpiochip7"\n${NO_LCD}` }, async (box) => {
    assert.match(await faultOf(box, 'buttons'), /^No chip is called "gpiochip7", there is only /);
  });
  await expander.remove();
});
