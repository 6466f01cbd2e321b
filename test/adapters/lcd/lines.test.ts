import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLines } from '../../../src/adapters/lcd/lines.ts';
import { createFakeClock } from '../../fakes/clock.ts';

const ROOT = '/sys/class/gpio';
const BASE = 512;

/** As a person wires a Pi whose lines begin at 512. */
const line = (number: number) => ({ number, name: number - BASE, use: `line ${number - BASE}` });

const failure = (code: string) => Object.assign(new Error(code), { code });

/** The files of a kernel with lines 512 to 565, as far as outputs need them. */
function createSysfs({ taken = [] as number[], inputsOnly = [] as number[], rightsAfterMs = 0 } = {}) {
  const clock = createFakeClock();
  const lines = new Map<number, { direction: string; level: number; activeLow: string; sinceMs: number }>();

  function lineOf(path: string) {
    const found = lines.get(Number(/gpio(\d+)\/(direction|active_low)$/.exec(path)?.[1]));
    if (found === undefined) throw failure('ENOENT');
    return found;
  }

  const files = {
    async read(path: string) {
      const { direction, activeLow } = lineOf(path);
      return `${path.endsWith('direction') ? direction : activeLow}\n`;
    },
    async write(path: string, text: string) {
      const number = Number(text);
      if (path === `${ROOT}/export`) {
        if (number < BASE || number > BASE + 53) throw failure('EINVAL');
        if (lines.has(number) || taken.includes(number)) throw failure('EBUSY');
        lines.set(number, { direction: 'in', level: 1, activeLow: '0', sinceMs: clock.monoMs() });
      } else if (path === `${ROOT}/unexport`) {
        if (!lines.delete(number)) throw failure('EINVAL');
      } else {
        const found = lineOf(path);
        if (clock.monoMs() - found.sinceMs < rightsAfterMs) throw failure('EACCES');
        const gpio = Number(/gpio(\d+)\//.exec(path)?.[1]);
        if (inputsOnly.includes(gpio)) throw failure('EPERM');
        if (path.endsWith('active_low')) found.activeLow = text;
        else Object.assign(found, { direction: 'out', level: 0 });
      }
    },
  };
  const exported = () => [...lines.keys()];
  return { clock, files, lines, exported, sysfs: createLines({ clock, user: 'likebox', files }) };
}

test('claimed lines are outputs and low; released ones are gone', async () => {
  const { sysfs, lines, exported } = createSysfs();
  await sysfs.claim([line(519), line(536)]);
  assert.deepEqual(
    [...lines.values()],
    Array(2).fill({ direction: 'out', level: 0, activeLow: '0', sinceMs: 0 }),
  );
  await sysfs.release([519, 536]);
  assert.deepEqual(exported(), []);
});

test('lines that a killed process left exported are taken over', async () => {
  const { sysfs, files, lines } = createSysfs();
  await files.write(`${ROOT}/export`, '536');
  await sysfs.claim([line(519), line(536)]);
  assert.deepEqual(
    [...lines.values()].map(({ direction }) => direction),
    ['out', 'out'],
  );
});

test('a line that was left turned round is turned back, so that the LCD is not inverted', async () => {
  const { sysfs, files, lines } = createSysfs();
  await files.write(`${ROOT}/export`, '536');
  await files.write(`${ROOT}/gpio536/active_low`, '1');
  await sysfs.claim([line(519), line(536)]);
  assert.deepEqual(
    [...lines.values()].map(({ activeLow }) => activeLow),
    ['0', '0'],
  );
});

test('a line that stays turned round is refused, and stays with whoever exported it', async () => {
  const { clock, files, exported } = createSysfs();
  await files.write(`${ROOT}/export`, '536');
  await files.write(`${ROOT}/gpio536/active_low`, '1');
  const deaf = {
    ...files,
    write: async (path: string, text: string) =>
      path.endsWith('active_low') ? undefined : files.write(path, text),
  };
  await assert.rejects(
    createLines({ clock, user: 'likebox', files: deaf }).claim([line(519), line(536)]),
    /^Error: Line 24 \(.*\) of the LCD cannot be used: its active_low stays "1" where "0" was asked\.$/,
  );
  assert.deepEqual(exported(), [536]);
});

test('a line that another holds is named, and those before it are let go', async () => {
  const { sysfs, exported } = createSysfs({ taken: [529] });
  await assert.rejects(
    sysfs.claim([line(519), line(536), { ...line(529), use: 'd4' }, line(530)]),
    /^Error: Line 17 \(d4\) of the LCD is taken by another/,
  );
  assert.deepEqual(exported(), []);
});

test('a line that cannot be an output, or is not there, is named, and nothing is kept', async () => {
  const { sysfs, exported } = createSysfs({ inputsOnly: [536] });
  await assert.rejects(
    sysfs.claim([line(519), line(536)]),
    /^Error: Line 24 \(.*\) of the LCD cannot be an output/,
  );
  await assert.rejects(sysfs.claim([line(519), line(24)]), /^Error: The kernel has no GPIO 24 for line -488/);
  assert.deepEqual(exported(), []);
});

test('a line that another program exported and that cannot be driven stays exported', async () => {
  const { sysfs, files, exported } = createSysfs({ inputsOnly: [536] });
  await files.write(`${ROOT}/export`, '536');
  await assert.rejects(sysfs.claim([line(519), line(536)]), /Line 24 \(.*\) of the LCD cannot be an output/);
  assert.deepEqual(exported(), [536]);
});

test('a line that stays an input without a word is refused', async () => {
  const { clock, files } = createSysfs();
  const deaf = {
    ...files,
    write: async (path: string, text: string) =>
      path.endsWith('direction') ? undefined : files.write(path, text),
  };
  await assert.rejects(
    createLines({ clock, user: 'likebox', files: deaf }).claim([line(519)]),
    /direction stays "in" where "out" was asked/,
  );
});

test('udev may take a moment to give the rights, but not for ever', async () => {
  const { sysfs, clock, lines } = createSysfs({ rightsAfterMs: 100 });
  const claim = sysfs.claim([line(519)]);
  await clock.pass(120);
  await claim;
  assert.equal(lines.get(519)?.direction, 'out');

  const never = createSysfs({ rightsAfterMs: Number.POSITIVE_INFINITY });
  const refused = assert.rejects(never.sysfs.claim([line(519)]), /likebox may not use line 7 /);
  await never.clock.pass(1_100);
  await refused;
  assert.deepEqual([never.exported(), never.clock.openTimers()], [[], 0]);
});
