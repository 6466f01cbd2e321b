import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Command } from 'commander';
import { createClock } from '../src/adapters/clock.ts';
import type { ControlRequest } from '../src/adapters/control/schema.ts';
import { createControl } from '../src/adapters/control/server.ts';
import { addWallCommands } from '../src/wallcommand.ts';

/** The command on a computer where a box may run. */
async function open(context: TestContext, { isRunning = true } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'likebox-wall-'));
  const config = join(dataDir, 'box.toml');
  writeFileSync(config, `[box]\ndata_dir = "${dataDir}"\n[hardware]\nboard = "simulated"\n`);
  const asked: ControlRequest[] = [];
  const control = createControl({
    ...{ clock: createClock(), dataDir },
    async handle(request) {
      asked.push(request);
      const done = request.asked.kind !== 'wall-approve';
      return { done, text: done ? 'Done: this.' : 'There is no such post.' };
    },
  });
  if (isRunning) await control.start();
  context.after(async () => {
    await control.stop();
    rmSync(dataDir, { recursive: true });
  });
  return async (...args: string[]) => {
    const said = { out: '', err: '', code: -1 };
    const err = (text: string) => {
      said.err += text;
    };
    const program = new Command().exitOverride().configureOutput({ writeErr: err });
    addWallCommands(program, {
      err,
      out(text) {
        said.out += text;
      },
      exit(code) {
        said.code = code;
      },
    });
    for (const command of program.commands.flatMap(({ commands }) => commands)) command.exitOverride();
    const tail = ['--config', config, '--by', 'ann'];
    await program.parseAsync(['wall', ...args, ...tail], { from: 'user' }).catch(() => {});
    return { ...said, asked: asked.splice(0) };
  };
}

/** What is typed, and what the box is asked. */
const TYPED: readonly [typed: string[], asked: object][] = [
  [['list'], { kind: 'wall-list' }],
  [['hide', 'ab12'], { kind: 'wall-hide', post: 'ab12', whole: 'post' }],
  [['hide', 'ab12', '--author'], { kind: 'wall-hide', post: 'ab12', whole: 'author' }],
  [['hide', 'ab12', '--server'], { kind: 'wall-hide', post: 'ab12', whole: 'server' }],
  [['trust', 'ab12'], { kind: 'wall-trust', post: 'ab12' }],
  [['undo'], { kind: 'wall-undo' }],
  [['undo', '3'], { kind: 'wall-undo', number: 3 }],
  [['clear'], { kind: 'wall-clear' }],
  [['rules'], { kind: 'wall-rules', change: {} }],
  [
    ['rules', '--mode', 'delay', '--delay', '2m', '--per-author', '3', '--bots', 'on', '--replies', 'off'],
    {
      kind: 'wall-rules',
      change: { mode: 'delay', delayMs: 120_000, perAuthorHour: 3, bots: true, replies: false },
    },
  ],
  [['rules', '--words', 'spoiler, price,'], { kind: 'wall-rules', change: { words: ['spoiler', 'price'] } }],
  [['rules', '--words', ''], { kind: 'wall-rules', change: { words: [] } }],
];

test('every command reaches the box as it was meant', async (context) => {
  const run = await open(context);
  for (const [typed, asked] of TYPED) {
    const ran = await run(...typed);
    assert.deepEqual(
      ran,
      { out: 'Done: this.\n', err: '', code: 0, asked: [{ who: 'ann', asked }] },
      typed.join(' '),
    );
  }
});

test('what the box refuses ends with 1 and its sentence', async (context) => {
  const run = await open(context);
  const { err, code } = await run('approve', 'ab12');
  assert.deepEqual([err, code], ['There is no such post.\n', 1]);
});

test('without a box there is nothing to moderate', async (context) => {
  const run = await open(context, { isRunning: false });
  const { err, code } = await run('list');
  assert.match(err, /^No box runs on .*: start it, or check data_dir\.\n$/);
  assert.equal(code, 1);
});

test('what makes no sense is refused before any box is asked', async (context) => {
  const run = await open(context);
  for (const [typed, sentence] of [
    [['undo', 'all'], /"all" is no number from 1/],
    [['rules', '--delay', 'soon'], /"soon" is no duration like 2m or 90s/],
    [['rules', '--mode', 'never'], /Allowed choices are approve, delay, trusted/],
    [['hide', 'ab12', '--author', '--server'], /cannot be used with option/],
  ] as const) {
    const { err, asked } = await run(...typed);
    assert.match(err, sentence);
    assert.deepEqual(asked, []);
  }
});
