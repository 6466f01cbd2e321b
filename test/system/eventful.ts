import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { createClock } from '../../src/adapters/clock.ts';
import { openStore } from '../../src/adapters/store/client.ts';

// A small program around the real store that begins a new event after every few votes, without pause, and says
// "ack BOOT NUMBER" of each vote that was stored. A test kills it.

const VOTES_PER_EVENT = 5;

const clock = createClock();
const say = (_: object, message: string) => void writeSync(2, `${message}\n`);
const store = openStore({
  path: join(process.argv[2] ?? '.', 'box.db'),
  box: 'box-07',
  machine: 'board-1',
  rule: { openAfterMs: 0, closeAfterMs: 0 },
  clock,
  log: { info() {}, warn: say, error: say },
});
const bootId = `boot-${process.pid}`;

async function vote(n: number): Promise<void> {
  const receipt = await store.append({
    bootId,
    monoMs: n,
    wallMs: Math.round(clock.wallAt()),
    value: 1,
    room: null,
    shownSessionId: null,
    source: 'simulator',
  });
  if (receipt.stored) writeSync(1, `ack ${bootId} ${n}\n`);
}

await store.start();
writeSync(1, 'open\n');
for (let n = 1; ; n += VOTES_PER_EVENT) {
  const votes = Array.from({ length: VOTES_PER_EVENT }, (_, index) => vote(n + index));
  const begun = store.startEvent('camp', clock.wallAt());
  await Promise.all([...votes, begun]);
}
