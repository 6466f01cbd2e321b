import { createRun } from './run.ts';
import { testKill, testPresses, testTrouble } from './votes.ts';

const run = createRun({ gpio: 'gpiod', version: 2 });
testPresses(run);
testTrouble(run);
testKill(run);
