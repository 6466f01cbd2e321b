import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import fc from 'fast-check';
import { type LcdFrame, type LcdSize, layoutFrame } from '../../../src/core/lcd.ts';
import { BIG, type CreateWorld, SMALL, type World } from './world.ts';

const MINUTE_MS = 60_000;
/** Longer than any start and repaint. */
const SOON_MS = 300;
/** One that failed is believed to work after this and a paint. */
const PROOF_MS = 10_000;

interface Kind {
  name: string;
  create: CreateWorld;
  /** What one transfer costs on these wires, and what an address beside data adds. */
  changeOfOneCell: number;
}

const WAITING = ["Là-bas, l'été, ça", 'rôde à Noël', 'Votez dès 10:20', 'Amphi A            ♥'];
const BEAT = WAITING.with(3, 'Amphi A            ♡');
const THANKS = ['Merci !', '+1 noté :', 'ça fait', 'plaisir ♥'];

const frameOf = (lines: readonly string[], size = BIG): LcdFrame => layoutFrame(lines, size);

async function start(world: World, frame: LcdFrame): Promise<void> {
  await world.lcd.start();
  world.lcd.show(frame);
  await world.clock.pass(SOON_MS);
}

/** Runs what takes time on the clock that is moved by hand. */
async function within(world: World, ms: number, work: Promise<void>): Promise<boolean> {
  let isOver = false;
  void work.then(() => {
    isOver = true;
  });
  await world.clock.pass(ms);
  return isOver;
}

