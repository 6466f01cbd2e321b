import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { programmeOn } from './talks.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const LINK = /https:\S+#invite=[\w-]{43}/;
const PROGRAMME = 'programme.json';
const PATIENCE_MS = 20_000;

/** A hub in a process of its own. */
export interface Hub {
  /** `https://127.0.0.1:PORT`. */
  address: string;
  /** The one-time link that it prints as long as nobody has an account. */
  link(): Promise<string>;
}

/**
 * Runs a hub whose idea of now begins at this instant, as long as that act lasts. The next act finds its database again.
 * @param folder of its configuration and its data
 * @param tables further ones of its configuration
 */
export async function duringHub<T>(
  folder: string,
  at: string,
  act: (hub: Hub) => Promise<T>,
  tables = '',
): Promise<T> {
  if (!existsSync(MAIN)) throw new Error('dist/main.js is missing: run npm run build first');
  const config = join(folder, 'hub.toml');
  await writeFile(config, configOf(folder) + tables);
  await writeFile(join(folder, PROGRAMME), JSON.stringify(programmeOn(at.slice(0, 10))));
  const child = spawn(process.execPath, [MAIN, 'hub', '--config', config, '--at', at], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    return await act(await readiness(child));
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
}

function configOf(folder: string): string {
  const text = JSON.stringify; // a JSON string is a TOML string
  return [
    'event = "ker-camp-2026"',
    'language = "en"',
    '[server]',
    'listen = "127.0.0.1:0"',
    `data_dir = ${text(join(folder, 'data'))}`,
    '[programme]',
    `source = ${text(join(folder, PROGRAMME))}`,
    'timezone = "Europe/Paris"',
    '',
  ].join('\n');
}

/** Resolves when it is served. */
function readiness(child: ChildProcess): Promise<Hub> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the hub was started without pipes');
  let told = '';
  const link = new Promise<string>((resolve) => {
    stderr.setEncoding('utf8').on('data', (piece: string) => {
      told += piece;
      const found = LINK.exec(told)?.[0];
      if (found !== undefined) resolve(found);
    });
  });
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error(`the hub is not ready: ${told}`)), PATIENCE_MS);
    child.once('exit', (code) => {
      clearTimeout(patience);
      reject(new Error(`the hub ended with ${code}: ${told}`));
    });
    createInterface({ input: stdout }).on('line', (line) => {
      const { msg, address } = JSON.parse(line) as { msg: string; address: string };
      if (msg !== 'the hub is ready') return;
      clearTimeout(patience);
      resolve({ address, link: () => link });
    });
  });
}
