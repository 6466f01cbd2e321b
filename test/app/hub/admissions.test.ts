import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BoxRecord } from '../../../src/core/hub/records.ts';
import { type Desktop, MINUTE, NINE, openDesktop } from './desktop.ts';
import { createMemoryStore } from './memory.ts';

const NOON = NINE + 180 * MINUTE;
const PAIRED: Partial<BoxRecord> = { machine: 'm12', secretDigest: 'ee' };

async function asksToBePaired({ store }: Desktop): Promise<void> {
  const request = { box: 'box-12', machine: 'm12', secretDigest: 'ee', version: '1', votes: 3 };
  await store.fleet.askPairing({
    ...request,
    ...{ firstVoteAt: null, askedAt: NINE, from: '10.0.0.9', state: 'waiting' },
  });
}

const approve = (sinceAt: number | null) =>
  ({ kind: 'approve', box: 'box-12', secretDigest: 'ee', sinceAt, replaces: null }) as const;

/** A store that refuses every `take-since`. */
function createTired() {
  const store = createMemoryStore();
  const { change } = store.votes;
  store.votes.change = async (asked, ...rest) => {
    if (asked.kind === 'take-since') throw new Error('The disk is full.');
    return change(asked, ...rest);
  };
  return store;
}

test('a new box is never there without the instant since which its votes are taken', async () => {
  const desktop = await openDesktop({ store: createTired() });
  await asksToBePaired(desktop);
  await desktop.order(approve(NOON));
  assert.equal((await desktop.store.fleet.box('box-12'))?.takenSinceAt, NOON);
  await desktop.basis.reload();
  assert.deepEqual(desktop.basis.known().takenSince, new Map([['box-12', NOON]]));
});

test('a box that comes back is not taken as long as its old votes cannot be left out', async () => {
  const desktop = await openDesktop({ store: createTired() });
  await desktop.pair('box-12', { ...PAIRED, revokedAt: NINE });
  await asksToBePaired(desktop);
  await assert.rejects(desktop.order(approve(NOON)), { message: 'The disk is full.' });
  assert.equal((await desktop.store.fleet.box('box-12'))?.revokedAt, NINE);
});

test('a box that comes back is taken with the votes that the organiser wants, or with all', async () => {
  const desktop = await openDesktop();
  await desktop.pair('box-12', { ...PAIRED, revokedAt: NINE });
  for (const sinceAt of [NOON, null]) {
    await asksToBePaired(desktop);
    assert.match(await desktop.order(approve(sinceAt)), /^done: box-12 is paired/);
    const record = await desktop.store.fleet.box('box-12');
    assert.deepEqual([record?.revokedAt, record?.takenSinceAt], [null, sinceAt]);
  }
});

test('a box that is revoked while its settings are saved stays revoked, and the organiser is told', async () => {
  const { store, order, pair } = await openDesktop();
  await pair('box-07');
  const { box } = store.fleet;
  let isRevoked = false;
  // Another organiser is quicker, right after the record was read.
  store.fleet.box = async (id) => {
    const record = await box(id);
    if (!isRevoked) await store.fleet.revoke(id, NINE, { at: NINE, who: 'bob', what: 'revoked' });
    isRevoked = true;
    return record;
  };
  const settings = { name: 'Door', room: null, language: null, muted: null };
  assert.equal(
    await order({ kind: 'settings', box: 'box-07', settings }),
    'refused: No box "box-07" is paired.',
  );
  const record = await box('box-07');
  assert.deepEqual([record?.revokedAt, record?.settings.name], [NINE, '']);
});
