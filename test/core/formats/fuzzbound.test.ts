import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundReading, refuseLength } from '../../../src/core/formats/bound.ts';
import { readFixture } from './camp.ts';

const READING = readFixture('sched.json');
const FAULT = { severity: 'warning', message: 'x'.repeat(2_000) } as const;

test('a reading of a usual size is left as it is', () => {
  assert.deepEqual(boundReading(READING), READING);
  assert.equal(refuseLength(READING), null);
});

test('of 5,000 endless faults a hundred are kept, cut short, and the rest is counted', () => {
  const faults = Array.from({ length: 5_000 }, () => FAULT);
  const bound = boundReading({ ...READING, faults, assumed: faults.map(({ message }) => message) });
  assert.equal(bound.faults.length, 101);
  assert.deepEqual(bound.faults[0], { severity: 'warning', message: `${'x'.repeat(999)}…` });
  assert.deepEqual(bound.faults[100], {
    severity: 'warning',
    message: 'And 4900 more such sentences about this source.',
  });
  assert.equal(bound.assumed.length, 100);
});

test('an error among the faults that are left out stays an error', () => {
  const faults = [...Array.from({ length: 100 }, () => FAULT), { ...FAULT, severity: 'error' as const }];
  assert.equal(boundReading({ ...READING, faults }).faults.at(-1)?.severity, 'error');
});

test('what was dropped is kept whole in number, and cut short in length', () => {
  const dropped = Array.from({ length: 3 }, () => ({ what: '🤖'.repeat(400), why: 'x'.repeat(400) }));
  const bound = boundReading({ ...READING, dropped }).dropped;
  assert.deepEqual(bound[2], { what: `${'🤖'.repeat(199)}…`, why: 'x'.repeat(400) });
  assert.equal(bound.length, 3);
});

test('of more than fifty speakers of a session fifty are kept, with a warning', () => {
  const [first, ...others] = READING.sessions;
  assert.ok(first !== undefined);
  const speakers = Array.from({ length: 51 }, (_, index) => `Speaker ${index}`);
  const bound = boundReading({ ...READING, sessions: [{ ...first, speakers }, ...others] });
  assert.deepEqual(bound.sessions[0]?.speakers, speakers.slice(0, 50));
  assert.deepEqual(bound.faults, [
    { severity: 'warning', message: '1 session names more than 50 speakers; the first 50 were kept.' },
  ]);
});

test('a name that is given a hundred thousand times is refused', () => {
  const [first] = READING.sessions;
  assert.ok(first !== undefined);
  const speakers = Array.from({ length: 100_000 }, () => 'x'.repeat(200));
  assert.match(
    refuseLength({ ...READING, sessions: [{ ...first, speakers }] }) ?? '',
    /^The sessions of this/,
  );
});
