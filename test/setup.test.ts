import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type BoardKind, describeFault } from '../src/core/config.ts';
import { allFaults, readSetup } from '../src/setup.ts';

/** A card with these two files; null: there is none. */
function card(t: TestContext, etc: string | null, boot: string | Uint8Array | null) {
  const directory = mkdtempSync(join(tmpdir(), 'likebox-card-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const places = { etc: join(directory, 'box.toml'), boot: join(directory, 'likebox.toml') };
  if (etc !== null) writeFileSync(places.etc, etc);
  if (boot !== null) writeFileSync(places.boot, boot);
  return places;
}

async function read(
  t: TestContext,
  etc: string | null,
  boot: string | Uint8Array | null,
  { board = 'raspberry-pi' as BoardKind } = {},
) {
  const places = card(t, etc, boot);
  const setup = await readSetup(null, board, places);
  const faults = allFaults(setup, await setup.rest()).map(describeFault);
  const said = JSON.stringify(setup.view).replaceAll(`${join(places.etc, '..')}/`, '');
  return { config: setup.config, faults, view: JSON.parse(said) as typeof setup.view };
}

const ETC = 'language = "en"\n[box]\nid = "box-07"\nroom = ["A", "B"]\n[voting]\nopen_after = "10m"\n';

test('the keys of the boot partition lie over those of /etc, and lists replace lists', async (t) => {
  const { config, faults, view } = await read(t, ETC, 'box.room = ["C"]\nhardware.lcd.kind = "none"\n');
  assert.deepEqual(
    [faults, config?.language, config?.boxId, config?.rooms, config?.lcd],
    [[], 'en', 'box-07', ['C'], { kind: 'none' }],
  );
  assert.deepEqual(view, {
    files: [
      { file: 'box.toml', keys: ['language', 'box.id'] },
      { file: 'likebox.toml', keys: ['box.room', 'hardware.lcd.kind'] },
    ],
    ignored: [],
  });
});

test('a file written on Windows is read like any other', async (t) => {
  const { config, faults } = await read(t, null, '\ufeff[box]\r\nroom = "Amphi É"\r\n');
  assert.deepEqual([faults, config?.rooms], [[], ['Amphi É']]);
});

test('without a board, or with a file that is named, the boot partition is not asked', async (t) => {
  const { config, view } = await read(t, ETC, 'box.rom = 3', { board: 'simulated' });
  assert.deepEqual([config?.rooms, view.ignored], [['A', 'B'], []]);
  const places = card(t, null, 'box.room = "C"');
  writeFileSync(places.etc, ETC);
  assert.deepEqual((await readSetup(places.etc, 'raspberry-pi', places)).config?.rooms, ['A', 'B']);
});

/** A file on the boot partition, and why it is ignored. */
const FAULTY: readonly [boot: string | Uint8Array, faults: string[]][] = [
  [
    'box.room = "C"\n[box]\n',
    ['likebox.toml, line 2, column 2: not valid TOML: trying to redefine an already defined table or value'],
  ],
  [
    'box.room = "C"\nbox.rom = "C"\nlanguage = "de"\n',
    [
      'likebox.toml, line 3: language: must be one of "fr", "en", not "de"',
      'likebox.toml, line 2: box.rom: unknown key (did you mean room?)',
    ],
  ],
  [
    '[hardware.leds]\nplus = 24\n',
    [
      'likebox.toml, line 2: hardware.leds.plus: line 24 is already used by hardware.buttons.plus: give each its own',
    ],
  ],
  [
    '\nprogramme.timezone = "Europe/Pariss"\n',
    [
      'likebox.toml, line 2: programme.timezone: "Europe/Pariss" is not a time zone: use a name like "Europe/Paris"',
    ],
  ],
  [Buffer.from('box.room = "Café"', 'latin1'), ['likebox.toml: not UTF-8 text: save it as UTF-8']],
];

test('a faulty file on the boot partition is ignored whole, and every fault names file, line and key', async (t) => {
  for (const [boot, sentences] of FAULTY) {
    const { config, faults, view } = await read(t, ETC, boot);
    assert.deepEqual([faults, config?.language, config?.rooms], [[], 'en', ['A', 'B']]);
    assert.deepEqual(view, {
      files: [{ file: 'box.toml', keys: ['language', 'box.id', 'box.room'] }],
      ignored: [{ file: 'likebox.toml', faults: sentences }],
    });
  }
});

test('a clash with what the card does not name has neither its line nor its name', async (t) => {
  const { view } = await read(t, null, '[hardware]\nbuttons.plus = 17\n');
  const [{ faults } = assert.fail()] = view.ignored;
  assert.deepEqual(faults, [
    'hardware.leds.plus: line 17 is already used by hardware.buttons.plus: give each its own',
  ]);
});

test('what is there and cannot be read as a file is ignored, too', async (t) => {
  const places = card(t, ETC, null);
  mkdirSync(places.boot);
  const { config, ignored } = await readSetup(null, 'raspberry-pi', places);
  assert.deepEqual(
    [config?.rooms, ignored.map(describeFault)],
    [['A', 'B'], [`cannot read ${places.boot}: it is a directory`]],
  );
});

test('a faulty /etc is refused, whatever the boot partition says', async (t) => {
  const { faults } = await read(t, 'box.id = "Box 07"\n', 'box.id = "box-07"\n');
  assert.deepEqual(faults, [
    'box.id: must be lower-case letters, digits and hyphens, for example "box-07", not "Box 07" (line 1 of the file)',
  ]);
});

test('lines that only both files name make a BeagleBone whole', async (t) => {
  const etc = 'hardware.buttons = { plus = "P9_12", minus = "P9_11" }\n';
  const leds = 'leds = { plus = "P9_14", minus = "P9_16", status = "P9_15" }';
  const boot = `[hardware]\n${leds}\nbuzzer = { line = "P9_23" }\n`;
  const { config, faults } = await read(t, etc, boot, { board: 'beaglebone' });
  assert.deepEqual([faults, config?.buttons.plus, config?.buzzer.line], [[], 'P9_12', 'P9_23']);
});
