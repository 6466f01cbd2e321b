import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Adjustment } from '../../src/core/adjustments.ts';
import type { BoxState } from '../../src/core/state.ts';
import {
  type Ended,
  eventually,
  makeDirectory,
  type RunningBox,
  runProgram,
  startBox,
  writeConfig,
} from './process.ts';

const LIMIT = { timeout: 90_000 };
const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const HALF_PAST_TEN = '2024-06-24T10:30:00+02:00';

interface Talk {
  id: string;
  venue: string;
  from: string;
  to: string;
}

const TALKS: readonly Talk[] = [
  { id: 'first', venue: 'Amphi A', from: '10:00', to: '11:00' },
  { id: 'second', venue: 'Amphi A', from: '11:00', to: '12:00' },
  { id: 'beside', venue: 'Amphi B', from: '10:00', to: '11:00' },
];

function writeTalks(directory: string, talks: readonly Talk[] = TALKS): string {
  const file = join(directory, 'talks.json');
  const list = talks.map(({ id, venue, from, to }) => ({
    id,
    name: `Talk ${id}`,
    speakers: `Speaker ${id}`,
    venue,
    event_start: `2024-06-24T${from}:00`,
    event_end: `2024-06-24T${to}:00`,
  }));
  writeFileSync(file, JSON.stringify(list));
  return file;
}

function makeConfig(context: TestContext, room = '"Amphi A"'): { config: string; directory: string } {
  const directory = makeDirectory(context);
  const source = writeTalks(directory);
  return { directory, config: writeConfig(directory, `box.room = ${room}\nprogramme.source = "${source}"`) };
}

const order = (config: string, ...words: string[]) => runProgram('programme', ...words, '--config', config);

