import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:https';
import { after, beforeEach, test } from 'node:test';
import { WebSocket } from 'ws';
import { createCertificates } from '../link/certificates.ts';
import { recordOf, startHub, type TestHub, until } from '../link/hub.ts';

const SECRET = 'ab'.repeat(32);
const DIGEST = createHash('sha256').update(SECRET).digest('hex');
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
};

const certificates = createCertificates();
const own = certificates.selfMade();
let hub: TestHub;
beforeEach(async () => {
  await hub?.stop();
  hub = await startHub(own);
  hub.records.set('box-07', recordOf('box-07', DIGEST));
});
after(async () => {
  await hub.stop();
  certificates.remove();
});

const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });

/** A client of a link that does what it likes. */
function connect(
  box = 'box-07',
  headers: Record<string, string> = bearer(SECRET),
  autoPong = true,
): WebSocket {
  const url = `wss://127.0.0.1:${hub.port}/api/v1/boxes/${box}/link`;
  const client = new WebSocket(url, { headers, rejectUnauthorized: false, autoPong });
  client.on('error', () => {});
  return client;
}

async function opened(...words: Parameters<typeof connect>): Promise<WebSocket> {
  const client = connect(...words);
  await once(client, 'open');
  return client;
}

/** The status with which a link is refused. */
function refused(client: WebSocket): Promise<number | undefined> {
  return new Promise((resolve) => {
    client.on('unexpected-response', (asked, { statusCode }) => {
      asked.destroy();
      resolve(statusCode);
    });
    client.on('open', () => resolve(101));
  });
}

async function closing(client: WebSocket): Promise<[code: number, reason: string]> {
  const [code, reason] = await once(client, 'close');
  return [code, String(reason)];
}

/** Asks over HTTP. */
function http(path: string, { method = 'GET', headers = {}, body = '' } = {}) {
  return new Promise<{ status: number | undefined; etag: string | undefined; text: string }>(
    (resolve, reject) => {
      const asked = request(
        `${hub.url}${path}`,
        { method, headers, rejectUnauthorized: false, agent: false },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (piece) => {
            text += piece;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode, etag: response.headers.etag, text }),
          );
        },
      );
      asked.on('error', reject);
      asked.end(body);
    },
  );
}

test('without its secret no box gets a link: none, a wrong one, a revoked one, an unknown box, an odd id', async () => {
  hub.records.set('box-08', recordOf('box-08', DIGEST, { revokedAt: 5 }));
  for (const [box, headers] of [
    ['box-07', {}],
    ['box-07', bearer('cd'.repeat(32))],
    ['box-07', bearer('short')],
    ['box-07', { Authorization: `Basic ${SECRET}` }],
    ['box-08', bearer(SECRET)],
    ['box-09', bearer(SECRET)],
    ['BOX%00', bearer(SECRET)],
  ] as const) {
    assert.equal(await refused(connect(box, headers)), 401, `${box} ${JSON.stringify(headers)}`);
  }
  assert.equal(await refused(connect()), 101);
  assert.deepEqual(
    hub.seen.map(({ box }) => box),
    ['box-07'],
  );
});

test('an address that guesses secrets is barred for a minute, whatever it asks for', async () => {
  for (let i = 0; i < 600; i += 1)
    await http('/api/v1/boxes/box-07/settings', { headers: bearer('cd'.repeat(32)) });
  assert.equal(await refused(connect()), 429);
  assert.equal((await http('/api/v1/boxes/box-07/notices', { headers: bearer(SECRET) })).status, 429);
  hub.clock.advance(60_000);
  assert.equal(await refused(connect()), 101);
});

test('an upgrade for anything else is left to others', async () => {
  const client = new WebSocket(`wss://127.0.0.1:${hub.port}/api/v1/live`, { rejectUnauthorized: false });
  const [error] = await once(client, 'error');
  assert.match(String(error), /hang up|closed/);
});

test('a store that cannot say who a box is answers 503, and the hub goes on', async () => {
  const get = hub.records.get;
  hub.records.get = () => {
    throw new Error('no store');
  };
  assert.equal(await refused(connect()), 503);
  hub.records.get = get;
  assert.deepEqual(hub.warnings, ['a link could not be opened']);
  assert.equal(await refused(connect()), 101);
});

