import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventually, makeDirectory, writeConfig } from './process.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** The built doctor on a simulated board; it is killed with the test if it is still there. */
function startDoctor(context: TestContext, ...words: string[]) {
  const directory = makeDirectory(context);
  const config = writeConfig(directory);
  const child: ChildProcess = spawn(process.execPath, [MAIN, 'doctor', '--config', config, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  context.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const said = { out: '', err: '' };
  child.stdout?.on('data', (text) => {
    said.out += String(text);
  });
  child.stderr?.on('data', (text) => {
    said.err += String(text);
  });
  const stop = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  };
  return { directory, said, stop };
}

test('the doctor examines this computer, and Ctrl-C while it watches the buttons ends it at once', async (context) => {
  const { directory, said, stop } = startDoctor(context, '--seconds', '600');
  await eventually('the watch', async () => said.out.includes('Punch both buttons now'));
  assert.equal(await stop('SIGINT'), 1);
  assert.match(said.out, /^ok {3}configuration {5}\S+box\.toml\nok {3}board {13}/);
  assert.match(said.out, /\n(ok {2}|look) disk-speed {8}a vote waits [\d.]+ ms for the disk, /);
  assert.equal(said.err, 'Interrupted: the lights are off and the lines released.\n');
  assert.deepEqual(readdirSync(directory), ['box.toml']);
});

test('an interrupted doctor still gives programs one document', async (context) => {
  const { directory, said, stop } = startDoctor(context, '--json');
  await eventually('the lamps', async () => said.err.includes('Look at the box'));
  assert.equal(await stop('SIGTERM'), 1);
  const { ok, checks } = JSON.parse(said.out) as { ok: boolean; checks: { id: string }[] };
  assert.equal(ok, true);
  assert.equal(checks[0]?.id, 'configuration');
  assert.deepEqual(
    checks.map(({ id }) => id).filter((id) => id === 'disk-speed' || id === 'lcd'),
    ['disk-speed'],
  );
  assert.deepEqual(readdirSync(directory), ['box.toml']);
});
