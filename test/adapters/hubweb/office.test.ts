import assert from 'node:assert/strict';
import { request } from 'node:https';
import { type TestContext, test } from 'node:test';
import type { HubCommand } from '../../../src/core/hub/command.ts';
import { until } from '../link/hub.ts';
import { ask, identity, serveHub } from './site.ts';

async function open(context: TestContext) {
  const hub = await serveHub(context);
  const ada = { cookie: await hub.enrol('Ada', 'organiser') };
  const eve = { cookie: await hub.enrol('Eve', 'viewer') };
  const command = (body: unknown, headers = ada) => ask(hub, '/api/v1/commands', { body, headers });
  return { hub, ada, eve, command };
}

const DIGEST = 'ab'.repeat(32);

/** One of each. */
const COMMANDS: readonly HubCommand[] = [
  { kind: 'programme', asked: { kind: 'delay', room: 'Amphi A', by: '15m' } },
  { kind: 'programme', asked: { kind: 'move', session: 's1', room: 'Amphi B', start: '14:30' } },
  { kind: 'programme', asked: { kind: 'cancel', session: 's1' } },
  { kind: 'programme', asked: { kind: 'undo', number: 3 } },
  { kind: 'programme', asked: { kind: 'rollback' } },
  { kind: 'programme', asked: { kind: 'accept' } },
  { kind: 'correct', correction: { kind: 'stood', box: 'box-07', room: 'Amphi B', fromAt: 1, toAt: 2 } },
  { kind: 'correct', correction: { kind: 'alias', alias: 'A', room: 'Amphi A' } },
  { kind: 'undo-correction', number: 1 },
  { kind: 'notice', text: { kind: 'full' }, boxes: null, untilAt: null },
  { kind: 'notice', text: { kind: 'moved', to: 'Amphi B' }, boxes: ['box-07'], untilAt: 5 },
  { kind: 'notice', text: { kind: 'free', text: 'Buffet' }, boxes: null, untilAt: null },
  { kind: 'end-notice', number: 1 },
  { kind: 'approve', box: 'box-07', secretDigest: DIGEST, sinceAt: null, replaces: 'box-01' },
  { kind: 'refuse', box: 'box-07', secretDigest: DIGEST },
  { kind: 'revoke', box: 'box-07' },
  { kind: 'settings', box: 'box-07', settings: { name: '', room: null, language: 'fr', muted: true } },
  { kind: 'leave-out', box: 'box-07', epoch: 'e1', leftOut: true },
  { kind: 'invite', role: 'viewer' },
  { kind: 'change-role', name: 'Eve', role: 'organiser' },
  { kind: 'remove-account', name: 'Eve' },
];

test('an organiser gives every command, in their own name', async (t) => {
  const { hub, command } = await open(t);
  for (const asked of COMMANDS) {
    const answer = await command(asked);
    assert.deepEqual([answer.status, JSON.parse(answer.text)], [200, { done: true, text: 'done for Ada' }]);
  }
  assert.deepEqual(
    hub.commands,
    COMMANDS.map((asked) => ({ command: asked, who: 'Ada' })),
  );
});

test('a viewer gives none, but may look, sign out and change their password', async (t) => {
  const { hub, eve, command } = await open(t);
  for (const asked of COMMANDS) assert.equal((await command(asked, eve)).status, 403, asked.kind);
  assert.deepEqual(hub.commands, []);
  for (const path of ['me', 'results', 'votes.csv']) {
    assert.equal((await ask(hub, `/api/v1/${path}`, { headers: eve })).status, 200, path);
  }
  const next = { current: 'password of Eve', next: 'another password' };
  const changed = await ask(hub, '/api/v1/password', { body: next, headers: eve });
  assert.equal(changed.status, 200);
  const cookie = changed.cookie.split(';')[0] ?? '';
  assert.equal((await ask(hub, '/api/v1/sign-out', { body: {}, headers: { cookie } })).status, 200);
});

/** What is no command, and what is said of it. */
const FAULTY: readonly [what: string, body: unknown, error: RegExp][] = [
  ['nothing', {}, /^kind: /],
  ['a list', [], /^body: must be a JSON object$/],
  ['an unknown kind', { kind: 'format-disk' }, /^kind: /],
  ['an unknown key', { kind: 'revoke', box: 'box-07', all: true }, /^body: unknown key all$/],
  ['a box that is none', { kind: 'revoke', box: '../x' }, /^box: must be the id of a box$/],
  [
    'a digest that is none',
    { kind: 'refuse', box: 'box-07', secretDigest: 'x' },
    /^secretDigest: must be 64 digits of hex$/,
  ],
  ['words that are too long', { kind: 'remove-account', name: 'x'.repeat(501) }, /^name: /],
  [
    'an instant that is none',
    { kind: 'notice', text: { kind: 'full' }, boxes: null, untilAt: 1e300 },
    /^untilAt: /,
  ],
  ['a notice to nobody', { kind: 'notice', text: { kind: 'full' }, boxes: [], untilAt: null }, /^boxes: /],
];

