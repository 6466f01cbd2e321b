import { createHash } from 'node:crypto';
import type { AskPairing, OpenLine, PairingOutcome } from '../../app/link/ports.ts';
import type { Clock } from '../../app/ports.ts';
import { askOnce, fullOutcome } from './asking.ts';
import { createDocumentReader } from './documents.ts';
import { createDoor } from './door.ts';
import type { KeptIdentity } from './identity.ts';
import { openLink } from './line.ts';
import { createTrust } from './trust.ts';
import { ChangedKeyError, explain } from './words.ts';

interface Deps {
  clock: Clock;
  identity: KeptIdentity;
  /** The id that the box has in the hub's addresses. */
  box: string;
  /** The 8 characters for a secret digest and a hub's key, both lower-case hex. */
  pairingCode: (secretDigest: string, keyFingerprint: string) => Promise<string>;
  /** Certificates in PEM that may vouch for the hub beside those of the system; null: none. */
  caFile: string | null;
  /** The box's idea of now, epoch milliseconds; null while it has none: dates of certificates say nothing then. */
  nowAt: () => number | null;
}

/** The box's way to its hub: TLS whose other end is looked at before anything is sent, then WebSocket and HTTP. */
export function createHubLink({ clock, identity, box, pairingCode, caFile, nowAt }: Deps): {
  openLine: OpenLine;
  askPairing: AskPairing;
} {
  const door = createDoor(clock, createTrust(caFile, nowAt));
  /** Whose code is on the screen. */
  let shownKey: string | null = null;

  async function waiting(secretDigest: string, key: string): Promise<PairingOutcome> {
    shownKey = key;
    return { kind: 'waiting', code: await pairingCode(secretDigest, key) };
  }

  return {
    async openLine(url, events) {
      try {
        const secret = await identity.secret();
        const pinned = identity.pinned();
        if (pinned.pin === null) return { kind: 'unpaired' };
        const open = () => door.open(url, pinned);
        const secured = await open();
        const documents = createDocumentReader({ clock, url, box, secret, open });
        return await openLink({ clock, url, box, secret, secured, documents, events });
      } catch (error) {
        return failureOf(url, error);
      }
    },
    async askPairing(url, said) {
      try {
        const secret = await identity.secret();
        const secretDigest = createHash('sha256').update(secret).digest('hex');
        const before = identity.pinned();
        const secured = await door.open(url, before);
        const { key, isVouched } = secured;
        const state = await askOnce({ clock, url, box, secretDigest, said, secured });
        if (state === 'full') return fullOutcome;
        if (state === 'waiting') return await waiting(secretDigest, key);
        if (state === 'paired' && before.pin === null) {
          // A hub whose code was never shown cannot have been compared: it is, and counts from the next answer on.
          if (key !== shownKey) return await waiting(secretDigest, key);
          await identity.pinTo(secret, { pin: key, chain: isVouched });
        }
        return { kind: state };
      } catch (error) {
        return failureOf(url, error);
      }
    },
  };
}

function failureOf(url: string, error: unknown): { kind: 'changed-key' | 'unreachable'; why: string } {
  const explained = explain(url, error);
  return {
    kind: explained instanceof ChangedKeyError ? 'changed-key' : 'unreachable',
    why: explained.message,
  };
}