/** What every LCD must do, whatever its wires. */
export function testContract({ name, create, changeOfOneCell }: Kind): void {
  for (const size of [BIG, SMALL]) {
    test(`${name}: a ${size.cols}x${size.rows} shows the whole text, accents included`, async () => {
      const world = create(size);
      const frame = frameOf(WAITING, size);
      await start(world, frame);
      assert.deepEqual(world.display.text(), frame.lines);
      assert.deepEqual(world.display.violations, []);
      assert.deepEqual(world.faults, [null]);
      assert.notEqual(world.isLit(), false);
    });
  }

  test(`${name}: one changed character sends its address and itself, the same frame nothing`, async () => {
    const world = create(BIG);
    await start(world, frameOf(WAITING));
    const before = { ...world.display.taken, written: world.written() };
    const changed = frameOf(WAITING.with(2, 'Votez dès 10:21'));
    world.lcd.show(changed);
    await world.clock.pass(SOON_MS);
    world.lcd.show(frameOf(WAITING.with(2, 'Votez dès 10:21')));
    await world.clock.pass(SOON_MS);
    const { instructions, data } = world.display.taken;
    assert.deepEqual(world.display.text(), changed.lines);
    assert.deepEqual(
      [instructions - before.instructions, data - before.data, world.written() - before.written],
      [1, 1, changeOfOneCell],
    );
  });

  test(`${name}: a heart that beats loads no glyph after its first two beats`, async () => {
    const world = create(BIG);
    await start(world, frameOf(WAITING));
    world.lcd.show(frameOf(BEAT));
    await world.clock.pass(SOON_MS);
    const before = world.display.taken.data;
    for (const lines of [WAITING, BEAT, WAITING]) {
      world.lcd.show(frameOf(lines));
      await world.clock.pass(SOON_MS);
      assert.deepEqual(world.display.text(), frameOf(lines).lines);
    }
    assert.equal(world.display.taken.data - before, 3);
  });

  test(`${name}: the newest frame wins, and what waited is never sent`, async () => {
    const world = create(BIG);
    await start(world, frameOf(WAITING));
    const seen = world.cable.watch();
    const between = frameOf(Array(4).fill('#'.repeat(20)));
    world.lcd.show(frameOf(BEAT)); // not even begun
    world.lcd.show(between);
    await turnOfTheLoop();
    assert.notDeepEqual(seen, [frameOf(WAITING).lines.join('\n')], 'it has begun');
    world.lcd.show(frameOf(THANKS));
    await world.clock.pass(SOON_MS);
    assert.deepEqual(world.display.text(), frameOf(THANKS).lines);
    for (const left of [frameOf(BEAT), between]) assert.ok(!seen.includes(left.lines.join('\n')));
  });

  test(`${name}: while a screen changes, each cell shows its old or its new character`, async () => {
    const world = create(BIG);
    const before = frameOf(['áéíóúýčď', 'éé', '', '♥']);
    const after = frameOf(['ěňřšťůž', '', 'íí áá', 'á♥ ♡']);
    await start(world, before);
    const seen = world.cable.watch();
    world.lcd.show(after);
    await world.clock.pass(SOON_MS);
    assert.deepEqual(world.display.text(), after.lines);
    const [old, wanted] = [before, after].map(({ lines }) => lines.join('\n'));
    for (const text of seen) {
      for (const [i, char] of [...text].entries()) {
        assert.ok(char === old?.[i] || char === wanted?.[i], `${char} at ${i} in\n${text}`);
      }
    }
  });

  test(`${name}: the refresh of each minute sends everything again and nobody sees it`, async () => {
    const world = create(BIG);
    const frame = frameOf(WAITING);
    await start(world, frameOf(['ça à dès'])); // so its glyphs are not in the slots that the frame names
    world.lcd.show(frame);
    await world.clock.pass(SOON_MS);
    const seen = world.cable.watch();
    const before = world.display.taken.data;
    await world.clock.pass(MINUTE_MS);
    assert.deepEqual(seen, [frame.lines.join('\n')]);
    assert.equal(world.display.taken.data - before, 80 + 8 * frame.glyphs.length);
    assert.deepEqual(world.display.violations, []);
    assert.ok(world.cable.longestOneLineMs() < 10, 'less than one frame of the display');
  });

  test(`${name}: a power cut of the display heals within a minute`, async () => {
    const world = create(BIG);
    await start(world, frameOf(WAITING));
    world.display.powerOn(world.clock.monoMs() * 1_000);
    await world.clock.pass(SOON_MS);
    assert.deepEqual(world.display.text(), Array(4).fill(' '.repeat(20)));
    await healed(world);
  });

  for (const pulses of [1, 2, 3]) {
    test(`${name}: ${pulses} lost half-bytes heal within a minute`, async () => {
      const world = create(BIG);
      await start(world, frameOf(WAITING));
      world.cable.lose(pulses);
      await healed(world);
    });
  }

  test(`${name}: garbage that shifts the display and turns its counter round heals within a minute`, async () => {
    const world = create(BIG);
    await start(world, frameOf(WAITING));
    const noisyUs = world.clock.monoMs() * 1_000 + 50_000;
    const nibbles = [0x1, 0x8, 0x1, 0x8, 0x1, 0x8, 0x0, 0x5, 0x4, 0x0, 0x0, 0x8];
    for (const [i, data] of nibbles.entries()) {
      const atUs = noisyUs + i * 100;
      world.display.wires({ rs: false, rw: false, e: false, data }, atUs);
      world.display.wires({ rs: false, rw: false, e: true, data }, atUs + 10);
      world.display.wires({ rs: false, rw: false, e: false, data }, atUs + 20);
    }
    assert.equal(world.display.isOn(), false);
    await world.clock.pass(SOON_MS);
    await healed(world);
  });

  async function healed(world: World): Promise<void> {
    // What the display is sent meanwhile, it gets wrong.
    world.lcd.show(frameOf(BEAT));
    await world.clock.pass(MINUTE_MS);
    assert.deepEqual(world.display.text(), frameOf(BEAT).lines);
    world.display.violations.length = 0;
    world.lcd.show(frameOf(THANKS));
    await world.clock.pass(SOON_MS);
    assert.deepEqual(world.display.text(), frameOf(THANKS).lines);
    assert.deepEqual(world.display.violations, []);
    assert.deepEqual(world.faults, [null]);
  }

  test(`${name}: absent at the start is a fault, and it shows the newest frame when it comes`, async () => {
    const world = create(BIG);
    world.setAbsent(true);
    await start(world, frameOf(WAITING));
    assert.equal(world.faults.length, 1);
    assert.notEqual(world.faults[0], null);
    world.lcd.show(frameOf(THANKS));
    await world.clock.pass(2 * MINUTE_MS);
    world.setAbsent(false);
    await world.clock.pass(30_000 + SOON_MS);
    assert.deepEqual(world.display.text(), frameOf(THANKS).lines);
    assert.deepEqual(world.display.violations, []);
    await world.clock.pass(PROOF_MS);
    assert.deepEqual(world.faults.slice(1), [null]);
  });

  test(`${name}: an absent one is tried less and less often, at least each 30 s, however much is shown`, async () => {
    const world = create(BIG);
    world.setAbsent(true);
    await start(world, frameOf(WAITING));
    for (let second = 0; second < 600; second += 1) {
      world.lcd.show(frameOf(second % 2 === 0 ? BEAT : WAITING));
      await world.clock.pass(1_000);
    }
    // At 0, 0.5, 1.5, 3.5, 7.5, 15.5 and 31.5 s, then each 30 s.
    assert.equal(world.openings(), 7 + 18);
    assert.ok(world.isReleased());
  });

  test(`${name}: one that disappears is a fault, and it is painted anew when it comes back`, async () => {
    const world = create(BIG);
    await start(world, frameOf(WAITING));
    world.setAbsent(true);
    world.lcd.show(frameOf(THANKS));
    await world.clock.pass(SOON_MS);
    assert.equal(world.faults.length, 2);
    assert.ok(world.isReleased());
    world.display.powerOn(world.clock.monoMs() * 1_000);
    world.setAbsent(false);
    await world.clock.pass(2_000);
    assert.deepEqual(world.display.text(), frameOf(THANKS).lines);
    assert.deepEqual(world.display.violations, []);
    assert.deepEqual(world.faults.slice(2), []);
    await world.clock.pass(PROOF_MS);
    assert.deepEqual(world.faults.slice(2), [null]);
  });

  test(`${name}: a loose cable stays one fault and is tried less and less often until it has worked for 10 s`, async () => {
    const world = create(BIG);
    await start(world, frameOf(WAITING));
    const before = world.openings();
    for (let cut = 0; cut < 100; cut += 1) {
      world.setAbsent(true);
      world.lcd.show(frameOf(cut % 2 === 0 ? BEAT : WAITING));
      await world.clock.pass(10);
      world.setAbsent(false);
      await world.clock.pass(5_990);
      if (cut === 0) assert.deepEqual(world.display.text(), frameOf(BEAT).lines, 'it works between two cuts');
    }
    assert.deepEqual([world.faults.length, world.faults.indexOf(null)], [2, 0]);
    // Six tries until they are 30 s apart, then one each 36 s: the next cut may be 6 s off.
    assert.ok(world.openings() - before <= 22, `${world.openings() - before} openings in 10 minutes`);
    await world.clock.pass(30_000 + PROOF_MS + SOON_MS);
    assert.deepEqual(world.faults.slice(2), [null]);
    assert.deepEqual(world.display.text(), frameOf(WAITING).lines);
  });

  test(`${name}: one that was long away and came back is tried at once when it goes again`, async () => {
    const world = create(BIG);
    world.setAbsent(true);
    await start(world, frameOf(WAITING));
    await world.clock.pass(5 * MINUTE_MS);
    world.setAbsent(false);
    await world.clock.pass(30_000 + PROOF_MS + SOON_MS);
    const before = world.openings();
    world.setAbsent(true);
    world.lcd.show(frameOf(THANKS));
    await world.clock.pass(600);
    assert.equal(world.openings() - before, 1);
  });

  test(`${name}: power that comes together with the box is given its time`, async () => {
    const world = create(BIG);
    world.display.powerOn(world.clock.monoMs() * 1_000);
    await start(world, frameOf(WAITING));
    assert.deepEqual(world.display.text(), frameOf(WAITING).lines);
    assert.deepEqual(world.display.violations, []);
  });

  test(`${name}: whoever hears that it is well may show something at once`, async () => {
    const world = create(BIG, () => world.lcd.show(frameOf(THANKS)));
    await start(world, frameOf(WAITING));
    assert.deepEqual(world.display.text(), frameOf(THANKS).lines);
  });

  test(`${name}: stop leaves it blank, dark and released, and no timer open`, async () => {
    const world = create(BIG);
    await start(world, frameOf(WAITING));
    assert.ok(await within(world, 100, world.lcd.stop()));
    assert.deepEqual(world.display.text(), Array(4).fill(' '.repeat(20)));
    assert.deepEqual(
      [world.display.isOn(), world.isLit() ?? false, world.isReleased(), world.clock.openTimers()],
      [false, false, true, 0],
    );
    assert.deepEqual(world.display.violations, []);
  });

  for (const afterMs of [0, 1, 20, 42, 46, 50, 55, 60]) {
    test(`${name}: a stop ${afterMs} ms after the start ends in 400 ms`, async () => {
      const world = create(BIG);
      await world.lcd.start();
      world.lcd.show(frameOf(WAITING));
      await world.clock.pass(afterMs);
      assert.ok(await within(world, 400, world.lcd.stop()));
      assert.deepEqual([world.display.isOn(), world.isLit() ?? false], [false, false]);
      assert.deepEqual([world.isReleased(), world.clock.openTimers()], [true, 0]);
      assert.deepEqual(world.display.violations, []);
    });
  }

  test(`${name}: one that is absent does not hold up the stop`, async () => {
    const world = create(BIG);
    world.setAbsent(true);
    await start(world, frameOf(WAITING));
    assert.ok(await within(world, 1, world.lcd.stop()));
    assert.deepEqual([world.isReleased(), world.clock.openTimers()], [true, 0]);
  });

  test(`${name}: after a stop it can be started again`, async () => {
    const world = create(BIG);
    await start(world, frameOf(WAITING));
    assert.ok(await within(world, 400, world.lcd.stop()));
    await start(world, frameOf(THANKS));
    assert.deepEqual(world.display.text(), frameOf(THANKS).lines);
  });

  test(`${name}: whatever is shown, at whatever pace, the display ends with the last frame's text`, async () => {
    const letters = fc.string({ unit: fc.constantFrom(...'aeé èàçčďěňřšťůýžñß♥♡▀▄~\\É→'), maxLength: 20 });
    const line = fc.oneof(letters, fc.string({ unit: 'binary', maxLength: 20 }));
    const shows = fc.array(
      fc.record({ lines: fc.array(line, { maxLength: 4 }), waitMs: fc.nat({ max: 40 }) }),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom<LcdSize>(BIG, SMALL), shows, async (size, sequence) => {
        const world = create(size);
        await world.lcd.start();
        for (const { lines, waitMs } of sequence) {
          world.lcd.show(frameOf(lines, size));
          await world.clock.pass(waitMs);
        }
        await world.clock.pass(SOON_MS);
        assert.deepEqual(world.display.text(), frameOf(sequence.at(-1)?.lines ?? [], size).lines);
        assert.deepEqual(world.display.violations, []);
        await within(world, 400, world.lcd.stop());
      }),
      { numRuns: 60 },
    );
  });
}
