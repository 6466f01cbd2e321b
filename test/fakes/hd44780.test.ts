import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UNREADABLE } from './controller.ts';
import { createHd44780, createPcf8574, type Hd44780, type LcdLevels } from './hd44780.ts';

const LOW: LcdLevels = { rs: false, rw: false, e: false, data: 0 };

/** A hand at the wires of a display: it keeps every time of the datasheet unless told otherwise. */
function createHand({ columns = 20, rows = 4, checkTimes = true } = {}) {
  const display = createHd44780({ columns, rows, checkTimes });
  let levels = LOW;
  let nowUs = 0;
  function set(change: Partial<LcdLevels>, afterUs: number): void {
    nowUs += afterUs;
    levels = { ...levels, ...change };
    display.wires(levels, nowUs);
  }
  function nibble(data: number, { rs = false, waitUs = 41, highUs = 0.5 } = {}): void {
    set({ rs, data }, waitUs);
    set({ e: true }, 0.5);
    set({ e: false }, highUs);
  }
  function byte(value: number, { rs = false, waitUs = 41 } = {}): void {
    nibble(value >> 4, { rs, waitUs });
    nibble(value & 0x0f, { rs, waitUs: 0.5 });
  }
  set({}, 0);
  return { display, set, nibble, byte };
}

type Hand = ReturnType<typeof createHand>;

/** Figure 24 of the datasheet: 4-bit interface, 8 digits × 2 lines; 37 µs and 1.52 ms as in its table 6. */
const FIGURE_24: [what: string, do_: (hand: Hand) => void][] = [
  ['eight bits, 15 ms after power', ({ nibble }) => nibble(3, { waitUs: 15_000 })],
  ['eight bits, 4.1 ms later', ({ nibble }) => nibble(3, { waitUs: 4_100 })],
  ['eight bits, 100 µs later', ({ nibble }) => nibble(3, { waitUs: 100 })],
  ['four bits', ({ nibble }) => nibble(2)],
  ['two lines', ({ byte }) => byte(0x28)],
  ['display off', ({ byte }) => byte(0x08)],
  ['clear', ({ byte }) => byte(0x01)],
  ['entry mode', ({ byte }) => byte(0x06, { waitUs: 1_520 })],
];

function started(options = {}): Hand {
  const hand = createHand(options);
  for (const [, step] of FIGURE_24) step(hand);
  hand.byte(0x0c);
  return hand;
}

const write = ({ byte }: Hand, text: string) => {
  for (const char of text) byte(char.charCodeAt(0), { rs: true });
};
const rowsOf = (display: Hd44780) => display.text().map((row) => row.trimEnd());

test('figure 24 of the datasheet starts it in four bits and two lines, and breaks no rule', () => {
  const hand = createHand();
  const states = FIGURE_24.map(([what, step]) => {
    step(hand);
    return [what, hand.display.isTwoLine(), hand.display.taken.instructions];
  });
  assert.deepEqual(states, [
    ['eight bits, 15 ms after power', true, 1],
    ['eight bits, 4.1 ms later', true, 2],
    ['eight bits, 100 µs later', true, 3],
    ['four bits', true, 4],
    ['two lines', true, 5],
    ['display off', true, 6],
    ['clear', true, 7],
    ['entry mode', true, 8],
  ]);
  hand.byte(0x0c);
  write(hand, 'Amphi A');
  assert.deepEqual(rowsOf(hand.display), ['Amphi A', '', '', '']);
  assert.deepEqual(hand.display.violations, []);
});

test('each wait of figure 24 that is too short is refused', () => {
  const short = (index: number, byUs: number) => {
    const hand = createHand();
    const waits = [15_000, 4_100, 100];
    for (const [i, waitUs] of waits.entries())
      hand.nibble(3, { waitUs: i === index ? waitUs - byUs : waitUs });
    return hand.display.violations;
  };
  assert.deepEqual(short(0, 1), ['busy with power coming at 15000 µs']);
  // Half a microsecond passes between the data and E.
  assert.deepEqual(short(1, 1), ['busy with instruction 0x3f at 19101 µs']);
  assert.deepEqual(short(2, 1), ['busy with instruction 0x3f at 19202 µs']);
  assert.deepEqual(short(0, 0), []);
});

