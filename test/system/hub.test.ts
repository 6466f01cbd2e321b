import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { createCertificates } from '../adapters/link/certificates.ts';
import { eventually, type LogRecord, makeDirectory, runProgram } from './process.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const LINK = /https:\/\/127\.0\.0\.1:(\d+)\/#invite=([\w-]{43})/;
const FINGERPRINT = /([0-9A-F]{2}:){16}\n? *([0-9A-F]{2}:){15}[0-9A-F]{2}/;
const ADA = { name: 'Ada', password: 'a long password' };

function writeHubConfig(directory: string, more = ''): string {
  const file = join(directory, 'hub.toml');
  const lines = [
    'event = "camp"',
    `server = { listen = "127.0.0.1:0", data_dir = "${join(directory, 'data')}" }`,
    'programme.source = "demo:"',
    more,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

interface RunningHub {
  child: ChildProcess;
  /** The record of that message; waits for it. */
  said(message: string): Promise<LogRecord>;
  /** Everything on standard error. */
  told(): string;
  stop(): Promise<number | null>;
}

function startHub(context: TestContext, config: string, ...words: string[]): RunningHub {
  const child = spawn(process.execPath, [MAIN, 'hub', '--config', config, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  context.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const log: LogRecord[] = [];
  let told = '';
  createInterface({ input: child.stdout }).on('line', (line) => log.push(JSON.parse(line) as LogRecord));
  child.stderr.setEncoding('utf8').on('data', (piece) => {
    told += piece;
  });
  return {
    child,
    told: () => told,
    said: (message) =>
      eventually(`"${message}" in its log`, async () => log.find(({ msg }) => msg === message)),
    async stop() {
      child.kill('SIGTERM');
      const [code] = (await ended) as [number | null];
      return code;
    },
  };
}

interface Heard {
  status: number | undefined;
  body: unknown;
  cookie: string;
  fingerprint: string;
}

/** Asks as a browser whose owner goes on past the warning; gives what the certificate was. */
function ask(address: string, path: string, body?: object, cookie = ''): Promise<Heard> {
  const sent = body === undefined ? {} : { 'content-type': 'application/json', origin: address };
  return new Promise((resolve, reject) => {
    const asked = request(
      `${address}${path}`,
      {
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...sent, cookie },
        rejectUnauthorized: false,
        agent: false,
      },
      (response) => {
        const { fingerprint256 } = (response.socket as TLSSocket).getPeerCertificate();
        let text = '';
        response.setEncoding('utf8').on('data', (piece) => {
          text += piece;
        });
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            body: /json/.test(response.headers['content-type'] ?? '') ? JSON.parse(text) : text,
            cookie: response.headers['set-cookie']?.[0]?.split(';')[0] ?? '',
            fingerprint: fingerprint256,
          }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

test('the first organiser gets in by the link on the terminal, past a certificate that was compared', async (t) => {
  const config = writeHubConfig(makeDirectory(t));
  const hub = startHub(t, config);
  const { address } = await hub.said('the hub is ready');
  assert.ok(typeof address === 'string');
  const [link, , token] = await eventually('a link', async () => LINK.exec(hub.told()) ?? undefined);
  assert.ok(link.startsWith(`${address}/`));
  const printed = FINGERPRINT.exec(hub.told())?.[0].replace(/\s/g, '');
  assert.doesNotMatch(hub.told(), /█/, 'nobody takes a picture of a pipe');

  const page = await ask(address, '/');
  assert.equal(page.status, 200);
  assert.equal(page.fingerprint, printed);
  assert.deepEqual((await ask(address, '/healthz')).body, { ok: true, reasons: [] });

  const made = await ask(address, `/api/v1/invitations/${token}`, ADA);
  assert.deepEqual([made.status, made.body], [200, { name: 'Ada', role: 'organiser' }]);
  assert.deepEqual((await ask(address, '/api/v1/me', undefined, made.cookie)).body, made.body);
  assert.equal((await ask(address, `/api/v1/invitations/${token}`)).status, 404);
  const results = await ask(address, '/api/v1/results', undefined, made.cookie);
  assert.equal(results.status, 200);
  const programme = await ask(address, '/api/v1/programme', undefined, made.cookie);
  assert.ok((programme.body as { sessions: unknown[] }).sessions.length > 0);
  const invited = await ask(address, '/api/v1/commands', { kind: 'invite', role: 'viewer' }, made.cookie);
  assert.match((invited.body as { data: { link: string } }).data.link, LINK);
  const out = await ask(address, '/api/v1/sign-out', {}, made.cookie);
  assert.equal(out.status, 200);
  assert.equal((await ask(address, '/api/v1/me', undefined, made.cookie)).status, 401);
  assert.equal(await hub.stop(), 0);
});

test('a hub that is started again keeps its key, its accounts and who is signed in', async (t) => {
  const config = writeHubConfig(makeDirectory(t));
  const first = startHub(t, config);
  const { address = '' } = await first.said('the hub is ready');
  const [, , token] = await eventually('a link', async () => LINK.exec(first.told()) ?? undefined);
  const made = await ask(address ?? '', `/api/v1/invitations/${token}`, ADA);
  assert.equal(await first.stop(), 0);

  const second = startHub(t, config);
  const { address: again } = await second.said('the hub is ready');
  const me = await ask(again ?? '', '/api/v1/me', undefined, made.cookie);
  assert.deepEqual([me.status, me.fingerprint], [200, made.fingerprint]);
  const entered = await ask(again ?? '', '/api/v1/sign-in', ADA);
  assert.deepEqual([entered.status, entered.body], [200, { name: 'Ada', role: 'organiser' }]);
  assert.equal(await second.stop(), 0);
  assert.equal(second.told(), '', 'there is somebody who can invite others');
});

test('another link is made while the hub runs, and while it does not', async (t) => {
  const config = writeHubConfig(makeDirectory(t));
  const none = runProgram('hub', 'invite', '--config', config);
  assert.equal(none.code, 1);
  assert.match(none.err, /^No hub runs on .*, and none has: check data_dir, or start the hub/);

  const hub = startHub(t, config);
  const { address } = await hub.said('the hub is ready');
  const running = JSON.parse(runProgram('hub', 'invite', '--config', config, '--json').out);
  assert.equal(running.address, address);
  assert.equal(running.role, 'organiser');
  const token = LINK.exec(running.link)?.[2];
  assert.deepEqual((await ask(address ?? '', `/api/v1/invitations/${token}`)).body, { role: 'organiser' });
  assert.equal(await hub.stop(), 0);

  const stopped = runProgram('hub', 'invite', '--config', config, '--role', 'viewer', '--qr', '--by', 'Ada');
  assert.equal(stopped.code, 0, stopped.err);
  assert.match(stopped.out, /^Open this link to make an account that may look/);
  assert.match(stopped.out, /\n█{20,}\n/);
  const viewer = /#invite=([\w-]{43})/.exec(stopped.out)?.[1];
  const later = startHub(t, config);
  const { address: again } = await later.said('the hub is ready');
  assert.deepEqual((await ask(again ?? '', `/api/v1/invitations/${viewer}`)).body, { role: 'viewer' });
});

test("a hub with an organisation's own certificate shows that one, and no key of another", async (t) => {
  const certificates = createCertificates();
  t.after(certificates.remove);
  const own = certificates.authority().issue(['IP:127.0.0.1']);
  const directory = makeDirectory(t);
  writeFileSync(join(directory, 'own.pem'), own.cert);
  writeFileSync(join(directory, 'own.key'), own.key);
  writeFileSync(join(directory, 'other.key'), certificates.selfMade().key);
  const tls = (key: string) =>
    `tls = { certificate = "${join(directory, 'own.pem')}", key = "${join(directory, key)}" }`;
  const refused = runProgram('hub', '--config', writeHubConfig(directory, tls('other.key')));
  assert.deepEqual(
    [refused.code, refused.err],
    [2, 'tls.key: this is the key of another certificate than the one in tls.certificate\n'],
  );
  const hub = startHub(t, writeHubConfig(directory, tls('own.key')));
  const { address } = await hub.said('the hub is ready');
  await eventually('the invitation', async () => LINK.test(hub.told()));
  assert.match(hub.told(), /the browser must not warn/);
  assert.ok(
    hub
      .told()
      .replace(/\s/g, '')
      .includes((await ask(address ?? '', '/')).fingerprint),
  );
});

test('a hub whose configuration is faulty ends with 2 and every fault', (t) => {
  const directory = makeDirectory(t);
  const config = writeHubConfig(directory, 'programme.timezone = "Europe/Rennes"\nprogramme.refresh = "now"');
  const zoned = runProgram('hub', '--config', config);
  assert.deepEqual(
    [zoned.code, zoned.out, zoned.err],
    [
      2,
      '',
      'programme.refresh: must be a cron expression like "*/5 * * * *"\n' +
        'programme.timezone: "Europe/Rennes" is not a time zone: use a name like "Europe/Paris"\n',
    ],
  );
  const empty = join(directory, 'empty.toml');
  writeFileSync(empty, '');
  for (const words of [['hub'], ['hub', 'invite']]) {
    const ended = runProgram(...words, '--config', empty);
    assert.deepEqual(
      [ended.code, ended.err],
      [2, 'event: must name the event, for example "breizhcamp-2026"\n'],
    );
  }
  assert.equal(runProgram('hub', 'invite', '--role', 'king').code, 2);
});

test('a rehearsal of the hub begins at the instant that was given', async (t) => {
  const hub = startHub(t, writeHubConfig(makeDirectory(t)), '--at', '2026-06-24T11:55:00+02:00');
  const { address } = await hub.said('the hub is ready');
  const [, , token] = await eventually('a link', async () => LINK.exec(hub.told()) ?? undefined);
  const { cookie } = await ask(address ?? '', `/api/v1/invitations/${token}`, ADA);
  const { body } = await ask(address ?? '', '/api/v1/programme', undefined, cookie);
  const { sessions } = body as { sessions: { startsAt: number }[] };
  assert.ok(sessions.some(({ startsAt }) => new Date(startsAt).toISOString().startsWith('2026-06-24')));
});
