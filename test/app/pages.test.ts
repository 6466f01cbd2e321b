import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Page, type Pages, readPages } from '../../src/app/pages.ts';
import type { SourceTag } from '../../src/app/ports.ts';
import { createReadings } from '../../src/app/readings.ts';
import type { ProgrammeReading, ReadingFault, Session } from '../../src/core/programme.ts';
import { sessionWith } from '../fakes/session.ts';

const SOURCE = 'https://camp.example/api/talks/';
const TEN = Date.UTC(2026, 5, 24, 8);

const session = (id: string): Session => {
  const {
    closedFromAt: _,
    listedFromAt: __,
    withdrawn: ___,
    ...plain
  } = sessionWith({
    id,
    title: `Talk ${id}`,
    startsAt: TEN,
    endsAt: TEN + 1,
  });
  return plain;
};

/** A reading of talks with these ids. */
function pageOf(ids: string, more: Partial<ProgrammeReading> = {}): ProgrammeReading {
  return {
    format: 'pretalx-api',
    timezone: 'Europe/Paris',
    reading: 'instant',
    name: 'Camp',
    sessions: [...ids].map(session),
    dropped: [],
    faults: [],
    assumed: [],
    other: null,
    undecided: false,
    ...more,
  };
}

const error = (message: string): ReadingFault => ({ severity: 'error', message });
const warning = (message: string): ReadingFault => ({ severity: 'warning', message });

/** A server with these pages, by address; what it does not know fails. */
function server(pages: Record<string, ProgrammeReading>, size = 100) {
  const asked: string[] = [];
  const read = async (address: string): Promise<Page> => {
    asked.push(address);
    const reading = pages[address];
    if (reading === undefined) throw new Error(`${address} cannot be read: there is nothing there.`);
    return { reading, size };
  };
  return { asked, read };
}

const idsOf = ({ reading }: Pages) => reading.sessions.map(({ id }) => id).join('');

test('pages are followed to the last one, and are one programme', async () => {
  const far = warning('The file says that its event is in Berlin.');
  const { asked, read } = server({
    [SOURCE]: pageOf('ab', { next: 'https://camp.example/api/talks/?page=2', faults: [far] }),
    [`${SOURCE}?page=2`]: pageOf('cd', { next: '?page=3', faults: [far] }),
    [`${SOURCE}?page=3`]: pageOf('e', { dropped: [{ what: 'f', why: 'it has no time' }] }),
  });
  const pages = await readPages(SOURCE, read);
  assert.deepEqual(asked, [SOURCE, `${SOURCE}?page=2`, `${SOURCE}?page=3`]);
  assert.deepEqual(pages, {
    reading: pageOf('abcde', { dropped: [{ what: 'f', why: 'it has no time' }], faults: [far] }),
    errors: [],
  });
});

test('one page is given as it is', async () => {
  const only = pageOf('ab');
  assert.equal((await readPages(SOURCE, server({ [SOURCE]: only }).read)).reading, only);
});

test('a next page that a proxy names with http is asked by https', async () => {
  const { asked, read } = server({
    'https://camp.example:8443/a': pageOf('a', { next: 'http://camp.example:8443/b#top' }),
    'https://camp.example:8443/b': pageOf('b'),
  });
  assert.equal(idsOf(await readPages('https://camp.example:8443/a', read)), 'ab');
  assert.equal(asked[1], 'https://camp.example:8443/b');
});

/** What the first page leads to, and why the list is not read. */
const WRONG_WAYS: readonly (readonly [next: string, why: string])[] = [
  ['https://other.example/b', 'its next page is on other.example, not on camp.example'],
  ['https://camp.example:8443/b', 'its next page is on camp.example:8443, not on camp.example'],
  ['//169.254.169.254/b', 'its next page is on 169.254.169.254, not on camp.example'],
  ['file:///etc/passwd', 'its next page is a file: address'],
  ['ftp://camp.example/b', 'its next page is a ftp: address'],
  ['http://[', 'the address of its next page is malformed'],
  [SOURCE, 'its pages lead back to one before'],
  ['#again', 'its pages lead back to one before'],
];

for (const [next, why] of WRONG_WAYS) {
  test(`a next page ${next} is not asked for`, async () => {
    const { asked, read } = server({ [SOURCE]: pageOf('a', { next }) });
    await assert.rejects(readPages(SOURCE, read), {
      message: `https://camp.example/api/talks/ cannot be read to its end: ${why}.`,
    });
    assert.deepEqual(asked, [SOURCE]);
  });
}

test('pages that lead round in a circle are given up, however the first was written', async () => {
  const { asked, read } = server({
    'HTTPS://Camp.example': pageOf('a', { next: '/b' }),
    'https://camp.example/b': pageOf('b', { next: 'https://camp.example/' }),
  });
  await assert.rejects(readPages('HTTPS://Camp.example', read), /lead back to one before\.$/);
  assert.equal(asked.length, 2);
});

