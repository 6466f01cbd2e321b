import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Hd44780 } from '../fakes/hd44780.ts';
import { LONG } from '../long.ts';
import { LED } from './answers.ts';
import { type Board, createBoard } from './board.ts';
import { clearDisk, type GuestBox, prepare, startReadyBox, TITLE, type Tooling } from './box.ts';
import { I2C_ADDRESS, i2cDisplay, LCD_LINES, parallelDisplay } from './display.ts';
import { bootGuest, type Guest } from './guest.ts';
import { edgesOf, inTurn, play } from './punches.ts';
import { readTrace, type Seen, startTrace } from './trace.ts';

const LOOKS = 20;
const LOOK_EVERY_MS = 500;
const { rs, e, data } = LCD_LINES;

const KINDS: readonly [
  name: string,
  tooling: Tooling,
  table: string,
  decode: (seen: readonly Seen[]) => Hd44780,
][] = [
  [
    'a parallel LCD',
    { gpio: 'sysfs' },
    `[hardware.lcd]\nkind = "parallel"\nrs = ${rs}\ne = ${e}\ndata = [${data.join(', ')}]`,
    parallelDisplay,
  ],
  [
    'an I²C LCD beside buttons on gpiod 2',
    { gpio: 'gpiod', version: 2 },
    `[hardware.lcd]\nkind = "i2c"\nbus = 0\naddress = ${I2C_ADDRESS}`,
    i2cDisplay,
  ],
];

let guest: Guest;
let board: Board;
before(async () => {
  guest = await bootGuest();
  board = await createBoard(guest);
  await prepare(guest);
});
after(() => guest?.end());

// Both with the long series: each costs a start of the box in a slow guest.
for (const [name, tooling, hardware, decode] of LONG ? KINDS : KINDS.slice(1)) {
  test(`${name} shows the screen's text, accents included, and is blank after a stop`, async (t) => {
    await clearDisk(guest);
    await startTrace(guest);
    const box = await startReadyBox(guest, { tooling, hardware });
    let running = true;
    t.after(() => (running ? box.end('SIGKILL') : undefined));
    const decoded = async () => decode(await readTrace(guest, board.base));

    const waiting = await untilAlike(box, decoded, (lines) => lines.join(' ').includes('Maëlle'));
    const words = waiting.join(' ').replace(/\s+/g, ' ');
    assert.ok(words.includes(TITLE.normalize('NFC').replace(/\s+/g, ' ')), words);

    const punches = inTurn(1, 0, 90);
    await play(board, punches, edgesOf(punches, null));
    const thanks = await thanksIn(async () => readTrace(guest, board.base));
    assert.match(decode(thanks).text().join(' '), /\+1/);

    const { code } = await box.end('SIGTERM');
    running = false;
    assert.equal(code, 0);
    const last = await decoded();
    assert.equal(last.text().join('').trim(), '');
    assert.deepEqual(last.violations, []);
  });
}

/** Waits until the screen is as wanted, and the display shows that very text while the screen stays the same. */
async function untilAlike(
  box: GuestBox,
  decoded: () => Promise<Hd44780>,
  wanted: (lines: readonly string[]) => boolean,
): Promise<readonly string[]> {
  let told = '';
  for (let look = 0; look < LOOKS; look += 1) {
    const { lcd } = await box.until('a screen as wanted', (state) => wanted(state.lcd.lines ?? []));
    const text = (await decoded()).text();
    const after = (await box.state()).lcd;
    told = `screen: ${JSON.stringify(lcd.lines)}; display: ${JSON.stringify(text)}`;
    // A heart that beats, or a clock, may have moved on meanwhile.
    if (JSON.stringify(after.lines) !== JSON.stringify(lcd.lines)) continue;
    if (JSON.stringify(text) === JSON.stringify(lcd.lines)) return text;
  }
  assert.fail(`the display never showed the screen's text: ${told}`);
}

/** All that was seen until the LED of the vote had been on for half of its time: screen and LED end it one by one. */
async function thanksIn(read: () => Promise<Seen[]>): Promise<Seen[]> {
  for (let look = 0; look < LOOKS; look += 1) {
    const seen = await read();
    const changes = seen.flatMap((event) =>
      event.kind === 'line' && event.line === LED.plus ? [event] : [],
    );
    const on = changes.find(({ high }) => high);
    const out = changes.find(({ high, atMs }) => !high && on !== undefined && atMs > on.atMs);
    if (on !== undefined && out !== undefined) {
      const halfMs = (on.atMs + out.atMs) / 2;
      return seen.filter(({ atMs }) => atMs <= halfMs);
    }
    await pause(LOOK_EVERY_MS);
  }
  assert.fail('the LED of the vote never went on and out');
}
