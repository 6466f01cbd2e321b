import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersTo, assertFollowCommit } from './answers.ts';
import { prepareSlowDisk, startReadyBox } from './box.ts';
import { edgesOf, inTurn, play } from './punches.ts';
import { createRun, NO_LCD, PRESS_MS } from './run.ts';
import { startTrace } from './trace.ts';
import { testKill, testPresses, testTrouble } from './votes.ts';

/** A sync that ends so long after its press is one that a light would have been seen to overtake. */
const CLEARLY_MS = 40;

const run = createRun({ gpio: 'sysfs' });
testPresses(run);
testTrouble(run);
testKill(run);

test('on a disk that takes 100 ms for each write, buzzer and LED wait for it', async (t) => {
  const { guest, board, box } = run();
  await box.end('SIGTERM');
  const busy = await prepareSlowDisk(guest);
  t.after(() => busy.end('SIGKILL'));
  const slowed = await startReadyBox(guest, { tooling: { gpio: 'sysfs' }, hardware: NO_LCD, disk: 'slow' });
  await startTrace(guest);
  const punches = inTurn(5, 1_200, 90);
  const { made } = await play(board, punches, edgesOf(punches, null));
  await slowed.until('5 votes', ({ votes }) => votes.total === made.length);
  const answers = await answersTo(made, { guest, board, box: slowed });
  await slowed.end('SIGTERM');
  const slow = answers.filter(({ madeMs, syncedMs = 0 }) => syncedMs - madeMs > PRESS_MS + CLEARLY_MS);
  assert.ok(slow.length > made.length / 2, `the disk was quick: ${JSON.stringify(answers)}`);
  assertFollowCommit(answers);
});
