import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fetched } from '../../src/app/ports.ts';
import { createReadings } from '../../src/app/readings.ts';
import type { ProgrammeConfig } from '../../src/core/config.ts';
import { DEMO_SOURCE } from '../../src/core/demo.ts';

const ASKED: ProgrammeConfig = {
  sources: ['https://camp.example/talks.json?token=secret'],
  format: 'auto',
  reading: 'auto',
  timezone: 'Europe/Paris',
  refresh: '* * * * *',
};

const TALK = {
  id: '1',
  name: 'A talk',
  venue: 'A',
  event_start: '2026-06-24T10:00:00',
  event_end: '2026-06-24T11:00:00',
};

const bytesOf = (...talks: object[]) => new TextEncoder().encode(JSON.stringify(talks));

/** Answers what the test put last. */
function createSource(first: Fetched | Error) {
  const source = { next: first };
  const readings = createReadings(() =>
    source.next instanceof Error ? Promise.reject(source.next) : Promise.resolve(source.next),
  );
  return { source, read: (asked = ASKED) => readings.read(asked, 'fr', 0) };
}

test('the same bytes are parsed once, other bytes or another reading anew', async () => {
  const { source, read } = createSource({ modified: true, bytes: bytesOf(TALK), tag: null });
  const first = await read();
  source.next = { modified: true, bytes: bytesOf(TALK), tag: null };
  assert.equal((await read()).reading, first.reading);
  source.next = { modified: false };
  assert.equal((await read()).reading, first.reading);
  const elsewhere = await read({ ...ASKED, timezone: 'UTC' });
  assert.deepEqual(
    [elsewhere.reading?.timezone, elsewhere.reading?.sessions[0]?.startsAt],
    ['UTC', Date.parse('2026-06-24T10:00:00Z')],
  );
  source.next = { modified: true, bytes: bytesOf(TALK, { ...TALK, id: '2', venue: 'B' }), tag: null };
  assert.equal((await read()).reading?.sessions.length, 2);
});

test('a failure names its source without what may be secret in the address', async () => {
  const { source, read } = createSource({ modified: false });
  assert.deepEqual(await read(), {
    reading: null,
    failures: ['https://camp.example/talks.json answered "not modified" to a first request.'],
  });
  source.next = { modified: true, bytes: bytesOf(), tag: null };
  assert.deepEqual(await read(), {
    reading: null,
    failures: [
      'https://camp.example/talks.json: This is an empty list: it holds no session. Ask for the finished programme.',
    ],
  });
  source.next = new Error('there is no network');
  assert.deepEqual(await read(), { reading: null, failures: ['there is no network'] });
});

test('the demo stands beside other sources', async () => {
  const { read } = createSource({ modified: true, bytes: bytesOf(TALK), tag: null });
  const { reading, failures } = await read({ ...ASKED, sources: [...ASKED.sources, DEMO_SOURCE] });
  assert.deepEqual([reading?.format, failures], ['sched+demo', []]);
});
