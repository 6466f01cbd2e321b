import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Asking, createPairingDesk } from '../../../src/app/hub/pairing.ts';
import type { BoxRecord, PairingRequest } from '../../../src/core/hub/records.ts';
import { createFakeClock } from '../../fakes/clock.ts';

const asking: Asking = {
  box: 'box-07',
  machine: 'board-a',
  secretDigest: 'aa',
  version: '0.1.0',
  votes: 12,
  firstVoteAt: 5,
  from: '192.0.2.7',
};

const record: BoxRecord = {
  box: 'box-07',
  machine: 'board-a',
  secretDigest: 'aa',
  pairedAt: 1,
  pairedBy: 'ann',
  revokedAt: null,
  takenSinceAt: null,
  settings: { name: '', room: null, language: null, muted: null, window: null },
};

/** A fleet of a few lines, with the store's rules: 100 requests, one for each box and secret. */
function setUp({ records = [] as BoxRecord[], most = 100 } = {}) {
  const clock = createFakeClock({ wallAt: 1_000 });
  const requests: PairingRequest[] = [];
  let writes = 0;
  const desk = createPairingDesk({
    clock,
    fleet: {
      boxes: async () => records,
      box: async (box) => records.find((one) => one.box === box) ?? null,
      pairings: async () => [...requests],
      async askPairing(request) {
        if (requests.length >= most) return false;
        writes += 1;
        requests.push(request);
        return true;
      },
    },
    code: async (secretDigest) => `CODE-${secretDigest}`,
  });
  return { clock, desk, requests, writes: () => writes };
}

test('a request waits, is shown with its code, and is written once however often the box asks', async () => {
  const { clock, desk, writes } = setUp();
  assert.equal(await desk.ask(asking), 'waiting');
  clock.advance(3_000);
  assert.equal(await desk.ask(asking), 'waiting');
  assert.equal(writes(), 1);
  assert.deepEqual(await desk.waiting(), [
    { ...asking, code: 'CODE-aa', askedAt: 1_000, endsAt: 601_000, known: 'new' },
  ]);
});

test('a request is over after 10 minutes, and the next ask makes a new one', async () => {
  const { clock, desk } = setUp();
  await desk.ask(asking);
  clock.advance(599_999);
  assert.equal((await desk.waiting()).length, 1);
  clock.advance(1);
  assert.deepEqual(await desk.waiting(), []);
  assert.equal(await desk.ask(asking), 'waiting');
  assert.deepEqual(
    (await desk.waiting()).map(({ askedAt }) => askedAt),
    [601_000],
  );
});

test('a refused box is told so and is not shown any more; a new secret of it asks anew', async () => {
  const { desk, requests } = setUp();
  await desk.ask(asking);
  requests[0] = { ...asking, askedAt: 1_000, state: 'refused' };
  assert.equal(await desk.ask(asking), 'refused');
  assert.deepEqual(await desk.waiting(), []);
  assert.equal(await desk.ask({ ...asking, secretDigest: 'bb' }), 'waiting');
});

test('a box that is paired with this secret is told so, and no request is made', async () => {
  const { desk, writes } = setUp({ records: [record] });
  assert.equal(await desk.ask(asking), 'paired');
  assert.equal(writes(), 0);
});

test('a revoked box, another secret and another board with the same secret have to wait', async () => {
  for (const [records, ask] of [
    [[{ ...record, revokedAt: 9 }], asking],
    [[record], { ...asking, secretDigest: 'bb' }],
    [[record], { ...asking, machine: 'board-b' }],
  ] as const) {
    const { desk } = setUp({ records: [...records] });
    assert.equal(await desk.ask(ask), 'waiting');
  }
});

test('organisers see whether an id is new, the same board or another board', async () => {
  const { clock, desk } = setUp({ records: [record] });
  await desk.ask({ ...asking, secretDigest: 'bb' });
  clock.advance(1);
  await desk.ask({ ...asking, secretDigest: 'cc', machine: 'board-b' });
  clock.advance(1);
  await desk.ask({ ...asking, box: 'box-08' });
  const seen = (await desk.waiting()).map(({ box, secretDigest, known }) => [box, secretDigest, known]);
  assert.deepEqual(seen, [
    ['box-07', 'bb', 'same-board'],
    ['box-07', 'cc', 'other-board'],
    ['box-08', 'aa', 'new'],
  ]);
});

test('when too many wait the box is told so', async () => {
  const { desk } = setUp({ most: 1 });
  await desk.ask(asking);
  assert.equal(await desk.ask({ ...asking, box: 'box-08' }), 'full');
  assert.equal(await desk.ask(asking), 'waiting', 'who waits already goes on to wait');
});
