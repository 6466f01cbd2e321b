import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bursts } from '../../../src/core/lcd/bursts.ts';
import { addressOf, CLEARED, type Memory, placeOf, UNKNOWN } from '../../../src/core/lcd/memory.ts';
import { apply, type Op, plan } from '../../../src/core/lcd/plan.ts';
import { settle } from '../../../src/core/lcd/slots.ts';
import { type LcdSize, layoutFrame } from '../../../src/core/lcd.ts';

const BIG: LcdSize = { cols: 20, rows: 4 };
const SMALL: LcdSize = { cols: 16, rows: 2 };

const shown = (lines: readonly string[], held: Memory = CLEARED, size = BIG): Memory => {
  const wanted = settle(layoutFrame(lines, size), size, held);
  return plan(held, wanted).reduce(apply, held);
};
const planned = (held: Memory, lines: readonly string[], size = BIG): Op[] =>
  plan(held, settle(layoutFrame(lines, size), size, held));
const codes = (text: string) => [...text].map((char) => char.codePointAt(0));

/** `g3` loads slot 3; `12:ab` writes from place 12, with slots as their digits. */
const brief = (ops: readonly Op[]) =>
  ops.map((op) =>
    op.kind === 'glyph'
      ? `g${op.slot}`
      : `${op.place}:${op.codes.map((code) => String.fromCodePoint(code < 8 ? code + 0x30 : code)).join('')}`,
  );

test('the rows of a 20x4 and of a 16x2 begin where the datasheet has them', () => {
  const starts = (size: LcdSize) =>
    Array.from({ length: size.rows }, (_, row) => addressOf(placeOf(row, 0, size)));
  assert.deepEqual(starts(BIG), [0x00, 0x40, 0x14, 0x54]);
  assert.deepEqual(starts(SMALL), [0x00, 0x40]);
  assert.equal(addressOf(placeOf(3, 19, BIG)), 0x67);
  assert.equal(addressOf(placeOf(1, 15, SMALL)), 0x4f);
});

const CHANGES: [what: string, before: string[], after: string[], ops: string[]][] = [
  ['nothing', ['Amphi A'], ['Amphi A'], []],
  ['one character', ['10:20'], ['10:21'], ['4:1']],
  ['neighbours', ['10:19'], ['10:20'], ['3:20']],
  ['one equal cell between two is written again', ['abc'], ['xby'], ['0:xby']],
  ['two equal cells between two are not', ['abcd'], ['xbcy'], ['0:x', '3:y']],
  ['row 2 follows row 0', ['', '', 'c'], ['x'.repeat(20), '', 'y'], [`0:${'x'.repeat(20)}y`]],
  ['row 1 follows row 2', ['', 'a', ''], ['', 'b', `${' '.repeat(19)}c`], ['39:cb']],
  ['one glyph, then its cell', ['e'], ['é'], ['g0', '0:0']],
  ['a glyph that is there', ['é'], ['éé'], ['1:0']],
  ['a glyph that moved', ['éà'], ['àé'], ['0:10']],
  ['a glyph that nobody shows any more stays, the new one goes beside it', ['é'], ['à'], ['g1', '0:1']],
];

for (const [what, before, after, ops] of CHANGES) {
  test(`a plan sends only what it must: ${what}`, () => {
    assert.deepEqual(brief(planned(shown(before), after)), ops);
  });
}

test('a new glyph takes the slot of one that no cell shows, rather than of one that is shown still', () => {
  const held = shown(['áíóúýč'], shown(['áéíóúýčď']));
  assert.deepEqual(brief(planned(held, [' íóúýčě'])), ['g1', '0: ', '6:1']);
});

test('a full display of eight glyphs redraws one in its slot, and writes no cell', () => {
  const held = shown(['áéíóúýč', '♥']);
  const ops = planned(held, ['áéíóúýč', '♡']);
  assert.deepEqual(brief(ops), ['g0']);
});

test('a glyph whose slot is still shown is loaded after the cells that leave it', () => {
  const held = shown(['áéíóúýčď']);
  // All slots are taken: ě gets the slot of a letter that goes, when its cell is blank.
  assert.deepEqual(brief(planned(held, [' éíóúýčďě'])), ['0: ', 'g0', '8:0']);
});

test('cells that exchange their slots in a ring are written at last, all the same', () => {
  const held: Memory = {
    codes: CLEARED.codes.with(0, 0).with(1, 1),
    glyphs: UNKNOWN.glyphs.with(0, [1, 1, 1, 1, 1, 1, 1, 1]).with(1, [2, 2, 2, 2, 2, 2, 2, 2]),
  };
  const wanted: Memory = {
    codes: held.codes.with(0, 1).with(1, 0),
    glyphs: UNKNOWN.glyphs.with(0, [3, 3, 3, 3, 3, 3, 3, 3]).with(1, [4, 4, 4, 4, 4, 4, 4, 4]),
  };
  const ops = plan(held, wanted);
  assert.deepEqual(brief(ops), ['g0', '1:0', 'g1', '0:1']);
});

