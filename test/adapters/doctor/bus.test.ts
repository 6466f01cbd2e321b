import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ScannedBus, scanBus } from '../../../src/adapters/doctor/bus.ts';

const failure = (code: string) => Object.assign(new Error(`${code}: no`), { code });

/** A bus that notes how each address was asked; `answers` gives what becomes of it. */
function createBus(smbusQuick: boolean, answers: (address: number) => string | null) {
  const asked: string[] = [];
  let open = true;
  const ask = async (how: string, address: number) => {
    assert.ok(open, 'the bus is open');
    asked.push(`${how} 0x${address.toString(16)}`);
    const code = answers(address);
    if (code !== null) throw failure(code);
  };
  const bus: ScannedBus = {
    i2cFuncs: async () => ({ smbusQuick }) as Awaited<ReturnType<ScannedBus['i2cFuncs']>>,
    writeQuick: (address, bit) => ask(`write ${bit}`, address),
    receiveByte: async (address) => {
      await ask('read', address);
      return 0;
    },
    close: async () => {
      open = false;
    },
  };
  return { bus, asked, isOpen: () => open };
}

test('every address but the reserved ones is asked once, without harm, and the bus closed', async () => {
  const { bus, asked, isOpen } = createBus(true, (address) => {
    if (address === 0x68) return 'EBUSY';
    return address === 0x27 || address === 0x50 ? null : 'EREMOTEIO';
  });
  const numbers: number[] = [];
  const scan = await scanBus(3, async (number) => {
    numbers.push(number);
    return bus;
  });
  assert.deepEqual(scan, {
    chips: [
      { address: 0x27, held: false },
      { address: 0x50, held: false },
      { address: 0x68, held: true },
    ],
  });
  assert.deepEqual([numbers, asked.length, isOpen()], [[3], 0x77 - 0x08 + 1, false]);
  assert.deepEqual(
    [asked[0], asked[0x27 - 8], asked[0x30 - 8], asked[0x50 - 8], asked.at(-1)],
    ['write 0 0x8', 'write 0 0x27', 'read 0x30', 'read 0x50', 'write 0 0x77'],
  );
});

test('a bus without quick writes is only read', async () => {
  const { bus, asked } = createBus(false, () => 'ENXIO');
  assert.deepEqual(await scanBus(1, async () => bus), { chips: [] });
  assert.ok(
    asked.every((how) => how.startsWith('read ')),
    asked.join(', '),
  );
});

test('a bus whose wires are held low is given up soon', async () => {
  const { bus, asked, isOpen } = createBus(true, () => 'ETIMEDOUT');
  assert.deepEqual(await scanBus(1, async () => bus), {
    refused: 'SDA or SCL is held low, or has no pull-up',
  });
  assert.deepEqual([asked.length, isOpen()], [3, false]);
});

for (const [code, refused] of [
  ['ENOENT', 'missing'],
  ['EACCES', 'denied'],
  ['EPERM', 'denied'],
  ['EIO', 'EIO: no'],
] as const) {
  test(`a bus that cannot be opened because of ${code} is ${refused}`, async () => {
    const scan = scanBus(1, async () => {
      throw failure(code);
    });
    assert.deepEqual(await scan, { refused });
  });
}

test('the real library says that there is no such bus', async () => {
  assert.deepEqual(await scanBus(250), { refused: 'missing' });
});
