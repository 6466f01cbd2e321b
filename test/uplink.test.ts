import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createPairingCodes, keyFingerprint } from '../src/adapters/paircode.ts';
import { spacedCode } from '../src/core/link/code.ts';
import type { BoxFrame } from '../src/core/link/frames.ts';
import type { HubLinkView } from '../src/core/state.ts';
import { loadUplink } from '../src/uplink.ts';
import { createCertificates } from './adapters/link/certificates.ts';
import { recordOf, startHub, stopAll, until } from './adapters/link/hub.ts';
import { createFakeClock } from './fakes/clock.ts';
import { sessionWith } from './fakes/session.ts';
import { createSample } from './samplebox.ts';

const certificates = createCertificates();
const OWN = certificates.selfMade();
after(async () => {
  await stopAll();
  certificates.remove();
});

const framesOf = (frames: readonly BoxFrame[], type: BoxFrame['type']) =>
  frames.filter((frame) => frame.type === type);

test('a new box shows its code, is linked when it is approved, sends its votes and does what the hub says', async (t) => {
  const hub = await startHub(OWN);
  t.after(hub.stop);
  const { becomes, press, again } = await createSample(t, hub.url);
  await press('plus');
  const waiting = await becomes(
    ({ hub, lcd }) => hub?.code != null && /Code pour/.test(lcd.lines?.[0] ?? ''),
  );
  const [asked] = hub.asked as { secretDigest: string; votes: number; firstVoteAt: number }[];
  assert.ok(asked !== undefined && asked.firstVoteAt > 0);
  const code = await createPairingCodes()(asked.secretDigest, keyFingerprint(OWN.cert));
  assert.deepEqual(
    [waiting.hub?.state, waiting.hub?.code, waiting.lcd.lines?.[1]?.trim(), asked.votes],
    ['pairing', code, spacedCode(code), 1],
  );

  const settings = { name: 'Left', room: 'Amphi B', language: 'en', muted: true, window: null };
  hub.documents.settings = { etag: '"s"', value: settings };
  hub.documents.notices = {
    etag: '"n"',
    value: [{ number: 1, text: { kind: 'moved', to: 'Hall' }, untilAt: null }],
  };
  const session = sessionWith({ id: 'h1', room: 'Amphi B', startsAt: 1, endsAt: 2 });
  hub.documents.programme = {
    etag: '"p"',
    value: { name: 'camp', timezone: 'UTC', adjusted: true, sessions: [session] },
  };
  hub.records.set('box-07', recordOf('box-07', asked.secretDigest));
  hub.pairing.state = 'paired';
  await until(() => hub.seen.length > 0);
  const [link] = hub.seen;
  assert.ok(link !== undefined);
  await until(() => framesOf(link.frames, 'hello').length > 0);
  const [hello] = framesOf(link.frames, 'hello');
  assert.ok(hello?.type === 'hello');
  assert.deepEqual(
    [hello.machine, hello.bootId, hello.version, hello.epochs.map(({ lastSeq }) => lastSeq)],
    ['board-a', 'boot-1', '0.1.0', [1]],
  );
  link.wire.send({ type: 'resume', epochs: [], credit: 4, serverAt: Date.now() });
  await until(() => framesOf(link.frames, 'votes').length > 0 && framesOf(link.frames, 'health').length > 0);
  const [health] = framesOf(link.frames, 'health');
  assert.ok(health?.type === 'health' && health.disk !== null && health.lastVoteAt !== null);
  assert.deepEqual(
    [health.room, health.mode, health.clock, health.version],
    ['Amphi A', 'voting', 'synced', '0.1.0'],
  );
  assert.equal((await becomes(({ hub }) => hub?.state === 'linked')).hub?.queued, 1);
  const epoch = hello.epochs[0]?.epoch ?? '';
  link.wire.send({ type: 'ack', epoch, acked: 1 });
  await becomes(({ hub }) => hub?.queued === 0 && hub.lastAckAt !== null);

  link.wire.send({ type: 'changed', settings: '"s"', notices: '"n"', programme: '"p"' });
  const told = await becomes(
    ({ notice, room, event }) => notice !== null && room === 'Amphi B' && event === 'camp',
  );
  assert.deepEqual([told.notice, told.language], [{ number: 1, text: 'Moved to Hall', untilAt: null }, 'en']);
  assert.match(
    (await becomes(({ lcd }) => /Moved/.test(lcd.lines?.[1] ?? ''))).lcd.lines?.join('|') ?? '',
    /organisers/,
  );

  await press('minus');
  await until(() => framesOf(link.frames, 'votes').length > 1);
  const [, second] = framesOf(link.frames, 'votes');
  assert.ok(second?.type === 'votes');
  assert.deepEqual([second.from, second.votes[0]?.room, second.votes[0]?.value], [2, 'Amphi B', -1]);

  await hub.stop();
  await becomes(({ hub }) => hub?.state === 'away');
  await again();
  const offline = await becomes(({ notice }) => notice !== null);
  assert.deepEqual(
    [offline.room, offline.language, offline.event, offline.notice?.text],
    ['Amphi B', 'en', 'camp', 'Moved to Hall'],
  );
  assert.deepEqual((await becomes(({ hub }) => (hub?.queued ?? 0) > 0)).hub?.queued, 1);
});

test('a link that is stopped while it starts stays stopped', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'likebox-uplink-'));
  t.after(() => rmSync(dataDir, { recursive: true }));
  const clock = createFakeClock();
  const states: string[] = [];
  const uplink = loadUplink({
    ...{ clock, box: 'box-07', version: '0.1.0', startAt: null, random: () => 0.5 },
    config: { dataDir, hubCa: null, hubUrls: ['https://127.0.0.1:1'], display: { images: null } },
    machine: { id: 'board-a' },
    store: {
      log: { epochs: async () => [], loadAcked: async () => new Map() },
      kept: { load: async () => ({ settings: null, notices: null }) },
    },
    time: { boot: () => ({ bootId: 'boot-1', wallOffsetMs: 0, quality: 'unset' }) },
    faults: { set() {} },
    screenKeep: {
      load: async () => ({ wall: null, results: null, images: null }),
      pictures: async () => new Map(),
    },
    log: { info() {}, warn() {} },
    ...{ users: {}, onShow() {} },
    onLink: (view: HubLinkView) => void states.push(view.state),
  } as never);
  const starting = uplink.start();
  await uplink.stop();
  states.splice(0);
  await starting;
  assert.deepEqual([clock.openTimers(), states], [0, []]);
});
