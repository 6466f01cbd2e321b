import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fetched, SourceTag } from '../../src/app/ports.ts';
import { createReadings } from '../../src/app/readings.ts';
import type { ProgrammeConfig } from '../../src/core/config.ts';
import { DEMO_SOURCE } from '../../src/core/demo.ts';
import { readProgramme } from '../../src/core/formats/detect.ts';

const SOURCE = 'https://camp.example/talks.json?token=secret';
const ASKED: ProgrammeConfig = {
  sources: [SOURCE],
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
const whole = (...talks: object[]): Fetched => ({ modified: true, bytes: bytesOf(...talks), tag: null });

/** Answers what the test put last, for each source. */
function createSource(first: Fetched | Error) {
  const source = {
    next: first,
    others: new Map<string, Fetched | Error>(),
    parsed: 0,
    tags: [] as (SourceTag | null)[],
    tooMuch: null as Error | null,
  };
  const readings = createReadings(
    async (address, known) => {
      source.tags.push(known);
      const next = source.others.get(address) ?? source.next;
      if (next instanceof Error) throw next;
      return next;
    },
    async (bytes, options) => {
      source.parsed += 1;
      if (source.tooMuch !== null) throw source.tooMuch;
      return readProgramme(bytes, options);
    },
  );
  return { source, read: (asked = ASKED) => readings.read(asked, 'fr', 0) };
}

const absent = () => Object.assign(new Error('no stick is plugged in'), { absent: true });

test('the same bytes are parsed once, other bytes or another reading anew', async () => {
  const { source, read } = createSource(whole(TALK));
  const first = await read();
  source.next = whole(TALK);
  assert.equal((await read()).reading, first.reading);
  source.next = { modified: false };
  assert.equal((await read()).reading, first.reading);
  assert.equal(source.parsed, 1);
  const elsewhere = await read({ ...ASKED, timezone: 'UTC' });
  assert.deepEqual(
    [elsewhere.reading?.timezone, elsewhere.reading?.sessions[0]?.startsAt],
    ['UTC', Date.parse('2026-06-24T10:00:00Z')],
  );
  source.next = whole(TALK, { ...TALK, id: '2', venue: 'B' });
  assert.equal((await read()).reading?.sessions.length, 2);
});

test('the tag of a copy goes with the next question, until the source is asked for no more', async () => {
  const { source, read } = createSource(whole(TALK));
  const tag = { etag: '"v1"', lastModified: null };
  source.next = { modified: true, bytes: bytesOf(TALK), tag };
  await read();
  await read();
  await read({ ...ASKED, sources: [] });
  await read();
  assert.deepEqual(source.tags, [null, tag, null]);
});

test('a failure names its source without what may be secret in the address', async () => {
  const { source, read } = createSource({ modified: false });
  const failed = (failure: string) => ({ reading: null, failures: [failure], onlyAbsent: false });
  assert.deepEqual(
    await read(),
    failed('https://camp.example/talks.json answered "not modified" to a first request.'),
  );
  source.next = whole();
  assert.deepEqual(
    await read(),
    failed(
      'https://camp.example/talks.json: This is an empty list: it holds no session. Ask for the finished programme.',
    ),
  );
  source.next = new Error('there is no network');
  assert.deepEqual(await read(), failed('there is no network'));
  source.next = whole(TALK);
  source.tooMuch = new Error('Reading it took longer than 30 s.');
  assert.deepEqual(
    await read(),
    failed('https://camp.example/talks.json: Reading it took longer than 30 s.'),
  );
});

test('of a directory or a stick the failure names the file that was read, also when it is not read again', async () => {
  const { source, read } = createSource(new Error('unused'));
  source.next = {
    modified: true,
    bytes: bytesOf(),
    tag: { etag: '1', lastModified: null },
    name: '/srv/new.json',
  };
  const asked = { ...ASKED, sources: ['/srv'] };
  const failures = [
    '/srv/new.json: This is an empty list: it holds no session. Ask for the finished programme.',
  ];
  assert.deepEqual((await read(asked)).failures, failures);
  source.next = { modified: false };
  assert.deepEqual((await read(asked)).failures, failures);
});

test('a stick that was pulled out is read from its copy; one that never was there is told apart', async () => {
  const { source, read } = createSource(absent());
  const asked = { ...ASKED, sources: ['usb:'] };
  assert.deepEqual(await read(asked), {
    reading: null,
    failures: ['no stick is plugged in'],
    onlyAbsent: true,
  });
  source.others.set(SOURCE, new Error('there is no network'));
  assert.deepEqual(await read({ ...ASKED, sources: [SOURCE, 'usb:'] }), {
    reading: null,
    failures: ['there is no network', 'no stick is plugged in'],
    onlyAbsent: false,
  });
  source.next = whole(TALK);
  const { reading } = await read(asked);
  source.next = absent();
  assert.deepEqual(await read(asked), { reading, failures: [], onlyAbsent: false });
  // With other options the copy is parsed anew.
  assert.equal((await read({ ...asked, timezone: 'UTC' })).reading?.timezone, 'UTC');
});

test('a programme whose times have two meanings is given as it is, and other errors beside are failures', async () => {
  const undecided = { ...readProgramme(bytesOf(TALK), { ...ASKED, language: 'fr' }), undecided: true };
  const question = { severity: 'error', message: 'Say which.' } as const;
  const read = (...faults: { severity: 'error' | 'warning'; message: string }[]) =>
    createReadings(
      async () => whole(TALK),
      async () => ({ ...undecided, faults }),
    ).read(ASKED, 'fr', 0);
  assert.deepEqual(await read(question), {
    reading: { ...undecided, faults: [question] },
    failures: [],
    onlyAbsent: false,
  });
  assert.deepEqual(await read(question, { severity: 'error', message: 'It is damaged.' }), {
    reading: null,
    failures: ['https://camp.example/talks.json: It is damaged.'],
    onlyAbsent: false,
  });
});

test('the demo stands beside other sources', async () => {
  const { read } = createSource(whole(TALK));
  const { reading, failures } = await read({ ...ASKED, sources: [...ASKED.sources, DEMO_SOURCE] });
  assert.deepEqual([reading?.format, failures], ['sched+demo', []]);
});

const OLD_SCHEDULE = {
  programme: {
    jours: [
      {
        date: '24/06/2015',
        proposals: [{ id: 7, title: 'A talk', start: '10:00', end: '11:00', room: 'A', format: 'conf' }],
      },
    ],
  },
};
const TALKS = [{ id: 7, title: 'A talk', speakers: [{ fullname: 'Ada Quéméner' }] }];
const jsonOf = (value: unknown): Fetched => ({
  modified: true,
  bytes: new TextEncoder().encode(JSON.stringify(value)),
  tag: null,
});

test('a list of talks lends its speakers to the programme that it lies beside', async () => {
  const { source, read } = createSource(new Error('nobody asks here'));
  source.others.set('schedule.json', jsonOf(OLD_SCHEDULE)).set('talks.json', jsonOf(TALKS));
  const { reading, failures } = await read({ ...ASKED, sources: ['schedule.json', 'talks.json'] });
  assert.deepEqual(failures, []);
  assert.deepEqual(
    reading?.sessions.map(({ id, speakers }) => [id, speakers]),
    [['7', ['Ada Quéméner']]],
  );
});

test('a list of talks alone, or beside the programme of another event, is no programme', async () => {
  const { source, read } = createSource(new Error('nobody asks here'));
  source.others.set('talks.json', jsonOf(TALKS)).set('sched.json', whole(TALK));
  const alone = await read({ ...ASKED, sources: ['talks.json'] });
  assert.equal(alone.reading, null);
  assert.match(alone.failures.join(), /^[^,]*This is a list of talks, not a programme/);
  const beside = await read({ ...ASKED, sources: ['sched.json', 'talks.json'] });
  assert.equal(beside.reading?.sessions.length, 1);
  assert.match(beside.failures.join(), /This is a list of talks, not a programme/);
});
