import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What a program that logs with these options writes on its standard output. */
function run(options: { level: string; journal: boolean }, program: string): string[] {
  const code = `
    import { createLog } from './src/adapters/log.ts';
    const log = createLog(${JSON.stringify(options)});
    ${program}
  `;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', code],
    { cwd: ROOT, encoding: 'utf8' },
  );
  assert.equal(stderr, '');
  assert.ok(stdout === '' || stdout.endsWith('\n'));
  return stdout.split('\n').slice(0, -1);
}

const FOUR = "log.debug({ a: 1 }, 'd'); log.info({}, 'i'); log.warn({ b: [2] }, 'w'); log.error({}, 'e');";

test('a record is one line of JSON with its time, even when its message has several', () => {
  const lines = run(
    { level: 'info', journal: false },
    String.raw`log.info({ room: 'Amphi A' }, 'two\nlines');`,
  );
  const [record] = lines.map((line) => JSON.parse(line) as { time: string });
  assert.match(record?.time ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual(
    [lines.length, record],
    [1, { level: 'info', time: record?.time, room: 'Amphi A', msg: 'two\nlines' }],
  );
});

test('for the journal a line begins with its priority and has no time', () => {
  assert.deepEqual(run({ level: 'debug', journal: true }, FOUR), [
    '<7>{"level":"debug","a":1,"msg":"d"}',
    '<6>{"level":"info","msg":"i"}',
    '<4>{"level":"warn","b":[2],"msg":"w"}',
    '<3>{"level":"error","msg":"e"}',
  ]);
});

test('what is below the level is not written', () => {
  const written = (level: string) => run({ level, journal: true }, FOUR).map((line) => line.slice(0, 3));
  assert.deepEqual(written('warn'), ['<4>', '<3>']);
  assert.deepEqual(written('silent'), []);
});

test('an error is written with its message, and with that of its cause', () => {
  const [line = ''] = run(
    { level: 'info', journal: true },
    "log.error({ err: new Error('no vote', { cause: new Error('disk full') }) }, 'failed');",
  );
  const { err } = JSON.parse(line.slice(3)) as { err: { message: string; cause: { message: string } } };
  assert.deepEqual([err.message, err.cause.message], ['no vote', 'disk full']);
});

test('flush writes at once what is still held, so that the last words before an end are read', () => {
  const lines = run(
    { level: 'info', journal: true },
    "for (let i = 0; i < 500; i += 1) log.info({ i }, 'x'.repeat(100)); log.flush(); process.kill(process.pid, 'SIGKILL');",
  );
  const numbers = lines.map((line) => (JSON.parse(line.slice(3)) as { i: number }).i);
  // The first line is being written when the flush begins: it may come last, or be cut off by the kill.
  assert.deepEqual(
    numbers.filter((i) => i > 0),
    Array.from({ length: 499 }, (_, i) => i + 1),
  );
});

test('the newest lines are kept with their times, for the journal too, and are bounded', () => {
  const lines = run(
    { level: 'info', journal: true },
    `for (let i = 0; i < 300; i += 1) log.info({ i, time: 'mine' }, 'm'.repeat(i === 299 ? 5000 : 1));
     const kept = log.newest(1000);
     console.log(JSON.stringify([kept.length, kept[0], kept.at(-1).length, log.newest(2).length]));`,
  );
  const kept = lines.find((line) => line.startsWith('[')) ?? '';
  const [count, first, longest, two] = JSON.parse(kept) as [number, string, number, number];
  assert.deepEqual([count, longest, two], [200, 2_000, 2]);
  assert.match(
    first,
    /^\{"level":"info","time":"\d{4}-\d\d-\d\dT[\d:.]+Z","i":100,"time":"mine","msg":"m"\}$/,
  );
  assert.equal(lines[0], '<6>{"level":"info","i":0,"time":"mine","msg":"m"}');
});
