import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClock } from '../../../src/adapters/clock.ts';
import { askBox, askHub } from '../../../src/adapters/control/client.ts';
import type { ControlRequest, HubRequest } from '../../../src/adapters/control/schema.ts';
import { createControl, createHubControl } from '../../../src/adapters/control/server.ts';
import { createFakeClock } from '../../fakes/clock.ts';

const LIMIT = { timeout: 20_000 };
const ASKED: ControlRequest = { who: 'ada', asked: { kind: 'cancel', session: 'a "1"\né' } };
const INVITE: HubRequest = { who: 'ada', asked: { kind: 'invite', role: 'viewer' } };
const UNKNOWN = 'This box does not know this command: box and command are of different versions.';

function directoryOf(t: TestContext, ...deeper: string[]): string {
  const top = mkdtempSync(join(tmpdir(), 'likebox-control-'));
  t.after(() => rmSync(top, { recursive: true, force: true }));
  const path = join(top, ...deeper);
  mkdirSync(path, { recursive: true });
  return path;
}

async function listening(t: TestContext, dataDir = directoryOf(t)) {
  const clock = createFakeClock();
  const asked: ControlRequest[] = [];
  const control = createControl({
    clock,
    dataDir,
    async handle(request) {
      asked.push(request);
      return { done: true, text: `for ${request.who}`, data: { long: 'x'.repeat(300_000) } };
    },
  });
  await control.start();
  t.after(() => control.stop());
  return { clock, asked, control, dataDir, path: join(dataDir, 'control.sock') };
}

/** A client that says something; gives all that it hears until the other side has ended. */
function say(path: string, text: string | Buffer): { socket: Socket; heard: Promise<string> } {
  const socket = connect(path, () => socket.write(text));
  let all = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    all += chunk;
  });
  socket.on('error', () => {});
  return { socket, heard: new Promise((resolve) => socket.on('close', () => resolve(all))) };
}

const openSockets = () => process.getActiveResourcesInfo().filter((kind) => /^Pipe/.test(kind)).length;

test('one line asks and one answers, however long, and nothing is left open', LIMIT, async (t) => {
  const before = openSockets();
  const { control, dataDir, asked, clock } = await listening(t);
  const outcome = await askBox(dataDir, ASKED, createClock());
  assert.deepEqual(
    [outcome?.done, outcome?.text, JSON.stringify(outcome?.data).length],
    [true, 'for ada', 300_011],
  );
  assert.deepEqual(asked, [ASKED]);
  await control.stop();
  assert.deepEqual([readdirSync(dataDir), clock.openTimers()], [[], 0]);
  while (openSockets() > before) await sleep(5); // the client's own end closes in a moment
});

test('many commands one after the other find a place', LIMIT, async (t) => {
  const { dataDir, asked } = await listening(t);
  for (let n = 0; n < 40; n += 1) await askBox(dataDir, ASKED, createClock());
  assert.equal(asked.length, 40);
});

test('a client that neither hangs up nor reads on holds no place', LIMIT, async (t) => {
  const { path, dataDir, asked } = await listening(t);
  for (let n = 0; n < 20; n += 1) {
    const socket = connect({ path, allowHalfOpen: true }, () => socket.write(`${JSON.stringify(ASKED)}\n`));
    socket.on('error', () => {}).resume();
    t.after(() => socket.destroy());
    await new Promise((resolve) => socket.once('end', resolve));
  }
  assert.equal((await askBox(dataDir, ASKED, createClock()))?.done, true);
  assert.equal(asked.length, 21);
});

test('clients that do not read their answer are cut off, and the next one is heard', LIMIT, async (t) => {
  const { path, dataDir, asked, clock } = await listening(t);
  const closed: Promise<unknown>[] = [];
  for (let n = 0; n < 16; n += 1) {
    const socket = connect(path, () => socket.write(`${JSON.stringify(ASKED)}\n`));
    socket.on('error', () => {}).pause();
    closed.push(new Promise((resolve) => socket.once('close', resolve)));
    t.after(() => socket.destroy());
    while (asked.length <= n) await sleep(5);
  }
  await assert.rejects(askBox(dataDir, ASKED, createClock()), /busy with other commands/);
  await clock.pass(10_100);
  let outcome = null;
  while (outcome === null) outcome = await askBox(dataDir, ASKED, createClock()).catch(() => null);
  assert.equal(outcome.done, true);
});

