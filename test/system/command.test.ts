import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeDirectory, runProgram, writeConfig } from './process.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/programmes/${name}`, import.meta.url));
const HINT = '(likebox --help lists the commands)\n';

/** Every command, and what its help has to name. */
const HELPS: readonly [command: string[], names: string[]][] = [
  [[], ['box', 'doctor', 'programme', 'votes', '--version', '--help', 'Exit codes']],
  [['box'], ['--config <file>', '--at <instant>', 'LIKEBOX_LOG', '/etc/likebox/box.toml', '+02:00']],
  [['programme'], ['check']],
  [
    ['programme', 'check'],
    ['file-or-url', '--timezone <zone>', '--reading <how>', 'wall', '--json'],
  ],
  [['doctor'], ['--config <file>', '--seconds <n>', '--json', '/etc/likebox/box.toml']],
  [['votes'], ['verify', 'export']],
  [
    ['votes', 'verify'],
    ['--db <file>', 'box.db', '--json'],
  ],
  [
    ['votes', 'export'],
    ['--db <file>', 'box.db', '--format <format>', 'csv', 'json'],
  ],
];

test('npx likebox is the built program', () => {
  const folder = fileURLToPath(new URL('../..', import.meta.url));
  const said = execFileSync('npx', ['--offline', 'likebox', '--version'], { cwd: folder, encoding: 'utf8' });
  assert.equal(said, runProgram('--version').out);
});

test('every help names what its command takes, and fits a terminal of 80 columns', () => {
  for (const [command, names] of HELPS) {
    const { code, out, err } = runProgram(...command, '--help');
    const label = ['likebox', ...command].join(' ');
    assert.deepEqual([code, err], [0, ''], label);
    assert.ok(out.startsWith(`Usage: ${label} `), out);
    assert.deepEqual(
      names.filter((name) => !out.includes(name)),
      [],
      label,
    );
    assert.deepEqual(
      out.split('\n').filter((line) => line.length > 80),
      [],
      label,
    );
  }
});

test('--version is that of the package', () => {
  const { version } = JSON.parse(
    readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8'),
  ) as { version: string };
  assert.deepEqual(runProgram('--version'), { code: 0, out: `${version}\n`, err: '' });
});

/** What a slip on the command line is answered with. */
const SLIPS: readonly [words: string[], err: string][] = [
  [['bxo'], "error: unknown command 'bxo'\n(Did you mean box?)\n"],
  [['box', '--confg', 'x'], "error: unknown option '--confg'\n(Did you mean --config?)\n"],
  [['box', '--config'], "error: option '--config <file>' argument missing\n"],
  [['box', 'now'], "error: too many arguments for 'box'. Expected 0 arguments but got 1.\n"],
  [['votes', 'verify'], "error: required option '--db <file>' not specified\n"],
  [['programme', 'check'], "error: missing required argument 'file-or-url'\n"],
  [
    ['programme', 'check', '--reading', 'utc', 'x'],
    "error: option '--reading <how>' argument 'utc' is invalid. Allowed choices are wall, instant.\n",
  ],
  ...['ten', '-1', '1.5', '601'].map((seconds): [string[], string] => [
    ['doctor', `--seconds=${seconds}`],
    `error: option '--seconds <n>' argument '${seconds}' is invalid. Give whole seconds from 0 to 600.\n`,
  ]),
  ...[
    'yesterday',
    '2026-06-24',
    '2026-06-24T11:55:00',
    '2026-02-31T25:00:00Z',
    '2026-02-30T10:00:00Z',
    '1782294900000',
  ].map((instant): [string[], string] => [
    ['box', '--at', instant],
    `error: option '--at <instant>' argument '${instant}' is invalid. Give an instant with its offset, like 2026-06-24T11:55:00+02:00.\n`,
  ]),
];

test('wrong usage ends with 2, says what is wrong, and hints at what is right', () => {
  for (const [words, err] of SLIPS) {
    assert.deepEqual(runProgram(...words), { code: 2, out: '', err: err + HINT }, words.join(' '));
  }
});

test('no command is wrong usage, and shows the help', () => {
  const { code, out, err } = runProgram();
  assert.deepEqual([code, out, err.split('\n')[0]], [2, '', 'Usage: likebox [options] [command]']);
});

