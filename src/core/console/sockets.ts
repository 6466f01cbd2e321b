import type { BoxConfig } from '../config.ts';

/** Where consoles find a box that says nothing else. */
export const USUAL_SOCKET = '/run/likebox/console.sock';

/**
 * Where a box listens for consoles; of several, the first that it can have. The usual place is one for a whole computer,
 * and not everybody may make it: a box that runs beside another one, or as a person of its own, keeps to its data.
 */
export function socketsOf({
  consoleSocket,
  dataDir,
}: Pick<BoxConfig, 'consoleSocket' | 'dataDir'>): string[] {
  return consoleSocket === USUAL_SOCKET ? [consoleSocket, `${dataDir}/console.sock`] : [consoleSocket];
}
