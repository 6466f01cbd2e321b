import { createRun } from './run.ts';
import { testKill, testPresses, testTrouble } from './votes.ts';

const run = createRun({ gpio: 'sysfs' });
testPresses(run);
testTrouble(run);
testKill(run);
