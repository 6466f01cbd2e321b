import { testVotes } from './votes.ts';

testVotes({ gpio: 'sysfs' });
