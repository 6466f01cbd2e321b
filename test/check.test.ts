import assert from 'node:assert/strict';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type CheckOptions, checkProgramme } from '../src/check.ts';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/programmes/${name}`, import.meta.url));

async function run(sources: string[], options: CheckOptions = {}) {
  let out = '';
  let err = '';
  const code = await checkProgramme(sources, options, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

async function json(sources: string[], options: CheckOptions = {}) {
  const { code, out, err } = await run(sources, { ...options, json: true });
  return {
    code,
    err,
    report: JSON.parse(out) as Record<string, unknown> & { sessions: { startsAt: string }[] },
  };
}

test('a programme gives 0, a text on stdout and nothing on stderr', async () => {
  const { code, out, err } = await run([fixture('likebox.json')]);
  assert.deepEqual(
    [code, err, out.split('\n').slice(0, 2)],
    [0, '', ['petit camp', '4 sessions on 1 day in 2 rooms: 2 take votes, 2 are breaks, 0 are cancelled.']],
  );
});

test('what is too large to be a programme is none: 3, like every other refusal', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'likebox-check-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'big.json');
  await writeFile(file, ' '.repeat(16 * 1024 * 1024 + 1));
  const { code, out, err } = await run([file]);
  assert.deepEqual([code, err], [3, '']);
  assert.match(out.replace(/\s+/g, ' '), /it is larger than 16 MB, which no programme is/);
});

test('with --json, stdout is one JSON document', async () => {
  const { code, report, err } = await json([fixture('sched.json')]);
  assert.deepEqual(
    [code, err, report.format, report.rooms],
    [0, '', 'sched', ['Amphi A', 'Amphi B', 'Hall', 'Salle C']],
  );
});

test('several files are merged, in one zone', async () => {
  const { code, report } = await json([fixture('sched.json'), fixture('likebox.json')], {
    timezone: 'Asia/Kolkata',
  });
  assert.equal(code, 0);
  assert.deepEqual(
    [report.format, report.timezone, report.days, report.sessions.length, report.sessions[0]?.startsAt],
    [
      'sched+likebox-2015',
      'Asia/Kolkata',
      ['2015-06-04', '2026-06-24', '2026-06-25'],
      9,
      '2015-06-04T02:30:00.000Z',
    ],
  );
});

test('what is no programme gives 3, says which source, and still prints what was read', async () => {
  const { code, report } = await json([fixture('template.json'), fixture('sched.json')]);
  assert.equal(code, 3);
  assert.equal(report.sessions.length, 5);
  assert.deepEqual(report.faults, [
    {
      severity: 'error',
      message: `${fixture('template.json')}: This is a template, not a programme: 2 of its 2 entries have no date yet (<DAY>). Use the schedule.json that is made from it.`,
    },
  ]);
  const alone = await run([fixture('login.html')]);
  assert.deepEqual([alone.code, alone.err], [3, '']);
  assert.match(alone.out, /^ERROR: This is a web page \("Sign in & continue"\)/);
});

test('files that cannot be read give 1, each with its sentence on stderr, and no report for people', async () => {
  assert.deepEqual(await run(['no-such.json', fixture('sched.json'), fixture('nor-this.json')]), {
    code: 1,
    out: '',
    err: `no-such.json cannot be read: there is no such file.\n${fixture('nor-this.json')} cannot be read: there is no such file.\n`,
  });
});

test('with --json, a file that cannot be read is a fault of the document, which holds what was read', async () => {
  const { code, report } = await json(['no-such.json', fixture('sched.json')]);
  const fault = { severity: 'error', message: 'no-such.json cannot be read: there is no such file.' };
  assert.deepEqual([code, report.format, (report.faults as unknown[])[0]], [1, 'sched', fault]);
  assert.ok(report.sessions.length > 0);
  const alone = await json(['no-such.json']);
  assert.deepEqual([alone.code, alone.report.sessions, alone.report.faults], [1, [], [fault]]);
});

test('wrong usage gives 2 with every mistake', async () => {
  assert.deepEqual(await run([], { timezone: 'Europe/Pariss', reading: 'utc', language: 'de' }), {
    code: 2,
    out: '',
    err: 'Name at least one file or address.\n--timezone Europe/Pariss: this is not a time zone (did you mean Europe/Paris?).\n--reading utc: this is wall or instant.\n--language de: this is fr or en.\n',
  });
  assert.equal((await run([fixture('sched.json')], { timezone: '+02:00' })).code, 2);
});

test('--reading reaches the format', async () => {
  const { report } = await json([fixture('sched.json')], { reading: 'instant' });
  assert.deepEqual(report.faults, [
    {
      severity: 'warning',
      message:
        'No start time has a Z or an offset, so reading "instant" says nothing there: read as the wall time of Europe/Paris.',
    },
  ]);
});

test('the text is as wide as asked, and 100 columns when nobody asks', async () => {
  const widest = async (options: CheckOptions) => {
    const { out } = await run([fixture('sched.json')], options);
    return Math.max(...out.split('\n').map((line) => line.length));
  };
  assert.deepEqual([await widest({ width: 60 }), (await widest({})) > 60], [60, true]);
});

test('of a directory, the file that was read is named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'likebox-check-'));
  try {
    await copyFile(fixture('sched.json'), join(folder, 'camp.json'));
    const { code, report } = await json([folder]);
    assert.deepEqual(
      [code, report.assumed],
      [0, [`Of ${folder}, the file read was ${join(folder, 'camp.json')}.`]],
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a list in pages is read to its end', async () => {
  const pages: Record<string, string> = {
    '/talks': page(['10:00', 'Un'], '/talks?page=2'),
    '/talks?page=2': page(['11:00', 'Deux'], null),
  };
  const server = createServer(({ url = '' }, response) => response.end(pages[url]));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const { code, report } = await json([`http://127.0.0.1:${port}/talks`]);
    assert.deepEqual(
      [code, report.sessions.map(({ startsAt }) => startsAt)],
      [0, ['2026-06-24T08:00:00.000Z', '2026-06-24T09:00:00.000Z']],
    );
  } finally {
    server.close();
  }
});

/** A page of the pretalx API. */
function page([time, title]: [string, string], next: string | null): string {
  const slot = {
    room: { name: { en: 'Amphi A' } },
    start: `2026-06-24T${time}:00+02:00`,
    end: `2026-06-24T${time.replace(':00', ':45')}:00+02:00`,
  };
  return JSON.stringify({
    count: 2,
    next,
    previous: null,
    results: [{ code: title, title, speakers: [], state: 'confirmed', slot }],
  });
}
