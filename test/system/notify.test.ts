import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { eventually, makeDirectory, startBoxWith, writeConfig } from './process.ts';

const LIMIT = { timeout: 60_000 };

/** A `systemd-notify` that writes down what it was told; gives the environment of a service, and what was heard. */
function createManager(context: TestContext) {
  const tools = join(makeDirectory(context), 'tools');
  const heard = join(tools, 'heard');
  mkdirSync(tools);
  const script = `#!/bin/sh\nprintf '%s\\n' "$*" >>"${heard}"\n`;
  writeFileSync(join(tools, 'systemd-notify'), script, { mode: 0o755 });
  const env = { PATH: `${tools}:${process.env.PATH}`, NOTIFY_SOCKET: '/nowhere', WATCHDOG_USEC: '1000000' };
  const lines = () => (existsSync(heard) ? readFileSync(heard, 'utf8').trimEnd().split('\n') : []);
  return { env, lines };
}

test('a box says when it is ready, that it is alive, and that it stops', LIMIT, async (context) => {
  const { env, lines } = createManager(context);
  const box = startBoxWith(context, env, writeConfig(makeDirectory(context)));
  const { address } = await box.said('the box is ready');
  await eventually('a life sign', async () => lines().includes('WATCHDOG=1'));
  assert.ok(lines().includes(`READY=1 STATUS=Page: ${address}`), lines().join('\n'));
  assert.equal(lines().filter((line) => line.includes('STOPPING')).length, 0);
  assert.equal((await box.stop()).code, 0);
  await eventually('its end', async () => lines().at(-1)?.includes('STOPPING=1'));
  assert.deepEqual(
    box.log.filter(({ level }) => level !== 'info'),
    [],
  );
});

test(
  'a box whose data directory cannot be used is ready and alive, and says what is wrong',
  LIMIT,
  async (context) => {
    const { env, lines } = createManager(context);
    const directory = makeDirectory(context);
    writeFileSync(join(directory, 'data'), 'no directory');
    const box = startBoxWith(context, env, writeConfig(directory));
    await box.said('', 'store');
    await eventually('life signs', async () => lines().filter((line) => line === 'WATCHDOG=1').length >= 3);
    assert.ok(lines().some((line) => line.startsWith('READY=1')));
    assert.equal((await box.stop()).code, 0);
  },
);
