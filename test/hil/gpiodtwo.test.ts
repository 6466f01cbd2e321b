import { testVotes } from './votes.ts';

testVotes({ gpio: 'gpiod', version: 2 });
