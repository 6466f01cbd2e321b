import assert from 'node:assert/strict';
import { test } from 'node:test';
import { USUAL_SWITCH, WORST_SWITCH } from '../../src/core/contact.ts';
import { BUTTONS, voteValue } from '../../src/core/vote.ts';
import { createCrowd } from '../crowd.ts';
import { answersTo, assertFollowCommit, LED } from './answers.ts';
import { wired } from './board.ts';
import { edgesOf, inTurn, play } from './punches.ts';
import { PRESS_MS, type Run } from './run.ts';
import { readTrace, type Seen, startTrace } from './trace.ts';
import type { Row } from './words.ts';

const CROWD_S = 6;
const SPIKE_MS = 4;
const SPIKE_EVERY_MS = 65;
/** Longer than the others take; a slow guest may take longer still to see it, so the hand waits for that. */
const HELD_MS = 5_000;

/** Presses as hands make them: each is one row, and is answered when that is on the disk. */
export function testPresses(run: () => Run): void {
  test('clean presses become rows one for one, and buzzer and LED follow the fsync of each', async () => {
    const { guest, board, box, assertRows } = run();
    const punches = inTurn(6, 2_000, 90);
    await startTrace(guest);
    const { made } = await play(board, punches, edgesOf(punches, null));
    await assertRows(made);
    assertFollowCommit(await answersTo(made, { guest, board, box }));
  });

  test('bouncing presses become rows one for one', async () => {
    const { board, assertRows } = run();
    const usual = inTurn(8, 350, 120);
    await assertRows((await play(board, usual, edgesOf(usual, USUAL_SWITCH))).made);
    const worst = inTurn(2, 900, 400);
    await assertRows((await play(board, worst, edgesOf(worst, WORST_SWITCH))).made);
  });

  test(`three people in line for ${CROWD_S} s: every press is one row`, async () => {
    const { board, assertRows } = run();
    const crowd = createCrowd({ seconds: CROWD_S, seed: 42 });
    const presses = crowd.presses.map(({ atMs, button }) => ({ afterMs: atMs, button }));
    await assertRows((await play(board, presses, crowd.edges)).made);
  });

  test('both buttons together are two votes', async () => {
    const { board, assertRows } = run();
    const punches = [
      { afterMs: 0, button: 'plus' as const, holdMs: 150 },
      { afterMs: 3, button: 'minus' as const, holdMs: 150 },
    ];
    await assertRows((await play(board, punches, edgesOf(punches, USUAL_SWITCH))).made);
  });
}

/** What a line shows that no hand makes in one press. */
export function testTrouble(run: () => Run): void {
  test('spikes shorter than a press are none, and are counted as noise', async () => {
    const { board, box, newRows } = run();
    const spikes = inTurn(40, SPIKE_EVERY_MS, SPIKE_MS, 'plus');
    const { played } = await play(board, spikes, edgesOf(spikes, null));
    const spans = spikes.map((_, i) => ({
      fromMs: played[2 * i]?.begunMs ?? Number.NaN,
      toMs: played[2 * i + 1]?.doneMs ?? Number.NaN,
    }));
    // One that came out long may count.
    const short = spans.filter(({ fromMs, toMs }) => toMs - fromMs < PRESS_MS - 1);
    assert.ok(short.length > spikes.length / 2, 'most spikes came out as long as presses');
    const votes = (await newRows(0)).map(({ monoMs }) =>
      short.find(({ fromMs, toMs }) => monoMs >= fromMs && monoMs < toMs + SPIKE_EVERY_MS / 2),
    );
    assert.deepEqual(
      votes.filter((spike) => spike !== undefined),
      [],
    );
    assert.ok((await box.state()).buttons.plus.noise > 0);
  });

  test('a button held until it is called stuck is one vote and a fault, and never blocks the other', async () => {
    const { board, box, assertRows } = run();
    const held = { afterMs: 0, button: 'plus' as const, holdMs: HELD_MS };
    const others = inTurn(5, 700, 100, 'minus').map((punch) => ({
      ...punch,
      afterMs: punch.afterMs + 1_000,
    }));
    const punches = [held, ...others];
    const edges = edgesOf(punches, USUAL_SWITCH);
    const untilReleased = edges.filter(({ afterMs }) => afterMs < HELD_MS);
    const release = edges.slice(untilReleased.length);
    const { made } = await play(board, punches, untilReleased);
    const { faults } = await box.until('stuck', ({ buttons }) => buttons.plus.stuck);
    assert.deepEqual(
      faults.map(({ id }) => id),
      ['button-plus-stuck'],
    );
    await board.play(wired(release.map((edge) => ({ ...edge, afterMs: edge.afterMs - HELD_MS }))));
    await box.until('freed', (state) => state.faults.length === 0);
    await assertRows(made);
  });
}

/** Comes last: the box of the run is another one then. */
export function testKill(run: () => Run): void {
  test('SIGKILL while people punch loses no vote that was thanked for, and the box goes on', async () => {
    const { guest, board, box, newRows, assertRows, restart } = run();
    await newRows(0);
    const { total } = (await box.state()).votes;
    await startTrace(guest);
    const punches = inTurn(20, 250, 90);
    const playing = play(board, punches, edgesOf(punches, USUAL_SWITCH));
    await box.until('the middle', ({ votes }) => votes.total >= total + 4);
    await box.end('SIGKILL');
    await playing;
    const seen = await readTrace(guest, board.base);

    await restart();
    assert.deepEqual((await run().box.state()).faults, []);
    assert.deepEqual([await board.level(LED.plus), await board.level(LED.minus)], [false, false]);
    const rows = await newRows(4);
    assert.ok(rows.length < punches.length, 'it was killed in the middle');
    assertThankedAreStored(seen, rows);
    assert.equal((await run().box.state()).votes.total, total + rows.length);
    const more = inTurn(4, 400, 90);
    await assertRows((await play(board, more, edgesOf(more, USUAL_SWITCH))).made);
  });
}

/** Each time that a button's LED was lit, one more of its rows was there. */
function assertThankedAreStored(seen: readonly Seen[], rows: readonly Row[]): void {
  for (const button of BUTTONS) {
    const lit = seen.filter((event) => event.kind === 'line' && event.line === LED[button] && event.high);
    const stored = rows.filter(({ value }) => value === voteValue(button));
    assert.ok(lit.length > 0);
    for (const [i, { atMs }] of lit.entries()) {
      const monoMs = stored[i]?.monoMs ?? Number.POSITIVE_INFINITY;
      assert.ok(monoMs < atMs, `${button} was lit for its row ${i + 1} at ${atMs}, which is of ${monoMs}`);
    }
  }
}