/** The same in a process that others run beside. */
function orderBeside(config: string, ...words: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, 'programme', ...words, '--config', config], (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

const logOf = (config: string) =>
  (JSON.parse(order(config, 'log', '--json').out) as { data: Adjustment[] }).data;
const stateOf = async (box: RunningBox) => (await box.get('/api/state')).body as BoxState;
const listening = (directory: string) =>
  eventually('its ear', async () => existsSync(join(directory, 'data/control.sock')));

async function running(context: TestContext, config: string, directory: string): Promise<RunningBox> {
  const box = startBox(context, config, '--at', HALF_PAST_TEN);
  await eventually('a healthy box', async () => (await box.get('/healthz')).status === 200);
  await listening(directory);
  return box;
}

test('a running box is delayed, shows it at once, and has it after SIGKILL', LIMIT, async (context) => {
  const { config, directory } = makeConfig(context);
  const box = await running(context, config, directory);
  const late = order(config, 'delay', '15m', '--room', 'Amphi A', '--by', 'Ada');
  assert.deepEqual(late, {
    code: 0,
    out: 'Amphi A is 15 min late:\n  ends   11:15 instead of 11:00  Talk first\n  starts 11:15 instead of 11:00  Talk second\nTo take it back: likebox programme undo 1\n',
    err: '',
  });
  const endsAt = Date.parse('2024-06-24T11:15:00+02:00');
  const { session, next } = await stateOf(box);
  assert.deepEqual([session?.endsAt, session?.closesAt, next?.startsAt], [endsAt, endsAt + 600_000, endsAt]);
  const cancelled = order(config, 'cancel', 'seco', '--json', '--by', '');
  await box.stop('SIGKILL');
  assert.equal((JSON.parse(cancelled.out) as { data: Adjustment }).data.number, 2);

  assert.deepEqual(
    logOf(config).map(({ number, who, order }) => [number, who === 'Ada', order]),
    [
      [1, true, { kind: 'delay', room: 'Amphi A', delayMs: 900_000 }],
      [2, false, { kind: 'cancel', session: 'second' }],
    ],
  );
  const again = await running(context, config, directory);
  const now = await stateOf(again);
  assert.deepEqual([now.session?.endsAt, now.next], [endsAt, null]);
});

test('orders that make no sense end with 1 and a sentence, wrong usage with 2', LIMIT, async (context) => {
  const { config, directory } = makeConfig(context);
  await running(context, config, directory);
  const unknown = order(config, 'delay', '15m', '--room', 'Amphi C');
  assert.deepEqual(unknown, {
    code: 1,
    out: '',
    err: '"Amphi C" is not a room of the programme (did you mean "Amphi A" or "Amphi B"?); its rooms: Amphi A, Amphi B.\n',
  });
  const json = order(config, 'cancel', 'fist', '--json');
  assert.deepEqual([json.code, json.err], [1, '']);
  assert.deepEqual(JSON.parse(json.out), {
    done: false,
    text: 'No session has the id "fist". Did you mean:\n  first  2024-06-24 10:00-11:00 Amphi A  Talk first',
  });
  for (const words of [
    ['delay', '15m'],
    ['delay'],
    ['undo', '0'],
    ['rollback', 'x'],
    ['move'],
    ['explode'],
  ]) {
    const { code, out, err } = order(config, ...words);
    assert.deepEqual([code, out, err !== ''], [2, '', true], words.join(' '));
  }
  const faulty = join(directory, 'faulty.toml');
  writeFileSync(faulty, 'box.rom = "Amphi A"\n');
  assert.deepEqual(order(faulty, 'log'), {
    code: 2,
    out: '',
    err: 'box.rom: unknown key (did you mean room?) (line 1 of the file)\n',
  });
  assert.deepEqual(logOf(config), []);
});

test('two orders at once from two processes are both kept', LIMIT, async (context) => {
  const { config, directory } = makeConfig(context);
  const box = await running(context, config, directory);
  const atOnce = () =>
    Promise.all([orderBeside(config, 'cancel', 'first'), orderBeside(config, 'cancel', 'second')]);
  assert.deepEqual(
    (await atOnce()).map(({ code, err }) => [code, err]),
    [
      [0, ''],
      [0, ''],
    ],
  );
  for (const number of ['1', '2']) assert.equal(order(config, 'undo', number).code, 0);
  await box.stop();
  // And with no box between them.
  assert.deepEqual(
    (await atOnce()).map(({ code, err }) => [code, err]),
    [
      [0, ''],
      [0, ''],
    ],
  );
  assert.deepEqual(
    logOf(config).map(({ undone }) => undone === null),
    [false, false, true, true],
  );
});

test('a stopped box is changed in its database, which a start finds', LIMIT, async (context) => {
  const { config, directory } = makeConfig(context);
  assert.match(
    order(config, 'show').err,
    /^No box runs on .*, and none has: check data_dir, or start the box\.\n$/,
  );
  const first = await running(context, config, directory);
  writeTalks(directory, TALKS.slice(0, 2));
  await eventually(
    'another version',
    async () => (await first.text('/api/programme')).includes('beside') === false,
  );
  await first.stop();

  const moved = order(config, 'move', 'second', '--room', 'Amphi A', '--start', '14:30', '--by', 'Zoé');
  assert.deepEqual(moved, {
    code: 0,
    out: '"Talk second" moves to 2024-06-24 14:30-15:30 Amphi A (was 2024-06-24 11:00-12:00 Amphi A).\nTo take it back: likebox programme undo 1\n',
    err: '',
  });
  assert.deepEqual(
    order(config, 'show').out,
    '2024-06-24\n  first   10:00-11:00  Amphi A  Talk first\n  second  14:30-15:30  Amphi A  Talk second\n',
  );
  assert.match(order(config, 'versions').out, /^ {3}2 .* 2 sessions, 1 withdrawn\n {3}1 .* 3 sessions\n$/);
  assert.deepEqual(order(config, 'accept'), {
    code: 1,
    out: '',
    err: 'The box does not run: start it, then accept its sources.\n',
  });
  const back = order(config, 'rollback');
  assert.deepEqual([back.code, back.err], [0, '']);
  assert.match(back.out, /^The programme is as it was in version 1 \(1 added\)\./);

  const second = await running(context, config, directory);
  const state = await stateOf(second);
  assert.equal(state.next?.startsAt, Date.parse('2024-06-24T14:30:00+02:00'));
  assert.match(await second.text('/api/programme'), /beside/);
  assert.match(
    state.faults.find(({ id }) => id === 'programme')?.message ?? '',
    /^The programme was rolled back/,
  );
  assert.equal(order(config, 'accept').code, 0);
  assert.deepEqual((await stateOf(second)).faults, []);
});

test(
  'a computer whose clock is behind its database says so to an order about now',
  LIMIT,
  async (context) => {
    const { config, directory } = makeConfig(context);
    const box = startBox(context, config, '--at', '2040-06-24T10:30:00+02:00');
    await eventually('a kept programme', async () => {
      const { status } = await box.get('/healthz');
      return status === 200 && order(config, 'versions').code === 0;
    });
    await listening(directory);
    await box.stop();
    for (const words of [
      ['delay', '15m', '--room', 'Amphi A'],
      ['cancel', 'second'],
    ]) {
      const { code, out, err } = order(config, ...words);
      assert.deepEqual([code, out], [1, ''], words.join(' '));
      assert.match(
        err,
        /^The clock of this computer is not set: it says 20.*Z, and the box has votes or a programme of 2040-06-24T08:30Z\. Set it, or start the box and say it again\.\n$/,
      );
    }
    assert.equal(order(config, 'move', 'second', '--start', '14:30').code, 0);
  },
);

test(
  'a room that the programme does not have keeps a new box from starting, and not one that has run',
  LIMIT,
  async (context) => {
    const { config, directory } = makeConfig(context, '["Amphi A", "Amphi Z"]');
    const { code, err } = runProgram('box', '--config', config);
    assert.deepEqual(
      [code, err],
      [
        2,
        'box.room: "Amphi Z" is not a room of the programme (did you mean "Amphi A" or "Amphi B"?); its rooms: Amphi A, Amphi B (line 5 of the file)\n',
      ],
    );
    const source = join(directory, 'talks.json');
    const right = writeConfig(directory, `box.room = ["Amphi A", "Amphi B"]\nprogramme.source = "${source}"`);
    const box = await running(context, right, directory);
    assert.deepEqual((await stateOf(box)).faults, []);
    await box.stop();
    writeTalks(
      directory,
      TALKS.map((talk) => ({ ...talk, venue: talk.venue.replace('Amphi', 'Hall') })),
    );
    const again = await running(context, right, directory);
    const { room, faults } = await stateOf(again);
    assert.equal(room, 'Amphi A');
    assert.match(
      faults.find(({ id }) => id === 'room')?.message ?? '',
      /"Amphi A" is not a room of the programme/,
    );
  },
);
