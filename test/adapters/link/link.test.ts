import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createServer as createTlsServer } from 'node:tls';
import { createPairingCodes, keyFingerprint } from '../../../src/adapters/paircode.ts';
import { createBox } from './box.ts';
import { type Certificate, createCertificates } from './certificates.ts';
import { listen, recordOf, startHub, stopAll, stopServer, until, within } from './hub.ts';

const certificates = createCertificates();
const OWN = certificates.selfMade();
const OTHER = certificates.selfMade();
const organisation = certificates.authority();
const stranger = certificates.authority();
const caFile = join(certificates.dir, 'ca.pem');
writeFileSync(caFile, organisation.cert);
after(async () => {
  await stopAll();
  certificates.remove();
});

const LOCAL = ['IP:127.0.0.1', 'DNS:localhost'];
const hello = {
  type: 'hello',
  protocol: 1,
  machine: 'board-a',
  epochs: [],
  bootId: 'boot-1',
  monoMs: 1,
  wallMs: 2,
  clock: 'unset',
  version: '0.1.0',
} as const;

/** Shakes hands over TLS, and counts what it hears after that. */
async function startEar({ key, cert }: Certificate) {
  let heard = 0;
  let ended = 0;
  const server = createTlsServer({ key, cert }, (socket) => {
    socket.on('data', (bytes) => {
      heard += bytes.length;
    });
    socket.on('error', () => {});
  });
  // Of the connection below: who leaves within the handshake is never seen above.
  server.on('connection', (connection: Socket) => {
    connection.on('close', () => {
      ended += 1;
    });
  });
  const { port, sockets } = await listen(server);
  return {
    url: `https://127.0.0.1:${port}`,
    heard: () => heard,
    ended: () => ended,
    stop: () => stopServer(server, sockets),
  };
}

/** A hub that has paired the box, and the box. */
async function paired(certificate: Certificate = OWN) {
  const hub = await startHub(certificate);
  const box = createBox();
  hub.records.set('box-07', recordOf('box-07', await box.secretDigest()));
  await box.pin(keyFingerprint(certificate.cert));
  return { hub, box };
}

test('a box is paired by the code that both ends make, and then linked', async () => {
  const hub = await startHub(OWN);
  const box = createBox();
  const secretDigest = await box.secretDigest();
  const code = await createPairingCodes()(secretDigest, keyFingerprint(OWN.cert));
  assert.deepEqual(await box.ask(hub.url), { kind: 'waiting', code });
  assert.deepEqual(hub.asked, [
    {
      box: 'box-07',
      machine: 'board-a',
      secretDigest,
      version: '0.1.0',
      votes: 3,
      firstVoteAt: 5,
      from: '127.0.0.1',
    },
  ]);
  assert.equal(box.identity.isPaired(), false);
  assert.deepEqual(
    await box.open(hub.url),
    { kind: 'unpaired' },
    'no secret goes to a hub that is not pinned',
  );

  hub.pairing.state = 'paired';
  hub.records.set('box-07', recordOf('box-07', secretDigest));
  assert.deepEqual(await box.ask(hub.url), { kind: 'paired' });
  assert.deepEqual(box.identity.pinned(), { pin: keyFingerprint(OWN.cert), chain: false });

  const line = await box.line(hub.url);
  line.send(hello);
  await until(() => hub.seen[0]?.frames.length === 1);
  assert.deepEqual(hub.seen[0]?.frames, [hello]);
  hub.seen[0]?.wire.send({ type: 'ack', epoch: 'e1', acked: 4 });
  await until(() => box.frames.length === 1);
  assert.deepEqual(box.frames, [{ type: 'ack', epoch: 'e1', acked: 4 }]);
  line.close(1000, 'done');
  await until(() => box.ends.length === 1 && hub.seen[0]?.closed === 1);
  assert.deepEqual(box.ends, [{ code: 1000, reason: 'done' }]);
  assert.equal(box.clock.openTimers(), 0, 'the box leaves no timer');
  assert.equal(hub.clock.openTimers(), 0, 'the hub leaves no timer');
  box.remove();
  await hub.stop();
});

test('another hub has another code, and one that says "paired" before its code was shown is not believed yet', async () => {
  const [first, second] = [await startHub(OWN), await startHub(OTHER)];
  const box = createBox();
  const one = await box.ask(first.url);
  second.pairing.state = 'paired';
  const other = await box.ask(second.url);
  assert.equal(other.kind, 'waiting');
  assert.notDeepEqual(other, one);
  assert.equal(box.identity.isPaired(), false);
  assert.deepEqual(await box.ask(second.url), { kind: 'paired' });
  box.remove();
  await Promise.all([first.stop(), second.stop()]);
});

