import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { createServiceManager } from '../../src/adapters/servicemanager.ts';

const LISTENING = { NOTIFY_SOCKET: '/run/systemd/notify' };

function makeFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'likebox-notify-'));
  context.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A service manager that answers when the test says so. */
function createWorld() {
  const told: string[][] = [];
  const warnings: object[] = [];
  let answer: (why: string | null) => void = () => {};
  const manager = createServiceManager({
    env: LISTENING,
    pid: 7,
    log: { warn: (fields) => warnings.push(fields) },
    run(words) {
      told.push([...words]);
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
  });
  const answers = async (why: string | null) => {
    answer(why);
    await turnOfTheLoop();
  };
  return { manager, told, warnings, answers };
}

test('one speaks at a time, and what waits meanwhile is said at once, the newest of each', async () => {
  const { manager, told, answers } = createWorld();
  manager.tell({ ready: true, status: 'one' });
  manager.tell({ status: 'two' });
  manager.tell({ alive: true });
  manager.tell({ status: 'three' });
  assert.deepEqual(told, [['READY=1', 'STATUS=one']]);
  await answers(null);
  assert.deepEqual(told.slice(1), [['STATUS=three', 'WATCHDOG=1']]);
  await answers(null);
  manager.tell({ stopping: true });
  assert.deepEqual(told.slice(2), [['STOPPING=1']]);
});

test('what could not be said goes along with the next news, but for a life sign of then; one warning says why', async () => {
  const { manager, told, warnings, answers } = createWorld();
  manager.tell({ ready: true, alive: true, status: 'one' });
  await answers('no such socket');
  assert.equal(told.length, 1, 'it does not try without a pause');
  manager.tell({ status: 'two' });
  assert.deepEqual(told.slice(1), [['READY=1', 'STATUS=two']]);
  await answers('no such socket');
  assert.deepEqual(warnings, [{ why: 'no such socket' }]);
  manager.tell({ alive: true });
  await answers(null);
  assert.deepEqual(told.slice(2), [['READY=1', 'STATUS=two', 'WATCHDOG=1']]);
  manager.tell({ alive: true });
  await answers('gone');
  assert.deepEqual(warnings, [{ why: 'no such socket' }, { why: 'gone' }]);
});

test('a status is one line of bounded length, whatever is in it', () => {
  const { manager, told } = createWorld();
  manager.tell({ status: `Room\nREADY=1\0 ${'x'.repeat(500)}` });
  assert.deepEqual(told, [[`STATUS=Room READY=1  ${'x'.repeat(200 - 14)}`]]);
});

test('how long it waits for a life sign is taken from the environment of this process alone', () => {
  const watchdog = (env: Record<string, string>) =>
    createServiceManager({ env, pid: 7, log: { warn() {} } }).watchdogMs;
  const usec = { ...LISTENING, WATCHDOG_USEC: '60000000' };
  assert.equal(watchdog(usec), 60_000);
  assert.equal(watchdog({ ...usec, WATCHDOG_PID: '7' }), 60_000);
  assert.equal(watchdog({ ...usec, WATCHDOG_PID: '8' }), null);
  assert.equal(watchdog({ WATCHDOG_USEC: '60000000' }), null);
  for (const text of ['', '0', '-5', '1e6', 'soon']) {
    assert.equal(watchdog({ ...LISTENING, WATCHDOG_USEC: text }), null, text);
  }
});

test('where nobody listens, nothing is started', () => {
  let runs = 0;
  const run = async () => {
    runs += 1;
    return null;
  };
  for (const env of [{}, { NOTIFY_SOCKET: '' }]) {
    createServiceManager({ env, pid: 7, log: { warn() {} }, run }).tell({ ready: true, alive: true });
  }
  assert.equal(runs, 0);
});

test('a program in the PATH is told word for word; what it complains of, and that it is missing, is said', async (context) => {
  const folder = makeFolder(context);
  const heard = join(folder, 'heard');
  const script = (body: string) =>
    writeFileSync(join(folder, 'systemd-notify'), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  const said = (path: string) =>
    new Promise<string>((resolve) => {
      const env = { ...LISTENING, PATH: path };
      const log = { warn: (fields: object) => resolve(String((fields as { why: string }).why)) };
      createServiceManager({ env, pid: 7, log }).tell({ ready: true, status: 'a  b "c" $d' });
    });
  script(`printf '%s|' "$NOTIFY_SOCKET" "$@" >"${heard}"; echo 'it was heard, and refused' >&2; exit 1`);
  assert.equal(await said(folder), 'it was heard, and refused');
  assert.equal(readFileSync(heard, 'utf8'), '/run/systemd/notify|READY=1|STATUS=a  b "c" $d|');
  assert.match(await said(join(folder, 'empty')), /ENOENT/);
});

/** A socket as systemd has one, which prints each datagram as a line of JSON. */
const LISTENER = `
import json, socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print('"bound"', flush=True)
while True:
    print(json.dumps(s.recv(4096).decode()), flush=True)
`;
const hasTools = ['systemd-notify', 'python3'].every(
  (tool) => spawnSync(tool, ['--version']).error === undefined,
);

test("systemd's own program carries the news to a real socket", {
  skip: !hasTools,
  timeout: 20_000,
}, async (context) => {
  const socket = join(makeFolder(context), 'notify');
  const listener = spawn('python3', ['-c', LISTENER, socket], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(listener, 'exit');
  context.after(async () => {
    listener.kill('SIGKILL');
    await ended;
  });
  const lines = createInterface({ input: listener.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse(String((await lines.next()).value)) as string;
  assert.equal(await next(), 'bound');
  const warnings: object[] = [];
  const manager = createServiceManager({
    env: { PATH: process.env.PATH, NOTIFY_SOCKET: socket },
    pid: process.pid,
    log: { warn: (fields) => warnings.push(fields) },
  });
  manager.tell({ ready: true, status: 'Amphi A' });
  assert.equal(await next(), 'READY=1\nSTATUS=Amphi A');
  assert.equal(await next(), 'BARRIER=1'); // it waits until it was heard
  manager.tell({ alive: true });
  assert.equal(await next(), 'WATCHDOG=1');
  assert.deepEqual(warnings, []);
});
