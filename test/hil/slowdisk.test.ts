import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answersTo, assertFollowCommit } from './answers.ts';
import { createBoard } from './board.ts';
import { prepare, prepareSlowDisk, startReadyBox } from './box.ts';
import { bootGuest, type Guest } from './guest.ts';
import { edgesOf, inTurn, play } from './punches.ts';
import { NO_LCD, PRESS_MS } from './run.ts';
import { startTrace } from './trace.ts';

/** A sync that ends so long after its press is one that a light would have been seen to overtake. */
const CLEARLY_MS = 40;

let guest: Guest;
before(async () => {
  guest = await bootGuest('host'); // whose disk is slow
  await prepare(guest);
});
after(() => guest?.end());

test('on a disk that takes 100 ms for each write, buzzer and LED wait for it', async (t) => {
  const board = await createBoard(guest);
  const busy = await prepareSlowDisk(guest);
  t.after(() => busy.end('SIGKILL'));
  const box = await startReadyBox(guest, { tooling: { gpio: 'sysfs' }, hardware: NO_LCD, disk: 'slow' });
  await startTrace(guest);
  const punches = inTurn(5, 1_200, 90);
  const { made } = await play(board, punches, edgesOf(punches, null));
  await box.until('5 votes', ({ votes }) => votes.total === made.length);
  const answers = await answersTo(made, { guest, board, box });
  await box.end('SIGTERM');
  const slow = answers.filter(({ madeMs, syncedMs = 0 }) => syncedMs - madeMs > PRESS_MS + CLEARLY_MS);
  assert.ok(slow.length > made.length / 2, `the disk was quick: ${JSON.stringify(answers)}`);
  assertFollowCommit(answers);
});
