import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Caller, callBox } from '../../../src/adapters/control/caller.ts';
import { createConsoleDoor } from '../../../src/adapters/control/console.ts';
import type { Answer, ConsoleHost, Listener } from '../../../src/core/console/answer.ts';
import { createFakeClock } from '../../fakes/clock.ts';

const LIMIT = { timeout: 20_000 };
const UNKNOWN = 'This box does not understand: box and console are of different versions.';
const GONE = 'The box has hung up: it stops, or has as many consoles as it takes. Try again.';

function directoryOf(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'likebox-console-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A box that echoes; `wait` goes on until it is told to stop, `flood` tells more than anybody reads. */
function createHost() {
  const heard: string[] = [];
  const host: ConsoleHost = {
    prompt: () => `box ${heard.length}`,
    complete: (line) => ({ hits: [`${line}!`], on: line }),
    async run(line, who, { tell, signal }): Promise<Answer> {
      heard.push(`${who}: ${line}`);
      if (line === 'wait') {
        tell('waiting', { since: 1 });
        await until(signal);
        heard.push('ended');
      }
      if (line === 'flood') {
        while (!signal.aborted) {
          tell('x'.repeat(10_000), null);
          await sleep(0);
        }
        heard.push('cut off');
      }
      return { exit: 3, text: `did ${line}`, data: [line] };
    },
  };
  return { heard, host };
}

function until(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });
}

async function opened(t: TestContext, paths = [join(directoryOf(t), 'console.sock')]) {
  const { heard, host } = createHost();
  const said: object[] = [];
  const door = createConsoleDoor({ paths, host, log: { info: (fields) => said.push(fields) } });
  await door.start();
  t.after(() => door.stop());
  const [path = ''] = paths;
  return { door, heard, said, path };
}

async function call(t: TestContext, path: string): Promise<Caller> {
  const caller = await callBox(path, createFakeClock());
  assert.ok(caller !== null);
  t.after(() => caller.hangUp());
  return caller;
}

/** Whoever listens, and can stop what goes on. */
function createListener() {
  const stop = new AbortController();
  const told: [string, unknown][] = [];
  const listener: Listener = { tell: (text, data) => told.push([text, data]), signal: stop.signal };
  return { told, listener, stop: () => stop.abort() };
}

/** Says raw bytes; gives what it hears, line by line as JSON, when the box has hung up or has said so many lines. */
function say(
  t: TestContext,
  path: string,
  text: string | Buffer,
  lines = Number.POSITIVE_INFINITY,
): Promise<unknown[]> {
  const socket = connect(path, () => socket.write(text));
  t.after(() => socket.destroy());
  let all = '';
  return new Promise((resolve) => {
    const end = () =>
      resolve(
        all
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line) as unknown),
      );
    socket.setEncoding('utf8').on('data', (chunk) => {
      all += chunk;
      if (all.split('\n').length > lines) end();
    });
    socket.on('error', () => {}).on('close', end);
  });
}

const runs = (line: string) => `${JSON.stringify({ ask: 'run', line, who: 'ada' })}\n`;
const hello = (count = 0) => ({ say: 'hello', prompt: `box ${count}` });

test(
  'a console greets, completes, runs one command after the other, and leaves nothing behind',
  LIMIT,
  async (t) => {
    const { door, heard, said, path } = await opened(t);
    const caller = await call(t, path);
    assert.equal(caller.prompt(), 'box 0');
    assert.deepEqual(await caller.complete('sta'), { hits: ['sta!'], on: 'sta' });
    const { listener } = createListener();
    assert.deepEqual(await caller.run('status', 'ada', listener), {
      exit: 3,
      text: 'did status',
      data: ['status'],
    });
    assert.deepEqual([caller.prompt(), heard, said], ['box 1', ['ada: status'], [{ path }]]);
    await door.stop();
    assert.equal(existsSync(path), false);
    await assert.rejects(caller.run('status', 'ada', listener), { message: GONE });
    assert.equal(caller.isGone(), true);
  },
);

test('only its owner and its group may speak to it', LIMIT, async (t) => {
  const { path } = await opened(t);
  assert.equal(statSync(path).mode & 0o777, 0o660);
});

