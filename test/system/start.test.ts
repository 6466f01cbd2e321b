import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  CTRL_C,
  folder,
  freePort,
  lastLog,
  PATIENCE_MS,
  path,
  READY,
  type RunOptions,
  run,
  start,
} from './script.ts';

const STOP_MS = 2_000;
const PLAIN_NODE = 'LikeBox needs Node 20.19 or newer, and';
const ADVICE = 'install Node 20 (Debian 13 ships it), then start again.';

/** What a start says that comes to nothing, and its exit code. */
async function refusal(t: TestContext, words: readonly string[], options: RunOptions = {}): Promise<unknown> {
  const script = start(t, words, options);
  const code = await script.ended;
  assert.deepEqual(script.processes(), []);
  return { code, said: script.said().replace(/^Building …\n/, '') };
}

/** What a fresh computer has, without Node, and an ordinary user. */
const BARE = ['bash', 'dirname', 'cat', 'cut', 'grep', 'sed', 'flock', 'dpkg', 'sha256sum'];
const ORDINARY = { id: 'echo 1000', 'apt-get': 'echo apt-get was run', 'dpkg-query': 'exit 1' };

test('Ctrl-C on a terminal stops a started box within two seconds, closes its store and leaves no process', async (t) => {
  const home = folder(t);
  const port = await freePort();
  const terminal = ['script', '-qec', `exec scripts/start --no-hub --port ${port}`, '/dev/null'];
  const script = run(t, terminal, { home });
  await script.until(READY);
  assert.equal((await fetch(`http://127.0.0.1:${port}/simulator`)).status, 200);
  const pressedAt = performance.now();
  script.child.stdin?.write(CTRL_C);
  assert.equal(await script.ended, 0);
  assert.ok(performance.now() - pressedAt < STOP_MS, `${performance.now() - pressedAt} ms`);
  assert.match(script.said(), /LikeBox has stopped\.\r\n$/);
  assert.equal(lastLog(home), 'stopped');
  assert.deepEqual(script.processes(), []);
});

