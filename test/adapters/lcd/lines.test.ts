import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLines } from '../../../src/adapters/lcd/lines.ts';
import { createFakeClock } from '../../fakes/clock.ts';

const ROOT = '/sys/class/gpio';
const BASE = 512;

const failure = (code: string) => Object.assign(new Error(code), { code });

/** The files of a kernel with lines 512 to 565, as far as outputs need them. */
function createSysfs({ taken = [] as number[], inputsOnly = [] as number[], rightsAfterMs = 0 } = {}) {
  const clock = createFakeClock();
  const lines = new Map<number, { direction: string; level: number; sinceMs: number }>();

  function lineOf(path: string) {
    const found = lines.get(Number(/gpio(\d+)\/direction$/.exec(path)?.[1]));
    if (found === undefined) throw failure('ENOENT');
    return found;
  }

  const files = {
    async read(path: string) {
      return `${lineOf(path).direction}\n`;
    },
    async write(path: string, text: string) {
      const number = Number(text);
      if (path === `${ROOT}/export`) {
        if (number < BASE || number > BASE + 53) throw failure('EINVAL');
        if (lines.has(number) || taken.includes(number)) throw failure('EBUSY');
        lines.set(number, { direction: 'in', level: 1, sinceMs: clock.monoMs() });
      } else if (path === `${ROOT}/unexport`) {
        if (!lines.delete(number)) throw failure('EINVAL');
      } else {
        const line = lineOf(path);
        if (clock.monoMs() - line.sinceMs < rightsAfterMs) throw failure('EACCES');
        const gpio = Number(/gpio(\d+)\//.exec(path)?.[1]);
        if (inputsOnly.includes(gpio)) throw failure('EPERM');
        Object.assign(line, { direction: 'out', level: 0 });
      }
    },
  };
  const exported = () => [...lines.keys()];
  return { clock, files, lines, exported, sysfs: createLines({ clock, files }) };
}

test('claimed lines are outputs and low; released ones are gone', async () => {
  const { sysfs, lines, exported } = createSysfs();
  await sysfs.claim([519, 536]);
  assert.deepEqual([...lines.values()], Array(2).fill({ direction: 'out', level: 0, sinceMs: 0 }));
  await sysfs.release([519, 536]);
  assert.deepEqual(exported(), []);
});

test('lines that a killed process left exported are taken over', async () => {
  const { sysfs, files, lines } = createSysfs();
  await files.write(`${ROOT}/export`, '536');
  await sysfs.claim([519, 536]);
  assert.deepEqual(
    [...lines.values()].map(({ direction }) => direction),
    ['out', 'out'],
  );
});

test('a line that another holds is named, and those before it are let go', async () => {
  const { sysfs, exported } = createSysfs({ taken: [529] });
  await assert.rejects(sysfs.claim([519, 536, 529, 530]), /^Error: GPIO 529 of the LCD is taken by another/);
  assert.deepEqual(exported(), []);
});

test('a line that cannot be an output, or is not there, is named, and nothing is kept', async () => {
  const { sysfs, exported } = createSysfs({ inputsOnly: [536] });
  await assert.rejects(sysfs.claim([519, 536]), /^Error: GPIO 536 of the LCD cannot be an output/);
  await assert.rejects(sysfs.claim([519, 24]), /^Error: GPIO 24 of the LCD does not exist on this kernel/);
  assert.deepEqual(exported(), []);
});

test('a line that another program exported and that cannot be driven stays exported', async () => {
  const { sysfs, files, exported } = createSysfs({ inputsOnly: [536] });
  await files.write(`${ROOT}/export`, '536');
  await assert.rejects(sysfs.claim([519, 536]), /GPIO 536 of the LCD cannot be an output/);
  assert.deepEqual(exported(), [536]);
});

test('a line that stays an input without a word is refused', async () => {
  const { clock, files } = createSysfs();
  const deaf = {
    ...files,
    write: async (path: string, text: string) =>
      path.endsWith('direction') ? undefined : files.write(path, text),
  };
  await assert.rejects(createLines({ clock, files: deaf }).claim([519]), /cannot be an output/);
});

test('udev may take a moment to give the rights, but not for ever', async () => {
  const { sysfs, clock, lines } = createSysfs({ rightsAfterMs: 100 });
  const claim = sysfs.claim([519]);
  await clock.pass(120);
  await claim;
  assert.equal(lines.get(519)?.direction, 'out');

  const never = createSysfs({ rightsAfterMs: Number.POSITIVE_INFINITY });
  const refused = assert.rejects(never.sysfs.claim([519]), /Add it to the group gpio/);
  await never.clock.pass(1_100);
  await refused;
  assert.deepEqual([never.exported(), never.clock.openTimers()], [[], 0]);
});
