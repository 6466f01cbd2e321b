import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  codeOfTool,
  explainEnded,
  explainNoChips,
  explainNoSysfs,
  explainNoTool,
  explainRefusal,
  explainSetting,
  explainStuck,
  explainToolVersion,
} from '../../../src/core/board/refusals.ts';

const REFUSAL = { line: 24, asked: 'gpio536', holder: null, user: 'likebox' };
const refused = (code: string, holder: string | null = null) => explainRefusal({ ...REFUSAL, code, holder });
const LEVEL = { button: '+1', line: 24, board: 'raspberry-pi', activeLow: true } as const;

/** What happened, what is said, and the word in it that mends it. */
const SENTENCES: readonly [what: string, sentence: string, cure: RegExp][] = [
  ['no sysfs under a line', refused('ENOENT'), /apt-get install gpiod/],
  ['a number that no chip has', refused('EINVAL'), /knows no gpio536.*`gpiodetect`/],
  ['a chip that went away', refused('ENODEV'), /knows no gpio536.*`gpiodetect`/],
  ['a line taken by somebody', refused('EBUSY'), /`sudo gpioinfo`/],
  ['a line taken by a known one', refused('EBUSY', 'spi0 CS0'), /taken by "spi0 CS0".*config\.txt/],
  ['a line taken by a long name', refused('EBUSY', 'x'.repeat(500)), /x…"/],
  ['a user outside the group', refused('EACCES'), /`sudo usermod -aG gpio likebox`/],
  ['a service that may not write', refused('EROFS'), /ProtectKernelTunables=no/],
  ['anything else', refused('EIO'), /gpio536.*EIO.*dmesg/],
  [
    'an edge that cannot be had',
    explainSetting(24, 'edge', 'both', 'none'),
    /edge stays "none" where "both"/,
  ],
  ['no sysfs at all', explainNoSysfs('ENOENT', 'likebox'), /apt-get install gpiod/],
  ['sysfs of root alone', explainNoSysfs('EACCES', 'likebox'), /usermod -aG gpio likebox/],
  ['sysfs read-only', explainNoSysfs('EROFS', 'likebox'), /ProtectKernelTunables=no/],
  ['sysfs broken', explainNoSysfs('EIO', 'likebox'), /EIO/],
  ['chips of root alone', explainNoChips('EACCES', 'likebox'), /usermod -aG gpio likebox/],
  ['chips that may not be touched', explainNoChips('EPERM', 'likebox'), /usermod -aG gpio likebox/],
  ['chips read-only', explainNoChips('EROFS', 'likebox'), /systemctl edit likebox/],
  ['chips broken', explainNoChips('x'.repeat(500), 'likebox'), /x…\. `sudo gpiodetect`/],
  ['no tools', explainNoTool('gpiomon'), /`sudo apt-get install gpiod`/],
  ['no setpriv', explainNoTool('setpriv'), /`sudo apt-get install util-linux`/],
  ['tools of the future', explainToolVersion('gpiomon (libgpiod) v3.0\nCopyright'), /v3\.0"; .*"sysfs"/],
  ['a tool that died', explainEnded(24, 'gpiomon', `it ended (SIGKILL) ${'y'.repeat(500)}`), /started again/],
  ['a floating line of a Pi', explainStuck(LEVEL), /gpio=24=ip,pu in config\.txt/],
  ['one that rests low', explainStuck({ ...LEVEL, activeLow: false }), /gpio=24=ip,pd in config\.txt/],
  [
    'a floating line of a BeagleBone',
    explainStuck({ ...LEVEL, line: 'P9_12', board: 'beaglebone' }),
    /pull-up to 3\.3 V holds/,
  ],
];

for (const [what, sentence, cure] of SENTENCES) {
  test(`${what} is said in one breath, with its cure`, () => {
    assert.match(sentence, cure);
    assert.match(sentence, /\.$/);
    assert.ok(sentence.length < 200, `${sentence.length}: ${sentence}`);
  });
}

test('the words of the tools become the code of the system call', () => {
  const said = [
    'gpiomon: error waiting for events: Device or resource busy',
    "gpioset: unable to request lines on chip '/dev/gpiochip0': Device or resource busy",
    "gpioget: unable to open chip 'gpiochip0': Permission denied",
    'gpiodetect: unable to open gpiochip0: Read-only file system',
    'gpioget: error reading GPIO values: No such file or directory',
    "gpioget: cannot find GPIO chip character device 'gpiochip9'",
    'gpioget: error reading GPIO values: Invalid argument',
    'something new\nin two lines',
    '',
  ];
  assert.deepEqual(said.map(codeOfTool), [
    'EBUSY',
    'EBUSY',
    'EACCES',
    'EROFS',
    'ENODEV',
    'ENODEV',
    'EINVAL',
    'something new',
    'it ended without a word',
  ]);
});
