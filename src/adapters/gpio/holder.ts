import { type Place, sysfsNumber } from '../../core/board/chips.ts';
import { holderInInfo, holderInKernel } from '../../core/board/tools.ts';
import type { Kernel } from './kernel.ts';
import { runTool, type Tools } from './process.ts';

/** Only root may read it. */
const KERNEL_LIST = '/sys/kernel/debug/gpio';

/** Who has a line that was refused; null where nobody tells. Never rejects. */
export async function findHolder(kernel: Kernel, tools: Tools, place: Place): Promise<string | null> {
  const number = sysfsNumber(place);
  try {
    const holder = number === null ? null : holderInKernel(kernel.read(KERNEL_LIST), number);
    if (holder !== null) return holder;
  } catch {
    // Then by asking the chip itself.
  }
  const { chip, offset } = place;
  if (chip.device === null) return null;
  const printed = await runTool(tools, ['gpioinfo']).catch(() => '');
  return holderInInfo(printed, { device: chip.device, offset });
}
