import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { sample } from './bytes.ts';
import { createSample, serve } from './server.ts';

const MB = 1_048_576;
const png = () => sample(30, 20).png().toBuffer();

/** Redirects along a list of addresses by number: `/0` to the first, `/1` to the second. */
function redirecting(targets: readonly string[], last: (response: ServerResponse) => void = () => {}) {
  return (url: string, response: ServerResponse) => {
    const target = targets[Number(url.slice(1))];
    if (target === undefined) return last(response);
    response.writeHead(302, { location: target });
    response.end('it is elsewhere');
  };
}

for (const [url, reason] of [
  ['http://example.org/a.png', 'its address is not https'],
  ['ftp://example.org/a.png', 'its address is not https'],
  ['file:///etc/passwd', 'its address is not https'],
  ['data:image/png;base64,AAAA', 'its address is not https'],
  ['https://anna:secret@example.org/a.png', 'its address has a password in it'],
  [`https://example.org/${'a'.repeat(2_048)}`, 'its address is longer than 2048 characters'],
  ['https://127.0.0.1/a.png', '127.0.0.1 is not an address of the public internet'],
  ['https://2130706433/a.png', '127.0.0.1 is not an address of the public internet'],
  ['https://0x7f.1/a.png', '127.0.0.1 is not an address of the public internet'],
  ['https://169.254.169.254/latest/meta-data', '169.254.169.254 is not an address of the public internet'],
  ['https://[::1]/a.png', '::1 is not an address of the public internet'],
  ['https://[::ffff:10.0.0.1]/a.png', '::ffff:a00:1 is not an address of the public internet'],
  ['https://[fe80::1]/a.png', 'fe80::1 is not an address of the public internet'],
] as const) {
  test(`${url.slice(0, 60)} is refused without asking anybody`, async (t) => {
    const asked: string[] = [];
    const { lines, make } = await createSample(t, () => {}, {
      resolve: async (host) => {
        asked.push(host);
        return [];
      },
    });
    assert.deepEqual(
      [await make(url), lines, asked],
      [null, [{ url: url.slice(0, 200), reason, bytesRead: 0 }], []],
    );
  });
}

test('an address that is none is refused', async (t) => {
  const { base, lines, make } = await createSample(t, () => {});
  assert.equal(await make(':not an address'), null);
  assert.deepEqual(lines, [
    { url: `${base}:not an address`, reason: 'its address is malformed', bytesRead: 0 },
  ]);
});

test('a name that leads into a private network is refused, whatever its kind of address', async (t) => {
  const hosts: Record<string, { address: string; family: number }[]> = {
    'intranet.example': [{ address: '10.0.0.7', family: 4 }],
    'cloud.example': [
      { address: 'fe80::1', family: 6 },
      { address: '169.254.169.254', family: 4 },
    ],
    'nobody.example': [],
  };
  const { lines, make } = await createSample(t, () => {}, {
    resolve: async (host) => hosts[host] ?? Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' })),
  });
  const urls = [...Object.keys(hosts), 'unknown.example'].map((host) => `https://${host}/a.png`);
  for (const url of urls) assert.equal(await make(url), null);
  const reasons = [
    'intranet.example is 10.0.0.7, which is not an address of the public internet',
    'cloud.example is fe80::1, which is not an address of the public internet',
    'nobody.example has no address',
    'its host is not found (ENOTFOUND)',
  ];
  assert.deepEqual(
    lines,
    urls.map((url, at) => ({ url, reason: reasons[at], bytesRead: 0 })),
  );
});

test('a name is looked up once, and what was checked is what is connected to', async (t) => {
  const bytes = await png();
  const hosts: (string | undefined)[] = [];
  const looked: string[] = [];
  const options = {
    // The second answer is what a server says that changes its mind after the check.
    resolve: async (host: string) => [
      { address: looked.push(host) === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 },
    ],
    allow: [] as string[],
  };
  const { base, lines, make } = await createSample(
    t,
    (request, response) => {
      hosts.push(request.headers.host);
      serve(bytes)(request, response);
    },
    options,
  );
  const origin = base.replace('127.0.0.1', 'pictures.test');
  options.allow.push(origin);
  const made = await make(`${origin}/a.png`);
  assert.deepEqual([made?.picture.width, lines, looked], [30, [], ['pictures.test']]);
  assert.deepEqual(hosts, [origin.slice('http://'.length)]);
});

test('each redirect is checked like the first address', async (t) => {
  for (const [target, reason] of [
    ['http://127.0.0.1:9/a.png', 'the address that it redirects to is not https'],
    ['https://127.0.0.1/a.png', '127.0.0.1 is not an address of the public internet'],
    ['https://169.254.169.254/', '169.254.169.254 is not an address of the public internet'],
    ['https://[::ffff:7f00:1]/', '::ffff:7f00:1 is not an address of the public internet'],
    ['file:///etc/passwd', 'the address that it redirects to is not https'],
    ['http://[', 'the address that it redirects to is malformed'],
  ] as const) {
    const follow = redirecting([target]);
    const { base, lines, make } = await createSample(t, ({ url = '' }, response) => follow(url, response));
    assert.deepEqual([await make('/0'), lines], [null, [{ url: `${base}/0`, reason, bytesRead: 0 }]]);
  }
});

