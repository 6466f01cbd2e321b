import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printMachine } from './figures.ts';
import { benchHil } from './hil.ts';
import { benchPress } from './press.ts';
import { benchProgramme } from './programme.ts';
import { benchMemory, benchStart } from './start.ts';

const { values } = parseArgs({
  options: {
    votes: { type: 'string', default: '1000' },
    starts: { type: 'string', default: '12' },
    hil: { type: 'boolean', default: false },
    programme: { type: 'boolean', default: false },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'likebox-bench-'));
printMachine();
try {
  if (values.hil) await benchHil();
  else if (values.programme) await benchProgramme(folder);
  else {
    await benchPress(folder, Number(values.votes));
    await benchStart(folder, Number(values.starts));
    await benchMemory(folder);
    await benchProgramme(folder);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
