import { createReadStream } from 'node:fs';
import { basename, dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { DiskEvent } from './disk.ts';

/** What happened to the files, and which number was acknowledged by then. */
export type Recorded = DiskEvent | { kind: 'acknowledge'; seq: number };

const CALLS =
  'openat,open,creat,write,writev,pwrite64,pwritev,pwritev2,ftruncate,truncate,fallocate,fsync,fdatasync,' +
  'sync_file_range,rename,renameat,renameat2,unlink,unlinkat,link,linkat';

/** Words that run a command under strace, the command being a child of ours and not of the tracer. */
export function tracer(file: string): string[] {
  return [
    'strace',
    '-D',
    '-f',
    '-y',
    '--seccomp-bpf',
    '-xx',
    '-s',
    '70000',
    '-e',
    `trace=${CALLS}`,
    '-o',
    file,
  ];
}

/** Reads what strace wrote about the database files of a directory, and what the program told the world. */
export async function* readRecording(file: string, directory: string): AsyncGenerator<Recorded> {
  const begun = new Map<string, string>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const space = line.indexOf(' ');
    const thread = line.slice(0, space);
    let call = line.slice(space).trim();
    // What was said counts from the beginning of the call, what was written from its end.
    const acknowledged = /^(write|writev)\(/.test(call) ? saidIn(decode(call)) : null;
    if (acknowledged !== null) yield { kind: 'acknowledge', seq: acknowledged };
    if (call.endsWith('<unfinished ...>')) {
      begun.set(thread, call.slice(0, -'<unfinished ...>'.length).trimEnd());
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>/.exec(call);
    if (resumed !== null) call = (begun.get(thread) ?? '') + call.slice(resumed[0].length);
    const event = asEvent(call, directory);
    if (event !== null) yield event;
  }
}

/** The number of votes in a state that a box sends to its pages, or in the words of program.ts. */
function saidIn(text: string): number | null {
  const found = /"total":(\d+)\}/.exec(text) ?? /"ack (\d+) /.exec(text);
  return found === null ? null : Number(found[1]);
}

/** Throws on a call that could change the files in a way that is not understood here. */
function asEvent(call: string, directory: string): DiskEvent | null {
  const found = /^(\w+)\((.*)\)\s+= (\d+)/s.exec(call);
  if (found === null) return null;
  const [, name = '', written = ''] = found;
  const target = named(written, directory);
  if (target === null) return null;
  if (name === 'openat' || name === 'open') {
    if (written.includes('O_TRUNC')) throw new Error(`unexpected truncation: ${call.slice(0, 200)}`);
    return written.includes('O_CREAT') ? { kind: 'create', name: target } : null;
  }
  if (name === 'fsync' || name === 'fdatasync') {
    return target === '' ? { kind: 'sync-directory' } : { kind: 'sync', name: target };
  }
  if (name === 'pwrite64') {
    const [, text = '', length, offset] = /, "([^"]*)", (\d+), (\d+)$/.exec(written) ?? [];
    const data = Buffer.from(decode(text), 'latin1');
    if (data.length !== Number(length)) throw new Error(`cut short: ${call.slice(0, 200)}`);
    return { kind: 'write', name: target, offset: Number(offset), data };
  }
  if (name === 'ftruncate')
    return { kind: 'truncate', name: target, size: Number(/(\d+)$/.exec(written)?.[1]) };
  if (name === 'unlink' || name === 'unlinkat') return { kind: 'remove', name: target };
  throw new Error(`a call that the model does not know: ${call.slice(0, 200)}`);
}

/** The database file that a call is about, '' for the directory itself, null for anything else. */
function named(written: string, directory: string): string | null {
  const descriptor = /^\d+<([^>]*)>/.exec(written)?.[1];
  const path = decode(descriptor ?? /"([^"]*)"/.exec(written)?.[1] ?? '').replace(/ \(deleted\)$/, '');
  if (path === directory) return '';
  const name = basename(path);
  return dirname(path) === directory && name.startsWith('box.db') && !name.endsWith('-shm') ? name : null;
}

function decode(text: string): string {
  return text.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
