import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { checkBoxConfig, loadBoxConfig } from '../../../src/adapters/config/load.ts';
import type { BoardKind, BoxConfig } from '../../../src/core/config.ts';
import { describeFault } from '../../../src/core/config.ts';

const directory = mkdtempSync(join(tmpdir(), 'likebox-config-'));
after(() => rmSync(directory, { recursive: true }));
const FILE = join(directory, 'box.toml');

/** What the documentation shows as the defaults. */
const DEFAULTS: BoxConfig = {
  language: 'fr',
  boxId: null,
  rooms: [],
  dataDir: '/var/lib/likebox',
  board: 'simulated',
  gpio: 'auto',
  chip: null,
  buttons: {
    plus: 24,
    minus: 23,
    active: 'low',
    rule: { pressMs: 12, releaseMs: 50, cooldownMs: 150, stuckMs: 10_000 },
  },
  leds: { plus: 17, minus: 27, status: 22 },
  buzzer: { line: 18, volume: 'on', quiet: [] },
  lcd: { kind: 'i2c', bus: 1, address: 0x27, cols: 20, rows: 4 },
  window: { openAfterMs: 600_000, closeAfterMs: 900_000 },
  programme: {
    sources: [],
    format: 'auto',
    reading: 'auto',
    timezone: 'Europe/Paris',
    refresh: '*/5 * * * *',
  },
  listen: { host: '127.0.0.1', port: 8080 },
  display: {
    pages: [
      { page: 'room', forMs: 20_000 },
      { page: 'programme', forMs: 20_000 },
      { page: 'wall', forMs: 20_000 },
    ],
    light: null,
    off: null,
    theme: null,
    images: null,
  },
  hubUrls: [],
  hubCa: null,
  menuCode: '',
  consoleSocket: '/run/likebox/console.sock',
  wall: { sources: [] },
};

/** The whole file of the documentation, with an address where it has dots. */
const DOCUMENTED = `
language = "fr"            # fr | en

[box]
id = "box-07"
room = "Amphi A"
data_dir = "/var/lib/likebox"

[hardware]
board = "auto"             # auto | raspberry-pi | beaglebone | simulated
gpio = "auto"              # auto: sysfs where it works | sysfs (onoff) | gpiod (gpiomon, gpioset)

[hardware.buttons]
plus = 24
minus = 23
active = "low"
press_ms = 12
release_ms = 50
cooldown_ms = 150
stuck_s = 10

[hardware.leds]
plus = 17
minus = 27
status = 22

[hardware.buzzer]
line = 18
volume = "on"              # on | off

[hardware.lcd]
kind = "i2c"               # i2c: bus, address | parallel: rs, e, data = [d4, d5, d6, d7] | none
bus = 1
address = 0x27
cols = 20
rows = 4

[voting]
open_after = "10m"
close_after = "15m"

[programme]
source = "https://camp.example/talks.json"
format = "auto"
reading = "auto"           # auto | wall | instant
timezone = "Europe/Paris"
refresh = "*/5 * * * *"

[display]
listen = "127.0.0.1:8080"
pages = ["room", "programme", "wall"]

[hub]
url = "https://hub.local:8443"   # or a list, tried in order; absent: the box works alone

[menu]
code = ""                  # for example "+-+-"

[console]
socket = "/run/likebox/console.sock"
`;

function load(text: string, detected: BoardKind = 'simulated') {
  writeFileSync(FILE, text);
  return loadBoxConfig(FILE, detected);
}

/** The sentences, one a fault; a file with faults may not run. */
function faultsOf(text: string, detected: BoardKind = 'simulated'): string[] {
  return load(text, detected).faults.map(({ key, message }) => describeFault({ key, message }));
}

/** The configuration of a file without faults. */
function configOf(text: string, detected: BoardKind = 'simulated'): BoxConfig {
  const { config, faults } = load(text, detected);
  assert.deepEqual(faults, []);
  return config ?? assert.fail('no configuration');
}

test('an empty file has every default that is documented', () => {
  assert.deepEqual(configOf(''), DEFAULTS);
});