test('from what is not known, every cell of the display is written, and no other', () => {
  assert.deepEqual(brief(planned(UNKNOWN, ['ab'], SMALL)), [`0:ab${' '.repeat(14)}`, `40:${' '.repeat(16)}`]);
  assert.deepEqual(brief(planned(UNKNOWN, [], BIG)), [`0:${' '.repeat(80)}`]);
});

test('a frame of another size fills what there is', () => {
  const frame = layoutFrame(['ab'], SMALL);
  const { codes: wanted } = settle(frame, BIG, UNKNOWN);
  assert.deepEqual(wanted, [...codes('ab'), ...Array(78).fill(0x20)]);
});

const framesOf = (alphabet: string) => {
  const line = fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 20 });
  return fc.array(fc.array(line, { maxLength: 4 }), { minLength: 1, maxLength: 6 });
};

/** Shows frames one after the other; how many of them had a cell show, for a moment, neither old nor new. */
function flashes(size: LcdSize, sequence: readonly (readonly string[])[]): number {
  let held: Memory = CLEARED;
  let count = 0;
  for (const lines of sequence) {
    const wanted = settle(layoutFrame(lines, size), size, held);
    const [before, after] = [picture(held), picture(wanted)];
    let isWrong = false;
    for (const op of plan(held, wanted)) {
      held = apply(held, op);
      isWrong ||= picture(held).some(
        (cell, i) => after[i] !== null && cell !== before[i] && cell !== after[i],
      );
    }
    if (isWrong) count += 1;
    assert.deepEqual(
      picture(held).filter((_, i) => after[i] !== null),
      after.filter((cell) => cell !== null),
    );
    assert.deepEqual(plan(held, wanted), [], 'nothing is left to do');
  }
  return count;
}

test('any frames: the display holds each in the end; with eight glyphs in all, no cell shows a third character', () => {
  fc.assert(
    fc.property(fc.constantFrom(BIG, SMALL), framesOf('aeé èàçù♥♡\\'), (size, sequence) => {
      assert.equal(flashes(size, sequence), 0);
    }),
    { numRuns: 500 },
  );
});

test('screens that are full of ever other accents flash a wrong letter in less than one of fifty', () => {
  let count = 0;
  let all = 0;
  fc.assert(
    fc.property(framesOf('aeé èàçčďěňřšťůýžñß♥♡▀▄~\\É→'), (sequence) => {
      count += flashes(BIG, sequence);
      all += sequence.length;
    }),
    { numRuns: 500, seed: 1 },
  );
  assert.ok(count < all / 50, `${count} of ${all}`);
});

/** What each place shows: its code, or the dots of its glyph. */
function picture({ codes: all, glyphs }: Memory): (string | null)[] {
  return all.map((code) => (code === null ? null : code < 8 ? `${glyphs[code]}` : String(code)));
}

test('bursts are as long as they may be, and send an address only where the counter does not stand', () => {
  const held = shown(['', '', '', '']);
  const ops = planned(held, ['é'.repeat(20), 'b', 'à'.repeat(20)]);
  assert.deepEqual(
    bursts(ops, 21).map(({ transfers }) => transfers.length),
    // Two glyphs follow each other, 1 + 8 + 8; rows 0, 2 and 1 do too: 1 + 20, 20 and the one cell of row 1.
    [17, 21, 21],
  );
  for (const most of [9, 21]) {
    const made = bursts(ops, most);
    assert.ok(made.every(({ transfers }) => transfers.length <= most));
    assert.deepEqual(made.flatMap((burst) => burst.ops).reduce(apply, held), ops.reduce(apply, held));
  }
});

test('the last glyph slot is followed by no address of a cell', () => {
  const ops: Op[] = [
    { kind: 'glyph', slot: 7, glyph: [0, 0, 0, 0, 0, 0, 0, 0] },
    { kind: 'codes', place: 0, codes: [0x41] },
    { kind: 'codes', place: 79, codes: [0x42] },
    { kind: 'glyph', slot: 0, glyph: [0, 0, 0, 0, 0, 0, 0, 0] },
  ];
  const sent = bursts(ops, 100).flatMap(({ transfers }) => transfers);
  assert.deepEqual(
    sent.filter(({ rs }) => rs === 0).map(({ value }) => value),
    [0x78, 0x80, 0xe7, 0x40],
  );
});

/** Writes of GPIO lines that package `lcd` makes for one transfer: RS, then E, four data lines and E, twice. */
const LINE_WRITES_PER_TRANSFER = 13;

test('line writes: one character costs 26, everything 1053; printing 80 cells with `lcd` costs 1040', () => {
  const writes = (ops: readonly Op[]) =>
    bursts(ops, 9).flatMap(({ transfers }) => transfers).length * LINE_WRITES_PER_TRANSFER;
  assert.equal(writes(planned(shown(['10:20']), ['10:21'])), 26);
  assert.equal(writes(planned(UNKNOWN, ['10:21'])), 1_053);
  assert.equal(80 * LINE_WRITES_PER_TRANSFER, 1_040);
});