test('a request that is refused or one too many is told as such', async () => {
  const hub = await startHub(OWN);
  const box = createBox();
  hub.pairing.state = 'refused';
  assert.deepEqual(await box.ask(hub.url), { kind: 'refused' });
  hub.pairing.state = 'full';
  assert.equal((await box.ask(hub.url)).kind, 'full');
  box.remove();
  await hub.stop();
});

test('a hub with another key hears nothing after the handshake, neither a link nor a request', async () => {
  const ear = await startEar(OTHER);
  const box = createBox();
  await box.pin(keyFingerprint(OWN.cert));
  const opened = await within(box.open(ear.url));
  const asked = await within(box.ask(ear.url));
  await until(() => ear.ended() === 2);
  for (const outcome of [opened, asked]) {
    assert.equal(outcome.kind, 'changed-key');
    assert.match(
      'why' in outcome ? outcome.why : '',
      /Another hub answers.*fingerprint is [0-9A-F:]{95}\..*Pair/s,
    );
  }
  assert.equal(ear.heard(), 0);
  box.remove();
  await ear.stop();
});

test('the ear of the test above would hear a box', async () => {
  const ear = await startEar(OWN);
  const box = createBox();
  await box.pin(keyFingerprint(OWN.cert));
  const opening = box.open(ear.url);
  await until(() => ear.heard() > 0);
  await until(() => box.clock.openTimers() > 0);
  box.clock.advance(10_000);
  assert.match(JSON.stringify(await opening), /unreachable.*did not answer within 10 s/);
  box.remove();
  await ear.stop();
});

test('a key that changes between the link and a document stops the document', async () => {
  const { hub, box } = await paired();
  const line = await box.line(hub.url);
  await hub.stop();
  const other = await startHub(OTHER, hub.port);
  await assert.rejects(line.settings(null), /Another hub answers/);
  box.remove();
  await other.stop();
});

test('a pinned key counts whatever the dates and the name of its certificate', async () => {
  const old = organisation.issue(['DNS:elsewhere.example'], 'in 2020');
  const { hub, box } = await paired(old);
  const line = await box.line(hub.url);
  line.close(1000, '');
  box.remove();
  await hub.stop();
});

test("an organisation's certificate is known at pairing, and may be renewed with another key", async () => {
  const hub = await startHub(organisation.issue(LOCAL));
  const box = createBox({ caFile });
  await box.ask(hub.url);
  hub.pairing.state = 'paired';
  assert.deepEqual(await box.ask(hub.url), { kind: 'paired' });
  assert.equal(box.identity.pinned().chain, true);
  await hub.stop();

  const renewed = await startHub(organisation.issue(LOCAL));
  renewed.records.set('box-07', recordOf('box-07', await box.secretDigest()));
  (await box.line(renewed.url)).close(1000, '');
  box.remove();
  await renewed.stop();
});

const now = () => Date.now();
const unset = () => null;
const in2020 = () => Date.UTC(2020, 5, 1);

/** What a hub shows to a box that was paired with an organisation's certificate, and what the box makes of it. */
const SHOWN: readonly [
  what: string,
  certificate: () => Certificate,
  nowAt: () => number | null,
  why: RegExp | null,
][] = [
  ['another name', () => organisation.issue(['DNS:elsewhere.example']), now, /another name/],
  [
    'another name on a box without a time',
    () => organisation.issue(['DNS:elsewhere.example'], 'in 2020'),
    unset,
    /expired/,
  ],
  ['expired', () => organisation.issue(LOCAL, 'in 2020'), now, /expired/],
  ['expired on a box without a time', () => organisation.issue(LOCAL, 'in 2020'), unset, null],
  ['valid by the time of the box alone', () => organisation.issue(LOCAL, 'in 2020'), in2020, null],
  ['not valid yet by any time', () => organisation.issue(LOCAL, 'in 2020'), () => 0, /expired/],
  ['somebody else vouches', () => stranger.issue(LOCAL), now, /nobody whom this box trusts/],
  [
    'somebody else vouches, expired, on a box without a time',
    () => stranger.issue(LOCAL, 'in 2020'),
    unset,
    /expired/,
  ],
  ['self-made', () => OTHER, unset, /self-made/],
];

for (const [what, certificate, nowAt, why] of SHOWN) {
  test(`an organisation's certificate is looked at as a whole: ${what}`, async () => {
    const ear = await startEar(certificate());
    const box = createBox({ caFile, nowAt });
    await box.pin('ab'.repeat(32), true);
    const opening = box.open(ear.url);
    if (why === null) {
      await until(() => ear.heard() > 0);
      await until(() => box.clock.openTimers() > 0);
      box.clock.advance(10_000);
      assert.equal((await opening).kind, 'unreachable', 'it was talked to, and does not answer');
    } else {
      const outcome = await within(opening);
      assert.equal(outcome.kind, 'changed-key');
      assert.match('why' in outcome ? outcome.why : '', why);
      assert.equal(ear.heard(), 0);
    }
    box.remove();
    await ear.stop();
  });
}

