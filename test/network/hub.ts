import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Host, isRunning } from './network.ts';

/** One process of a hub on a host of its own. */
export interface NetworkHub {
  host: Host;
  url: string;
  database: string;
  /** Resolves when it serves; gives what it has printed for people. */
  start(): Promise<string>;
  stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  /** How many boxes are linked to it, and the votes that it holds, by its own figures. */
  figures(): Promise<{ linked: number; votes: number }>;
  warnings: readonly string[];
}

/** @param name of its folder @param more lines of its configuration */
export function createNetworkHub(folder: string, name: string, host: Host, ...more: string[]): NetworkHub {
  const dataDir = join(folder, name);
  mkdirSync(dataDir);
  const config = join(folder, `${name}.toml`);
  const lines = [
    'event = "network"',
    'programme.source = "demo:"',
    `server.address = "${host.address}"`,
    `server.data_dir = "${dataDir}"`,
    ...more,
  ];
  writeFileSync(config, lines.join('\n'));
  const url = `https://${host.address}:8443`;
  const warnings: string[] = [];
  let child: ChildProcess | null = null;

  return {
    ...{ host, url, warnings },
    database: join(dataDir, 'hub.db'),
    async start() {
      const started = host.start('hub', '--config', config);
      child = started;
      const { stdout, stderr } = started;
      assert.ok(stdout !== null && stderr !== null);
      let printed = '';
      stderr.on('data', (text: Buffer) => {
        printed += text.toString();
      });
      await new Promise<void>((resolve, reject) => {
        started.once('exit', (code) => reject(new Error(`the hub ended with ${code}: ${printed}`)));
        createInterface({ input: stdout }).on('line', (line) => {
          const { level, msg } = JSON.parse(line) as { level: string; msg: string };
          if (level !== 'info') warnings.push(line);
          if (msg === 'the hub is ready') resolve();
        });
      });
      return printed;
    },
    async stop(signal) {
      assert.ok(child !== null && isRunning(child), 'the hub runs');
      child.kill(signal);
      await once(child, 'exit');
    },
    async figures() {
      const { text } = await host.hand.ask({ url: `${url}/metrics` });
      const figure = (metric: string) => Number(new RegExp(`^${metric} (\\d+)$`, 'm').exec(text)?.[1]);
      return { linked: figure('likebox_hub_linked_boxes'), votes: figure('likebox_hub_votes') };
    },
  };
}