test('a faulty configuration ends with 2, every fault on stderr and nothing on stdout', (context) => {
  const directory = makeDirectory(context);
  const config = writeConfig(
    directory,
    [
      'languge = "fr"',
      'box.room = "Amphi Z"',
      'hardware.leds.plus = 24',
      'hardware.buttons.press_ms = "12"',
      'programme.refresh = "often"',
      `programme.source = "${fixture('sched.json')}"`,
    ].join('\n'),
  );
  assert.deepEqual(runProgram('box', '--config', config), {
    code: 2,
    out: '',
    err: [
      'hardware.buttons.press_ms: must be a number, not "12" (line 8 of the file)',
      'languge: unknown key (did you mean language?) (line 5 of the file)',
      'hardware.leds.plus: line 24 is already used by hardware.buttons.plus: give each its own (line 7 of the file)',
      'programme.refresh: must be a cron expression like "*/5 * * * *" (line 9 of the file)',
      'box.room: "Amphi Z" is not a room of the programme (did you mean "Amphi A" or "Amphi B"?); its rooms: Amphi A, Amphi B, Hall, Salle C (line 6 of the file)',
      '',
    ].join('\n'),
  });
});

test('a room that is like none of the programme lists the rooms', (context) => {
  const config = writeConfig(
    makeDirectory(context),
    `box.room = "The big one upstairs"\nprogramme.source = "${fixture('sched.json')}"`,
  );
  assert.deepEqual(runProgram('box', '--config', config), {
    code: 2,
    out: '',
    err: 'box.room: "The big one upstairs" is not a room of the programme; its rooms: Amphi A, Amphi B, Hall, Salle C (line 5 of the file)\n',
  });
});

test('a zone that is none, and a cron expression that is none, end with 2', (context) => {
  const config = writeConfig(
    makeDirectory(context),
    'programme.timezone = "Europe/Pariss"\nprogramme.refresh = "61 * * * *"',
  );
  assert.deepEqual(runProgram('box', '--config', config), {
    code: 2,
    out: '',
    err: 'programme.refresh: must be a cron expression like "*/5 * * * *" (line 6 of the file)\nprogramme.timezone: "Europe/Pariss" is not a time zone: use a name like "Europe/Paris" (line 5 of the file)\n',
  });
});

test('a configuration that cannot be read ends with 2 and says where', (context) => {
  const directory = makeDirectory(context);
  const broken = join(directory, 'broken.toml');
  writeFileSync(broken, '[box]\nroom = "Amphi A\n');
  const refusals = [
    ['missing.toml', `cannot read missing.toml: there is no such file\n`],
    [directory, `cannot read ${directory}: it is a directory\n`],
    [broken, `${broken}, line 2, column 16: not valid TOML: control characters are not allowed in strings\n`],
  ] as const;
  for (const [file, err] of refusals) {
    assert.deepEqual(runProgram('box', '--config', file), { code: 2, out: '', err });
  }
});

test('programme check ends with 0, 1, 2 or 3', () => {
  const check = (...words: string[]) => runProgram('programme', 'check', ...words);
  const good = check('--json', fixture('sched.json'));
  assert.deepEqual(
    [good.code, good.err, (JSON.parse(good.out) as { format: string }).format],
    [0, '', 'sched'],
  );
  assert.deepEqual(check('missing.json'), {
    code: 1,
    out: '',
    err: 'missing.json cannot be read: there is no such file.\n',
  });
  const zone = check('--timezone', 'Mars', fixture('sched.json'));
  assert.deepEqual([zone.code, zone.out], [2, '']);
  assert.match(zone.err, /^--timezone Mars: this is not a time zone/);
  const none = check('--json', fixture('login.html'));
  assert.deepEqual([none.code, none.err], [3, '']);
  assert.equal((JSON.parse(none.out) as { sessions: unknown[] }).sessions.length, 0);
});

test('votes of a database that is not there end with 1 and a sentence', () => {
  for (const command of ['verify', 'export']) {
    assert.deepEqual(runProgram('votes', command, '--db', 'missing.db'), {
      code: 1,
      out: '',
      err: 'There is no file missing.db.\n',
    });
  }
});
