import { LONG } from '../long.ts';
import { createRun } from './run.ts';
import { testKill, testPresses, testTrouble } from './votes.ts';

const run = createRun({ gpio: 'gpiod', version: 2 });
testPresses(run);
// What follows asks less of the tools than of the box, which the test on sysfs looks at each time.
if (LONG) {
  testTrouble(run);
  testKill(run);
}
