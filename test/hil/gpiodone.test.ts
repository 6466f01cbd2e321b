import { createRun } from './run.ts';
import { testPresses } from './votes.ts';

testPresses(createRun({ gpio: 'gpiod', version: 1 }));