test('two redirects are followed, a third is not', async (t) => {
  const bytes = await png();
  const follow = redirecting(['/1', '/2', '/3'], (response) => void response.end(bytes));
  const { base, lines, make } = await createSample(t, ({ url = '' }, response) => follow(url, response));
  assert.equal((await make('/1'))?.picture.width, 30);
  assert.equal(await make('/0'), null);
  assert.deepEqual(lines, [{ url: `${base}/0`, reason: 'it redirects more than 2 times', bytesRead: 0 }]);
});

test('an answer that is no picture is not read', async (t) => {
  const { base, lines, make } = await createSample(t, ({ url = '' }, response) => {
    response.writeHead(Number(url.slice(1)));
    response.end('x'.repeat(1_000));
  });
  const codes = [206, 302, 404, 429, 500];
  for (const code of codes) assert.equal(await make(`/${code}`), null);
  const line = (code: number) => ({
    url: `${base}/${code}`,
    reason: `its server answered ${code}`,
    bytesRead: 0,
  });
  assert.deepEqual(lines, codes.map(line));
});

test('a body that says it is too large is not begun', async (t) => {
  const { base, lines, make } = await createSample(t, (_request, response) => {
    response.writeHead(200, { 'content-length': 8 * MB + 1 });
    response.write('x'.repeat(100));
  });
  assert.equal(await make('/a.png'), null);
  assert.deepEqual(lines, [{ url: `${base}/a.png`, reason: 'it is larger than 8 MB', bytesRead: 0 }]);
});

test('a body without end is left at 8 MB', async (t) => {
  let isClosed = false;
  const piece = Buffer.alloc(65_536);
  const { base, lines, make } = await createSample(t, (_request, response) => {
    const more = () => {
      while (!isClosed && response.write(piece));
    };
    response.on('drain', more).on('close', () => {
      isClosed = true;
    });
    more();
  });
  assert.equal(await make('/a.png'), null);
  const [{ bytesRead, ...line }] = lines as [{ bytesRead: number }];
  assert.deepEqual(line, { url: `${base}/a.png`, reason: 'it is larger than 8 MB' });
  assert.ok(bytesRead > 8 * MB && bytesRead <= 8 * MB + 65_536, `${bytesRead} bytes were read`);
});

test('a body of exactly 8 MB is read', async (t) => {
  const bytes = Buffer.concat([await png(), Buffer.alloc(8 * MB)]).subarray(0, 8 * MB);
  const { lines, make } = await createSample(t, serve(bytes));
  assert.deepEqual([(await make('/a.png'))?.picture.width, lines], [30, []]);
});

test('a server that drips is left after 10 s', async (t) => {
  let sent = 0;
  let begin: () => void = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const { base, clock, lines, make } = await createSample(t, (_request, response) => {
    const drip = () => {
      if (response.destroyed) return;
      sent += 1;
      response.write('x', () => setImmediate(drip));
      begin();
    };
    drip();
  });
  const making = make('/a.png');
  await begun;
  await clock.pass(9_999);
  assert.equal(lines.length, 0);
  await clock.pass(1);
  assert.equal(await making, null);
  const [{ bytesRead, ...line }] = lines as [{ bytesRead: number }];
  assert.deepEqual(line, { url: `${base}/a.png`, reason: 'its server took longer than 10 s' });
  assert.ok(bytesRead <= sent, `${bytesRead} of ${sent} bytes were read`);
  assert.equal(clock.openTimers(), 0);
});

test('a name server that does not answer is left after 10 s', async (t) => {
  const { clock, lines, make } = await createSample(t, () => {}, { resolve: () => new Promise(() => {}) });
  const making = make('https://slow.example/a.png');
  await clock.pass(10_000);
  assert.equal(await making, null);
  const reason = 'its server took longer than 10 s';
  assert.deepEqual(lines, [{ url: 'https://slow.example/a.png', reason, bytesRead: 0 }]);
});

test('a connection that breaks off, or that never was one of HTTP, is a refusal like any other', async (t) => {
  const bytes = await png();
  const { base, lines, make } = await createSample(t, ({ url }, response) => {
    if (url === '/broken') response.writeHead(200, { 'content-length': bytes.length + 1 });
    if (url === '/broken') return void response.write(bytes, () => response.destroy());
    if (url === '/nonsense') return void response.socket?.end('hello, I am no web server\r\n\r\n');
    response.writeHead(200, { 'x-long': 'x'.repeat(20_000) });
    response.end(bytes);
  });
  for (const path of ['/broken', '/nonsense', '/long']) assert.equal(await make(path), null);
  assert.deepEqual(lines, [
    { url: `${base}/broken`, reason: 'its server broke off (ECONNRESET)', bytesRead: bytes.length },
    { url: `${base}/nonsense`, reason: 'its server cannot be asked (HPE_INVALID_CONSTANT)', bytesRead: 0 },
    { url: `${base}/long`, reason: 'its server cannot be asked (HPE_HEADER_OVERFLOW)', bytesRead: 0 },
  ]);
});