test('authorities that cannot be read are a sentence', async () => {
  const ear = await startEar(OWN);
  for (const [file, why] of [
    [join(certificates.dir, 'none.pem'), /hub\.ca names .*none\.pem, which cannot be read \(ENOENT\)/],
    [join(certificates.dir, 'ext'), /holds no certificate/],
  ] as const) {
    writeFileSync(join(certificates.dir, 'ext'), 'nothing');
    const box = createBox({ caFile: file });
    const outcome = await box.ask(ear.url);
    assert.match('why' in outcome ? outcome.why : '', why);
    box.remove();
  }
  await ear.stop();
});

test('a hub that does not know the box leaves it unpaired', async () => {
  const { hub, box } = await paired();
  hub.records.clear();
  assert.deepEqual(await box.open(hub.url), { kind: 'unpaired' });
  assert.equal(box.clock.openTimers(), 0);
  box.remove();
  await hub.stop();
});

test('a hub that stops ends the line, and says nothing afterwards', async () => {
  const { hub, box } = await paired();
  await box.line(hub.url);
  await hub.stop();
  await until(() => box.ends.length > 0);
  assert.deepEqual(box.ends, [{ code: 1006, reason: '' }]);
  const outcome = await box.open(hub.url);
  assert.equal(outcome.kind, 'unreachable');
  assert.match('why' in outcome ? outcome.why : '', /nothing answers there: check that the hub runs/);
  assert.equal(box.clock.openTimers(), 0);
  box.remove();
});

test('a line whose other end is gone without a word is noticed within 45 s', async () => {
  const { hub, box } = await paired();
  await box.line(hub.url);
  // The hub still takes what comes and answers nothing more.
  for (const client of [...hub.sockets()]) client.pause();
  box.clock.advance(20_000);
  assert.deepEqual(box.ends, []);
  box.clock.advance(20_000);
  await until(() => box.ends.length > 0);
  assert.deepEqual(box.ends, [{ code: 1006, reason: 'The hub does not answer any more.' }]);
  box.remove();
  await hub.stop();
});

test('a line whose two ends answer stays open', async () => {
  const { hub, box } = await paired();
  const line = await box.line(hub.url);
  line.send(hello);
  await until(() => hub.seen[0]?.frames.length === 1);
  for (let i = 0; i < 10; i += 1) {
    box.clock.advance(20_000);
    hub.clock.advance(20_000);
    // A frame each way after the pings: what came before it was heard.
    line.send({ type: 'older', epoch: 'e1', before: 1 });
    hub.seen[0]?.wire.send({ type: 'retry', afterMs: i });
    await until(() => hub.seen[0]?.frames.length === i + 2 && box.frames.length === i + 1);
  }
  assert.deepEqual(box.ends, []);
  line.close(1000, '');
  box.remove();
  await hub.stop();
});

test('who accepts a connection and says nothing is given up after 10 s', async () => {
  const server = createTcpServer(() => {});
  const { port, sockets } = await listen(server);
  const box = createBox();
  await box.pin('ab'.repeat(32));
  const opening = box.open(`https://127.0.0.1:${port}`);
  await until(() => box.clock.openTimers() > 0);
  box.clock.advance(10_000);
  const outcome = await opening;
  assert.match('why' in outcome ? outcome.why : '', /nothing answered in time/);
  box.remove();
  await stopServer(server, sockets);
});

test('what does not speak TLS, and a name that nobody knows, are explained', async () => {
  const plain = createHttpServer();
  const { port, sockets } = await listen(plain);
  const box = createBox();
  const outcome = await box.ask(`https://127.0.0.1:${port}`);
  assert.match('why' in outcome ? outcome.why : '', /does not speak TLS|broke off/);
  const nobody = await box.ask('https://nobody.invalid:8443');
  assert.match('why' in nobody ? nobody.why : '', /name is not known|names cannot be looked up/);
  box.remove();
  await stopServer(plain, sockets);
});

test('a frame of the hub that is malformed closes the line with a reason; one of a later version is ignored', async () => {
  const { hub, box } = await paired();
  const line = await box.line(hub.url);
  line.send(hello);
  await until(() => hub.seen[0]?.frames.length === 1);
  const send = hub.seen[0]?.wire.send as (frame: object) => void;
  send({ type: 'mood', good: true });
  send({ type: 'ack', epoch: 'e1', acked: 1, more: 1 });
  send({ type: 'ack', epoch: 'e1', acked: -1 });
  send({ type: 'ack', epoch: 'e1', acked: 2 });
  await until(() => box.ends.length > 0);
  assert.deepEqual(box.frames, [{ type: 'ack', epoch: 'e1', acked: 1 }]);
  assert.equal(box.ends[0]?.code, 4400);
  assert.match(box.ends[0]?.reason ?? '', /^ack\.acked: /);
  box.remove();
  await hub.stop();
});
