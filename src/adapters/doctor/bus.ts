import i2c, { type PromisifiedBus } from 'i2c-bus';
import { type BusChip, type BusScan, FIRST_ADDRESS, LAST_ADDRESS, probeOf } from '../../core/doctor/bus.ts';

/** What a scan needs of a bus. The second argument of `writeQuick` is the bit; the library's types have one more. */
export type ScannedBus = Pick<PromisifiedBus, 'i2cFuncs' | 'writeQuick' | 'receiveByte' | 'close'>;

/** Looks for chips on `/dev/i2c-N` without changing any of them. Never rejects. */
export async function scanBus(number: number, openBus = openReal): Promise<BusScan> {
  let bus: ScannedBus | null = null;
  try {
    bus = await openBus(number);
    return { chips: await scan(bus) };
  } catch (error) {
    return { refused: REFUSALS[codeOf(error)] ?? (error instanceof Error ? error.message : String(error)) };
  } finally {
    await bus?.close().catch(() => {});
  }
}

const REFUSALS: Readonly<Record<string, string>> = { ENOENT: 'missing', EACCES: 'denied', EPERM: 'denied' };

function openReal(number: number): Promise<ScannedBus> {
  return i2c.openPromisified(number);
}

/** Each takes a second: after this many of them nobody will answer. */
const TIMEOUTS_MAX = 3;

async function scan(bus: ScannedBus): Promise<BusChip[]> {
  // Without quick writes, as on a BeagleBone, reading a byte is the next most harmless question.
  const { smbusQuick } = await bus.i2cFuncs();
  const chips: BusChip[] = [];
  let timeouts = 0;
  for (let address = FIRST_ADDRESS; address <= LAST_ADDRESS; address += 1) {
    const quick = smbusQuick && probeOf(address) === 'quick-write';
    try {
      if (quick) await bus.writeQuick(address, 0, 0);
      else await bus.receiveByte(address);
      chips.push({ address, held: false });
    } catch (error) {
      // A driver has it: the kernel refuses before anything is sent.
      if (codeOf(error) === 'EBUSY') chips.push({ address, held: true });
      if (codeOf(error) === 'ETIMEDOUT') timeouts += 1;
      if (timeouts === TIMEOUTS_MAX)
        throw new Error('SDA or SCL is held low, or has no pull-up', { cause: error });
    }
  }
  return chips;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
