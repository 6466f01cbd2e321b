import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { isLaterVote } from './findings.ts';
import { rowsOfPage } from './pages.ts';
import { FRAME_HEADER_SIZE, PAGE_SIZE, readWal } from './wal.ts';

/**
 * Makes the log of a closed database forget every transaction from the first that holds a vote after
 * `lastSeq`. A commit whose sync failed may be in the log as if it had succeeded; were the box killed while
 * the disk still fails, the next start would take that refused vote for a good one.
 */
export function eraseLaterVotes(path: string, lastSeq: number): void {
  const log = `${path}-wal`;
  if (!existsSync(log)) return;
  const bytes = readFileSync(log);
  const { frames, damaged } = readWal(bytes);
  if (damaged) return; // a salvage looks at each vote itself
  let begin = 0;
  for (const [index, { offset, commit }] of frames.entries()) {
    const page = bytes.subarray(offset, offset + PAGE_SIZE);
    if ([...rowsOfPage(page)].some((row) => isLaterVote(row, lastSeq))) {
      const first = frames[begin]?.offset ?? offset;
      overwrite(log, first - FRAME_HEADER_SIZE);
      return;
    }
    if (commit) begin = index + 1;
  }
}

/** A frame without its header's checksum ends the log for SQLite. */
function overwrite(log: string, at: number): void {
  const file = openSync(log, 'r+');
  try {
    writeSync(file, Buffer.alloc(FRAME_HEADER_SIZE), 0, FRAME_HEADER_SIZE, at);
  } finally {
    closeSync(file);
  }
}