test('the documented file says what the defaults say, and names box, room, source and hub', () => {
  assert.deepEqual(configOf(DOCUMENTED), {
    ...DEFAULTS,
    boxId: 'box-07',
    rooms: ['Amphi A'],
    programme: { ...DEFAULTS.programme, sources: ['https://camp.example/talks.json'] },
    hubUrls: ['https://hub.local:8443'],
  });
});

/** Every documented key with another value, and the one place where it must arrive. */
const OTHERS: readonly [text: string, changed: Partial<BoxConfig>][] = [
  ['language = "en"', { language: 'en' }],
  ['box.id = "box-7a"', { boxId: 'box-7a' }],
  ['box.room = "Salle C"', { rooms: ['Salle C'] }],
  ['box.room = ["Amphi A", "Amphi B", "Amphi A"]', { rooms: ['Amphi A', 'Amphi B'] }],
  ['box.data_dir = "data"', { dataDir: 'data' }],
  ['hardware.board = "raspberry-pi"', { board: 'raspberry-pi' }],
  ['hardware.board = "simulated"', { board: 'simulated' }],
  ['hardware.gpio = "gpiod"', { gpio: 'gpiod' }],
  ['hardware.chip = "gpiochip4"', { chip: 'gpiochip4' }],
  ['hardware.buttons.plus = 5', { buttons: { ...DEFAULTS.buttons, plus: 5 } }],
  ['hardware.buttons.minus = 6', { buttons: { ...DEFAULTS.buttons, minus: 6 } }],
  ['hardware.buttons.active = "high"', { buttons: { ...DEFAULTS.buttons, active: 'high' } }],
  ['hardware.buttons.press_ms = 20', withRule({ pressMs: 20 })],
  ['hardware.buttons.release_ms = 60', withRule({ releaseMs: 60 })],
  ['hardware.buttons.cooldown_ms = 0', withRule({ cooldownMs: 0 })],
  ['hardware.buttons.stuck_s = 30', withRule({ stuckMs: 30_000 })],
  ['hardware.leds.plus = 5', { leds: { ...DEFAULTS.leds, plus: 5 } }],
  ['hardware.leds.minus = 5', { leds: { ...DEFAULTS.leds, minus: 5 } }],
  ['hardware.leds.status = 5', { leds: { ...DEFAULTS.leds, status: 5 } }],
  ['hardware.buzzer.line = 5', { buzzer: { line: 5, volume: 'on', quiet: [] } }],
  ['hardware.buzzer.volume = "off"', { buzzer: { line: 18, volume: 'off', quiet: [] } }],
  [
    'hardware.buzzer.quiet = "19:00-08:30"',
    { buzzer: { line: 18, volume: 'on', quiet: [{ fromMin: 1140, toMin: 510 }] } },
  ],
  [
    'hardware.lcd = { cols = 16, rows = 2 }',
    { lcd: { kind: 'i2c', bus: 1, address: 0x27, cols: 16, rows: 2 } },
  ],
  ['hardware.lcd.kind = "none"', { lcd: { kind: 'none' } }],
  ['hardware.lcd.bus = 2', { lcd: { kind: 'i2c', bus: 2, address: 0x27, cols: 20, rows: 4 } }],
  ['hardware.lcd.address = 0x3F', { lcd: { kind: 'i2c', bus: 1, address: 63, cols: 20, rows: 4 } }],
  [
    'hardware.lcd = { kind = "parallel", rs = 7, e = 8, data = [25, 5, 6, 12] }',
    { lcd: { kind: 'parallel', rs: 7, e: 8, data: [25, 5, 6, 12], cols: 20, rows: 4 } },
  ],
  ['voting.open_after = "90s"', { window: { openAfterMs: 90_000, closeAfterMs: 900_000 } }],
  ['voting.close_after = "1.5h"', { window: { openAfterMs: 600_000, closeAfterMs: 5_400_000 } }],
  ['voting.close_after = "500ms"', { window: { openAfterMs: 600_000, closeAfterMs: 500 } }],
  ['programme.source = "demo:"', withProgramme({ sources: ['demo:'] })],
  ['programme.source = ["a.json", "b.json"]', withProgramme({ sources: ['a.json', 'b.json'] })],
  ['programme.reading = "instant"', withProgramme({ reading: 'instant' })],
  ['programme.timezone = "UTC"', withProgramme({ timezone: 'UTC' })],
  ['programme.refresh = "0 6 * * *"', withProgramme({ refresh: '0 6 * * *' })],
  ['display.listen = "0.0.0.0:80"', { listen: { host: '0.0.0.0', port: 80 } }],
  ['display.listen = "[::1]:8081"', { listen: { host: '::1', port: 8081 } }],
  ['display.pages = ["wall"]', withDisplay({ pages: [{ page: 'wall', forMs: 20_000 }] })],
  [
    'display = { every = "1m", pages = ["results:5s", "images", "clock:10m"] }',
    withDisplay({
      pages: [
        { page: 'results', forMs: 5_000 },
        { page: 'images', forMs: 60_000 },
        { page: 'clock', forMs: 600_000 },
      ],
    }),
  ],
  ['display.light = "7:00-19:00"', withDisplay({ light: { fromMin: 420, toMin: 1140 } })],
  ['display.off = "22:00-06:30"', withDisplay({ off: { fromMin: 1320, toMin: 390 } })],
  ['display.theme = "theme.toml"', withDisplay({ theme: 'theme.toml' })],
  ['display.images = "sponsors"', withDisplay({ images: 'sponsors' })],
  ['hub.ca = "/etc/likebox/ca.pem"', { hubCa: '/etc/likebox/ca.pem' }],
  ['hub.url = ["https://a", "https://b"]', { hubUrls: ['https://a', 'https://b'] }],
  ['menu.code = "+-+-"', { menuCode: '+-+-' }],
  ['console.socket = "/tmp/console"', { consoleSocket: '/tmp/console' }],
];

