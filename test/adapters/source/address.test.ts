import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createClock } from '../../../src/adapters/clock.ts';
import { SourceError } from '../../../src/adapters/source/errors.ts';
import { createSource, type SourceOptions } from '../../../src/adapters/source/source.ts';
import type { SourceTag } from '../../../src/app/ports.ts';

/** Timers that run out when the test says so. */
function createTimers() {
  const timers = new Set<{ delayMs: number; call: () => void }>();
  return {
    timers,
    clock: {
      after(delayMs: number, call: () => void) {
        const timer = { delayMs, call };
        timers.add(timer);
        return () => timers.delete(timer);
      },
    },
    runOut() {
      for (const { call } of [...timers]) call();
    },
  };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let answer: Answer = (_request, response) => response.end();
let base = '';
let requests: IncomingMessage[] = [];
const server = createServer((request, response) => {
  requests.push(request);
  answer(request, response);
});

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

const source = (options: Partial<SourceOptions> = {}) =>
  createSource({ clock: createTimers().clock, ...options });

async function textOf(address: string, known: SourceTag | null = null): Promise<string> {
  const fetched = await source()(address, known);
  return fetched.modified ? new TextDecoder().decode(fetched.bytes) : 'not modified';
}

async function refusalOf(address: string, options: Partial<SourceOptions> = {}): Promise<string> {
  try {
    await source(options)(address, null);
  } catch (error) {
    assert.ok(error instanceof SourceError);
    return error.message;
  }
  return assert.fail('it was read');
}

function serve(next: Answer): void {
  requests = [];
  answer = next;
}

const redirect =
  (location: string, status = 302): Answer =>
  (_request, response) => {
    response.writeHead(status, { location }).end('moved');
  };

test('an address is read, and what it says of its copy is kept', async () => {
  serve((_request, response) => {
    response.setHeader('etag', '"v1"').setHeader('last-modified', 'Wed, 24 Jun 2026 08:00:00 GMT').end('[2]');
  });
  const { clock, timers } = createTimers();
  const fetched = await createSource({ clock })(`${base}/programme.json`, null);
  assert.deepEqual(fetched, {
    modified: true,
    bytes: Buffer.from('[2]'),
    tag: { etag: '"v1"', lastModified: 'Wed, 24 Jun 2026 08:00:00 GMT' },
  });
  assert.equal(timers.size, 0);
});

test('a server that tells nothing of its copy gives no tag', async () => {
  serve((_request, response) => response.end('[2]'));
  const fetched = await source()(base, null);
  assert.deepEqual(fetched, { modified: true, bytes: Buffer.from('[2]'), tag: null });
});

test('the tag goes back, and 304 means that nothing changed', async () => {
  serve((request, response) => {
    response.statusCode = request.headers['if-none-match'] === '"v1"' ? 304 : 200;
    response.end();
  });
  const known = { etag: '"v1"', lastModified: 'Wed, 24 Jun 2026 08:00:00 GMT' };
  assert.equal(await textOf(base, known), 'not modified');
  assert.equal(requests[0]?.headers['if-modified-since'], known.lastModified);
});

test('a 304 that nobody asked for is a fault', async () => {
  serve((_request, response) => response.writeHead(304).end());
  assert.equal(await refusalOf(base), `${base}/ cannot be read: the server answered 304.`);
});

const STATUSES: readonly (readonly [status: number, why: string])[] = [
  [404, 'there is nothing at this address (404)'],
  [401, 'it may only be read after signing in (401)'],
  [403, 'it may only be read after signing in (403)'],
  [500, 'the server has a problem of its own (500)'],
  [204, 'the server answered 204'],
];

for (const [status, why] of STATUSES) {
  test(`the server answers ${status}: ${why}`, async () => {
    serve((_request, response) => response.writeHead(status).end());
    assert.equal(await refusalOf(`${base}/x?token=secret`), `${base}/x cannot be read: ${why}.`);
  });
}

test('redirects are followed, also to a relative address', async () => {
  serve((request, response) => {
    if (request.url === '/a') redirect('/b')(request, response);
    else if (request.url === '/b') redirect(`${base}/c`, 308)(request, response);
    else response.end('[3]');
  });
  assert.equal(await textOf(`${base}/a`), '[3]');
});

test('five redirects are followed and a sixth is not', async () => {
  const chain =
    (length: number): Answer =>
    (request, response) => {
      const step = Number(request.url?.slice(1));
      if (step < length) redirect(`/${step + 1}`)(request, response);
      else response.end('[4]');
    };
  serve(chain(5));
  assert.equal(await textOf(`${base}/0`), '[4]');
  serve(chain(6));
  assert.equal(await refusalOf(`${base}/0`), `${base}/0 cannot be read: it redirects more than 5 times.`);
});

const REDIRECTS: readonly (readonly [location: string, why: string])[] = [
  ['file:///etc/passwd', 'it redirects to file:, which is not followed'],
  ['data:application/json,[]', 'it redirects to data:, which is not followed'],
  ['http://user:word@127.0.0.1/', 'an address with a password in it is not supported'],
  ['http://[', 'its address is malformed'],
];

for (const [location, why] of REDIRECTS) {
  test(`a redirect to ${location} is not followed`, async () => {
    serve(redirect(location));
    assert.equal(await refusalOf(base), `${base}/ cannot be read: ${why}.`);
    assert.equal(requests.length, 1);
  });
}

test('an answer past the limit is given up while it arrives, also when it was small on the wire', async () => {
  const many = Buffer.alloc(2_097_153);
  serve((_request, response) => response.end(many));
  const why = `${base}/ cannot be read: it is larger than 2 MB, which no programme is.`;
  assert.equal(await refusalOf(base, { maxBytes: 2_097_152 }), why);
  serve((_request, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(many)));
  assert.equal(await refusalOf(base, { maxBytes: 2_097_152 }), why);
  serve((_request, response) => response.end(many.subarray(1)));
  const fetched = await source({ maxBytes: 2_097_152 })(base, null);
  assert.equal(fetched.modified && fetched.bytes.length, 2_097_152);
});

test('a server that answers nothing is given up after 20 seconds', async () => {
  const { clock, timers, runOut } = createTimers();
  serve(() => setImmediate(runOut));
  const refusal = refusalOf(base, { clock });
  assert.deepEqual(
    [...timers].map(({ delayMs }) => delayMs),
    [20_000],
  );
  assert.equal(await refusal, `${base}/ cannot be read: it took longer than 20 s.`);
  assert.equal(timers.size, 0);
});

test('17 MB are not taken in: the connection is closed when 16 are past', async () => {
  const sent = { bytes: 0, closed: false };
  const ended = new Promise<void>((resolve) => {
    serve((_request, response) => {
      const chunk = Buffer.alloc(65_536);
      const send = () => {
        while (!response.destroyed && sent.bytes < 17 * 1_048_576) {
          sent.bytes += chunk.length;
          if (!response.write(chunk)) return;
        }
        // It never says that this was all: the box has to hang up.
      };
      response.on('drain', send).on('close', () => {
        sent.closed = true;
        resolve();
      });
      send();
    });
  });
  assert.equal(
    await refusalOf(base),
    `${base}/ cannot be read: it is larger than 16 MB, which no programme is.`,
  );
  await ended;
  assert.ok(sent.closed && sent.bytes > 16 * 1_048_576, `${sent.bytes} bytes`);
});

test('an address that redirects to itself is given up, after six questions', async () => {
  serve((request, response) => redirect(`${base}${request.url}`)(request, response));
  assert.equal(await refusalOf(base), `${base}/ cannot be read: it redirects more than 5 times.`);
  assert.equal(requests.length, 6);
});

test('a server that sends a byte now and then is given up all the same', async (t) => {
  const drip = createClock();
  serve((_request, response) => {
    response.write('[');
    const cancel = drip.every(20, () => response.write(' '));
    t.after(cancel);
    response.on('close', cancel);
  });
  assert.equal(
    await refusalOf(base, { clock: createClock(), timeoutMs: 300 }),
    `${base}/ cannot be read: it took longer than 0.3 s.`,
  );
});

test('a tag with one half only sends that half', async () => {
  serve((_request, response) => response.writeHead(304).end());
  const date = 'Wed, 24 Jun 2026 08:00:00 GMT';
  await textOf(base, { etag: null, lastModified: date });
  await textOf(base, { etag: 'W/"v1"', lastModified: null });
  assert.deepEqual(
    requests.map(({ headers }) => [headers['if-none-match'], headers['if-modified-since']]),
    [
      [undefined, date],
      ['W/"v1"', undefined],
    ],
  );
});

test('a server that stops in the middle is given up as well', async () => {
  serve((_request, response) => response.write('[1,'));
  assert.equal(
    await refusalOf(base, { clock: createClock(), timeoutMs: 250 }),
    `${base}/ cannot be read: it took longer than 0.25 s.`,
  );
});

test('a port where nobody listens, a broken connection and a foreign scheme say what to check', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const free = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  await new Promise((resolve) => other.close(resolve));
  assert.equal(
    await refusalOf(free),
    `${free}/ cannot be read: nothing answers there: check the address and the port.`,
  );
  serve((request) => request.socket.destroy());
  assert.equal(await refusalOf(base), `${base}/ cannot be read: the connection broke off.`);
  assert.equal(
    await refusalOf('ftp://127.0.0.1/x'),
    'ftp://127.0.0.1/x cannot be read: ftp is not supported: name a file, or an http or https address.',
  );
  assert.equal(
    await refusalOf('http://user:word@127.0.0.1/x?key=1'),
    'http://127.0.0.1/x cannot be read: an address with a password in it is not supported.',
  );
});
