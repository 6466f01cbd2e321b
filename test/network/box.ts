import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BoxState } from '../../src/core/state.ts';
import { type Host, isRunning } from './network.ts';
import { soon } from './soon.ts';

const URL_INSIDE = 'http://127.0.0.1:8080';

/** A box on a host of its own. */
export interface NetworkBox {
  id: string;
  host: Host;
  database: string;
  start(): void;
  /** The power of this box alone is cut. */
  kill(): Promise<void>;
  state(): Promise<BoxState>;
  becomes(what: string, isSo: (state: BoxState) => boolean): Promise<BoxState>;
  /** Waits until it is linked, and says that the hub has all its votes. */
  drained(): Promise<BoxState>;
  /** Lets people come. */
  punch(seed: number, most: number): Promise<void>;
}

/** @param urls of its hub, tried in order */
export function createNetworkBox(
  folder: string,
  host: Host,
  room: string,
  urls: readonly string[],
): NetworkBox {
  const id = host.name;
  const dataDir = join(folder, id);
  mkdirSync(dataDir);
  const config = join(folder, `${id}.toml`);
  writeFileSync(
    config,
    [
      `box.id = "${id}"`,
      `box.room = "${room}"`,
      `box.data_dir = "${dataDir}"`,
      'hardware.board = "simulated"',
      `hub.url = ${JSON.stringify(urls)}`,
    ].join('\n'),
  );
  let child: ChildProcess | null = null;

  async function state(): Promise<BoxState> {
    return JSON.parse((await host.hand.ask({ url: `${URL_INSIDE}/api/state` })).text) as BoxState;
  }

  async function becomes(what: string, isSo: (state: BoxState) => boolean): Promise<BoxState> {
    let last: BoxState | null = null;
    try {
      return await soon(`${id} to be ${what}`, async () => {
        last = await state();
        return isSo(last) && last;
      });
    } catch (error) {
      const { hub = null, faults = [] } = (last ?? {}) as Partial<BoxState>;
      throw new Error(`${String(error)}: ${JSON.stringify({ hub, faults })}`, { cause: error });
    }
  }

  return {
    ...{ id, host, state, becomes },
    database: join(dataDir, 'box.db'),
    start() {
      child = host.start('box', '--config', config);
      child.stdout?.resume();
      child.stderr?.pipe(process.stderr);
    },
    async kill() {
      assert.ok(child !== null && isRunning(child), `${id} runs`);
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    drained: () => becomes('drained', ({ hub }) => hub?.state === 'linked' && hub.queued === 0),
    punch: (seed, most) => host.hand.punch({ url: URL_INSIDE, seed, most }),
  };
}
