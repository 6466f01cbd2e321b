import { testAppending } from './appending.ts';
import { testFleet } from './fleeting.ts';
import { type OpenStore, testKeeping } from './keeping.ts';
import { testMending } from './mending.ts';
import { testMoving } from './moving.ts';
import { testWalling } from './walling.ts';

/** Everything that a store of a hub has to do, whatever database is behind it. */
export function testStore(name: string, open: OpenStore): void {
  const openVotes = async () => (await open()).votes;
  testAppending(name, openVotes);
  testMoving(name, openVotes);
  testMending(name, open);
  testKeeping(name, open);
  testFleet(name, open);
  testWalling(name, open);
}