function withRule(rule: Partial<BoxConfig['buttons']['rule']>): Partial<BoxConfig> {
  return { buttons: { ...DEFAULTS.buttons, rule: { ...DEFAULTS.buttons.rule, ...rule } } };
}

function withDisplay(display: Partial<BoxConfig['display']>): Partial<BoxConfig> {
  return { display: { ...DEFAULTS.display, ...display } };
}

function withProgramme(programme: Partial<BoxConfig['programme']>): Partial<BoxConfig> {
  return { programme: { ...DEFAULTS.programme, ...programme } };
}

test('every documented key changes its own setting and no other', () => {
  for (const [text, changed] of OTHERS) assert.deepEqual(configOf(text), { ...DEFAULTS, ...changed }, text);
});

test('"auto" is the board of this computer, and a BeagleBone has no default lines', () => {
  assert.deepEqual(configOf('', 'raspberry-pi'), { ...DEFAULTS, board: 'raspberry-pi' });
  const keys = ['buttons.plus', 'buttons.minus', 'leds.plus', 'leds.minus', 'leds.status', 'buzzer.line'];
  assert.deepEqual(
    faultsOf('', 'beaglebone'),
    keys.map((key) => `hardware.${key}: name its line`),
  );
  const named = 'hardware.buttons = { plus = "P9_12", minus = 61 }\nhardware.buzzer.line = "P8_7"\n';
  const leds = 'hardware.leds = { plus = "P9_15", minus = "P9_23", status = 127 }';
  assert.deepEqual(configOf(named + leds, 'beaglebone').buttons.plus, 'P9_12');
});

test('a file written on Windows is read like any other', () => {
  assert.deepEqual(configOf('\ufeff[box]\r\nroom = "Amphi A"\r\n').rooms, ['Amphi A']);
});

