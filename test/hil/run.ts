import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { type Board, createBoard } from './board.ts';
import { databaseOn, type GuestBox, prepare, startReadyBox, type Tooling, verify } from './box.ts';
import { bootGuest, type Guest } from './guest.ts';
import { assertOneForOne, type Made } from './punches.ts';
import type { Row } from './words.ts';

export const NO_LCD = '[hardware.lcd]\nkind = "none"';
/** The default of `press_ms`. */
export const PRESS_MS = 12;
/** Of the guest's time: a press is released, its cool-down is over, and its thanks are too. */
const REST_S = '1.5';

/** A guest with a box that is punched by one test after another. */
export interface Run {
  guest: Guest;
  board: Board;
  box: GuestBox;
  /** The rows since the last call, when at least so many have come and the box is at rest. */
  newRows(atLeast: number): Promise<Row[]>;
  /** The rows since the last call are these presses, one for one. */
  assertRows(made: readonly Made[]): Promise<void>;
  /** Starts the box again, after its end. */
  restart(): Promise<void>;
}

/** Boots and starts before the tests of a file; after them the box has to stop well, with no vote missing or changed. */
export function createRun(tooling: Tooling): () => Run {
  let run: Run | undefined;
  before(async () => {
    run = await open(tooling);
  });
  after(async () => {
    if (run === undefined) return;
    const { guest, box } = run;
    try {
      const { code } = await box.end('SIGTERM');
      assert.equal(code, 0, await box.said());
      await verify(guest, databaseOn('disk'));
    } finally {
      await guest.end();
    }
  });
  return () => {
    if (run === undefined) throw new Error('the guest has not started');
    return run;
  };
}

async function open(tooling: Tooling): Promise<Run> {
  const guest = await bootGuest();
  try {
    const board = await createBoard(guest);
    await prepare(guest);
    return runOf(guest, board, tooling, await startReadyBox(guest, { tooling, hardware: NO_LCD }));
  } catch (error) {
    await guest.end();
    throw error;
  }
}

function runOf(guest: Guest, board: Board, tooling: Tooling, box: GuestBox): Run {
  let counted = 0;
  const run: Run = {
    guest,
    board,
    box,
    async newRows(atLeast) {
      await run.box.until(
        `${atLeast} more votes, and rest`,
        ({ votes, buttons }) =>
          votes.total >= counted + atLeast && !buttons.plus.active && !buttons.minus.active,
      );
      await guest.must(['sleep', REST_S]);
      const rows = await guest.rows(databaseOn('disk'));
      const fresh = rows.slice(counted);
      counted = rows.length;
      return fresh;
    },
    assertRows: async (made) => assertOneForOne(await run.newRows(made.length), made, PRESS_MS),
    async restart() {
      run.box = await startReadyBox(guest, { tooling, hardware: NO_LCD });
    },
  };
  return run;
}