test('only its owner and its group may speak to it', LIMIT, async (t) => {
  const { path } = await listening(t);
  assert.equal(statSync(path).mode & 0o777, 0o660);
});

test(
  'without a box there is no answer, with the socket of a killed one or without a directory',
  LIMIT,
  async (t) => {
    const dataDir = directoryOf(t);
    assert.equal(await askBox(dataDir, ASKED, createClock()), null);
    assert.equal(await askBox(join(dataDir, 'none'), ASKED, createClock()), null);
    assert.equal(await askBox(join(dataDir, 'n'.repeat(120)), ASKED, createClock()), null);
    await leaveStale(dataDir);
    assert.equal(await askBox(dataDir, ASKED, createClock()), null);
  },
);

/** As SIGKILL leaves it: a name that nobody listens at. */
async function leaveStale(dataDir: string): Promise<void> {
  const { spawnSync } = await import('node:child_process');
  const program = `require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', program, join(dataDir, 'control.sock')]);
  assert.deepEqual(readdirSync(dataDir), ['control.sock']);
}

test('the socket that a killed box left is replaced', LIMIT, async (t) => {
  const dataDir = directoryOf(t);
  await leaveStale(dataDir);
  await listening(t, dataDir);
  assert.equal((await askBox(dataDir, ASKED, createClock()))?.text, 'for ada');
});

test('where another box listens, it does not, and the other one goes on', LIMIT, async (t) => {
  const { dataDir, clock } = await listening(t);
  const second = createControl({ clock, dataDir, handle: async () => ({ done: false, text: '' }) });
  await assert.rejects(second.start(), {
    message: `commands of this computer cannot reach this box: another box listens in ${dataDir}`,
  });
  await second.stop();
  assert.equal((await askBox(dataDir, ASKED, createClock()))?.text, 'for ada');
});

test('a directory deeper than a socket may be named works as well', LIMIT, async (t) => {
  const dataDir = directoryOf(t, 'd'.repeat(80), 'é'.repeat(60));
  assert.ok(Buffer.byteLength(dataDir) > 107);
  const { control, asked } = await listening(t, dataDir);
  assert.equal((await askBox(dataDir, ASKED, createClock()))?.text, 'for ada');
  assert.equal(asked.length, 1);
  await control.stop();
  assert.deepEqual(readdirSync(dataDir), []);
  assert.equal(await askBox(dataDir, ASKED, createClock()), null);
});

const GARBAGE: readonly (readonly [what: string, line: string | Buffer])[] = [
  ['no JSON', 'delay please'],
  ['an empty line', ''],
  ['bytes', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
  ['another shape', '[]'],
  ['null', 'null'],
  ['an unknown command', '{"who":"ada","asked":{"kind":"format-disk"}}'],
  ['an unknown key', '{"who":"ada","asked":{"kind":"log","more":1}}'],
  ['a prototype', '{"who":"ada","asked":{"kind":"cancel","session":"1","__proto__":{}}}'],
  ['nobody', '{"asked":{"kind":"log"}}'],
  ['a number that is none', '{"who":"ada","asked":{"kind":"undo","number":1.5}}'],
  ['deep brackets', '['.repeat(30_000)],
];

for (const [what, line] of GARBAGE) {
  test(`${what} is answered by a sentence, and does nothing`, LIMIT, async (t) => {
    const { path, asked } = await listening(t);
    const { heard } = say(path, Buffer.concat([Buffer.from(line), Buffer.from('\n')]));
    assert.deepEqual(JSON.parse(await heard), { done: false, text: UNKNOWN });
    assert.deepEqual(asked, []);
  });
}

test('more than 64 KB without an end is cut off', LIMIT, async (t) => {
  const { path, asked, dataDir } = await listening(t);
  const { heard } = say(path, 'x'.repeat(200_000));
  assert.equal(await heard, '');
  assert.equal((await askBox(dataDir, ASKED, createClock()))?.done, true);
  assert.equal(asked.length, 1);
});

test('a client that goes away before or after it has asked disturbs nobody', LIMIT, async (t) => {
  const { path, dataDir, clock, control } = await listening(t);
  for (const text of ['{"who"', `${JSON.stringify(ASKED)}\n`]) {
    const { socket } = say(path, text);
    await new Promise((resolve) => socket.once('connect', resolve));
    await sleep(20);
    socket.destroy();
  }
  assert.equal((await askBox(dataDir, ASKED, createClock()))?.done, true);
  await control.stop();
  assert.equal(clock.openTimers(), 0);
});

test('a client that says nothing is let go after ten seconds', LIMIT, async (t) => {
  const { path, clock } = await listening(t);
  const { heard } = say(path, '');
  while (clock.openTimers() === 0) await sleep(5);
  await clock.pass(9_900);
  assert.equal(clock.openTimers(), 1);
  await clock.pass(200);
  assert.equal(await heard, '');
  assert.equal(clock.openTimers(), 0);
});

test('a box that does not answer is given up, and one that hangs up is told apart', LIMIT, async (t) => {
  const dataDir = directoryOf(t);
  const sockets = new Set<Socket>();
  let hangsUp = false;
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    if (hangsUp) socket.end();
  }).listen(join(dataDir, 'control.sock'));
  await new Promise((resolve) => server.once('listening', resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const clock = createFakeClock();
  const answer = assert.rejects(askBox(dataDir, ASKED, clock), { message: 'The box does not answer.' });
  while (sockets.size === 0) await sleep(5);
  await clock.pass(300_100);
  await answer;
  hangsUp = true;
  await assert.rejects(askBox(dataDir, ASKED, createFakeClock()), {
    message: `The box in ${dataDir} gave no answer.`,
  });
});

test('a directory that cannot be used is no fault of its own, and is tried again', LIMIT, async (t) => {
  const dataDir = join(directoryOf(t), 'data');
  writeFileSync(dataDir, ''); // no directory yet
  const clock = createFakeClock();
  const control = createControl({ clock, dataDir, handle: async () => ({ done: true, text: 'heard' }) });
  await control.start();
  t.after(() => control.stop());
  rmSync(dataDir);
  mkdirSync(dataDir);
  await clock.pass(10_000);
  let outcome = await askBox(dataDir, ASKED, createClock());
  while (outcome === null) {
    await sleep(5); // it is binding its socket
    outcome = await askBox(dataDir, ASKED, createClock());
  }
  assert.equal(outcome.text, 'heard');
});

test('a box that stops before its directory can be used tries no more', LIMIT, async (t) => {
  const clock = createFakeClock();
  const dataDir = join(directoryOf(t), 'nowhere');
  const control = createControl({ clock, dataDir, handle: async () => ({ done: true, text: '' }) });
  await control.start();
  assert.equal(clock.openTimers(), 1);
  await control.stop();
  assert.equal(clock.openTimers(), 0);
});

test('a box and a hub on one data directory are asked apart', LIMIT, async (t) => {
  const { dataDir, asked } = await listening(t);
  assert.equal(await askHub(dataDir, INVITE, createClock()), null);
  const heard: HubRequest[] = [];
  const hub = createHubControl({
    clock: createFakeClock(),
    dataDir,
    async handle(request) {
      heard.push(request);
      return { done: true, text: 'a link' };
    },
  });
  await hub.start();
  t.after(() => hub.stop());
  assert.deepEqual(await askHub(dataDir, INVITE, createClock()), { done: true, text: 'a link' });
  await askBox(dataDir, ASKED, createClock());
  assert.deepEqual([heard, asked], [[INVITE], [ASKED]]);
  const strange = await say(join(dataDir, 'hub.sock'), `${JSON.stringify(ASKED)}\n`).heard;
  assert.equal(
    JSON.parse(strange).text,
    'This hub does not know this command: hub and command are of different versions.',
  );
  assert.deepEqual(heard, [INVITE]);
});
