import type { Guest } from './guest.ts';

const TRACING = '/sys/kernel/tracing';
const BUFFER_KB = 24_000;

/** What the kernel saw, in its order; `atMs` is the guest's monotonic time, `thread` who did it. */
export type Seen = { atMs: number; thread: number } & (
  | { kind: 'line'; line: number; high: boolean }
  | { kind: 'direction'; line: number; input: boolean }
  | { kind: 'synced'; ok: boolean }
  | { kind: 'i2c'; address: number; command: number; data: readonly number[] }
);

const EVENTS: Readonly<Record<string, string | null>> = {
  'gpio/gpio_value': 'get == 0',
  'gpio/gpio_direction': null,
  'syscalls/sys_exit_fsync': null,
  'syscalls/sys_exit_fdatasync': null,
  'smbus/smbus_write': null,
};

/** Begins to record. The buffer holds some 200,000 events; `readTrace` refuses one that has overflowed. */
export async function startTrace(guest: Guest): Promise<void> {
  await guest.write(`${TRACING}/tracing_on`, '0');
  await guest.write(`${TRACING}/trace_clock`, 'mono');
  await guest.write(`${TRACING}/buffer_size_kb`, String(BUFFER_KB));
  for (const [event, filter] of Object.entries(EVENTS)) {
    if (filter !== null) await guest.write(`${TRACING}/events/${event}/filter`, filter);
    await guest.write(`${TRACING}/events/${event}/enable`, '1');
  }
  await guest.write(`${TRACING}/trace`, '');
  await guest.write(`${TRACING}/tracing_on`, '1');
}

/**
 * What was seen since the trace was started; it goes on.
 * @param base number of the chip's first line: lines come as offsets
 */
export async function readTrace(guest: Guest, base: number): Promise<Seen[]> {
  const stats = await guest.read(`${TRACING}/per_cpu/cpu0/stats`);
  const lost = Number(/^overrun: (\d+)$/m.exec(stats)?.[1]);
  if (lost !== 0) throw new Error(`the kernel's trace has lost ${lost} events: this run says nothing`);
  return parseTrace(await guest.read(`${TRACING}/trace`), base);
}

/** The text of the kernel's trace as events. Throws on a line that it does not know. */
export function parseTrace(text: string, base: number): Seen[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => parseLine(line, base));
}

function parseLine(text: string, base: number): Seen {
  const [, thread, at, event = '', rest = ''] =
    /^.{16}-(\d+) .*? +(\d+\.\d+): (\w+)(?::| ->) ?(.*)$/.exec(text) ?? [];
  const when = { atMs: Number(at) * 1_000, thread: Number(thread) };
  if (event === 'gpio_value') {
    const [, line, value] = /^(\d+) set (\d)/.exec(rest) ?? [];
    return { ...when, kind: 'line', line: Number(line) - base, high: value === '1' };
  }
  if (event === 'gpio_direction') {
    const [, line, way] = /^(\d+) +(in|out)/.exec(rest) ?? [];
    return { ...when, kind: 'direction', line: Number(line) - base, input: way === 'in' };
  }
  if (event === 'sys_fsync' || event === 'sys_fdatasync')
    return { ...when, kind: 'synced', ok: /^0x0$/.test(rest) };
  if (event === 'smbus_write') {
    const [, address = '', command = '', protocol = '', bytes = ''] =
      /a=(\w+) f=\w+ c=(\w+) (\w+) l=\d+ \[([^\]]*)\]/.exec(rest) ?? [];
    const all = bytes === '' ? [] : bytes.split('-').map((byte) => Number.parseInt(byte, 16));
    return {
      ...when,
      kind: 'i2c',
      address: Number.parseInt(address, 16),
      command: Number.parseInt(command, 16),
      // The kernel keeps the length of a block before its bytes; it is not on the wire.
      data: protocol.includes('BLOCK') ? all.slice(1) : all,
    };
  }
  throw new Error(`a line of the kernel's trace that is not known: ${text}`);
}
