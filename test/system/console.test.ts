import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventually, makeDirectory, runProgram, startBox, writeConfig } from './process.ts';

const LIMIT = { timeout: 60_000 };
const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const VERSION = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
const KEYS = { tab: '\t', enter: '\r', up: '\u001b[A', interrupt: '\u0003', end: '\u0004' };

/** A terminal of 80 columns at which a console is open, and what a person types and sees there. */
function openTerminal(context: TestContext, socket: string) {
  const program = `stty cols 80 rows 24; exec ${process.execPath} ${MAIN} console --socket ${socket}`;
  const child = spawn('script', ['-qefc', program, '/dev/null'], { env: { ...process.env, TERM: 'vt100' } });
  context.after(() => child.kill('SIGKILL'));
  let seen = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen += text;
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  return {
    ended,
    /** Waits until this stands there, since it was typed last. */
    shows: (what: RegExp) => eventually(`${what} at the terminal`, async () => what.test(seen)),
    type(keys: string) {
      seen = '';
      child.stdin.write(keys);
    },
  };
}

test(
  'at a terminal Tab completes, the last command comes back, and Ctrl-D leaves',
  LIMIT,
  async (context) => {
    const directory = makeDirectory(context);
    const box = startBox(context, writeConfig(directory, 'box.id = "box-07"\nbox.room = "Amphi A"'));
    await box.said('the console listens');
    const { type, shows, ended } = openTerminal(context, join(directory, 'data.console'));
    await shows(/help lists the commands.*\r\n.*box-07 Amphi A> /s);
    type(`sta${KEYS.tab}`);
    await shows(/tus$/);
    type(KEYS.enter);
    await shows(/Votes {4}0: \+0 -0\r\n.*Faults {3}none\r\n.*box-07 Amphi A> /s);
    type(`press plus${KEYS.enter}`);
    await shows(/TEST vote #1 \(\+1\) is stored.*> /s);
    type(KEYS.up);
    await shows(/press plus/);
    type(KEYS.interrupt);
    await shows(/\^C\r\n.*box-07 Amphi A> /s);
    type(`votes${KEYS.enter}`);
    await shows(/#1 \+1 TEST \(no session\)\r\n.*> /s);
    type(KEYS.end);
    assert.equal(await ended, 0);
    const { votes } = (await box.get('/api/state')).body as { votes: object };
    assert.deepEqual(votes, { plus: 0, minus: 0, total: 0 });
  },
);

test(
  'tail shows a punch while it is counted, ends with a key, and the next command is heard',
  LIMIT,
  async (context) => {
    const directory = makeDirectory(context);
    const box = startBox(context, writeConfig(directory));
    await box.said('the console listens');
    const { type, shows, ended } = openTerminal(context, join(directory, 'data.console'));
    await shows(/> /);
    type(`tail${KEYS.enter}`);
    await shows(/what happens is told here/);
    type('');
    await box.post('/api/simulator/press', { button: 'plus', holdMs: 80 });
    await shows(/edge {4}\+1 (down|up).*press {3}\+1.*vote {4}#1 \+1/s);
    type('q');
    await shows(/> /);
    type(`version${KEYS.enter}`);
    await shows(new RegExp(`LikeBox ${VERSION}\\r\\n`));
    type(`exit${KEYS.enter}`);
    assert.equal(await ended, 0);
  },
);

test('a console stays open while the box starts again, and finds it', LIMIT, async (context) => {
  const directory = makeDirectory(context);
  const box = startBox(context, writeConfig(directory));
  await box.said('the console listens');
  const { type, shows, ended } = openTerminal(context, join(directory, 'data.console'));
  await shows(/> /);
  type(`restart${KEYS.enter}`);
  await shows(/The program starts again in 2 s\./);
  const isBack = async () => box.log.filter(({ msg }) => msg === 'the box is ready').length === 2;
  await eventually('the box to start again', isBack);
  type(`version${KEYS.enter}`);
  await shows(new RegExp(`LikeBox ${VERSION}\\r\\n`));
  type(KEYS.end);
  assert.equal(await ended, 0);
});

test(
  'one command is run with -c, and its exit code tells; --json is one document',
  LIMIT,
  async (context) => {
    const directory = makeDirectory(context);
    const socket = join(directory, 'data.console');
    const say = (...words: string[]) => runProgram('console', '--socket', socket, ...words);
    assert.deepEqual(say('-c', 'status'), {
      code: 1,
      out: '',
      err: `No box answers at ${socket}. Start it (likebox box), or say where it is: --socket PATH, or --config FILE.\n`,
    });
    const config = writeConfig(directory);
    const box = startBox(context, config);
    await box.said('the console listens');
    assert.equal(statSync(socket).mode & 0o777, 0o660);
    assert.deepEqual(say('-c', 'statsu'), {
      code: 2,
      out: '',
      err: 'There is no command "statsu". Did you mean status?\n',
    });
    assert.deepEqual(say('-c', 'version'), { code: 0, out: `LikeBox ${VERSION}\n`, err: '' });
    const { code, out } = runProgram('console', '--config', config, '-c', 'press', 'minus', '--json');
    const { done, data } = JSON.parse(out) as {
      done: boolean;
      data: { seq: number; value: number; source: string };
    };
    assert.deepEqual([code, done, data.seq, data.value, data.source], [0, true, 1, -1, 'test']);
    assert.match(say('-c', 'log 50').out, /asked at the console/);
    const { code: ended } = await box.stop();
    assert.deepEqual([ended, existsSync(socket)], [0, false]);
  },
);

test(
  'commands from a pipe are run in their order, and the greatest exit code is given',
  LIMIT,
  async (context) => {
    const directory = makeDirectory(context);
    const box = startBox(context, writeConfig(directory));
    await box.said('the console listens');
    const child = spawn(process.execPath, [MAIN, 'console', '--socket', join(directory, 'data.console')]);
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    child.stdin.end('version\nnonsense\npress plus\nvotes\n');
    assert.equal(await ended, 2);
    assert.match(
      out,
      /^LikeBox \S+\nTEST vote #1 \(\+1\) is stored\. It never counts\.\n\d\d:\d\d:\d\d {2}#1 \+1 TEST/,
    );
  },
);

test('a console that is asked to end, while it tells, ends with 0', LIMIT, async (context) => {
  const directory = makeDirectory(context);
  const box = startBox(context, writeConfig(directory));
  await box.said('the console listens');
  const child = spawn(process.execPath, [
    MAIN,
    'console',
    '--socket',
    join(directory, 'data.console'),
    '-c',
    'tail',
  ]);
  const ended = new Promise((resolve) => child.on('close', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGINT');
  assert.equal(await ended, 0);
});
