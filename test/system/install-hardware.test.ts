import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { folder, path } from './script.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/install-hardware', import.meta.url));
const UNITS = fileURLToPath(new URL('../../systemd/', import.meta.url));
const PI = 'Raspberry Pi 4 Model B Rev 1.4\0';
const BEAGLEBONE = 'TI AM335x BeagleBone Black\0';
/** What a Pi comes with, as far as it matters; its last section is for one model only. */
const CONFIG = '# For more options see the documentation\ndtparam=audio=on\n[pi4]\narm_boost=1\n';
const MODEL = 'proc/device-tree/model';
const GROUP = 'etc/group';
const RULES = 'etc/udev/rules.d/60-likebox.rules';
const OVERLAY = 'BB-I2C2-RTC-DS3231.dtbo';
const NO_GROUPS = 'root:x:0:\n';
/** Stands in for systemd's, which a computer without systemd has not. */
const SYSUSERS = `[ -e "\${1#--root=}/etc/sysusers.d/$2" ] &&
printf 'gpio:x:997:likebox\\ni2c:x:996:likebox\\n' >>"\${1#--root=}/etc/group"`;

type Files = Record<string, string>;

/** A root directory of these files. */
function makeRoot(t: TestContext, files: Files): string {
  const root = folder(t);
  for (const [name, text] of Object.entries({ [GROUP]: NO_GROUPS, ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

/** Every file below, symbolic links as where they point to. */
function filesOf(root: string): Files {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return Object.fromEntries(
    files
      .map((entry) => [entry, join(entry.parentPath, entry.name)] as const)
      .map(([entry, file]) => [
        file.slice(root.length + 1),
        entry.isSymbolicLink() ? `-> ${readlinkSync(file)}` : readFileSync(file, 'utf8'),
      ]),
  );
}

interface Answer {
  code: number | null;
  said: string[];
}

function install(t: TestContext, root: string, ...options: string[]): Answer {
  const env = {
    ...process.env,
    PATH: `${path(t, [], { 'systemd-sysusers': SYSUSERS })}:${process.env.PATH}`,
  };
  const { status, stdout, stderr } = spawnSync(SCRIPT, ['--root', root, ...options], {
    env,
    encoding: 'utf8',
  });
  return { code: status, said: `${stdout}${stderr}`.replaceAll(root, 'ROOT').trimEnd().split('\n') };
}

/** The files that any board gets. */
function common(): Files {
  const from = (name: string) => readFileSync(join(UNITS, name), 'utf8');
  return {
    [RULES]: from('60-likebox.rules'),
    'etc/udev/rules.d/62-likebox-usb.rules': from('62-likebox-usb.rules'),
    'etc/polkit-1/rules.d/60-likebox.rules': from('likebox-poweroff.rules'),
    'etc/sysusers.d/likebox.conf': from('likebox.sysusers'),
    [GROUP]: `${NO_GROUPS}gpio:x:997:likebox\ni2c:x:996:likebox\n`,
  };
}

const I2C_DEV = { 'etc/modules-load.d/likebox.conf': 'i2c-dev\n' };

function rtcFiles(): Files {
  return {
    'etc/udev/rules.d/61-likebox-rtc.rules': readFileSync(join(UNITS, '61-likebox-rtc.rules'), 'utf8'),
    'etc/systemd/system/likebox-rtc@.service': readFileSync(join(UNITS, 'likebox-rtc@.service'), 'utf8'),
  };
}

const block = (...lines: string[]) => ['# LikeBox begin', ...lines, '# LikeBox end', ''].join('\n');
const I2C = 'dtparam=i2c_arm=on,i2c_arm_baudrate=100000';
const LINES = ['gpio=24,23=ip,pu', 'gpio=17,27,22,18=op,dl'];

test('a Pi of today gets its block for all models, the rules and the groups, and keeps its config.txt beside it', (t) => {
  const files = { [MODEL]: PI, 'boot/firmware/config.txt': CONFIG, 'boot/config.txt': 'moved\n' };
  const root = makeRoot(t, files);
  assert.deepEqual(install(t, root), {
    code: 0,
    said: [
      'Raspberry Pi 4 Model B Rev 1.4',
      '  kept        /boot/firmware/config.txt.before-likebox',
      '  written     /boot/firmware/config.txt',
      '  written     /etc/udev/rules.d/60-likebox.rules',
      '  written     /etc/udev/rules.d/62-likebox-usb.rules',
      '  written     /etc/polkit-1/rules.d/60-likebox.rules',
      '  written     /etc/modules-load.d/likebox.conf',
      '  written     /etc/sysusers.d/likebox.conf',
      '  made        user likebox, of groups gpio and i2c',
      'Done, for the next boot of ROOT.',
    ],
  });
  assert.deepEqual(filesOf(root), {
    ...files,
    ...common(),
    ...I2C_DEV,
    'boot/firmware/config.txt': `${CONFIG}\n${block('[all]', I2C, ...LINES)}`,
    'boot/firmware/config.txt.before-likebox': CONFIG,
  });
});

test('an older Pi is set up in /boot, with a clock chip in place of the clock kept in a file', (t) => {
  const fake = { 'lib/systemd/system/fake-hwclock.service': '[Unit]\n' };
  const root = makeRoot(t, { [MODEL]: PI, 'boot/config.txt': CONFIG, ...fake });
  assert.equal(install(t, root, '--rtc', 'ds3231').code, 0);
  assert.deepEqual(filesOf(root), {
    ...common(),
    ...I2C_DEV,
    ...rtcFiles(),
    ...fake,
    [MODEL]: PI,
    'etc/systemd/system/fake-hwclock.service': '-> /dev/null',
    'boot/config.txt': `${CONFIG}\n${block('[all]', I2C, 'dtoverlay=i2c-rtc,ds3231', ...LINES)}`,
    'boot/config.txt.before-likebox': CONFIG,
  });
});

test('a second run changes no byte and says so', (t) => {
  const root = makeRoot(t, { [MODEL]: PI, 'boot/config.txt': CONFIG });
  install(t, root, '--rtc', 'ds1307');
  const before = filesOf(root);
  const { code, said } = install(t, root, '--rtc', 'ds1307');
  assert.deepEqual([code, said.at(-1)], [0, 'All was as it should be.']);
  assert.deepEqual(filesOf(root), before);
});

test('other options replace the block, and neither what stands around it nor the file kept from before', (t) => {
  const root = makeRoot(t, { [MODEL]: PI, 'boot/config.txt': CONFIG });
  install(t, root);
  const own = `${readFileSync(join(root, 'boot/config.txt'), 'utf8')}gpu_mem=64\n`;
  writeFileSync(join(root, 'boot/config.txt'), own);
  const options = ['--lcd', 'none', '--buttons', '5,6', '--leds', '12,13,16', '--buzzer', '19'];
  assert.equal(install(t, root, ...options).code, 0);
  const { 'boot/config.txt': now, 'boot/config.txt.before-likebox': kept } = filesOf(root);
  const wanted = block('[all]', 'gpio=5,6=ip,pu', 'gpio=12,13,16,19=op,dl');
  assert.deepEqual([now, kept], [`${CONFIG}\ngpu_mem=64\n\n${wanted}`, CONFIG]);
});

test('--print shows the block and changes nothing', (t) => {
  const root = makeRoot(t, { [MODEL]: PI, 'boot/config.txt': CONFIG });
  const before = filesOf(root);
  const { code, said } = install(t, root, '--print', '--lcd', 'parallel');
  assert.equal(code, 0);
  assert.deepEqual(said, [
    'Raspberry Pi 4 Model B Rev 1.4',
    '  would write /boot/config.txt',
    ...['[all]', ...LINES].map((line) => `                ${line}`),
    '  would write /etc/udev/rules.d/60-likebox.rules',
    '  would write /etc/udev/rules.d/62-likebox-usb.rules',
    '  would write /etc/polkit-1/rules.d/60-likebox.rules',
    '  would write /etc/sysusers.d/likebox.conf',
    '  would make  user likebox, of groups gpio and i2c',
    'Nothing was changed.',
  ]);
  assert.deepEqual(filesOf(root), before);
});

test('the lines that the README gives to type by hand are those that the script writes', (t) => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').replaceAll('\n  ', '\n');
  const shown = (files: Files) =>
    install(t, makeRoot(t, files), '--print', '--rtc', 'ds3231')
      .said.filter((line) => line.startsWith(' '.repeat(16)))
      .map((line) => `${line.trim()}\n`)
      .join('');
  const overlay = { [`boot/dtbs/6.18.1/overlays/${OVERLAY}`]: '' };
  for (const files of [
    { [MODEL]: PI, 'boot/config.txt': CONFIG },
    { [MODEL]: BEAGLEBONE, 'boot/uEnv.txt': 'uname_r=6.18.1\n', ...overlay },
  ]) {
    assert.ok(readme.includes(`\`\`\`\n${shown(files)}\`\`\``), shown(files));
  }
});

const UENV = '#uboot_overlay_addr4=<file4>.dtbo\nuname_r=6.18.1\nuboot_overlay_addr4=BB-ADC-00A0.dtbo\n';

test('a BeagleBone needs no change to its boot without a clock chip', (t) => {
  const files = { [MODEL]: BEAGLEBONE, 'boot/uEnv.txt': UENV };
  const root = makeRoot(t, files);
  assert.equal(install(t, root).code, 0);
  assert.deepEqual(filesOf(root), { ...files, ...common(), ...I2C_DEV });
});

test("a BeagleBone's clock chip takes the first free slot, by the name that its boot loader finds", (t) => {
  const cases = [
    [`boot/dtbs/6.18.1/overlays/${OVERLAY}`, OVERLAY],
    [`lib/firmware/${OVERLAY}`, `/lib/firmware/${OVERLAY}`],
  ] as const;
  for (const [place, name] of cases) {
    const files = { [MODEL]: BEAGLEBONE, 'boot/uEnv.txt': UENV, [place]: 'overlay' };
    const root = makeRoot(t, files);
    assert.equal(install(t, root, '--rtc', 'ds3231').code, 0);
    const once = filesOf(root);
    assert.deepEqual(once, {
      ...files,
      ...common(),
      ...I2C_DEV,
      ...rtcFiles(),
      'boot/uEnv.txt': `${UENV}\n${block('enable_uboot_overlays=1', `uboot_overlay_addr5=${name}`)}`,
      'boot/uEnv.txt.before-likebox': UENV,
    });
    install(t, root, '--rtc', 'ds3231');
    assert.deepEqual(filesOf(root), once);
  }
});

test('a card without a device tree is known by what it boots from', (t) => {
  const first = (files: Files) => install(t, makeRoot(t, files), '--print').said[0];
  assert.equal(first({ 'boot/firmware/config.txt': CONFIG }), 'Raspberry Pi (by its config.txt)');
  assert.equal(first({ 'boot/uEnv.txt': UENV }), 'BeagleBone (by its uEnv.txt)');
});

/** What is refused: the files there, the options, the exit code, the one sentence. */
const REFUSALS: readonly [files: Files, options: string[], code: number, said: RegExp][] = [
  [{}, [], 1, /^This is a PC, neither a Raspberry Pi nor a BeagleBone: it has no lines to prepare\. /],
  [{ [MODEL]: 'Pine64\0' }, [], 1, /^This is Pine64, neither /],
  [{ [MODEL]: PI }, [], 1, /^There is no config\.txt in .*: is the boot partition mounted\?$/],
  [
    { [MODEL]: PI, 'boot/config.txt': '# LikeBox begin\ngpio=1=op\n' },
    [],
    1,
    /has a damaged LikeBox block: remove the lines/,
  ],
  [
    { [MODEL]: BEAGLEBONE },
    ['--rtc', 'ds3231'],
    1,
    /^There is no .*uEnv\.txt: name BB-I2C2-RTC-DS3231\.dtbo/,
  ],
  [
    { [MODEL]: BEAGLEBONE, 'boot/uEnv.txt': UENV },
    ['--rtc', 'ds1307'],
    1,
    /^There is no BB-I2C2-RTC-DS1307\.dtbo on this system: /,
  ],
  [{ [MODEL]: BEAGLEBONE }, ['--buttons', '24,23'], 2, /^--buttons, --leds and --buzzer are for a Raspberry/],
  [{ [MODEL]: PI }, ['--speed'], 2, /^--speed is not an option of scripts\/install-hardware; /],
  [{ [MODEL]: PI }, ['--rtc'], 2, /^--rtc needs a value; /],
  [{ [MODEL]: PI }, ['--rtc', 'pcf8563'], 2, /^--rtc is ds3231 or ds1307, not pcf8563; /],
  [{ [MODEL]: PI }, ['--lcd', 'oled'], 2, /^--lcd is i2c, parallel or none, not oled; /],
  [{ [MODEL]: PI }, ['--buttons', '24'], 2, /^--buttons takes 2 BCM numbers, separated by commas, not 24; /],
  [
    { [MODEL]: PI },
    ['--buzzer', '28'],
    2,
    /^--buzzer: 28 is not a line of a Raspberry Pi, whose lines are 0 to/,
  ],
  [{ [MODEL]: PI }, ['--buttons', '17,4'], 2, /^line 17 is used twice .*: give each its own; /],
  [{ [MODEL]: PI }, ['--buttons', '2,4'], 2, /^line 2 is used twice \(2 and 3 are the I2C bus\): /],
];

test('what cannot be done is refused in one sentence, and nothing is changed', (t) => {
  for (const [files, options, code, sentence] of REFUSALS) {
    const root = makeRoot(t, files);
    const before = filesOf(root);
    const { code: ended, said } = install(t, root, ...options);
    const sentences = said.filter((line) => !line.startsWith('Raspberry') && !line.startsWith('TI AM335x'));
    assert.deepEqual([ended, sentences.length], [code, 1], said.join('\n'));
    assert.match(sentences[0] ?? '', sentence);
    assert.deepEqual(filesOf(root), before);
  }
});
