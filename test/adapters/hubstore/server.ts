import { execFile, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A real PostgreSQL of the tests' own. */
export interface Postgres {
  /** Of its database `hub`. */
  url: string;
  stop(): Promise<void>;
}

interface Options {
  /** Further lines of postgresql.conf. */
  settings?: readonly string[];
}

/**
 * Starts a throw-away PostgreSQL of Debian's package on a free port of 127.0.0.1 and on a socket in its folder. It keeps
 * what it confirms, as a real one does. Rejects when the package is not there.
 */
export async function startPostgres({ settings = [] }: Options = {}): Promise<Postgres> {
  const bin = newestBin();
  const as = process.getuid?.() === 0 ? await userOf('postgres') : null;
  const folder = makeFolder(as);
  const data = join(folder, 'data');
  const port = await freePort();
  try {
    await run(
      join(bin, 'initdb'),
      ['-D', data, '-U', 'likebox', '-A', 'trust', '-E', 'UTF8', '--locale', 'C', '--no-sync'],
      { cwd: folder, ...as },
    );
    const lines = [
      `listen_addresses = '127.0.0.1'`,
      `port = ${port}`,
      `unix_socket_directories = '${folder}'`,
      'deadlock_timeout = 100ms',
      ...settings,
    ];
    const options = lines.flatMap((line) => ['-c', line.replace(/ = /, '=').replaceAll("'", '')]);
    // Ends with the process of the tests, however that one ends.
    const how = [
      '--pdeathsig',
      'INT',
      ...(as === null ? [] : ['--reuid', `${as.uid}`, '--regid', `${as.gid}`]),
    ];
    const groups = as === null ? [] : ['--clear-groups'];
    const server = spawn('setpriv', [...how, ...groups, join(bin, 'postgres'), '-D', data, ...options], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = new Promise<void>((resolve) => {
      server.once('exit', () => resolve());
    });
    const stop = async (): Promise<void> => {
      server.kill('SIGINT'); // fast shutdown: sessions are ended, nothing is lost
      await ended;
      rmSync(folder, { recursive: true, force: true });
    };
    try {
      await untilReady(server.stderr, ended);
      await run(join(bin, 'createdb'), ['-h', folder, '-p', String(port), '-U', 'likebox', 'hub'], {
        cwd: folder,
        ...as,
      });
    } catch (error) {
      await stop();
      throw error;
    }
    return { url: `postgres://likebox@127.0.0.1:${port}/hub`, stop };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function newestBin(): string {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const version = versions.find((name) => existsSync(join(root, name, 'bin', 'postgres')));
  if (version === undefined)
    throw new Error('These tests need the Debian package postgresql: scripts/test installs it.');
  return join(root, version, 'bin');
}

interface User {
  uid: number;
  gid: number;
}

function makeFolder(as: User | null): string {
  const parent = tmpdir();
  const folder = mkdtempSync(join(parent, 'likebox-postgres-'));
  if (as === null) return folder;
  const { mode } = statSync(parent);
  if ((mode & 0o001) === 0) chmodSync(parent, mode | 0o001); // the server's user has to pass
  chownSync(folder, as.uid, as.gid);
  return folder;
}

/** The server refuses to run as root. */
async function userOf(name: string): Promise<User> {
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (what) => Number((await run('id', [what, name])).stdout)),
  );
  return { uid: uid ?? 0, gid: gid ?? 0 };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function untilReady(stderr: NodeJS.ReadableStream, ended: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    // What it says later is read too, or a full pipe would stop it.
    stderr.on('data', (chunk: Buffer) => {
      if (said.length < 10_000) said += chunk.toString();
      if (said.includes('ready to accept connections')) resolve();
    });
    void ended.then(() => reject(new Error(`PostgreSQL did not start:\n${said}`)));
  });
}
