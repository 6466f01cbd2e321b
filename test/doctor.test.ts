import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createSimulatedBoard } from '../src/adapters/gpio/simulated.ts';
import { holdDirectory } from '../src/adapters/store/lock.ts';
import type { Lcd, OutputLine } from '../src/app/ports.ts';
import type { Check } from '../src/core/doctor/check.ts';
import type { DiskReading } from '../src/core/doctor/disk.ts';
import { type DoctorOptions, runDoctor } from '../src/doctor.ts';
import type { Instruments, Wires } from '../src/instruments.ts';
import { createFakeClock, type FakeClock } from './fakes/clock.ts';

const NOW = Date.parse('2026-06-24T10:00:00Z');
const BUILT = Date.parse('2026-05-01T00:00:00Z');

const DISK: DiskReading = {
  directory: '/var/lib/likebox',
  exists: true,
  freeBytes: 5_000_000_000,
  totalBytes: 16_000_000_000,
  readOnly: false,
  syncsMs: [4, 5, 6],
  refused: null,
};

interface Room {
  clock: FakeClock;
  /** What the outputs and the LCD were told, and when. */
  told: string[];
  wires: Wires & { hand: ReturnType<typeof createSimulatedBoard>['hand'] };
}

/** A board whose buttons are simulated and whose outputs are written down. */
function createRoom(choose: Wires['choose']): Room {
  const clock = createFakeClock({ wallAt: NOW });
  const told: string[] = [];
  const say = (what: string) => void told.push(`${clock.monoMs()} ${what}`);
  const output = (name: string): OutputLine => ({
    start: async () => say(`${name} open`),
    stop: async () => say(`${name} released`),
    write: (on) => say(`${name} ${on ? 'on' : 'off'}`),
  });
  const lcd: Lcd = {
    start: async () => say('lcd open'),
    show: ({ lines }) => say(`lcd ${lines[0]}`),
    stop: async () => say('lcd blank'),
  };
  const { gpio, hand } = createSimulatedBoard({ clock, random: () => 0 });
  const buttons = {
    ...gpio.buttons,
    start: async () => say('buttons open'),
    stop: async () => say('buttons released'),
  };
  const outputs = {
    plus: output('plus'),
    minus: output('minus'),
    status: output('status'),
    buzzer: output('buzzer'),
  };
  return { clock, told, wires: { gpio: { buttons, outputs }, lcd, choose, complaint: () => null, hand } };
}

const place = (line: number) =>
  `line ${line} is ${line} of gpiochip0 (pinctrl-bcm2711), gpio${line + 512} in sysfs`;
const LINES = {
  'button-plus': place(24),
  'button-minus': place(23),
  'led-plus': place(17),
  'led-minus': place(27),
  'led-status': place(22),
  buzzer: place(18),
};
const chooseSysfs = async () => ({ backend: 'sysfs' as const, why: 'it works here', lines: LINES });

/** The instruments of a Pi on which all is well; nothing of this computer is touched. */
function onPi(room: Room, changed: Partial<Instruments> = {}): Instruments {
  return {
    clock: room.clock,
    machine: { board: 'raspberry-pi', model: 'Raspberry Pi 4 Model B Rev 1.4' },
    connect: () => room.wires,
    holdDirectory,
    scanBus: async () => ({ chips: [{ address: 0x27, held: false }] }),
    readPull: async () => ({ pull: 'up', high: true }),
    readPower: async () => ({ throttled: 0 }),
    readTemperatures: async () => ({ cpu: 48.3 }),
    measureDisk: async () => DISK,
    readTimeSources: async () => ({ synced: true, rtcAt: null }),
    ...changed,
  };
}

function onPc(room: Room): Instruments {
  return onPi(room, {
    machine: { board: 'simulated', model: null },
    connect: () => ({ ...room.wires, choose: null }),
    scanBus: () => assert.fail('the buses of a PC are nobody of a box'),
    readPower: async () => null,
    readTemperatures: async () => ({}),
    readTimeSources: async () => ({ synced: false, rtcAt: null }),
  });
}