for (const [what, body, error] of FAULTY) {
  test(`a command that is ${what} is refused with what is wrong`, async (t) => {
    const { hub, command } = await open(t);
    const answer = await command(body);
    assert.equal(answer.status, 400);
    assert.match(JSON.parse(answer.text).error, error);
    assert.deepEqual(hub.commands, []);
  });
}

test('a body that is no JSON, or too large, is refused without a word of what is inside', async (t) => {
  const { command } = await open(t);
  for (const [body, status, error] of [
    ['{', 400, 'this request makes no sense'],
    [JSON.stringify({ kind: 'x'.repeat(300_000) }), 413, 'this is more than the hub takes at once'],
  ] as const) {
    const answer = await command(body);
    assert.deepEqual([answer.status, JSON.parse(answer.text)], [status, { error }]);
  }
});

test('the votes are a file named after the event, with times rounded unless an organiser asks', async (t) => {
  const { hub, ada, eve } = await open(t);
  const votes = await ask(hub, '/api/v1/votes.csv', { headers: eve });
  assert.deepEqual(
    [votes.status, votes.text, votes.headers['content-type'], votes.headers['content-disposition']],
    [200, 'box,seq\nbox-07,1\n', 'text/csv; charset=utf-8', 'attachment; filename=camp-votes.csv'],
  );
  assert.equal((await ask(hub, '/api/v1/votes.csv?exact=1', { headers: eve })).status, 403);
  assert.equal((await ask(hub, '/api/v1/votes.csv?exact=1', { headers: ada })).status, 200);
  assert.equal((await ask(hub, '/api/v1/votes.csv?exact=0', { headers: ada })).status, 200);
  assert.deepEqual(hub.exported, [false, true, false]);
});

test('an export waits for who reads it, ends with them, and lets two read at once', async (t) => {
  const { hub, ada } = await open(t);
  const outcomes: unknown[] = [];
  let written = 0;
  const line = `${'x'.repeat(65_535)}\n`;
  hub.desk.csv = async (_exact, write) => {
    try {
      for (; written < 100_000; written += 1) await write(line);
    } catch (error) {
      outcomes.push(error);
      throw error;
    }
  };
  const slow = () =>
    request(
      {
        host: '127.0.0.1',
        port: hub.port,
        path: '/api/v1/votes.csv',
        headers: ada,
        ca: identity.cert,
        agent: false,
      },
      (response) => {
        response.on('error', () => {});
        response.pause();
      },
    )
      .on('error', () => {})
      .end();
  const readers = [slow(), slow()];
  await until(() => written > 50);
  const stopped = async () => {
    const before = written;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return written === before;
  };
  while (!(await stopped()));
  assert.ok(written < 2_000, `${written} pieces for two who do not read`);
  const third = await ask(hub, '/api/v1/votes.csv', { headers: ada });
  assert.deepEqual(
    [third.status, JSON.parse(third.text)],
    [429, { error: 'others are fetching all votes now: try again in a minute' }],
  );
  for (const reader of readers) reader.destroy();
  await until(() => outcomes.length === 2);
  hub.desk.csv = async (_exact, write) => write('box\n');
  let again = await ask(hub, '/api/v1/votes.csv', { headers: ada });
  while (again.status === 429) again = await ask(hub, '/api/v1/votes.csv', { headers: ada });
  assert.equal(again.text, 'box\n');
  assert.deepEqual(hub.log, [], 'that somebody has gone is no fault');
});

test('an export that breaks off does not look whole', async (t) => {
  const { hub, ada } = await open(t);
  hub.desk.csv = async (_exact, write) => {
    await write('box,seq\n');
    throw new Error('the disk is gone');
  };
  await assert.rejects(ask(hub, '/api/v1/votes.csv', { headers: ada }), /aborted|socket hang up|ECONNRESET/);
  assert.deepEqual(hub.log, ['the export of votes broke off']);
  hub.desk.csv = () => Promise.reject(new Error('the disk is gone'));
  const answer = await ask(hub, '/api/v1/votes.csv', { headers: ada });
  assert.deepEqual([answer.status, answer.headers['content-disposition']], [500, undefined]);
});

test('the programme is given to those who are signed in, and once only while it stays the same', async (t) => {
  const { hub, eve } = await open(t);
  assert.equal((await ask(hub, '/api/v1/programme', { headers: eve })).status, 404);
  const value = { name: 'Camp', timezone: 'UTC', sessions: [] };
  hub.desk.programme = () => ({ etag: 'abc', value });
  const given = await ask(hub, '/api/v1/programme', { headers: eve });
  assert.deepEqual([given.status, JSON.parse(given.text), given.headers.etag], [200, value, '"abc"']);
  const again = await ask(hub, '/api/v1/programme', { headers: { ...eve, 'if-none-match': '"abc"' } });
  assert.deepEqual([again.status, again.text], [304, '']);
});
