import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../systemd/likebox-kiosk', import.meta.url));

/** Fake tools whose compositor has one output, and notes how that is switched; gives where. `randr` comes of it. */
function writeTools(folder: string, randr: string): string {
  const asked = join(folder, 'asked');
  for (const [name, body] of [
    ['cage', 'until [ "$1" = -- ]; do shift; done; shift; exec "$@"'],
    ['chromium', 'exec sleep 60'],
    ['wlr-randr', `if [ $# -eq 0 ]; then echo 'HDMI-A-1 "TV"'; else echo "$3" >>"${asked}"; ${randr}; fi`],
  ] as const) {
    writeFileSync(join(folder, name), `#!/bin/bash\n${body}\n`, { mode: 0o755 });
  }
  writeFileSync(asked, '');
  return asked;
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries += 1) {
    assert.ok(tries < 1_000, `never came: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The screen's unit beside a box that says what `said` is; `randr` is what comes of switching. */
async function openScreen(context: TestContext, { randr = ':', turn = '' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'likebox-night-'));
  const asked = writeTools(folder, randr);
  const said = { lit: true };
  const box = createServer(({ url }, response) => {
    response.end(url === '/api/screens' ? JSON.stringify({ screens: 1, ...said }) : '{}');
  });
  box.listen(0, '127.0.0.1');
  await once(box, 'listening');
  const { port } = box.address() as AddressInfo;
  const complaints: string[] = [];
  const run = () => {
    const kiosk = spawn(SCRIPT, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        PATH: `${folder}:/usr/bin:/bin`,
        XDG_RUNTIME_DIR: folder,
        LIKEBOX_PAGE: `http://127.0.0.1:${port}/`,
        LIKEBOX_LOOK_EVERY_S: '0.2',
        LIKEBOX_RANDR_FLAGS: turn,
      },
    });
    kiosk.stderr.on('data', (said) => complaints.push(String(said)));
    return kiosk;
  };
  let kiosk = run();
  const end = async () => {
    assert.equal(kiosk.exitCode, null, `it ended by itself: ${complaints.join('')}`);
    const ended = once(kiosk, 'exit');
    kiosk.kill('SIGTERM');
    await ended;
  };
  context.after(async () => {
    try {
      await end();
    } finally {
      box.close();
      rmSync(folder, { recursive: true });
    }
  });
  const switched = () => readFileSync(asked, 'utf8').split('\n').filter(Boolean);
  await until(() => existsSync(join(folder, 'likebox-kiosk')));
  return {
    said,
    switched,
    untilSwitched: (times: number) => until(() => switched().length >= times),
    async beginAnew() {
      await end();
      kiosk = run();
    },
  };
}

test("the screen's unit makes it dark and lit again as the box says, also after it began anew", async (context) => {
  const { said, switched, untilSwitched, beginAnew } = await openScreen(context);
  await untilSwitched(1);
  said.lit = false;
  await untilSwitched(2);
  await beginAnew();
  await untilSwitched(3); // the new compositor has lit the screen
  said.lit = true;
  await untilSwitched(4);
  assert.deepEqual(switched(), ['--on', '--off', '--off', '--on']);
});

test('what cannot be switched is tried again until it can', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'likebox-night-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const screen = await openScreen(context, { randr: `mkdir "${folder}/tried" || exit 0; exit 1` });
  await screen.untilSwitched(2);
  screen.said.lit = false;
  await screen.untilSwitched(3);
  assert.deepEqual(screen.switched(), ['--on', '--on', '--off']);
});

test('an upright screen is turned by its compositor whenever that begins', async (context) => {
  const screen = await openScreen(context, { turn: '--output HDMI-A-1 --transform 90' });
  await screen.untilSwitched(2);
  await screen.beginAnew();
  await screen.untilSwitched(4);
  assert.deepEqual(screen.switched(), ['--transform', '--on', '--transform', '--on']);
});