/** What a box sends, and how its link ends for it. */
const FAULTS: readonly [what: string, sent: readonly (string | Buffer)[], code: number, reason: RegExp][] = [
  ['not JSON', ['{'], 4400, /^the frame is not JSON$/],
  ['not a hello first', ['{"type":"older","epoch":"e1","before":1}'], 4400, /^a link begins with a hello$/],
  [
    'malformed',
    [JSON.stringify(hello), '{"type":"older","epoch":"e1","before":0}'],
    4400,
    /^older\.before: /,
  ],
  ['binary', [JSON.stringify(hello), Buffer.from('{}')], 4400, /^frames are text$/],
  ['too large', [`"${'x'.repeat(262_143)}"`], 4400, /^the frame is larger than 262144 bytes$/],
  ['far too large', ['x'.repeat(600_000)], 1009, /^$/],
];

for (const [what, sent, code, reason] of FAULTS) {
  test(`a frame that is ${what} closes its own link with a reason, and no other`, async () => {
    const good = await opened();
    good.send(JSON.stringify(hello));
    const bad = await opened();
    const end = closing(bad);
    for (const frame of sent) bad.send(frame);
    bad.send(JSON.stringify({ type: 'older', epoch: 'after', before: 1 }));
    const [seenCode, seenReason] = await end;
    assert.equal(seenCode, code);
    assert.match(seenReason, reason);
    await until(() => hub.seen[1]?.closed === 1);
    good.send(JSON.stringify({ type: 'older', epoch: 'e1', before: 1 }));
    await until(() => hub.seen[0]?.frames.length === 2);
    assert.equal(hub.seen[0]?.closed, 0);
    assert.equal(
      hub.seen[1]?.frames.length,
      sent.length - 1,
      'nothing of it reached the hub, nor what came after',
    );
  });
}

test('the largest frame that is allowed is read', async () => {
  const client = await opened();
  const frame = JSON.stringify({ ...hello, later: '' });
  client.send(frame.replace('"later":""', `"later":"${'x'.repeat(262_144 - frame.length)}"`));
  await until(() => hub.seen[0]?.frames.length === 1);
  assert.deepEqual(hub.seen[0]?.frames, [hello]);
});

test('a link on which no hello comes within 10 s is closed', async () => {
  const silent = await opened();
  const talking = await opened();
  talking.send(JSON.stringify(hello));
  talking.send('{"type":"of a later version"}');
  await until(() => hub.seen[1]?.frames.length === 1);
  const end = closing(silent);
  hub.clock.advance(10_000);
  assert.deepEqual(await end, [4400, 'no hello came within 10 s']);
  assert.equal(talking.readyState, WebSocket.OPEN);
});

test('a box that is gone without a word is let go within 45 s', async () => {
  const client = await opened('box-07', bearer(SECRET), false);
  client.send(JSON.stringify(hello));
  await until(() => hub.seen[0]?.frames.length === 1);
  hub.clock.advance(20_000);
  await once(client, 'ping');
  assert.equal(hub.seen[0]?.closed, 0);
  hub.clock.advance(20_000);
  await until(() => hub.seen[0]?.closed === 1);
  assert.equal(hub.clock.openTimers(), 0);
});