const FAULTY = `
languge = "fr"

[box]
id = "Box 07"
rom = "Amphi A"
data_dir = ""

[hardware]
gpio = "wiringpi"
speed = 3

[hardware.buttons]
plus = 5
minus = -3
active = 1
press_ms = "12"
release_ms = 0
cooldown_ms = 9000
stuck_s = 1.5

[hardware.leds]
plus = 99
minus = "P9_12"
status = 5

[hardware.buzzer]
line = true

[hardware.lcd]
address = 0x80
cols = 16
data = [1, 2]

[voting]
open_after = "10 minutes"
close_after = 10

[programme]
source = 7
reading = "walls"
format = "json"

[display]
listen = "[::1]:99999"
pages = ["room", "wal", "wall:4s", "wall:soon"]
every = "11m"
light = "7-19"
theme = ""
off = "22:00-22:00"

[menu]
code = "ab"

[hubb]
url = "https://hub.local"

[console]
socket = ""
`;

test('every fault of a file is listed at once, by its key', () => {
  assert.deepEqual(faultsOf(FAULTY), [
    'box.id: must be lower-case letters, digits and hyphens, for example "box-07", not "Box 07"',
    'box.data_dir: must not be empty',
    'box.rom: unknown key (did you mean room?)',
    'hardware.gpio: must be one of "auto", "sysfs", "gpiod", not "wiringpi"',
    'hardware.buttons.minus: must be at least 0, not -3',
    'hardware.buttons.active: must be one of "low", "high", not 1',
    'hardware.buttons.press_ms: must be a number, not "12"',
    'hardware.buttons.release_ms: must be at least 1, not 0',
    'hardware.buttons.cooldown_ms: must be at most 5000, not 9000',
    'hardware.buttons.stuck_s: must be a whole number, not 1.5',
    'hardware.buzzer.line: must be a line number, or a header pin like "P9_12", not true',
    'hardware.lcd.address: must be at most 119, not 128',
    'hardware.lcd.data: must name the four lines d4 to d7, not [1,2]',
    'hardware.speed: unknown key (known here: board, gpio, chip, buttons, leds, buzzer, lcd)',
    'voting.open_after: must be a duration like "10m", "90s" or "1h", not "10 minutes"',
    'voting.close_after: must be a duration like "10m", "90s" or "1h", not 10',
    'programme.source: must be text in quotes or a list, not 7',
    'programme.format: must be "auto": formats are recognised from the bytes, not "json"',
    'programme.reading: must be one of "auto", "wall", "instant", not "walls"',
    'display.listen: must have a port of at most 65535, not "[::1]:99999"',
    'display.pages.1: must be one of "room", "programme", "wall", "results", "images", "clock", alone or with its own time, for example "wall:30s", not "wal"',
    'display.pages.2: must name a time from "5s" to "10m" behind the page, for example "wall:30s", not "wall:4s"',
    'display.pages.3: must name a time from "5s" to "10m" behind the page, for example "wall:30s", not "wall:soon"',
    'display.every: must be a duration from "5s" to "10m", not "11m"',
    'display.light: must be hours like "7:00-19:00", not "7-19"',
    'display.theme: must not be empty',
    'display.off: must begin and end at different times, not "22:00-22:00"',
    'menu.code: must be made of + and - only, for example "+-+-", not "ab"',
    'console.socket: must not be empty',
    'languge: unknown key (did you mean language?)',
    'hubb: unknown key (did you mean hub?)',
    'hardware.leds.plus: 99 is not a line of this board',
    'hardware.leds.minus: P9_12 is not a line of this board',
    'hardware.leds.status: line 5 is already used by hardware.buttons.plus: give each its own',
    'hardware.lcd.rows: must be 2: a display is 20x4 or 16x2',
  ]);
});

test('a faulty key accuses no other one', () => {
  // The default of a line that cannot be read is 24, and a board that cannot be read may have P9_12.
  assert.deepEqual(faultsOf('hardware.buttons = { plus = -3, minus = 24 }'), [
    'hardware.buttons.plus: must be at least 0, not -3',
  ]);
  assert.deepEqual(
    faultsOf('hardware.board = "beaglebon"\nhardware.buttons = { plus = "P9_12", minus = "P9_12" }'),
    [
      'hardware.board: must be one of "auto", "raspberry-pi", "beaglebone", "simulated", not "beaglebon"',
      'hardware.buttons.minus: line P9_12 is already used by hardware.buttons.plus: give each its own',
    ],
  );
  assert.deepEqual(faultsOf('hardware = 3\nbox = []'), [
    'box: must be a table, not []',
    'hardware: must be a table, not 3',
  ]);
});

