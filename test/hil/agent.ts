import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import Sqlite from 'better-sqlite3';
import type { Answer, Ended, Request } from './words.ts';

/**
 * First program of the guest: does what the host asks over a virtual serial port, one JSON document a line each way.
 * When the host has gone the guest is switched off.
 */

const PORTS = '/sys/class/virtio-ports';
const KEPT = 400_000; // characters of what a program says

interface Child {
  process: ChildProcess;
  said: { out: string; err: string };
  ended: Promise<Ended>;
}

const children = new Map<number, Child>();

function start(words: readonly string[], input: string): Child {
  const [program = '', ...rest] = words;
  const process = spawn(program, rest, { cwd: '/tmp', stdio: ['pipe', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  process.stdout.on('data', (chunk) => {
    said.out = `${said.out}${chunk}`.slice(-KEPT);
  });
  process.stderr.on('data', (chunk) => {
    said.err = `${said.err}${chunk}`.slice(-KEPT);
  });
  process.stdin.on('error', () => {}); // it ended before it had read all
  process.stdin.end(input);
  const failed = once(process, 'error').then(
    ([error]): Ended => ({ code: 127, out: '', err: String(error) }),
  );
  const closed = once(process, 'close').then(([code]): Ended => ({ code, ...said }));
  return { process, said, ended: Promise.race([closed, failed]) };
}

function childOf(pid: number): Child {
  const child = children.get(pid);
  if (child === undefined) throw new Error(`no program was started with the id ${pid}`);
  return child;
}

function readRows(database: string): unknown {
  const db = new Sqlite(database, { readonly: true });
  try {
    return db.prepare('SELECT seq, value, mono_ms AS monoMs FROM votes ORDER BY seq').all();
  } finally {
    db.close();
  }
}

async function answer(request: Request): Promise<unknown> {
  if (request.do === 'read') return readFileSync(request.path, 'utf8');
  if (request.do === 'list') return readdirSync(request.path);
  if (request.do === 'write') return writeFileSync(request.path, request.text);
  if (request.do === 'rows') return readRows(request.database);
  if (request.do === 'run') return start(request.words, request.input).ended;
  if (request.do === 'start') {
    const child = start(request.words, '');
    const { pid } = child.process;
    if (pid === undefined) throw new Error((await child.ended).err);
    children.set(pid, child);
    return pid;
  }
  if (request.do === 'fetch') {
    const response = await fetch(request.url);
    return { status: response.status, body: await response.text() };
  }
  if (request.do === 'said') return childOf(request.pid).said;
  if (request.do === 'signal') return childOf(request.pid).process.kill(request.signal);
  return childOf(request.pid).ended;
}

function findPort(): string {
  const found = readdirSync(PORTS).find(
    (port) => readFileSync(`${PORTS}/${port}/name`, 'utf8').trim() === 'hil',
  );
  if (found === undefined) throw new Error('the guest has no port to the host');
  return `/dev/${found}`;
}

// The kernel lets it be opened once.
const port = openSync(findPort(), 'r+');
const send = (message: Answer) => writeSync(port, `${JSON.stringify(message)}\n`);

const lines = createInterface({ input: createReadStream('', { fd: port }) });
lines.on('line', (line) => {
  const request = JSON.parse(line) as Request;
  answer(request).then(
    (value) => send({ id: request.id, value: value ?? null }),
    (error: Error) => send({ id: request.id, error: error.message }),
  );
});
lines.on('close', () => writeFileSync('/proc/sysrq-trigger', 'o'));
send({ id: 0, value: 'ready' });
