import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Sqlite from 'better-sqlite3';
import { createClock } from '../../src/adapters/clock.ts';
import { openStore } from '../../src/adapters/store/client.ts';
import { openDatabase } from '../../src/adapters/store/database.ts';
import type { Receipt } from '../../src/app/ports.ts';
import type { Vote } from '../../src/core/vote.ts';

// A small program around the real store that votes without pause and says on its standard output what
// became of each vote: "ack SEQ WALLMS" or "refused WALLMS SENTENCE". Tests kill it, trace it and break its disk.
// Two controls share the code of the database and are wrong on purpose: --early acknowledges on receipt and
// commits 20 ms later; --normal turns synchronous=FULL into NORMAL behind the back of the check.

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    votes: { type: 'string', default: '1000000' },
    pause: { type: 'string', default: '0' },
    early: { type: 'boolean', default: false },
    normal: { type: 'boolean', default: false },
    'die-when-refused': { type: 'boolean', default: false },
  },
});
const path = join(values.data ?? '.', 'box.db');
const clock = createClock();
const EARLY_MS = 20;

interface Keeper {
  append(vote: Vote): Promise<Receipt>;
  stop(): Promise<void>;
}

const identity = { path, box: 'box-07', machine: 'board-1', rule: { openAfterMs: 0, closeAfterMs: 0 } };

async function openReal(): Promise<Keeper> {
  const log = { info: () => {}, warn: say, error: say };
  const store = openStore({ ...identity, clock, log });
  await store.start();
  return store;
}

function say(_: object, message: string): void {
  writeSync(2, `${message}\n`);
}

function openControl(): Keeper {
  if (values.normal) {
    const pragma = Sqlite.prototype.pragma;
    Sqlite.prototype.pragma = function (source, options) {
      if (source === 'synchronous = FULL') return pragma.call(this, 'synchronous = NORMAL', options);
      return source === 'synchronous' ? 2 : pragma.call(this, source, options);
    };
  }
  const database = openDatabase({ ...identity, at: clock.wallAt(), lastSeq: null });
  let seq = database.lastSeq();
  return {
    async append(vote) {
      if (!values.early) return { stored: true, vote: database.append(vote) };
      seq += 1;
      clock.after(EARLY_MS, () => database.append(vote));
      return { stored: true, vote: { ...vote, seq, digest: '' } };
    },
    stop: async () => database.close(),
  };
}

async function vote(keeper: Keeper, n: number): Promise<void> {
  const wallMs = Math.round(clock.wallAt());
  const receipt = await keeper.append({
    bootId: `boot-${process.pid}`,
    monoMs: n,
    wallMs,
    value: n % 3 === 0 ? -1 : 1,
    room: 'Amphi A',
    shownSessionId: n % 5 === 0 ? null : `session ${n % 7}`,
    source: 'simulator',
  });
  if (receipt.stored) {
    writeSync(1, `ack ${receipt.vote.seq} ${wallMs}\n`);
    return;
  }
  writeSync(1, `refused ${wallMs} ${receipt.why}\n`);
  if (values['die-when-refused']) process.kill(process.pid, 'SIGKILL');
}

const keeper = values.early || values.normal ? openControl() : await openReal();
writeSync(1, 'open\n');
for (let n = 1; n <= Number(values.votes); n += 1) {
  await vote(keeper, n);
  await new Promise<void>((resolve) => clock.after(Number(values.pause), resolve));
}
await keeper.stop();
writeSync(1, 'closed\n');
