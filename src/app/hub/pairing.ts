import type { BoxRecord, PairingRequest } from '../../core/hub/records.ts';
import type { PairingView } from '../../core/hub/view.ts';
import type { Clock } from '../ports.ts';
import type { HubFleet } from './ports.ts';

/** How long an organiser has to answer a request. */
export const REQUEST_MS = 600_000;

/** What a box asks with; `from` is the address it came from. */
export type Asking = Omit<PairingRequest, 'askedAt' | 'state'>;

/** `full`: so many boxes wait already that this one cannot be added. */
export type Standing = 'waiting' | 'paired' | 'refused' | 'full';

/** Requests of boxes that want to be paired. Every promise may reject while the store is not open. */
export interface PairingDesk {
  /** Adds a request, or says how the one of this box and secret stands. */
  ask(asking: Asking): Promise<Standing>;
  /** Those that wait for an organiser, in the order in which they were made. */
  waiting(): Promise<PairingView[]>;
}

interface Deps {
  clock: Pick<Clock, 'wallAt'>;
  fleet: Pick<HubFleet, 'boxes' | 'box' | 'pairings' | 'askPairing'>;
  /** The 8 characters for this secret digest and this hub's key. */
  code: (secretDigest: string) => Promise<string>;
}

export function createPairingDesk({ clock, fleet, code }: Deps): PairingDesk {
  async function open(): Promise<PairingRequest[]> {
    const at = clock.wallAt();
    return (await fleet.pairings(at)).filter(({ askedAt }) => at < askedAt + REQUEST_MS);
  }

  return {
    async ask(asking) {
      const record = await fleet.box(asking.box);
      if (record !== null && isPairedWith(record, asking)) return 'paired';
      // A request that is open is only read: a box asks every few seconds, and must not undo a refusal that is being written.
      const request = (await open()).find(
        ({ box, secretDigest, machine }) =>
          box === asking.box && secretDigest === asking.secretDigest && machine === asking.machine,
      );
      if (request !== undefined) return request.state;
      const isTaken = await fleet.askPairing({ ...asking, askedAt: clock.wallAt(), state: 'waiting' });
      return isTaken ? 'waiting' : 'full';
    },
    async waiting() {
      const requests = (await open()).filter(({ state }) => state === 'waiting');
      if (requests.length === 0) return [];
      const records = new Map((await fleet.boxes()).map((record) => [record.box, record]));
      const views = requests.map(async ({ state: _, ...request }) => ({
        ...request,
        code: await code(request.secretDigest),
        endsAt: request.askedAt + REQUEST_MS,
        known: knownAs(records.get(request.box), request.machine),
      }));
      return (await Promise.all(views)).sort((a, b) => a.askedAt - b.askedAt || (a.box < b.box ? -1 : 1));
    },
  };
}

/** Another board with the same secret is a clone of its card, and waits as a new box does. */
function isPairedWith(record: BoxRecord, { machine, secretDigest }: Asking): boolean {
  return record.revokedAt === null && record.machine === machine && record.secretDigest === secretDigest;
}

function knownAs(record: BoxRecord | undefined, machine: string): PairingView['known'] {
  if (record === undefined) return 'new';
  return record.machine === machine ? 'same-board' : 'other-board';
}
