import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '../../test/adapters/hubstore/server.ts';
import { printMachine } from './figures.ts';
import { benchHil } from './hil.ts';
import { benchHub } from './hub.ts';
import { benchKiosk } from './kiosk.ts';
import { benchPress } from './press.ts';
import { benchProgramme } from './programme.ts';
import { benchMemory, benchStart } from './start.ts';

const { values } = parseArgs({
  options: {
    votes: { type: 'string', default: '1000' },
    starts: { type: 'string', default: '12' },
    hil: { type: 'boolean', default: false },
    programme: { type: 'boolean', default: false },
    hub: { type: 'boolean', default: false },
    kiosk: { type: 'boolean', default: false },
    boxes: { type: 'string', default: '5000' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'likebox-bench-'));
printMachine();
try {
  if (values.hil) await benchHil();
  else if (values.programme) await benchProgramme(folder);
  else if (values.kiosk) await benchKiosk();
  else if (values.hub) await benchHubs(folder, Number(values.boxes));
  else {
    await benchPress(folder, Number(values.votes));
    await benchStart(folder, Number(values.starts));
    await benchMemory(folder);
    await benchProgramme(folder);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** On SQLite, then on a PostgreSQL of its own. */
async function benchHubs(folder: string, boxes: number): Promise<void> {
  await benchHub({ folder: join(folder, 'sqlite'), database: 'sqlite', name: 'sqlite' }, { boxes });
  const postgres = await startPostgres();
  try {
    await benchHub({ folder: join(folder, 'postgres'), database: postgres.url, name: 'postgres' }, { boxes });
  } finally {
    await postgres.stop();
  }
}