const REFUSALS: [what: string, wrong: (hand: Hand) => void, violation: RegExp][] = [
  ['data while busy', (hand) => hand.byte(0x41, { rs: true, waitUs: 30 }), /^busy with instruction 0x0c at/],
  [
    'data before a write is over, the address counter included',
    (hand) => {
      write(hand, 'a');
      hand.byte(0x62, { rs: true, waitUs: 40 });
    },
    /^busy with a write at/,
  ],
  [
    'anything within 1.52 ms of clear',
    (hand) => {
      hand.byte(0x01);
      hand.byte(0x41, { rs: true, waitUs: 1_500 });
    },
    /^busy with instruction 0x01 at/,
  ],
  [
    'anything within 1.52 ms of home',
    (hand) => {
      hand.byte(0x02);
      hand.byte(0x41, { rs: true, waitUs: 1_500 });
    },
    /^busy with instruction 0x02 at/,
  ],
  ['E high for 440 ns', (hand) => hand.nibble(4, { waitUs: 50, highUs: 0.44 }), /^E high under 0.45 µs at/],
  [
    'E again after 990 ns',
    (hand) => {
      hand.nibble(4, { waitUs: 50 });
      hand.set({ e: true }, 0.49);
    },
    /^E cycle under 1 µs at/,
  ],
  [
    'RS 50 ns before E',
    (hand) => {
      hand.set({ rs: true, data: 1 }, 50);
      hand.set({ e: true }, 0.05);
    },
    /^RS or RW before E rises under 0.06 µs at/,
  ],
  [
    'RS together with E',
    (hand) => hand.set({ rs: true, e: true }, 50),
    /^RS or RW before E rises under 0.06 µs at/,
  ],
  [
    'RS while E is high',
    (hand) => {
      hand.set({ e: true }, 50);
      hand.set({ rs: true }, 1);
    },
    /^RS or RW changes while E is high at/,
  ],
  [
    'RS 10 ns after E',
    (hand) => {
      hand.nibble(4, { waitUs: 50 });
      hand.set({ rs: true }, 0.01);
    },
    /^RS or RW held after E fell under 0.02 µs at/,
  ],
  [
    'data 190 ns before E falls',
    (hand) => {
      hand.set({ e: true }, 50);
      hand.set({ data: 0x5 }, 1);
      hand.set({ e: false }, 0.19);
    },
    /^data before E falls under 0.195 µs at/,
  ],
  [
    'data 5 ns after E fell',
    (hand) => {
      hand.nibble(4, { waitUs: 50 });
      hand.set({ data: 0x5 }, 0.005);
    },
    /^data held after E fell under 0.01 µs at/,
  ],
  [
    'a read',
    (hand) => {
      hand.set({ rw: true }, 50);
      hand.set({ e: true }, 1);
      hand.set({ e: false }, 1);
    },
    /^RW is high: a read at/,
  ],
  [
    'a nibble out of step',
    (hand) => {
      hand.nibble(8, { waitUs: 50 });
      hand.nibble(4, { rs: true, waitUs: 50 });
    },
    /^a nibble out of step: RS differs between the halves of a byte at/,
  ],
  [
    'an address beyond the first line',
    (hand) => hand.byte(0x80 | 0x28),
    /^DDRAM address 0x28 is not there at/,
  ],
  [
    'an address beyond the second line',
    (hand) => hand.byte(0x80 | 0x68),
    /^DDRAM address 0x68 is not there at/,
  ],
];

for (const [what, wrong, violation] of REFUSALS) {
  test(`refused: ${what}`, () => {
    const hand = started();
    wrong(hand);
    assert.equal(hand.display.violations.length, 1, hand.display.violations.join('\n'));
    assert.match(hand.display.violations[0] ?? '', violation);
  });
}

test('without times only the order is judged', () => {
  const hand = started({ checkTimes: false });
  hand.byte(0x41, { rs: true, waitUs: 0 });
  assert.deepEqual(hand.display.violations, []);
  hand.nibble(8, { waitUs: 0 });
  hand.nibble(4, { rs: true, waitUs: 0 });
  assert.equal(hand.display.violations.length, 1);
});

test('rows are where a 20x4 and a 16x2 have them, and the counter walks through the rows 0, 2, 1, 3', () => {
  const big = started();
  big.byte(0x80);
  for (const char of 'acbd') write(big, char.repeat(20));
  write(big, 'z');
  assert.deepEqual(rowsOf(big.display), [
    `z${'a'.repeat(19)}`,
    'b'.repeat(20),
    'c'.repeat(20),
    'd'.repeat(20),
  ]);
  const small = started({ columns: 16, rows: 2 });
  small.byte(0x80 | 0x40);
  write(small, 'Amphi A, 1er étage'.replace('é', 'e'));
  assert.deepEqual(rowsOf(small.display), ['', 'Amphi A, 1er eta']);
  assert.deepEqual([...big.display.violations, ...small.display.violations], []);
});