test('what is not faulty can still be looked at, so that its other faults are found too', () => {
  const { config, faults } = load('languge = "en"\n[box]\nroom = "Amphi A"\nid = 3\n');
  assert.deepEqual(faults.map(describeFault), [
    'box.id: must be text in quotes, not 3 (line 4 of the file)',
    'languge: unknown key (did you mean language?) (line 1 of the file)',
  ]);
  assert.deepEqual(config, { ...DEFAULTS, rooms: ['Amphi A'] });
});

test('broken TOML is told with its line and column', () => {
  assert.deepEqual(load('[box]\nid = "box-07"\nroom = "Amphi A\n'), {
    config: null,
    faults: [
      {
        key: '',
        message: `${FILE}, line 3, column 16: not valid TOML: control characters are not allowed in strings`,
      },
    ],
  });
  assert.deepEqual(faultsOf('[box]\nroom = "A"\nroom = "B"\n'), [
    `${FILE}, line 3, column 1: not valid TOML: trying to redefine an already defined table or value`,
  ]);
});

test('a file that is named has to be there, and has to be a file', () => {
  const missing = join(directory, 'missing.toml');
  const refusal = (file: string, why: string) => ({
    config: null,
    faults: [{ key: '', message: `cannot read ${file}: ${why}` }],
  });
  assert.deepEqual(loadBoxConfig(missing, 'simulated'), refusal(missing, 'there is no such file'));
  assert.deepEqual(loadBoxConfig(directory, 'simulated'), refusal(directory, 'it is a directory'));
  writeFileSync(FILE, '');
  const inside = join(FILE, 'box.toml');
  assert.deepEqual(loadBoxConfig(inside, 'simulated'), refusal(inside, 'there is no such file'));
});

test('a file that this user may not read is told so', () => {
  const secret = join(directory, 'secret.toml');
  writeFileSync(secret, '', { mode: 0o000 });
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.('nobody'); // root may read everything
  try {
    assert.deepEqual(loadBoxConfig(secret, 'simulated').faults, [
      { key: '', message: `cannot read ${secret}: it may not be read by this user` },
    ]);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

test('a window of more than a day is a slip', () => {
  const { faults } = checkBoxConfig({ voting: { open_after: '24h', close_after: '25h' } }, 'simulated');
  assert.deepEqual(faults, [{ key: 'voting.close_after', message: 'must be at most "24h", not "25h"' }]);
});

test('a hub is an https address: votes and secrets go there', () => {
  const message = (found: string) =>
    `must be an https address, for example "https://hub.local:8443", not "${found}"`;
  for (const url of ['http://hub.local', 'ftp://x', 'nonsense', '']) {
    const { faults } = checkBoxConfig({ hub: { url } }, 'simulated');
    assert.deepEqual(faults, [{ key: 'hub.url', message: message(url) }]);
  }
  const two = ['https://hub.local:8443', 'https://10.0.0.2'];
  assert.deepEqual(checkBoxConfig({ hub: { url: two } }, 'simulated').config?.hubUrls, two);
  assert.deepEqual(checkBoxConfig({ hub: { url: ['https://a', 'b'] } }, 'simulated').faults, [
    { key: 'hub.url.1', message: message('b') },
  ]);
});

test('a file that is not UTF-8 is refused: a room would be named with marks in it', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'likebox-latin-')), 'box.toml');
  writeFileSync(file, Buffer.from('[box]\nroom = "Caf\u00e9"\n', 'latin1'));
  const { config, faults } = loadBoxConfig(file, 'simulated');
  rmSync(dirname(file), { recursive: true });
  assert.deepEqual(
    [config, faults],
    [null, [{ key: '', message: `${file}: not UTF-8 text: save it as UTF-8` }]],
  );
});