test('what goes on tells as it goes, and ends when it is told to stop', LIMIT, async (t) => {
  const { heard, path } = await opened(t);
  const caller = await call(t, path);
  const { told, listener, stop } = createListener();
  const answer = caller.run('wait', 'ada', listener);
  while (told.length === 0) await sleep(1);
  assert.deepEqual([told, heard], [[['waiting', { since: 1 }]], ['ada: wait']]);
  stop();
  assert.deepEqual([(await answer).text, heard], ['did wait', ['ada: wait', 'ended']]);
});

test('a Tab while a command goes on waits for its end, and takes nothing from it', LIMIT, async (t) => {
  const { path } = await opened(t);
  const caller = await call(t, path);
  const { told, listener, stop } = createListener();
  const answer = caller.run('wait', 'ada', listener);
  while (told.length === 0) await sleep(1);
  const completion = caller.complete('x');
  stop();
  assert.deepEqual([(await answer).text, (await completion).hits], ['did wait', ['x!']]);
});

test('a caller that hangs up in the middle ends what it began', LIMIT, async (t) => {
  const { heard, path } = await opened(t);
  const caller = await call(t, path);
  const { told, listener } = createListener();
  const answer = assert.rejects(caller.run('wait', 'ada', listener), { message: GONE });
  while (told.length === 0) await sleep(1);
  caller.hangUp();
  await answer;
  while (heard.length < 2) await sleep(1);
  assert.deepEqual(heard, ['ada: wait', 'ended']);
});

test('eight consoles are served at once, each its own; the ninth is told why not', LIMIT, async (t) => {
  const { heard, path } = await opened(t);
  const callers: Caller[] = [];
  for (let n = 0; n < 8; n += 1) callers.push(await call(t, path));
  const waiting = createListener();
  const answer = callers[0]?.run('wait', 'ada', waiting.listener);
  const texts = await Promise.all(
    callers
      .slice(1)
      .map(async (caller, n) => (await caller.run(`n${n}`, 'bob', createListener().listener)).text),
  );
  assert.deepEqual(texts, ['did n0', 'did n1', 'did n2', 'did n3', 'did n4', 'did n5', 'did n6']);
  await assert.rejects(callBox(path, createFakeClock()), { message: GONE });
  waiting.stop();
  assert.equal((await answer)?.text, 'did wait');
  assert.equal(heard.includes('ended'), true);
});

