import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIdentity } from '../../../src/adapters/link/identity.ts';
import { createHubLink } from '../../../src/adapters/link/link.ts';
import { createPairingCodes } from '../../../src/adapters/paircode.ts';
import type { HubLine, LineEnd, PairingAsk } from '../../../src/app/link/ports.ts';
import type { HubFrame } from '../../../src/core/link/frames.ts';
import { createFakeClock } from '../../fakes/clock.ts';

export const SAID: PairingAsk = { machine: 'board-a', version: '0.1.0', votes: 3, firstVoteAt: 5 };

/** The box's side as it is in production. */
export function createBox({ caFile = null as string | null, nowAt = (): number | null => Date.now() } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'likebox-link-'));
  const clock = createFakeClock();
  const identity = createIdentity({ dataDir, now: () => 0, onDamage: () => {} });
  const pairingCode = createPairingCodes();
  const link = createHubLink({ clock, identity, box: 'box-07', pairingCode, caFile, nowAt });
  const frames: HubFrame[] = [];
  const ends: LineEnd[] = [];
  const events = {
    onFrame: (frame: HubFrame) => frames.push(frame),
    onClose: (end: LineEnd) => ends.push(end),
  };

  return {
    clock,
    identity,
    frames,
    ends,
    ask: (url: string) => link.askPairing(url, SAID),
    open: (url: string) => link.openLine(url, events),
    async secretDigest(): Promise<string> {
      return createHash('sha256')
        .update(await identity.secret())
        .digest('hex');
    },
    async pin(pin: string, chain = false): Promise<void> {
      await identity.pinTo(await identity.secret(), { pin, chain });
    },
    /** An open line, or the test fails. */
    async line(url: string): Promise<HubLine> {
      const outcome = await link.openLine(url, events);
      if (outcome.kind !== 'open') throw new Error(`not open: ${JSON.stringify(outcome)}`);
      return outcome.line;
    },
    remove: () => rmSync(dataDir, { recursive: true }),
  };
}
