import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../systemd/likebox-kiosk', import.meta.url));

test("the screen's unit makes it dark and lit again as the box says, also after it began anew", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'likebox-night-'));
  const asked = join(folder, 'asked');
  let lit = true;
  const box = createServer(({ url }, response) => {
    response.end(url === '/api/screens' ? JSON.stringify({ screens: 1, lit }) : '{}');
  });
  box.listen(0, '127.0.0.1');
  await once(box, 'listening');
  const { port } = box.address() as AddressInfo;
  for (const [name, body] of [
    ['cage', 'exec sleep 60'],
    ['wlr-randr', `if [ $# -eq 0 ]; then echo 'HDMI-A-1 "TV"'; else echo "$3" >>"${asked}"; fi`],
  ] as const) {
    writeFileSync(join(folder, name), `#!/bin/bash\n${body}\n`, { mode: 0o755 });
  }
  writeFileSync(asked, '');
  const start = () =>
    spawn(SCRIPT, {
      stdio: 'ignore',
      env: {
        PATH: `${folder}:/usr/bin:/bin`,
        XDG_RUNTIME_DIR: folder,
        LIKEBOX_PAGE: `http://127.0.0.1:${port}/`,
        LIKEBOX_LOOK_EVERY_S: '0.2',
      },
    });
  let kiosk = start();
  const end = async () => {
    const ended = once(kiosk, 'exit');
    kiosk.kill('SIGTERM');
    await ended;
  };
  context.after(async () => {
    await end();
    box.close();
    rmSync(folder, { recursive: true });
  });
  const switched = () => readFileSync(asked, 'utf8').split('\n').filter(Boolean);
  const until = async (isSo: () => boolean) => {
    for (let tries = 0; !isSo(); tries += 1) {
      assert.ok(tries < 1_000, `never came: ${isSo}, but ${switched()}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  await until(() => existsSync(join(folder, 'likebox-kiosk')));
  lit = false;
  await until(() => switched().length > 0);
  await end();
  lit = true;
  kiosk = start();
  await until(() => switched().length > 1);
  assert.deepEqual(switched(), ['--off', '--on']);
});