const NONSENSE: readonly (readonly [what: string, line: string | Buffer])[] = [
  ['no JSON', 'status please'],
  ['an empty line', ''],
  ['bytes', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
  ['null', 'null'],
  ['another question', '{"ask":"shell","line":"rm"}'],
  ['one key too many', '{"ask":"run","line":"x","who":"ada","as":"root"}'],
  ['nobody', '{"ask":"run","line":"status"}'],
  ['a command of a thousand words', JSON.stringify({ ask: 'run', line: 'x '.repeat(1_000), who: 'ada' })],
];

for (const [what, line] of NONSENSE) {
  test(
    `${what} is answered by a sentence and does nothing, and the next command is heard`,
    LIMIT,
    async (t) => {
      const { heard, path } = await opened(t);
      const text = Buffer.concat([Buffer.from(line), Buffer.from(`\n${runs('status')}`)]);
      assert.deepEqual(await say(t, path, text, 3), [
        hello(),
        { say: 'end', exit: 1, text: UNKNOWN, prompt: 'box 0' },
        { say: 'end', exit: 3, text: 'did status', data: ['status'], prompt: 'box 1' },
      ]);
      assert.deepEqual(heard, ['ada: status']);
    },
  );
}

test('more than 4,096 characters without an end are cut off', LIMIT, async (t) => {
  const { heard, path } = await opened(t);
  assert.deepEqual(await say(t, path, 'x'.repeat(200_000)), [hello()]);
  assert.equal(
    (await (await call(t, path)).run('status', 'ada', createListener().listener)).text,
    'did status',
  );
  assert.deepEqual(heard, ['ada: status']);
});

test('more commands than anybody types ahead are cut off, and none of them is done', LIMIT, async (t) => {
  const { heard, path } = await opened(t);
  const [first, ...more] = await say(t, path, runs('wait') + runs('status').repeat(40));
  assert.deepEqual(first, hello());
  assert.deepEqual([more.length, heard], [1, ['ada: wait', 'ended']]);
});

test('a console that does not read is cut off, and others are served', LIMIT, async (t) => {
  const { heard, path } = await opened(t);
  const deaf = connect(path, () => deaf.write(runs('flood')));
  deaf.on('error', () => {}).pause();
  t.after(() => deaf.destroy());
  while (!heard.includes('cut off')) await sleep(1);
  assert.equal(
    (await (await call(t, path)).run('status', 'ada', createListener().listener)).text,
    'did status',
  );
});

test(
  'where another box listens, and where something else lies, it takes the next place',
  LIMIT,
  async (t) => {
    const directory = directoryOf(t);
    const [taken, own] = [join(directory, 'usual.sock'), join(directory, 'own.sock')];
    const first = await opened(t, [taken, own]);
    const second = await opened(t, [taken, own]);
    assert.deepEqual([first.said, second.said], [[{ path: taken }], [{ path: own }]]);
    await second.door.stop();
    const file = join(directory, 'notes.txt');
    writeFileSync(file, 'mine');
    const third = await opened(t, [file, own]);
    assert.deepEqual([third.said, readFileSync(file, 'utf8')], [[{ path: own }], 'mine']);
    assert.equal(
      (await (await call(t, taken)).run('status', 'ada', createListener().listener)).text,
      'did status',
    );
  },
);

test('a box that can have no place says why, and takes it when it can', LIMIT, async (t) => {
  const directory = directoryOf(t);
  const path = join(directory, 'run', 'deeper', 'console.sock');
  const door = createConsoleDoor({ paths: [path], host: createHost().host, log: { info() {} } });
  await assert.rejects(door.start(), /^Error: likebox console cannot reach this box: ENOENT/);
  mkdirSync(join(directory, 'run'));
  await door.start();
  t.after(() => door.stop());
  assert.equal(statSync(path).isSocket(), true);
});

test(
  'without a box there is none to speak to; where one may not be asked, the sentence says how',
  LIMIT,
  async (t) => {
    const directory = directoryOf(t);
    const clock = createFakeClock();
    assert.equal(await callBox(join(directory, 'none.sock'), clock), null);
    writeFileSync(join(directory, 'file'), '');
    assert.equal(await callBox(join(directory, 'file', 'console.sock'), clock), null);
    const { path } = await opened(t);
    chmodSync(path, 0);
    if (process.getuid?.() === 0) return; // nothing is forbidden to root
    await assert.rejects(
      callBox(path, clock),
      /This user may not speak to the box at .*: join the group likebox/,
    );
  },
);

test('a box that says nothing, nonsense, or does not stop is given up with a sentence', LIMIT, async (t) => {
  const path = join(directoryOf(t), 'console.sock');
  let greeting = '';
  let asked = 0;
  const server = createServer((socket) => {
    socket
      .on('error', () => {})
      .on('data', () => {
        asked += 1;
      });
    t.after(() => socket.destroy());
    if (greeting !== '') socket.write(`${greeting}\n`);
    asked += 1;
  }).listen(path);
  t.after(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const clock = createFakeClock();
  const silent = assert.rejects(callBox(path, clock), { message: 'The box does not answer.' });
  while (asked === 0 || clock.openTimers() === 0) await sleep(1);
  await clock.pass(5_000);
  await silent;
  greeting = 'HTTP/1.1 400 Bad Request';
  await assert.rejects(callBox(path, clock), { message: 'What answers is no box of this version.' });
  greeting = JSON.stringify(hello());
  const caller = await callBox(path, clock);
  const { listener, stop } = createListener();
  const stuck = assert.rejects(caller?.run('status', 'ada', listener) ?? Promise.resolve(), {
    message: 'The box does not answer.',
  });
  stop();
  await clock.pass(3_000);
  await stuck;
  assert.equal(clock.openTimers(), 0);
});
