import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { HubFleet } from '../../app/hub/ports.ts';
import type { Clock } from '../../app/ports.ts';
import type { BoxRecord } from '../../core/hub/records.ts';
import { createAttempts } from './attempts.ts';

const BEARER = /^Bearer ([\x21-\x7e]{16,256})$/i;
/** As box.id may be. */
const BOX_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;
const KNOWN_MAX = 10_000;

export function isBoxId(text: string): boolean {
  return BOX_ID.test(text);
}

/** Whose secret a request came with: `unknown` to be answered with 401, `barred` with 429. */
export type Identified = BoxRecord | 'unknown' | 'barred';

/** Knows boxes by their secret. */
export interface Boxes {
  /** @param box the id that the address names; null: whichever box has this secret */
  identify(request: IncomingMessage, box: string | null): Promise<Identified>;
}

export function createBoxes(clock: Pick<Clock, 'monoMs'>, fleet: Pick<HubFleet, 'box' | 'boxes'>): Boxes {
  const attempts = createAttempts(clock);
  /** Ids by secret digest: where no address names the box, its record is found without reading all of them. */
  const known = new Map<string, string>();

  async function look(box: string | null, secretDigest: string): Promise<BoxRecord | null> {
    const id = box ?? known.get(secretDigest) ?? null;
    if (id !== null) return fleet.box(id);
    return (await fleet.boxes()).find((record) => isSame(record.secretDigest, secretDigest)) ?? null;
  }

  return {
    async identify(request, box) {
      const address = request.socket.remoteAddress ?? '';
      if (attempts.isBarred(address)) return 'barred';
      const secret = BEARER.exec(request.headers.authorization ?? '')?.[1];
      const secretDigest = secret === undefined ? null : createHash('sha256').update(secret).digest('hex');
      const isNamed = box === null || isBoxId(box);
      const record = secretDigest === null || !isNamed ? null : await look(box, secretDigest);
      if (
        secretDigest === null ||
        record === null ||
        record.revokedAt !== null ||
        !isSame(record.secretDigest, secretDigest)
      ) {
        attempts.failed(address);
        return 'unknown';
      }
      if (known.size === KNOWN_MAX) known.clear();
      known.set(secretDigest, record.box);
      return record;
    },
  };
}

/** In a time that says nothing of where they differ. */
function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