test('pressing Ctrl-C again and again does not cut off a box that is stopping', async (t) => {
  const home = folder(t);
  const words = ['--port', await freePort(), '--hub-port', await freePort()];
  const script = start(t, words, { home, detached: true });
  await script.until(READY);
  const { pid } = script.child;
  assert.ok(pid !== undefined);
  while (script.child.exitCode === null) {
    try {
      process.kill(-pid, 'SIGINT'); // a terminal tells the whole group
    } catch {
      break; // it has ended
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  assert.equal(await script.ended, 0);
  assert.equal(lastLog(home), 'stopped');
  assert.equal(lastLog(home, 'hub'), 'stopped');
});

test('a start without a hub says what to open, and ends cleanly when it is asked to by a signal', async (t) => {
  const home = folder(t);
  const port = await freePort();
  const script = start(t, ['--no-hub', '--port', port], { home });
  await script.until(READY);
  const lines = script.said().trim().split('\n');
  assert.deepEqual(lines.slice(lines.indexOf('LikeBox is running in room Amphi A.')), [
    'LikeBox is running in room Amphi A.',
    '',
    `  simulator  http://127.0.0.1:${port}/simulator   punch here: the mouse, a finger, or the arrow keys`,
    `  kiosk      http://127.0.0.1:${port}/            what the HDMI screen shows`,
    `  state      http://127.0.0.1:${port}/api/state`,
    '',
    `  votes      sqlite3 ${home}/box.db 'SELECT seq, value, shown_session_id FROM votes'`,
    `  log        ${home}/box.log`,
    `  audience   npx likebox simulate-crowd --box ${port}   in another terminal: people who punch`,
    '',
    READY,
  ]);
  script.child.kill('SIGTERM');
  assert.equal(await script.ended, 0);
  assert.equal(lastLog(home), 'stopped');
  assert.deepEqual(script.processes(), []);
});

test('a second start on the same folder, or on the same port, says so and harms nothing', async (t) => {
  const home = folder(t);
  const port = await freePort();
  const first = start(t, ['--no-hub', '--port', port], { home });
  await first.until(READY);
  const held = `A box is running in ${home} already: stop it, or name another folder in LIKEBOX_HOME.\n`;
  assert.deepEqual(await refusal(t, ['--no-hub', '--port', await freePort()], { home }), {
    code: 1,
    said: held,
  });
  const next = (Number(port) % 65535) + 1;
  const taken = `Port ${port} is in use by another program: stop it, or choose another, scripts/start --port ${next}.\n`;
  assert.deepEqual(await refusal(t, ['--no-hub', '--port', port]), { code: 1, said: taken });
  const both = `Port ${port} is in use by another program: stop it, or choose another, scripts/start --hub-port ${next}.\n`;
  const words = ['--port', await freePort(), '--hub-port', port];
  assert.deepEqual(await refusal(t, words), { code: 1, said: both });
  assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200);
  assert.notEqual(lastLog(home), 'stopped');
});

test('a rehearsal runs on a given programme, in its first room, from a given instant', async (t) => {
  const port = await freePort();
  const file = 'test/fixtures/programmes/sched.json';
  const at = '2026-06-24T11:55:00+02:00';
  const script = start(t, ['--no-hub', '--programme', file, '--at', at, '--port', port]);
  await script.until(READY);
  const state = (await (await fetch(`http://127.0.0.1:${port}/api/state`)).json()) as {
    clock: { at: number };
  };
  const late = state.clock.at - Date.parse(at);
  assert.ok(late >= 0 && late < PATIENCE_MS, `${late} ms`);
  assert.match(script.said(), /LikeBox is running in room Amphi A\./);
});

test('a programme that cannot be used is refused in one sentence', async (t) => {
  const words = async (file: string) => ['--no-hub', '--programme', file, '--port', await freePort()];
  assert.deepEqual(await refusal(t, await words('/nowhere.json')), {
    code: 1,
    said: '/nowhere.json cannot be read: there is no such file.\n',
  });
  const page = 'test/fixtures/programmes/login.html';
  const { code, said } = (await refusal(t, await words(page))) as { code: number; said: string };
  assert.equal(code, 3);
  assert.match(said, /^test\/fixtures\/programmes\/login\.html cannot be used: [^\n]+\.\n$/);
});

test('a room that the programme has not is refused with the rooms that it has', async (t) => {
  assert.deepEqual(await refusal(t, ['--no-hub', '--room', 'Amphi Z', '--port', await freePort()]), {
    code: 2,
    said: 'box.room: "Amphi Z" is not a room of the programme (did you mean "Amphi A" or "Amphi B"?); its rooms: Amphi A, Amphi B, Hall, Salle C (line 3 of the file)\n',
  });
});

test('an option that is unknown, empty or out of range is refused with the way out', async (t) => {
  const cases: [string[], string][] = [
    [['--speed', '2'], '--speed is not an option of scripts/start; scripts/start --help lists them.\n'],
    [['--room'], '--room needs a value; scripts/start --help explains.\n'],
    [['--port', '70000'], '--port takes a number from 1 to 65535, not 70000.\n'],
    [['--port', 'http'], '--port takes a number from 1 to 65535, not http.\n'],
    [['--hub-port', '0'], '--hub-port takes a number from 1 to 65535, not 0.\n'],
    [['--boxes', '41'], '--boxes takes a number from 1 to 40, not 41.\n'],
    [['--boxes', '2', '--room', 'X'], '--boxes puts a box into each room by turns: leave --room out.\n'],
    [['--boxes', '3', '--port', '65534'], 'The boxes would need ports up to 65536: choose a lower --port.\n'],
    [
      ['--boxes', '3', '--port', '8441'],
      'Port 8443 cannot be both a box’s and the hub’s: choose another --hub-port.\n'.replaceAll('’', "'"),
    ],
  ];
  for (const [words, said] of cases) assert.deepEqual(await refusal(t, words), { code: 2, said });
});

test('an old Node is named before anything is installed', async (t) => {
  const node = 'case $1 in --version) echo v18.20.4 ;; *) exit 1 ;; esac';
  const env = { PATH: path(t, BARE, { ...ORDINARY, node }) };
  const said = `${PLAIN_NODE} this is v18.20.4: ${ADVICE}\n`;
  assert.deepEqual(await refusal(t, [], { env }), { code: 1, said });
});

test('a Debian that offers an old Node is not asked for it', async (t) => {
  const policy = 'echo "nodejs:"; echo "  Installed: (none)"; echo "  Candidate: 18.20.4+dfsg-1~deb12u2"';
  const env = { PATH: path(t, BARE, { ...ORDINARY, 'apt-cache': policy }) };
  const said = `${PLAIN_NODE} this Debian ships 18.20.4+dfsg-1~deb12u2: ${ADVICE}\n`;
  assert.deepEqual(await refusal(t, [], { env }), { code: 1, said });
});

test('an ordinary user without sudo gets the one line that installs all that is missing', async (t) => {
  const policy = 'echo "  Candidate: 20.19.2+dfsg-1"';
  const made = { ...ORDINARY, 'apt-cache': policy };
  const line =
    'apt-get install --no-install-recommends -y nodejs npm ca-certificates g++ make python3 libnode-dev';
  const said = (as: string) => `LikeBox needs Debian packages. Run this once${as}\n`;
  const bare = { PATH: path(t, BARE, made) };
  const withCertificates = (text: string) => text.replace(' ca-certificates', '');
  const { code, said: heard } = (await refusal(t, [], { env: bare })) as { code: number; said: string };
  assert.equal(code, 1);
  assert.equal(withCertificates(heard), withCertificates(said(` as root, then start again:  ${line}`)));
  const asked = { PATH: path(t, BARE, { ...made, sudo: 'exit 1' }) };
  const { said: other } = (await refusal(t, [], { env: asked })) as { said: string };
  assert.equal(withCertificates(other), withCertificates(said(`, then start again:  sudo ${line}`)));
});