function makeConfig(t: TestContext, more = ''): { file: string; dataDir: string } {
  const directory = mkdtempSync(join(tmpdir(), 'likebox-doctor-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const dataDir = join(directory, 'data');
  const file = join(directory, 'box.toml');
  mkdirSync(dataDir);
  writeFileSync(file, `[box]\ndata_dir = "${dataDir}"\n${more}`);
  return { file, dataDir };
}

/** Runs a doctor to its end; `during` is called as time passes, every 50 ms. */
async function run(
  room: Room,
  instruments: Instruments,
  options: Partial<DoctorOptions>,
  during: (nowMs: number) => void = () => {},
) {
  let out = '';
  let err = '';
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
  };
  const signal = new AbortController().signal;
  const asked = { config: null, json: false, seconds: 10, builtAt: BUILT, signal, ...options };
  let code: number | null = null;
  const done = runDoctor(asked, io, instruments).then((result) => {
    code = result;
  });
  for (let step = 0; code === null && step < 1_000; step += 1) {
    during(room.clock.monoMs());
    await room.clock.pass(50);
  }
  await done;
  assert.equal(room.clock.openTimers(), 0, 'no timer is left');
  return { code, out, err };
}

async function json(...[room, instruments, options, during]: Parameters<typeof run>) {
  const { out, ...rest } = await run(room, instruments, { json: true, ...options }, during);
  const report = JSON.parse(out) as { ok: boolean; checks: Check[] };
  const verdicts = Object.fromEntries(report.checks.map(({ id, verdict }) => [id, verdict]));
  return { ...rest, report, verdicts };
}

test('on a PC the simulated board is examined, and nothing is wrong', async (t) => {
  const { file } = makeConfig(t);
  const room = createRoom(null);
  const { code, out, err } = await run(room, onPc(room), { config: file, seconds: 0 });
  assert.deepEqual([code, err], [0, '']);
  assert.equal(
    out,
    `ok   configuration     ${file}
ok   board             this computer is no board: the simulated one is used
-    i2c               a simulated board has no bus
ok   clock             a simulated board takes the clock of this computer as synced
-    rtc               no clock chip: after a power cut the time comes from the network
ok   disk-space        5000 MB free for /var/lib/likebox
ok   disk-speed        a vote waits 5 ms for the disk, 1 in 100 waits 6 ms (3 writes)
-    temperature       no sensor here
-    power             this board does not tell its voltage
ok   backend           simulated: its lines need no chip
                       Look at the box: its lamps light one after another, then it beeps.
ok   led-plus          the green lamp of +1 lit for 0.8 s; simulated, so nobody saw it
ok   led-minus         the red lamp of -1 lit for 0.8 s; simulated, so nobody saw it
ok   led-status        the status lamp lit for 0.8 s; simulated, so nobody saw it
ok   buzzer            it beeped for 0.3 s; simulated, so nobody saw it
ok   lcd               it showed LikeBox, accents and a heart, and below a row of full blocks; simulated, so nobody saw it
ok   rest-plus         at rest when nobody pushes it
ok   rest-minus        at rest when nobody pushes it
-    buttons           not watched, as --seconds 0 asks

Nothing is wrong.
`,
  );
});

test('on a board every line is tried in turn, then dark and released', async (t) => {
  const { file } = makeConfig(t);
  const room = createRoom(chooseSysfs);
  const { code, verdicts, err } = await json(room, onPi(room), { config: file, seconds: 1 });
  assert.equal(code, 0);
  assert.match(err, /Look at the box[\s\S]*Punch both buttons now, several times each, for 1 s\./);
  assert.deepEqual(verdicts, {
    configuration: 'ok',
    board: 'ok',
    i2c: 'ok',
    clock: 'ok',
    rtc: 'absent',
    'disk-space': 'ok',
    'disk-speed': 'ok',
    temperature: 'ok',
    power: 'ok',
    backend: 'ok',
    'line-button-plus': 'ok',
    'line-button-minus': 'ok',
    'line-led-plus': 'ok',
    'line-led-minus': 'ok',
    'line-led-status': 'ok',
    'line-buzzer': 'ok',
    'pull-plus': 'ok',
    'pull-minus': 'ok',
    'led-plus': 'ok',
    'led-minus': 'ok',
    'led-status': 'ok',
    buzzer: 'ok',
    lcd: 'ok',
    'rest-plus': 'ok',
    'rest-minus': 'ok',
    'button-plus': 'warning',
    'button-minus': 'warning',
  });
  const began = Number(room.told[0]?.split(' ')[0]);
  assert.deepEqual(
    room.told.map((line) => line.replace(/^\d+/, (ms) => `${Number(ms) - began}`)),
    [
      ...['0 plus open', '0 plus on', '800 plus off', '800 plus released'],
      ...['800 minus open', '800 minus on', '1600 minus off', '1600 minus released'],
      ...['1600 status open', '1600 status on', '2400 status off', '2400 status released'],
      ...['2400 buzzer open', '2400 buzzer on', '2700 buzzer off', '2700 buzzer released'],
      ...['2700 lcd open', '2700 lcd LikeBox é à ç ù ♥   ', '5700 lcd blank'],
      ...['5700 buttons open', '6700 buttons released'],
    ],
  );
});

test('punches during the watch are counted with their bounce', async (t) => {
  const { file } = makeConfig(t);
  const room = createRoom(chooseSysfs);
  let punched = false;
  const { code, report } = await json(room, onPi(room), { config: file, seconds: 10 }, () => {
    if (punched || !room.told.at(-1)?.endsWith('buttons open')) return;
    punched = true;
    void room.wires.hand.play([
      { afterMs: 1_000, button: 'plus', active: true },
      { afterMs: 1_001, button: 'plus', active: false },
      { afterMs: 1_003, button: 'plus', active: true },
      { afterMs: 1_200, button: 'plus', active: false },
      { afterMs: 3_000, button: 'plus', active: true },
      { afterMs: 3_100, button: 'plus', active: false },
    ]);
  });
  assert.equal(code, 0);
  const plus = report.checks.find(({ id }) => id === 'button-plus');
  assert.deepEqual(
    [plus?.verdict, plus?.message],
    ['ok', '2 presses, 6 edges, bounce up to 3 ms, shortest gap 1 ms, noise 0'],
  );
});

test('what is wrong gives 3, with what mends it; the rest is examined all the same', async (t) => {
  const { file } = makeConfig(t);
  const room = createRoom(chooseSysfs);
  room.wires.gpio.outputs.minus.start = async () => {
    throw new Error('Line 27 is taken by "lirc": stop that.');
  };
  room.wires.gpio.buttons.start = async () => {
    throw new Error('Line 23 may not be used by pi: `sudo usermod -aG gpio pi`, then restart.');
  };
  const instruments = onPi(room, {
    connect: () => ({ ...room.wires, complaint: (id) => (id === 'lcd' ? 'The LCD does not answer.' : null) }),
    scanBus: async () => ({ chips: [{ address: 0x3f, held: false }] }),
    readPower: async () => ({ throttled: 0x50005 }),
  });
  const { code, out } = await run(room, instruments, { config: file });
  assert.equal(code, 3);
  assert.deepEqual(
    out.split('\n').filter((line, i, all) => line.startsWith('BAD') || all[i - 1]?.startsWith('BAD')),
    [
      'BAD  i2c               bus 1: 0x3F an LCD backpack; no LCD at 0x27',
      '                       -> in box.toml: [hardware.lcd] address = 0x3F',
      'BAD  power             the voltage is too low; the processor is slowed down',
      '                       -> use a supply of 5.1 V and at least 3 A, with a short and thick cable',
      'BAD  led-minus         Line 27 is taken by "lirc": stop that.',
      'ok   led-status        the status lamp lit for 0.8 s',
      'BAD  lcd               The LCD does not answer.',
      'BAD  buttons           Line 23 may not be used by pi: `sudo usermod -aG gpio pi`, then restart.',
      '',
    ],
  );
  assert.match(out, /\nWrong: i2c, power, led-minus, lcd, buttons\.\n$/);
});

test('where no line can be reached only the LCD is tried', async (t) => {
  const { file } = makeConfig(t);
  const room = createRoom(async () => {
    throw new Error('This kernel has no sysfs GPIO.');
  });
  const { code, report } = await json(room, onPi(room), { config: file });
  assert.equal(code, 3);
  assert.deepEqual(
    report.checks.slice(-2).map(({ id, verdict, message }) => [id, verdict, message]),
    [
      ['backend', 'wrong', 'This kernel has no sysfs GPIO.'],
      ['lcd', 'ok', 'it showed LikeBox, accents and a heart, and below a row of full blocks'],
    ],
  );
  assert.deepEqual(
    room.told.filter((line) => !line.includes('lcd')),
    [],
  );
});

test('a line without a place is wrong once, and the others are tried', async (t) => {
  const { file } = makeConfig(t);
  const why = 'Line 24 is not in gpiochip0: it has 8 lines.';
  const room = createRoom(async () => ({
    ...(await chooseSysfs()),
    lines: { ...LINES, 'button-plus': why, 'led-plus': why },
  }));
  const { code, report } = await json(room, onPi(room), { config: file });
  assert.equal(code, 3);
  assert.deepEqual(
    report.checks.filter(({ verdict }) => verdict === 'wrong').map(({ id, message }) => [id, message]),
    [
      ['line-button-plus', why],
      ['line-led-plus', why],
    ],
  );
  assert.deepEqual(report.checks.map(({ id }) => id).slice(-5), [
    'pull-minus',
    'led-minus',
    'led-status',
    'buzzer',
    'lcd',
  ]);
  assert.ok(!room.told.some((line) => / (plus|buttons) /.test(line)));
});

test('a running box is left alone, and the rest examined', async (t) => {
  const { file, dataDir } = makeConfig(t);
  const box = holdDirectory(join(dataDir, 'box.db'));
  t.after(box.release);
  const room = createRoom(chooseSysfs);
  const { code, report, verdicts } = await json(room, onPi(room), { config: file });
  assert.deepEqual([code, room.told, verdicts['disk-speed'], verdicts.power], [0, [], 'ok', 'ok']);
  assert.deepEqual(
    report.checks.find(({ id }) => id === 'box'),
    {
      id: 'box',
      verdict: 'warning',
      message: `a box runs on ${dataDir}; the buttons, lights, buzzer and LCD were left alone`,
      mend: 'sudo systemctl stop likebox-box, then this again with sudo',
      values: {},
    },
  );
});

test('where it cannot be told whether a box runs, its lines are left alone', async (t) => {
  const { file, dataDir } = makeConfig(t);
  writeFileSync(join(dataDir, 'box.lock'), 'not what SQLite writes'.repeat(100));
  const room = createRoom(chooseSysfs);
  const { code, report } = await json(room, onPi(room), { config: file });
  const { verdict, message } = report.checks.find(({ id }) => id === 'box') ?? {};
  assert.deepEqual([code, room.told, verdict], [0, [], 'warning']);
  assert.match(message ?? '', /^it cannot be told whether a box runs: .*box\.lock/);
});

test('a box that starts during the examination has to wait, and can start after it', async (t) => {
  const { file, dataDir } = makeConfig(t);
  holdDirectory(join(dataDir, 'box.db')).release();
  const room = createRoom(chooseSysfs);
  let refused = false;
  const { code } = await run(room, onPi(room), { config: file, seconds: 0 }, () => {
    if (refused || room.told.length === 0) return;
    assert.throws(() => holdDirectory(join(dataDir, 'box.db')), { trouble: 'held' });
    refused = true;
  });
  assert.deepEqual([code, refused], [0, true]);
  holdDirectory(join(dataDir, 'box.db')).release();
});

test('where no box ever ran, nothing is left that its user could not open', async (t) => {
  const { file, dataDir } = makeConfig(t);
  const room = createRoom(chooseSysfs);
  await run(room, onPi(room), { config: file, seconds: 0 });
  assert.deepEqual([existsSync(dataDir), readdirSync(dataDir)], [true, []]);
});

test('a mute box stays mute', async (t) => {
  for (const muted of ['volume = "off"', 'quiet = "11:00-13:00"']) {
    const { file } = makeConfig(t, `[hardware.buzzer]\n${muted}\n`);
    const room = createRoom(chooseSysfs);
    const { verdicts } = await json(room, onPi(room), { config: file, seconds: 0 });
    assert.equal(verdicts.buzzer, 'absent');
    assert.ok(!room.told.some((line) => line.includes('buzzer')), muted);
  }
});

test('an interruption darkens and releases everything, and gives 1', async (t) => {
  const { file } = makeConfig(t);
  for (const [what, last, said] of [
    [
      'minus on',
      ['minus off', 'minus released'],
      'ok   led-plus          the green lamp of +1 lit for 0.8 s',
    ],
    ['lcd open', ['lcd blank'], 'ok   buzzer            it beeped for 0.3 s'],
    ['buttons open', ['buttons released'], 'Punch both buttons now, several times each, for 10 s.'],
  ] as const) {
    const room = createRoom(chooseSysfs);
    const abort = new AbortController();
    const { code, out, err } = await run(room, onPi(room), { config: file, signal: abort.signal }, () => {
      if (room.told.some((line) => line.endsWith(what))) abort.abort();
    });
    assert.equal(code, 1);
    assert.equal(err, 'Interrupted: the lights are off and the lines released.\n');
    assert.equal(
      out.trimEnd().split('\n').at(-1)?.trim(),
      said,
      'nothing is said of what was not seen to its end',
    );
    assert.deepEqual(
      room.told.slice(-last.length).map((line) => line.replace(/^\d+ /, '')),
      last,
    );
  }
});

test('a faulty configuration gives 2 with every fault, and one document for programs', async (t) => {
  const { file } = makeConfig(t, 'rom = "Amphi A"\n[hardware.leds]\nplus = 24\n');
  const room = createRoom(chooseSysfs);
  const faults =
    'box.rom: unknown key (did you mean room?) (line 3 of the file)\nhardware.leds.plus: line 24 is already used by hardware.buttons.plus: give each its own (line 5 of the file)\n';
  const text = await run(room, onPi(room), { config: file });
  assert.deepEqual(text, {
    code: 2,
    out: `BAD  configuration     ${file}: 2 faults
                       -> correct box.rom, hardware.leds.plus

Wrong: configuration.
`,
    err: faults,
  });
  const { code, err, report } = await json(room, onPi(room), { config: file });
  assert.deepEqual([code, err, report.ok, report.checks.length], [2, faults, false, 1]);
  assert.deepEqual(room.told, []);
});
