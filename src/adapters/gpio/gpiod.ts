import type { Backend } from './backend.ts';
import { openDriver } from './driver.ts';
import { openMonitor } from './monitor.ts';
import type { GpiodDeps } from './toolline.ts';

/**
 * An edge passes through another process before it is heard here. On a busy Pi Zero that takes some 5 ms; a spike whose
 * end is still on its way must not become a press.
 */
const LAG_MS = 15;

/** Lines through the tools of libgpiod: a `gpiomon` for each button, a `gpioset` for each output. */
export function createGpiod(deps: GpiodDeps): Backend {
  return {
    lagMs: LAG_MS,
    openInput: (use, place, restsHigh, watch) => openMonitor(deps, use, place, restsHigh, watch),
    openOutput: (use, place, high) => openDriver(deps, use, place, high),
  };
}
