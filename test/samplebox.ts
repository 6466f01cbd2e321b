import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { checkBoxConfig } from '../src/adapters/config/load.ts';
import { createBox } from '../src/box.ts';
import type { BoxState } from '../src/core/state.ts';

const SILENT = { debug() {}, info() {}, warn() {}, error() {}, flush() {} };

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  assert.ok(address !== null && typeof address === 'object');
  return address.port;
}

/** A whole simulated box in this process, with the real clock. */
export async function createSample(t: TestContext, url: string) {
  const dataDir = mkdtempSync(join(tmpdir(), 'likebox-uplink-'));
  const port = await freePort();
  const { config } = checkBoxConfig(
    {
      box: { id: 'box-07', room: 'Amphi A', data_dir: dataDir },
      display: { listen: `127.0.0.1:${port}` },
      console: { socket: join(dataDir, 'console.sock') },
      hub: { url },
    },
    'simulated',
  );
  assert.ok(config !== null);
  const start = async () => {
    const box = createBox({
      config,
      startAt: null,
      machine: { id: 'board-a', bootId: 'boot-1', board: 'simulated', model: null },
      pages: dataDir,
      version: '0.1.0',
      builtAt: 0,
      log: SILENT,
    });
    await box.start();
    return box;
  };
  let box = await start();
  const state = async () => (await (await fetch(`http://127.0.0.1:${port}/api/state`)).json()) as BoxState;
  let last: BoxState | null = null;
  const becomes = async (isSo: (now: BoxState) => boolean): Promise<BoxState> => {
    for (let i = 0; i < 400; i += 1) {
      last = await state();
      if (isSo(last)) return last;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`never so: ${isSo} of ${JSON.stringify({ ...last, lcd: last?.lcd.lines })}`);
  };
  t.after(async () => {
    await box.stop();
    rmSync(dataDir, { recursive: true });
  });
  const press = (button: string) =>
    fetch(`http://127.0.0.1:${port}/api/simulator/press`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ button, holdMs: 60 }),
    });
  const again = async () => {
    await box.stop();
    box = await start();
  };
  const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  return { becomes, press, again, get };
}
