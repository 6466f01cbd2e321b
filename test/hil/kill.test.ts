import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { USUAL_SWITCH } from '../../src/core/contact.ts';
import { BUTTONS, voteValue } from '../../src/core/vote.ts';
import { answersTo, assertFollowCommit, LED } from './answers.ts';
import { type Board, createBoard } from './board.ts';
import {
  clearDisk,
  databaseOn,
  prepare,
  prepareSlowDisk,
  startReadyBox,
  type Tooling,
  verify,
} from './box.ts';
import { bootGuest, type Guest } from './guest.ts';
import { assertOneForOne, edgesOf, inTurn, play } from './punches.ts';
import { readTrace, startTrace } from './trace.ts';

const NO_LCD = '[hardware.lcd]\nkind = "none"';
const TOOLINGS: readonly [name: string, tooling: Tooling][] = [
  ['sysfs', { gpio: 'sysfs' }],
  ['gpiod 2', { gpio: 'gpiod', version: 2 }],
];

/** A vote's LED stays dark this long before it lights. */
const LED_DARK_MS = 40;

let guest: Guest;
let board: Board;
before(async () => {
  guest = await bootGuest();
  board = await createBoard(guest);
  await prepare(guest);
});
after(() => guest?.end());

for (const [name, tooling] of TOOLINGS) {
  test(`SIGKILL while people punch on ${name} loses no vote that was thanked for, and the box goes on`, async () => {
    await clearDisk(guest);
    const killed = await startReadyBox(guest, { tooling, hardware: NO_LCD });
    await startTrace(guest);
    const punches = inTurn(30, 250, 90);
    const playing = play(board, punches, edgesOf(punches, USUAL_SWITCH));
    await killed.until('the middle', ({ votes }) => votes.total >= 5);
    await killed.end('SIGKILL');
    await playing;

    const rows = await guest.rows(databaseOn('disk'));
    assert.ok(rows.length < punches.length, 'it was killed in the middle');
    const seen = await readTrace(guest, board.base);
    for (const button of BUTTONS) {
      const lit = seen.filter((event) => event.kind === 'line' && event.line === LED[button] && event.high);
      const stored = rows.filter(({ value }) => value === voteValue(button));
      assert.ok(lit.length > 0);
      for (const [i, { atMs }] of lit.entries()) {
        assert.ok(
          (stored[i]?.monoMs ?? Number.POSITIVE_INFINITY) < atMs,
          `${button} ${i + 1} was lit at ${atMs}`,
        );
      }
    }

    const box = await startReadyBox(guest, { tooling, hardware: NO_LCD });
    assert.deepEqual((await box.state()).faults, []);
    assert.deepEqual([await board.level(LED.plus), await board.level(LED.minus)], [false, false]);
    assert.equal((await box.state()).votes.total, rows.length);
    const more = inTurn(4, 400, 90);
    const { made } = await play(board, more, edgesOf(more, USUAL_SWITCH));
    await box.until('4 more votes', ({ votes }) => votes.total === rows.length + made.length);
    assertOneForOne((await guest.rows(databaseOn('disk'))).slice(rows.length), made, 12);
    const { code } = await box.end('SIGTERM');
    assert.equal(code, 0);
    await verify(guest, databaseOn('disk'));
  });
}

test('on a disk that takes 100 ms for each write, buzzer and LED wait for it', async (t) => {
  const busy = await prepareSlowDisk(guest);
  t.after(() => busy.end('SIGKILL'));
  const box = await startReadyBox(guest, { tooling: { gpio: 'sysfs' }, hardware: NO_LCD, disk: 'slow' });
  await startTrace(guest);
  const punches = inTurn(6, 1_200, 90);
  const { made } = await play(board, punches, edgesOf(punches, null));
  await box.until('6 votes', ({ votes }) => votes.total === made.length);
  const answers = answersTo(made, await readTrace(guest, board.base), await box.threads());
  await box.end('SIGTERM');
  const slow = answers.filter(({ madeMs, syncedMs = 0 }) => syncedMs - madeMs > 12 + LED_DARK_MS);
  assert.ok(slow.length > made.length / 2, `the disk was quick: ${JSON.stringify(answers)}`);
  assertFollowCommit(answers);
});
