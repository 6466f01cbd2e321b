import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../systemd/likebox-light', import.meta.url));
const OUTPUTS =
  'HDMI-A-1 "Acme TV (HDMI-A-1)"\n  Enabled: yes\n  Modes:\n    1920x1080 px\nHDMI-A-2 "Other"\n  Enabled: yes\n';
const FAILS = 'exit 1';

/** A computer with these tools, each a piece of shell; gives what they were asked, and how it ended. */
function computer(context: TestContext, tools: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'likebox-light-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const asked = join(folder, 'asked');
  writeFileSync(asked, '');
  for (const [name, body] of Object.entries(tools)) {
    const text = `#!/bin/bash\necho "${name} $*" >>"${asked}"\n${body}\n`;
    writeFileSync(join(folder, name), text, { mode: 0o755 });
  }
  return (...args: string[]) => {
    const env = { PATH: `${folder}:/usr/bin:/bin`, WAYLAND_DISPLAY: '' };
    const { status, stderr } = spawnSync(SCRIPT, args, { env, encoding: 'utf8' });
    const lines = readFileSync(asked, 'utf8').split('\n').filter(Boolean);
    writeFileSync(asked, '');
    return { asked: lines, status, stderr };
  };
}

const WLR_RANDR = `test $# -gt 0 || printf '%s' '${OUTPUTS}'`;

test('every output is switched by the compositor, and nothing else is asked then', (context) => {
  const run = computer(context, { 'wlr-randr': WLR_RANDR, 'cec-ctl': '' });
  for (const wanted of ['off', 'on']) {
    assert.deepEqual(run(wanted), {
      asked: [
        'wlr-randr ',
        `wlr-randr --output HDMI-A-1 --${wanted}`,
        `wlr-randr --output HDMI-A-2 --${wanted}`,
      ],
      status: 0,
      stderr: '',
    });
  }
});

test('a compositor that cannot be asked leaves it to the screen', (context) => {
  const run = computer(context, { 'wlr-randr': FAILS, 'cec-ctl': '' });
  assert.deepEqual(run('off'), {
    asked: ['wlr-randr ', 'cec-ctl --playback --to 0 --standby'],
    status: 0,
    stderr: '',
  });
  assert.deepEqual(run('on').asked[1], 'cec-ctl --playback --to 0 --image-view-on');
});

test('the older tool for the same is used where only that is there', (context) => {
  const run = computer(context, { 'cec-client': 'read -r line; test "$line" = "standby 0"' });
  assert.deepEqual(run('off'), { asked: ['cec-client -s -d 1'], status: 0, stderr: '' });
});

test('where nothing can switch the screen that is said, with what to install', (context) => {
  const run = computer(context, { 'wlr-randr': FAILS, 'cec-ctl': FAILS, 'cec-client': FAILS });
  const { status, stderr } = run('off');
  assert.equal(status, 1);
  assert.match(stderr, /^the screen cannot be switched off: install wlr-randr .* or cec-ctl .*\n$/);
});

test('anything but on and off is wrong usage', (context) => {
  assert.deepEqual(computer(context, {})('dim'), {
    asked: [],
    status: 2,
    stderr: 'usage: likebox-light on|off\n',
  });
});
