import type { HubCommand } from '../../core/hub/command.ts';
import { refuseBoxes } from '../../core/hub/judge.ts';
import type { BoxSettings } from '../../core/hub/orders.ts';
import type { BoxRecord } from '../../core/hub/records.ts';
import { momentWords } from '../../core/hub/words.ts';
import type { Outcome } from '../../core/organising.ts';
import type { HubBasis } from './basis.ts';
import type { HubFleet } from './ports.ts';

type Ask<K extends HubCommand['kind']> = Extract<HubCommand, { kind: K }>;

interface Deps {
  fleet: Pick<HubFleet, 'boxes' | 'box' | 'putBox' | 'revoke' | 'pairings' | 'refusePairing'>;
  basis: Pick<HubBasis, 'change'>;
  timezone: () => string;
}

/** Which boxes belong to the event. Links of boxes that do not any more are ended by whoever sees the change. */
export interface Admissions {
  approve(asked: Ask<'approve'>, who: string, at: number): Promise<Outcome>;
  refuse(asked: Ask<'refuse'>, who: string, at: number): Promise<Outcome>;
  revoke(asked: Ask<'revoke'>, who: string, at: number): Promise<Outcome>;
}

const UNSET: BoxSettings = { name: '', room: null, language: null, muted: null, window: null };

export function createAdmissions({ fleet, basis, timezone }: Deps): Admissions {
  async function waiting({ box, secretDigest }: { box: string; secretDigest: string }, at: number) {
    const requests = await fleet.pairings(at);
    return requests.find(
      (one) => one.box === box && one.secretDigest === secretDigest && one.state === 'waiting',
    );
  }

  return {
    async approve(asked, who, at) {
      const request = await waiting(asked, at);
      if (request === undefined) return refused(OVER);
      const { box, machine, secretDigest } = request;
      const { sinceAt } = asked;
      const other = asked.replaces === null || asked.replaces === box ? null : asked.replaces;
      const [before, replaced] = await Promise.all([
        fleet.box(box),
        other === null ? null : fleet.box(other),
      ]);
      if (other !== null && (replaced === null || replaced.revokedAt !== null)) {
        const known = (await fleet.boxes()).filter(({ revokedAt }) => revokedAt === null);
        return refused(
          refuseBoxes(
            [other],
            known.map((one) => one.box),
          ) ?? OVER,
        );
      }
      const record: BoxRecord = {
        ...{ box, machine, secretDigest, pairedAt: at, pairedBy: who, revokedAt: null },
        takenSinceAt: sinceAt,
        settings: replaced === null ? (before?.settings ?? UNSET) : inheritedOf(replaced),
      };
      const place = replaced === null ? '' : ` in place of ${replaced.box}`;
      const since = sinceAt === null ? '' : `, votes since ${momentWords(sinceAt, timezone())}`;
      // First, so that no vote from before is counted should the hub stop in between; a new box brings it with its record.
      if (before !== null && before.takenSinceAt !== sinceAt)
        await basis.change({ kind: 'take-since', box, sinceAt });
      await fleet.putBox(record, { at, who, what: `approved ${box}${place}${since}` });
      if (replaced !== null) {
        const what = `revoked ${replaced.box}: ${box} has taken its place`;
        await fleet.revoke(replaced.box, at, { at, who, what });
      }
      return { done: true, text: `${box} is paired${place}${since}. It links by itself within seconds.` };
    },
    async refuse(asked, who, at) {
      if ((await waiting(asked, at)) === undefined) return refused(OVER);
      const { box, secretDigest } = asked;
      await fleet.refusePairing(box, secretDigest, { at, who, what: `refused to pair ${box}` });
      return { done: true, text: `${box} is refused. Its LCD says so.` };
    },
    async revoke({ box }, who, at) {
      const isRevoked = await fleet.revoke(box, at, { at, who, what: `revoked ${box}` });
      if (!isRevoked) return refused(`No box "${box}" is paired.`);
      return {
        done: true,
        text: `${box} is revoked: nothing more is taken from it. The votes that are here stay.`,
      };
    },
  };
}

const OVER = 'That request is over: let the box ask again from its service menu.';

/** People go on calling it by the name that they know. */
function inheritedOf({ box, settings }: BoxRecord): BoxSettings {
  return { ...settings, name: settings.name === '' ? box : settings.name };
}

function refused(text: string): Outcome {
  return { done: false, text };
}
