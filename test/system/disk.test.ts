import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../../src/core/random.ts';
import { Disk, type DiskEvent } from './disk.ts';

function write(name: string, offset: number, text: string | Buffer): DiskEvent {
  return { kind: 'write', name, offset, data: Buffer.from(text) };
}

/** Every different state that many crashes leave, as text. */
function crashes(events: readonly DiskEvent[], count = 2000): string[] {
  const disk = new Disk();
  for (const event of events) disk.apply(event);
  const random = createRandom(7);
  const states = Array.from({ length: count }, () =>
    JSON.stringify([...disk.crash(random)].map(([name, bytes]) => `${name}=${bytes.toString('latin1')}`)),
  );
  return [...new Set(states)].sort();
}

const MADE: readonly DiskEvent[] = [{ kind: 'create', name: 'a' }, { kind: 'sync-directory' }];

test('what was synced, in a directory that was synced, survives every crash', () => {
  const events = [...MADE, write('a', 0, 'old'), write('a', 0, 'n'), { kind: 'sync', name: 'a' } as const];
  assert.deepEqual(crashes(events), ['["a=nld"]']);
});

test('writes that were not synced may each be there or not, whatever their order', () => {
  const events = [...MADE, write('a', 0, '1'), write('a', 1, '2')];
  assert.deepEqual(crashes(events), ['["a=1"]', '["a=12"]', '["a="]', '["a=\\u00002"]'].sort());
});

test('a write may be torn at 512 bytes of the file, nowhere else', () => {
  const events = [...MADE, write('a', 0, '.'.repeat(1024)), { kind: 'sync', name: 'a' } as const];
  const states = crashes([...events, write('a', 500, 'x'.repeat(24))]);
  const dots = (count: number): string => '.'.repeat(count);
  const whole = `${dots(500)}${'x'.repeat(24)}${dots(500)}`;
  const front = `${dots(500)}${'x'.repeat(12)}${dots(512)}`;
  const back = `${dots(512)}${'x'.repeat(12)}${dots(500)}`;
  assert.deepEqual(states, [dots(1024), whole, front, back].map((text) => `["a=${text}"]`).sort());
});

test('a new name may be lost although its file was synced, until the directory is', () => {
  const synced: DiskEvent[] = [
    { kind: 'create', name: 'a' },
    write('a', 0, '1'),
    { kind: 'sync', name: 'a' },
  ];
  assert.deepEqual(crashes(synced), ['["a=1"]', '[]']);
  assert.deepEqual(crashes([...synced, { kind: 'sync-directory' }]), ['["a=1"]']);
});

test('a removed file may come back, and names change in their order', () => {
  const events: DiskEvent[] = [...MADE, { kind: 'remove', name: 'a' }, { kind: 'create', name: 'b' }];
  assert.deepEqual(crashes(events), ['["a="]', '["b="]', '[]']);
});

test('a renamed file is under one of its names', () => {
  const events: DiskEvent[] = [...MADE, { kind: 'rename', name: 'a', to: 'b' }];
  assert.deepEqual(crashes(events), ['["a="]', '["b="]']);
});

test('a truncation may be lost, or kept without the writes behind it', () => {
  const events: DiskEvent[] = [
    ...MADE,
    write('a', 0, 'long'),
    { kind: 'sync', name: 'a' },
    { kind: 'truncate', name: 'a', size: 0 },
    write('a', 0, 'x'),
  ];
  assert.deepEqual(crashes(events), ['["a="]', '["a=long"]', '["a=x"]', '["a=xong"]']);
});