test('a glyph is read back as its character, and shows at once where its slot is used', () => {
  const hand = started();
  const load = (slot: number, glyph: readonly number[]) => {
    hand.byte(0x40 | (slot * 8));
    for (const row of glyph) hand.byte(row, { rs: true });
  };
  const acute = [2, 4, 14, 17, 31, 16, 14, 0];
  load(7, acute);
  hand.byte(0x80);
  hand.byte(7, { rs: true });
  hand.byte(15, { rs: true }); // the same slot
  hand.byte(0xe1, { rs: true });
  assert.deepEqual(rowsOf(hand.display)[0], 'ééä');
  assert.deepEqual([hand.display.dots(0, 0), hand.display.dots(0, 2)], [acute, null]);
  load(7, [8, 4, 14, 17, 31, 16, 14, 0]);
  assert.deepEqual(rowsOf(hand.display)[0], 'èèä');
  load(7, [31, 0, 31, 0, 31, 0, 31, 0]);
  assert.deepEqual(rowsOf(hand.display)[0], `${UNREADABLE}${UNREADABLE}ä`);
});

const STATES: [what: string, instructions: number[], shown: string][] = [
  ['off', [0x08], ''],
  ['on again', [0x08, 0x0c], 'abc'],
  ['cleared', [0x01], ''],
  ['home keeps the text', [0x02], 'abc'],
  ['shifted to the left', [0x18], 'bc'],
  ['shifted to the right', [0x1c], ' abc'],
  ['home takes the shift back', [0x18, 0x18, 0x02], 'abc'],
  ['one line', [0x20], 'abc'],
];

for (const [what, instructions, shown] of STATES) {
  test(`instruction: ${what}`, () => {
    const hand = started();
    write(hand, 'abc');
    for (const value of instructions) hand.byte(value, { waitUs: 2_000 });
    assert.equal(rowsOf(hand.display)[0], shown);
    assert.deepEqual(hand.display.violations, []);
  });
}

test('the counter may walk backwards, the cursor may move, and the display may shift with each write', () => {
  const hand = started();
  hand.byte(0x80 | 5);
  hand.byte(0x04); // backwards
  write(hand, 'cba');
  hand.byte(0x14); // cursor to the right
  hand.byte(0x06);
  write(hand, 'A');
  assert.equal(rowsOf(hand.display)[0], '   Abc');
  hand.byte(0x07); // shift with each write
  write(hand, 'B');
  assert.equal(rowsOf(hand.display)[0], '  ABc');
});

test('one line drives the rows 0 and 2 only', () => {
  const hand = started();
  for (const [address, text] of [
    [0x00, 'a'],
    [0x40, 'b'],
    [0x14, 'c'],
    [0x54, 'd'],
  ] as const) {
    hand.byte(0x80 | address);
    write(hand, text);
  }
  assert.deepEqual(rowsOf(hand.display), ['a', 'b', 'c', 'd']);
  hand.byte(0x20);
  assert.deepEqual([hand.display.isTwoLine(), rowsOf(hand.display)], [false, ['a', '', 'c', '']]);
});

test('the wake-up of figure 24 brings it into step from every state', () => {
  for (const pending of [null, ...Array.from({ length: 16 }, (_, nibble) => nibble)]) {
    for (const rs of [false, true]) {
      const hand = started();
      if (pending !== null) hand.nibble(pending, { rs, waitUs: 5_000 });
      for (const nibble of [3, 3, 3, 2]) hand.nibble(nibble, { waitUs: 5_000 });
      for (const value of [0x28, 0x0c, 0x06, 0x01]) hand.byte(value, { waitUs: 5_000 });
      hand.display.violations.length = 0;
      hand.byte(0x80 | 0x40, { waitUs: 5_000 });
      write(hand, 'ok');
      assert.deepEqual(rowsOf(hand.display), ['', 'ok', '', ''], `${pending} ${rs}`);
      assert.deepEqual(hand.display.violations, []);
    }
  }
});

test('power that comes back finds it in eight bits, off and empty', () => {
  const hand = started();
  write(hand, 'abc');
  hand.display.powerOn(100_000);
  assert.deepEqual(
    [hand.display.isOn(), hand.display.isTwoLine(), rowsOf(hand.display)[0]],
    [false, false, ''],
  );
  const before = hand.display.taken.instructions;
  hand.byte(0xc8, { waitUs: 100_000 });
  assert.equal(hand.display.taken.instructions - before, 2, 'each half is a byte of its own');
});

test('a backpack turns bytes into the same wires; its port stands high when power comes, which is no write', () => {
  const seen: LcdLevels[] = [];
  const port = createPcf8574({ wires: (levels) => seen.push(levels) });
  assert.equal(port.isLit(), true);
  port.byte(0xa5, 90);
  port.byte(0x5a, 180);
  assert.deepEqual(seen, [
    { rs: true, rw: true, e: true, data: 0xf },
    { rs: true, rw: false, e: true, data: 0xa },
    { rs: false, rw: true, e: false, data: 0x5 },
  ]);
  assert.equal(port.isLit(), true);
  port.byte(0x00, 270);
  assert.equal(port.isLit(), false);
  const display = createHd44780({ columns: 20, rows: 4, checkTimes: true });
  createPcf8574(display).byte(0x08, 20_000);
  assert.deepEqual([display.violations, display.taken], [[], { instructions: 0, data: 0 }]);
});
