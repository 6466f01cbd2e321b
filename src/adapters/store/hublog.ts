import type { HubKeep, Kept, VoteLog } from '../../app/link/ports.ts';
import type { BoxNotice, BoxSettings } from '../../core/hub/orders.ts';
import type { KeptKey, KeptRow } from './kept.ts';
import type { Answers, Request } from './messages.ts';

type Ask = <K extends keyof Answers>(request: Extract<Request, { kind: K }>) => Promise<Answers[K]>;

/** The votes as the link reads them, through the store's thread like all the rest. */
export function createVoteLog(ask: Ask): VoteLog {
  return {
    epochs: () => ask({ kind: 'epochs' }),
    boots: () => ask({ kind: 'boots' }),
    votesAfter: (epoch, after, count) => ask({ kind: 'votes-after', epoch, after, count }),
    commonVote: (epoch, digests) => ask({ kind: 'common-vote', epoch, digests }),
    async splitEpoch(epoch, firstSeq) {
      const lies = await ask({ kind: 'split-epoch', epoch, firstSeq });
      if (!lies) throw new Error(`Vote ${firstSeq} lies neither in the epoch ${epoch} nor right behind it.`);
    },
    saveAcked: async (acked) => void (await ask({ kind: 'save-acked', acked })),
    loadAcked: () => ask({ kind: 'acked' }),
  };
}

/** What the hub handed out last. */
export function createHubKeep(ask: Ask): HubKeep {
  const keep = async <T>(key: KeptKey, { etag, value }: Kept<T>) =>
    void (await ask({ kind: 'keep', key, row: { etag, json: JSON.stringify(value) } }));
  return {
    async load() {
      const [settings, notices] = await Promise.all([
        ask({ kind: 'kept', key: 'settings' }),
        ask({ kind: 'kept', key: 'notices' }),
      ]);
      return { settings: readKept<BoxSettings>(settings), notices: readKept<readonly BoxNotice[]>(notices) };
    },
    saveSettings: (settings) => keep('settings', settings),
    saveNotices: (notices) => keep('notices', notices),
  };
}

/** It was checked before it was kept; what a disk has garbled is asked for again. */
function readKept<T>(row: KeptRow | null): Kept<T> | null {
  if (row === null) return null;
  try {
    return { etag: row.etag, value: JSON.parse(row.json) };
  } catch {
    return null;
  }
}
