import { testContract } from './contract.ts';
import { createLineWorld } from './parallel.ts';

// Thirteen writes for the address, thirteen for the character.
testContract({ name: 'parallel', create: createLineWorld, changeOfOneCell: 26 });
