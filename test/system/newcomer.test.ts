import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { BoxState } from '../../src/core/state.ts';
import { openDesk } from './desk.ts';
import { CTRL_C, folder, freePort, freePorts, lastLog, PATIENCE_MS, READY, run, start } from './script.ts';

const LINK = /https:\/\/127\.0\.0\.1:\d+\/#invite=[\w-]+/g;
const FINGERPRINT = /([0-9A-F]{2}:){16}\n *([0-9A-F]{2}:){15}[0-9A-F]{2}/;

/** The state of a box, when it is as wanted. */
async function stateOf(port: string | number, wanted: (state: BoxState) => boolean): Promise<BoxState> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const state = (await (await fetch(`http://127.0.0.1:${port}/api/state`)).json()) as BoxState;
    if (wanted(state)) return state;
    assert.ok(performance.now() < deadlineMs, JSON.stringify(state.hub));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function press(port: string): Promise<void> {
  const options = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ button: 'plus', holdMs: 80 }),
  };
  assert.equal((await fetch(`http://127.0.0.1:${port}/api/simulator/press`, options)).status, 200);
}

test('a newcomer makes an account by the link, approves the box and sees its vote, and finds all of it at the next start', async (t) => {
  const home = folder(t);
  const [port, hubPort] = [await freePort(), await freePort()];
  const words = ['--port', port, '--hub-port', hubPort];
  const first = start(t, words, { home });
  await first.until(READY);
  const links = first.said().match(LINK) ?? [];
  assert.equal(links.length, 1, first.said());
  assert.match(first.said(), FINGERPRINT);

  const desk = await openDesk(links[0] ?? '');
  t.after(() => desk.close());
  const [pairing] = await desk.waiting(1);
  assert.ok(pairing !== undefined);
  const asking = await stateOf(port, ({ hub }) => hub?.code !== null);
  assert.equal(asking.hub?.code, pairing.code);
  await desk.approve(pairing);
  await stateOf(port, ({ hub }) => hub?.state === 'linked');
  await press(port);
  await stateOf(port, ({ hub, votes }) => votes.total === 1 && hub?.queued === 0);
  assert.equal(await desk.stored(), 1);
  first.child.kill('SIGINT');
  assert.equal(await first.ended, 0);
  assert.deepEqual([lastLog(home), lastLog(home, 'hub')], ['stopped', 'stopped']);
  assert.deepEqual(first.processes(), []);

  const second = start(t, words, { home });
  await second.until(READY);
  assert.equal(second.said().match(LINK), null);
  assert.ok(second.said().includes(`npx likebox hub invite --config ${home}/hub.toml`), second.said());
  await stateOf(port, ({ hub }) => hub?.state === 'linked');
});

test('several boxes stand in the rooms by turns, are approved one by one, and all end with Ctrl-C on a terminal', async (t) => {
  const home = folder(t);
  const port = await freePorts(4);
  const options = `--boxes 4 --port ${port} --hub-port ${await freePort()}`;
  const script = run(t, ['script', '-qec', `exec scripts/start ${options}`, '/dev/null'], { home });
  await script.until(READY);
  assert.ok(script.said().includes(`npx likebox simulate-crowd --box ${port}-${port + 3} `), script.said());
  const desk = await openDesk(script.said().match(LINK)?.[0] ?? '');
  t.after(() => desk.close());
  for (const pairing of await desk.waiting(4)) await desk.approve(pairing);
  const ports = [port, port + 1, port + 2, port + 3];
  const states = await Promise.all(ports.map((at) => stateOf(at, ({ hub }) => hub?.state === 'linked')));
  assert.deepEqual(
    states.map(({ box, room }) => `${box} in ${room}`),
    ['box-01 in Amphi A', 'box-02 in Amphi B', 'box-03 in Salle C', 'box-04 in Amphi A'],
  );
  script.child.stdin?.write(CTRL_C);
  assert.equal(await script.ended, 0);
  assert.match(script.said(), /LikeBox has stopped\.\r\n$/);
  for (const name of ['box-01/box', 'box-04/box', 'hub']) assert.equal(lastLog(home, name), 'stopped');
  assert.deepEqual(script.processes(), []);
});

test('when one of all that runs fails, the others are ended and the end of its log is said', async (t) => {
  const home = folder(t);
  const port = await freePorts(2);
  const script = start(t, ['--boxes', '2', '--port', `${port}`, '--hub-port', await freePort()], { home });
  await script.until(READY);
  const pid = script
    .processes()
    .find((one) => readFileSync(`/proc/${one}/cmdline`, 'utf8').includes('box-02'));
  process.kill(Number(pid), 'SIGKILL');
  assert.equal(await script.ended, 137);
  const told = script.said().split(READY)[1] ?? '';
  assert.match(told, /^\nbox-02 has ended with exit code 137; its log is \S+\/box-02\/box\.log:\n\{/);
  assert.deepEqual([lastLog(home, 'box-01/box'), lastLog(home, 'hub')], ['stopped', 'stopped']);
  assert.deepEqual(script.processes(), []);
});