test('100 pages are read and a 101st is not', async () => {
  const chain = (length: number) =>
    server(
      Object.fromEntries(
        Array.from({ length }, (_, index) => [
          `https://camp.example/${index}`,
          pageOf('', {
            sessions: [session(String(index))],
            ...(index + 1 < length ? { next: `/${index + 1}` } : {}),
          }),
        ]),
      ),
    );
  const { reading } = await readPages('https://camp.example/0', chain(100).read);
  assert.equal(reading.sessions.length, 100);
  const long = chain(101);
  await assert.rejects(readPages('https://camp.example/0', long.read), /: it has more than 100 pages\.$/);
  assert.equal(long.asked.length, 100);
});

test('16 MB and 5,000 sessions are the limits of all pages together', async () => {
  const pages = { [SOURCE]: pageOf('a', { next: '?2' }), [`${SOURCE}?2`]: pageOf('b') };
  assert.equal(idsOf(await readPages(SOURCE, server(pages, 8 * 1_048_576).read)), 'ab');
  await assert.rejects(
    readPages(SOURCE, server(pages, 8 * 1_048_576 + 1).read),
    /: its pages have more than 16 MB together\.$/,
  );
  const many = (length: number) =>
    server({
      [SOURCE]: pageOf('', {
        sessions: Array.from({ length: 4_998 }, (_, index) => session(`x${index}`)),
        dropped: [{ what: 'one', why: 'it has no time' }],
        next: '?2',
      }),
      [`${SOURCE}?2`]: pageOf('abc'.slice(0, length)),
    });
  assert.equal((await readPages(SOURCE, many(1).read)).reading.sessions.length, 4_999);
  await assert.rejects(readPages(SOURCE, many(2).read), /: its pages list more than 5000 sessions\.$/);
});

test('a last page without sessions is no error; a page that is no programme is', async () => {
  const empty = pageOf('', { faults: [error('This programme holds no session yet.')] });
  const login = pageOf('', { format: 'unknown', faults: [error('This is a web page.')] });
  const withNext = (next: ProgrammeReading) =>
    server({ [SOURCE]: pageOf('a', { next: '?2' }), [`${SOURCE}?2`]: next });
  assert.deepEqual(await readPages(SOURCE, withNext(empty).read), { reading: pageOf('a'), errors: [] });
  const { errors } = await readPages(SOURCE, withNext(login).read);
  assert.deepEqual(errors, ['page 2: This is a web page.']);
  const allEmpty = server({ [SOURCE]: { ...empty, next: '?2' }, [`${SOURCE}?2`]: empty });
  assert.deepEqual((await readPages(SOURCE, allEmpty.read)).errors, [
    'page 1: This programme holds no session yet.',
    'page 2: This programme holds no session yet.',
  ]);
});

test('a page that was saved as a file says that there is more', async () => {
  const { asked, read } = server({ 'page.json': pageOf('a', { next: 'https://camp.example/?page=2' }) });
  const { reading, errors } = await readPages('page.json', read);
  assert.deepEqual([asked, errors], [['page.json'], []]);
  assert.deepEqual(reading.faults, [
    warning(
      'This is one page of a list, and the next pages are not in it. Name the address that it was fetched from instead, or join the pages.',
    ),
  ]);
});

test('each page keeps its copy: what has not changed is neither sent nor parsed again', async () => {
  const world = { pages: ['a', 'b'], parsed: [] as string[], asked: [] as [string, SourceTag | null][] };
  const readings = createReadings(
    async (address, known) => {
      world.asked.push([address, known]);
      const page = world.pages[address.endsWith('?2') ? 1 : 0] ?? '';
      if (known?.etag === page) return { modified: false };
      return {
        modified: true,
        bytes: new TextEncoder().encode(page),
        tag: { etag: page, lastModified: null },
      };
    },
    async (bytes) => {
      const ids = new TextDecoder().decode(bytes);
      world.parsed.push(ids);
      return pageOf(ids, ids.startsWith('a') ? { next: '?2' } : {});
    },
  );
  const read = () =>
    readings.read(
      { sources: [SOURCE], format: 'auto', reading: 'auto', timezone: 'Europe/Paris', refresh: '' },
      'fr',
      0,
    );
  const first = await read();
  assert.deepEqual([first.failures, first.reading?.sessions.length], [[], 2]);
  world.pages[1] = 'cd';
  const second = await read();
  assert.deepEqual(
    [second.reading?.sessions.map(({ id }) => id), world.parsed],
    [
      ['a', 'c', 'd'],
      ['a', 'b', 'cd'],
    ],
  );
  assert.deepEqual(world.asked.slice(2), [
    [SOURCE, { etag: 'a', lastModified: null }],
    [`${SOURCE}?2`, { etag: 'b', lastModified: null }],
  ]);
});
