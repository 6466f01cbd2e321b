import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { BoxState } from '../src/core/state.ts';
import { runBox } from '../src/run.ts';

const CSV = 'id,title,room,start,end\n1,A talk,Amphi A,2026-06-24T10:00,2026-06-24T11:00\n';
const PI = { id: 'board-a', bootId: 'boot-1', board: 'raspberry-pi', model: 'Raspberry Pi 4' } as const;

/** A whole life of a box on a board whose card says `boot`; gives its state at the beginning, and how it ended. */
async function live(t: TestContext, boot: string): Promise<{ state: BoxState; ending: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'likebox-run-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const places = { etc: join(directory, 'box.toml'), boot: join(directory, 'likebox.toml') };
  const programme = join(directory, 'programme.csv');
  const etc = [
    'hardware.board = "simulated"',
    'language = "en"',
    'display.listen = "127.0.0.1:0"',
    `box.data_dir = "${directory}/data"`,
    `console.socket = "${directory}/console.sock"`,
    `programme.source = "${programme}"`,
  ];
  writeFileSync(programme, CSV);
  writeFileSync(places.etc, etc.join('\n'));
  writeFileSync(places.boot, boot);
  let ready: (address: string) => void = () => {};
  const address = new Promise<string>((resolve) => {
    ready = resolve;
  });
  const log = {
    ...{ debug() {}, warn() {}, error() {}, flush() {}, newest: () => [] },
    info(fields: object, message: string) {
      if (message === 'the box is ready' && 'address' in fields) ready(String(fields.address));
    },
  };
  const manager = { watchdogMs: null, tell() {} };
  const ended = runBox({
    ...{ file: null, startAt: null, version: '0.1.0', builtAt: 0, log, manager, machine: PI, places },
    err: (text) => assert.fail(text),
  });
  const state = (await (await fetch(`${await address}/api/state`)).json()) as BoxState;
  process.emit('SIGTERM');
  return { state, ending: await ended };
}

test('a box runs on what the card says over its own file, and tells which says what', async (t) => {
  const { state, ending } = await live(t, 'box.room = "Amphi A"\nbox.id = "box-07"\n');
  assert.deepEqual(
    [ending, state.box, state.room, state.configuration.ignored],
    ['stopped', 'box-07', 'Amphi A', []],
  );
  assert.deepEqual(state.configuration.files.at(-1)?.keys, ['box.room', 'box.id']);
});

test('a box with a faulty card runs on its own file, with the fault in its state', async (t) => {
  const { state, ending } = await live(t, 'box.id = "box-07"\nbox.rom = "Amphi A"\n');
  const sentence = 'likebox.toml, line 2: box.rom: unknown key (did you mean room?)';
  assert.deepEqual([ending, state.room], ['stopped', null]);
  assert.notEqual(state.box, 'box-07');
  assert.deepEqual(
    state.faults
      .filter(({ id }) => id.startsWith('boot-file'))
      .map(({ severity, message }) => [severity, message]),
    [['warning', sentence]],
  );
});

test('a room of the card that the programme lacks is no reason to leave the card aside', async (t) => {
  const { state } = await live(t, 'box.room = "Amphi Z"\nbox.id = "box-07"\n');
  assert.deepEqual([state.box, state.room, state.configuration.ignored], ['box-07', 'Amphi Z', []]);
});
