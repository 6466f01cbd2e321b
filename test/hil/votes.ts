import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { USUAL_SWITCH, WORST_SWITCH } from '../../src/core/contact.ts';
import { createCrowd } from '../crowd.ts';
import { answersTo, assertFollowCommit } from './answers.ts';
import { type Board, createBoard } from './board.ts';
import { databaseOn, type GuestBox, prepare, startReadyBox, type Tooling, verify } from './box.ts';
import { bootGuest, type Guest } from './guest.ts';
import { assertOneForOne, edgesOf, inTurn, type Made, play } from './punches.ts';
import { readTrace, startTrace } from './trace.ts';
import type { Row } from './words.ts';

const NO_LCD = '[hardware.lcd]\nkind = "none"';
const CROWD_S = 12;
const PRESS_MS = 12;
const SPIKE_EVERY_MS = 65;

/** The runs of presses that every way to the lines has to count, in a guest of their own. */
export function testVotes(tooling: Tooling): void {
  let guest: Guest;
  let board: Board;
  let box: GuestBox;
  let counted = 0;
  before(async () => {
    guest = await bootGuest();
    board = await createBoard(guest);
    await prepare(guest);
    box = await startReadyBox(guest, { tooling, hardware: NO_LCD });
  });
  after(async () => {
    try {
      const { code } = await box.end('SIGTERM');
      assert.equal(code, 0, await box.said());
      await verify(guest, databaseOn('disk'));
    } finally {
      await guest?.end();
    }
  });

  /** The rows since the last call, when both buttons have come to rest. */
  async function newRows(atLeast: number): Promise<Row[]> {
    await box.until(
      `${atLeast} more votes, and rest`,
      ({ votes, buttons }) =>
        votes.total >= counted + atLeast && !buttons.plus.active && !buttons.minus.active,
    );
    const rows = await guest.rows(databaseOn('disk'));
    const fresh = rows.slice(counted);
    counted = rows.length;
    return fresh;
  }

  async function assertRows(made: readonly Made[]): Promise<void> {
    assertOneForOne(await newRows(made.length), made, PRESS_MS);
  }

  test('clean presses become rows one for one, and buzzer and LED follow the fsync of each', async () => {
    const punches = inTurn(6, 500, 90);
    await startTrace(guest);
    const { made } = await play(board, punches, edgesOf(punches, null));
    await assertRows(made);
    assertFollowCommit(answersTo(made, await readTrace(guest, board.base), await box.threads()));
  });

  test('bouncing presses become rows one for one', async () => {
    const punches = inTurn(10, 350, 120);
    await assertRows((await play(board, punches, edgesOf(punches, USUAL_SWITCH))).made);
    const slow = inTurn(4, 900, 400);
    await assertRows((await play(board, slow, edgesOf(slow, WORST_SWITCH))).made);
  });

  test('spikes shorter than a press are none, and are counted as noise', async () => {
    const spikes = inTurn(40, SPIKE_EVERY_MS, 4, 'plus');
    const { played } = await play(board, spikes, edgesOf(spikes, null));
    const spans = spikes.map((_, i) => ({
      fromMs: played[2 * i]?.begunMs ?? Number.NaN,
      toMs: played[2 * i + 1]?.doneMs ?? Number.NaN,
    }));
    const short = spans.filter(({ fromMs, toMs }) => toMs - fromMs < PRESS_MS - 1);
    assert.ok(short.length > spikes.length / 2, 'most spikes came out as long as presses');
    // One that came out long may count.
    const counts = (await newRows(0)).map(({ monoMs }) =>
      short.find(({ fromMs, toMs }) => monoMs >= fromMs && monoMs < toMs + SPIKE_EVERY_MS / 2),
    );
    assert.deepEqual(
      counts.filter((spike) => spike !== undefined),
      [],
    );
    assert.ok((await box.state()).buttons.plus.noise > 0);
  });

  test(`three people in line for ${CROWD_S} s: every press is one row`, async () => {
    const crowd = createCrowd({ seconds: CROWD_S, seed: 42 });
    const presses = crowd.presses.map(({ atMs, button }) => ({ afterMs: atMs, button }));
    await assertRows((await play(board, presses, crowd.edges)).made);
  });

  test('both buttons together are two votes', async () => {
    const punches = [
      { afterMs: 0, button: 'plus' as const, holdMs: 150 },
      { afterMs: 3, button: 'minus' as const, holdMs: 150 },
    ];
    await assertRows((await play(board, punches, edgesOf(punches, USUAL_SWITCH))).made);
  });

  test('a button held for 12 s is one vote and a fault, and never blocks the other', async () => {
    const held = { afterMs: 0, button: 'plus' as const, holdMs: 12_000 };
    const others = inTurn(5, 700, 100, 'minus').map((punch) => ({
      ...punch,
      afterMs: punch.afterMs + 1_000,
    }));
    const punches = [held, ...others];
    const playing = play(board, punches, edgesOf(punches, USUAL_SWITCH));
    const { faults } = await box.until('stuck', ({ buttons }) => buttons.plus.stuck);
    assert.deepEqual(
      faults.map(({ id }) => id),
      ['button-plus-stuck'],
    );
    const { made } = await playing;
    await box.until('freed', (state) => state.faults.length === 0);
    await assertRows(made);
  });
}
