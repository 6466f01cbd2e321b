import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Board, createBoard } from './board.ts';
import { bootGuest, bundle, type Guest } from './guest.ts';

const WAYS: readonly [name: string, gpio: string, tools: string][] = [
  ['sysfs', 'sysfs', ''],
  ['gpiod 1.6', 'gpiod', 'gpiod-1'],
  ['gpiod 2', 'gpiod', 'gpiod-2'],
];

let guest: Guest;
let board: Board;
before(async () => {
  guest = await bootGuest();
  board = await createBoard(guest);
});
after(() => guest?.end());

for (const [name, gpio, tools] of WAYS) {
  test(`${name} holds the contract of every board on lines of a real kernel`, async () => {
    const program = await bundle('test/hil/contract.ts', guest.folder);
    const folder = tools === '' ? '' : `${guest.tools}/${tools}`;
    const words = [process.execPath, program, gpio, folder, board.folder, `${guest.tools}/gpiod-2`];
    const { code, out, err } = await guest.run(words);
    assert.equal(code, 0, `${out}${err}`);
    assert.match(out, /^# pass [1-9]/m);
  });
}
