import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { keyFingerprint } from '../../../src/adapters/paircode.ts';
import type { HubLine } from '../../../src/app/link/ports.ts';
import type { BoxNotice, BoxSettings } from '../../../src/core/hub/orders.ts';
import type { Programme } from '../../../src/core/programme.ts';
import { createBox } from './box.ts';
import { createCertificates } from './certificates.ts';
import { recordOf, startHub, type TestHub } from './hub.ts';

const place = { room: 'B', startsAt: 1, endsAt: 2, listedFromAt: null, closedFromAt: 3 };
/** With every field there is: one that the check does not know would be lost. */
const PROGRAMME: Required<Programme> = {
  name: 'Conf',
  timezone: 'Europe/Paris',
  origin: 'file',
  reading: 'wall',
  undecided: true,
  digest: 'd',
  refused: ['e'],
  adjusted: true,
  sessions: [
    {
      id: 's1',
      derivedId: false,
      title: 'Café',
      speakers: ['Ann'],
      room: 'A',
      startsAt: 10,
      endsAt: 20,
      kind: 'talk',
      votable: true,
      cancelled: false,
      language: null,
      track: 'web',
      plenary: true,
      relayOf: 's0',
      closedFromAt: null,
      listedFromAt: 4,
      withdrawn: false,
      formerIds: ['s'],
      renamedAt: [5],
      namedFromAt: 6,
      listedRoom: 'C',
      earlier: [place],
    },
  ],
};
const SETTINGS: BoxSettings = {
  name: 'Door',
  room: 'Amphi A',
  language: 'fr',
  muted: true,
  window: { openAfterMs: 1, closeAfterMs: 2 },
};
const NOTICES: BoxNotice[] = [
  { number: 1, text: { kind: 'full' }, untilAt: null },
  { number: 2, text: { kind: 'moved', to: 'Amphi B' }, untilAt: 9 },
  { number: 3, text: { kind: 'free', text: 'Lunch!' }, untilAt: 9 },
];

const certificates = createCertificates();
const box = createBox();
let hub: TestHub;
let line: HubLine;

before(async () => {
  const own = certificates.selfMade();
  hub = await startHub(own);
  hub.records.set('box-07', recordOf('box-07', await box.secretDigest()));
  await box.pin(keyFingerprint(own.cert));
  line = await box.line(hub.url);
});
after(async () => {
  line.close(1000, '');
  await hub.stop();
  box.remove();
  certificates.remove();
});

test('what there is none of is said to be none', async () => {
  for (const read of [line.programme, line.settings, line.notices])
    assert.deepEqual(await read(null), { kind: 'none' });
});

test('each document comes whole with its version, and only when it is another one', async () => {
  hub.documents.programme = { etag: 'p-1', value: PROGRAMME };
  hub.documents.settings = { etag: 's-1', value: SETTINGS };
  hub.documents.notices = { etag: 'n-1', value: NOTICES };
  assert.deepEqual(await line.programme(null), { kind: 'new', etag: 'p-1', value: PROGRAMME });
  assert.deepEqual(await line.settings('s-0'), { kind: 'new', etag: 's-1', value: SETTINGS });
  assert.deepEqual(await line.notices(null), { kind: 'new', etag: 'n-1', value: NOTICES });
  assert.deepEqual(await line.programme('p-1'), { kind: 'same' });
  assert.deepEqual(await line.settings('s-1'), { kind: 'same' });
  assert.deepEqual(await line.notices('n-1'), { kind: 'same' });
});

test('documents asked for at once come over one connection beside the line', async () => {
  await Promise.all([line.programme(null), line.settings(null), line.notices(null)]);
  assert.equal(hub.sockets().size, 2);
});

test('what is no such document is a sentence, and never given', async () => {
  const faults: readonly unknown[] = [
    'text',
    { ...PROGRAMME, timezone: 'Europe/Nowhere' },
    { ...PROGRAMME, sessions: [{ ...PROGRAMME.sessions[0], closedFromAt: 'soon' }] },
    { ...PROGRAMME, sessions: [{ ...PROGRAMME.sessions[0], speakers: null }] },
  ];
  for (const value of faults) {
    hub.documents.programme = { etag: 'p-2', value };
    await assert.rejects(
      line.programme(null),
      /for \/api\/v1\/programme is nothing that this version understands/,
    );
  }
});

test('an answer that is too large is refused while it comes', async () => {
  hub.documents.settings = { etag: 's-2', value: { ...SETTINGS, name: 'x'.repeat(1_100_000) } };
  await assert.rejects(line.settings(null), /its answer is larger than 1048576 bytes/);
  hub.documents.settings = { etag: 's-3', value: SETTINGS };
  assert.equal((await line.settings(null)).kind, 'new', 'the next one comes all the same');
});

test('a box that is revoked in the meantime gets nothing', async () => {
  const record = hub.records.get('box-07');
  hub.records.clear();
  await assert.rejects(line.settings(null), /it answered 401 for/);
  if (record !== undefined) hub.records.set('box-07', record);
});

test('a hub that does not answer is given up after 30 s', async () => {
  const timers = box.clock.openTimers();
  for (const socket of hub.sockets()) socket.pause();
  const asking = line.notices(null);
  while (box.clock.openTimers() === timers) await new Promise((resolve) => setImmediate(resolve));
  box.clock.advance(30_000);
  await assert.rejects(asking, /did not answer within 30 s/);
});
