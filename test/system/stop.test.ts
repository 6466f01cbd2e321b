import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { eventually, makeDirectory, runProgram, startBox, writeConfig } from './process.ts';

const STOP_MS = 2_000;
const LIMIT = { timeout: 60_000 };

interface Votes {
  votes: { total: number };
  buttons: { plus: { presses: number } };
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`${signal} stops a voting box within 2 s, with exit code 0 and every vote`, LIMIT, async (context) => {
    const directory = makeDirectory(context);
    const box = startBox(context, writeConfig(directory));
    assert.equal(await box.post('/api/simulator/press', { button: 'plus', holdMs: 60 }), 200);
    const seen = await eventually('the vote', async () => {
      const { body } = await box.get('/api/state');
      return (body as Votes).votes.total === 1;
    });
    assert.equal(seen, true);
    // Half a minute of punching that the stop cuts off.
    const edges = Array.from({ length: 200 }, (_, i) => ({
      afterMs: i * 150,
      button: i % 4 < 2 ? 'plus' : 'minus',
      active: i % 2 === 0,
    }));
    box.post('/api/simulator/trace', { edges }).catch(() => {}); // it is cut off
    const counted = await eventually('more votes', async () => {
      const { total } = ((await box.get('/api/state')).body as Votes).votes;
      return total >= 4 && total;
    });
    const { code, tookMs } = await box.stop(signal);
    assert.equal(code, 0);
    assert.ok(tookMs < STOP_MS, `${tookMs} ms`);
    assert.deepEqual(box.log.at(-1)?.msg, 'stopped');
    assert.deepEqual(
      box.log.filter(({ level }) => level === 'warn' || level === 'error'),
      [],
    );
    assert.deepEqual(readdirSync(join(directory, 'data')), ['box.db', 'box.lock']); // and no log that waits to be read
    const { code: verified, out } = runProgram(
      'votes',
      'verify',
      '--json',
      '--db',
      `${directory}/data/box.db`,
    );
    assert.equal(verified, 0, out);
    const rows = runProgram('votes', 'export', '--db', `${directory}/data/box.db`).out.trim().split('\n');
    assert.ok(rows.length - 1 >= counted, `${rows.length - 1} rows, ${counted} were shown`);
  });
}

test('two signals are one stop', LIMIT, async (context) => {
  const box = startBox(context, writeConfig(makeDirectory(context)));
  await box.said('the box is ready');
  box.child.kill('SIGINT');
  const { code } = await box.stop('SIGTERM');
  assert.equal(code, 0);
  assert.equal(box.log.filter(({ msg }) => msg === 'stopped').length >= 1, true);
  assert.deepEqual(
    box.log.filter(({ level }) => level !== 'info'),
    [],
  );
});

test(
  'a stop during the start ends it, and the next start finds everything in order',
  LIMIT,
  async (context) => {
    const directory = makeDirectory(context);
    const config = writeConfig(directory);
    for (const delayMs of [120, 160, 200, 240, 280, 320]) {
      const box = startBox(context, config);
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      const { code, tookMs } = await box.stop();
      // Before the program runs, the signal itself ends the process.
      assert.ok(code === 0 || code === null, `exit code ${code} after ${delayMs} ms`);
      assert.ok(tookMs < STOP_MS, `${tookMs} ms after ${delayMs} ms`);
      assert.deepEqual(
        box.log.filter(({ level }) => level === 'warn' || level === 'error'),
        [],
      );
    }
    const box = startBox(context, config);
    await eventually('a healthy box', async () => (await box.get('/healthz')).status === 200);
    assert.deepEqual((await box.stop()).code, 0);
  },
);