test('a box that does not read is let go before it fills the memory', async () => {
  const client = await opened();
  await until(() => hub.seen.length === 1);
  client.pause();
  const digests = Array.from({ length: 1_000 }, (_, i) => ({ seq: i + 1, digest: SECRET }));
  let sent = 0;
  while (hub.seen[0]?.closed === 0 && sent < 1_000) {
    hub.seen[0].wire.send({ type: 'fork', epoch: 'e1', digests });
    sent += 1;
    if (sent % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await until(() => hub.seen[0]?.closed === 1);
  assert.ok(sent < 500, `it took ${sent} frames of 90 kB`);
});

test('an end of the hub closes a link with a code and a reason, and one that does not say goodbye is cut off', async () => {
  const polite = await opened();
  const stuck = await opened();
  await until(() => hub.seen.length === 2);
  stuck.pause();
  const end = closing(polite);
  for (const { wire } of hub.seen) {
    wire.close(4409, 'Another link of the same board has taken its place.');
    wire.send({ type: 'retry', afterMs: 1 });
    wire.close(4503, 'twice');
  }
  assert.deepEqual(await end, [4409, 'Another link of the same board has taken its place.']);
  assert.equal(hub.seen[1]?.closed, 0);
  hub.clock.advance(5_000);
  await until(() => hub.seen.every(({ closed }) => closed === 1));
  assert.equal(hub.clock.openTimers(), 0);
});

test('a stop ends every link, and no other begins', async () => {
  const client = await opened();
  const end = closing(client);
  hub.links.stop();
  assert.deepEqual(await end, [1006, '']);
  assert.equal(await refused(connect()), 503);
});

const ask = { machine: 'board-a', secretDigest: DIGEST, version: '0.1.0', votes: 3, firstVoteAt: null };
const post = (box: string, body: string) =>
  http(`/api/v1/boxes/${box}/pairing`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });

test('a request for pairing is answered with how it stands', async () => {
  const answers: unknown[] = [];
  for (const state of ['waiting', 'paired', 'refused', 'full'] as const) {
    hub.pairing.state = state;
    const { status, text } = await post('box-09', JSON.stringify({ ...ask, later: 1 }));
    answers.push([status, JSON.parse(text)]);
  }
  const error = '100 boxes wait to be paired already: approve or refuse some of them, this one asks again';
  assert.deepEqual(answers, [
    [202, { state: 'waiting' }],
    [200, { state: 'paired' }],
    [403, { state: 'refused' }],
    [429, { state: 'full', error }],
  ]);
  assert.deepEqual(hub.asked[0], { ...ask, box: 'box-09', from: '127.0.0.1' });
});

test('a request for pairing that is none is refused before anybody sees it', async () => {
  for (const [box, body, status] of [
    ['box-09', '{', 400],
    ['box-09', '[]', 400],
    ['box-09', JSON.stringify({ ...ask, secretDigest: SECRET.toUpperCase() }), 400],
    ['box-09', JSON.stringify({ ...ask, votes: -1 }), 400],
    ['box-09', JSON.stringify({ ...ask, machine: 'x'.repeat(201) }), 400],
    ['Box%209', JSON.stringify(ask), 400],
    ['box-09', JSON.stringify({ ...ask, more: 'x'.repeat(5_000) }), 413],
  ] as const) {
    assert.equal((await post(box, body)).status, status, `${box} ${body.slice(0, 80)}`);
  }
  assert.deepEqual(hub.asked, []);
});

test('documents come to their box alone, with a version, and only when it is another one', async () => {
  const path = '/api/v1/boxes/box-07/settings';
  assert.equal((await http(path)).status, 401);
  assert.equal((await http('/api/v1/boxes/box-08/settings', { headers: bearer(SECRET) })).status, 401);
  assert.equal((await http(path, { headers: bearer(SECRET) })).status, 404);
  hub.documents.settings = { etag: 's-1', value: { name: 'Door' } };
  assert.deepEqual(await http(path, { headers: bearer(SECRET) }), {
    status: 200,
    etag: '"s-1"',
    text: '{"name":"Door"}',
  });
  const again = { headers: { ...bearer(SECRET), 'If-None-Match': '"s-1"' } };
  assert.deepEqual(await http(path, again), { status: 304, etag: '"s-1"', text: '' });
});

test('the programme comes to any box by its secret; who has none is asked to sign in by the next route', async () => {
  hub.documents.programme = { etag: 'p-1', value: { name: 'Conf' } };
  assert.deepEqual(await http('/api/v1/programme', { headers: bearer(SECRET) }), {
    status: 200,
    etag: '"p-1"',
    text: '{"name":"Conf"}',
  });
  assert.equal((await http('/api/v1/programme', { headers: bearer('cd'.repeat(32)) })).status, 401);
  assert.equal((await http('/api/v1/programme')).status, 418);
});

test('a box that was revoked after its programme was read gets no other one', async () => {
  hub.documents.programme = { etag: 'p-1', value: { name: 'Conf' } };
  assert.equal((await http('/api/v1/programme', { headers: bearer(SECRET) })).status, 200);
  hub.records.set('box-07', recordOf('box-07', DIGEST, { revokedAt: 5 }));
  assert.equal((await http('/api/v1/programme', { headers: bearer(SECRET) })).status, 401);
});
