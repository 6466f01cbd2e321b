import { isDeepStrictEqual } from 'node:util';
import type { Attribution, HubStore } from '../../../src/app/hub/ports.ts';
import type { Adjustment } from '../../../src/core/adjustments.ts';
import type { KeptCorrection, Notice } from '../../../src/core/hub/orders.ts';
import type {
  Account,
  AuditEntry,
  BoxRecord,
  Change,
  LastHealth,
  PairingRequest,
  Pulse,
} from '../../../src/core/hub/records.ts';
import type { Programme, ProgrammeVersion } from '../../../src/core/programme.ts';
import type { WindowRule } from '../../../src/core/window.ts';
import { createFakeVotes, type FakeVotes } from '../../fakes/hubstore.ts';
import { createFakeWallStore, type FakeWallStore } from '../../fakes/wallstore.ts';

export interface MemoryStore extends HubStore {
  readonly votes: FakeVotes;
  readonly wall: FakeWallStore;
  /** Everything noted, oldest first. */
  readonly log: AuditEntry[];
  readonly invitations: { tokenDigest: string; role: string; expiresAt: number }[];
  /** What was read of votes: one entry for each scan. */
  readonly scans: { fromAt: number; toAt: number; timeless: boolean }[];
}

/** What a hub keeps, in memory; only what the desk asks for does something. */
export function createMemoryStore(): MemoryStore {
  const votes = createFakeVotes();
  const pulse: Pulse = { basis: 0, changes: 0, votes: 0 };
  const log: AuditEntry[] = [];
  const invitations: MemoryStore['invitations'] = [];
  const scans: MemoryStore['scans'] = [];
  const kept: { programme: Programme; version: ProgrammeVersion }[] = [];
  const adjustments: Adjustment[] = [];
  const corrections: KeptCorrection[] = [];
  const notices: Notice[] = [];
  const boxes = new Map<string, BoxRecord>();
  const healths = new Map<string, LastHealth>();
  let requests: PairingRequest[] = [];
  let rule: WindowRule | null = null;
  let arePublished = false;
  const accounts = new Map<string, Account>();

  function note(by: AuditEntry | undefined): void {
    pulse.changes += 1;
    if (by !== undefined) log.push(by);
  }

  function keep(change: Change): void {
    switch (change.kind) {
      case 'boots':
        return;
      case 'rule':
        rule = change.rule;
        return;
      case 'programme': {
        const { programme, at, origin, changes } = change;
        const version = {
          version: kept.length + 1,
          at,
          origin,
          changes,
          sessions: programme.sessions.length,
        };
        kept.push({ programme, version });
        return;
      }
      case 'order': {
        const { order, at, who } = change;
        adjustments.push({ number: adjustments.length + 1, at, who, order, undone: null });
        return;
      }
      case 'correction': {
        const { correction, at, who } = change;
        corrections.push({ number: corrections.length + 1, at, who, correction, undone: null });
        return;
      }
      case 'undo-order':
      case 'undo-correction': {
        const { number, at, who } = change;
        const list = change.kind === 'undo-order' ? adjustments : corrections;
        const found = list.find((one) => one.number === number);
        if (found !== undefined) found.undone = { at, who };
        return;
      }
      case 'take-since': {
        const record = boxes.get(change.box);
        if (record !== undefined) boxes.set(change.box, { ...record, takenSinceAt: change.sinceAt });
      }
    }
  }

  function changePaired(box: string, change: Partial<BoxRecord>, by: AuditEntry): boolean {
    const record = boxes.get(box);
    if (record === undefined || record.revokedAt !== null) return false;
    boxes.set(box, { ...record, ...change });
    note(by);
    return true;
  }

  const watched: FakeVotes = {
    ...votes,
    async append(batches) {
      pulse.votes += 1;
      return votes.append(batches);
    },
    async mark(box, epoch, mark, by) {
      await votes.mark(box, epoch, mark);
      note(by);
    },
    async mend(attribution) {
      const wrong = await votes.mend(attribution);
      if (wrong !== null && wrong > 0) note(undefined);
      return wrong;
    },
    async scan(asked, onVotes) {
      scans.push(asked);
      await votes.scan(asked, onVotes);
    },
    async change(change, before, after, scope, by) {
      if (!(await votes.change(change, before, after, scope, by))) return false;
      keep(change);
      if (change.kind !== 'boots') pulse.basis = after.basis;
      if (by !== undefined) note(by);
      return true;
    },
  };

  return {
    ...{ log, invitations, scans, votes: watched },
    wall: createFakeWallStore((by) => note(by ?? undefined)),
    start: async () => {},
    stop: async () => {},
    secret: (_key, make) => make(),
    pulse: async () => ({ ...pulse }),
    fleet: {
      boxes: async () => [...boxes.values()],
      box: async (box) => boxes.get(box) ?? null,
      async putBox(record, by) {
        const { box } = record;
        const known = boxes.get(box);
        const sinceAt = known === undefined ? record.takenSinceAt : known.takenSinceAt;
        boxes.set(box, { ...record, takenSinceAt: sinceAt });
        if (known === undefined && sinceAt !== null) {
          const [before, after] = [basisOf(pulse.basis), basisOf(pulse.basis + 1)];
          await votes.change({ kind: 'take-since', box, sinceAt }, before, after, { box });
          pulse.basis += 1;
        }
        requests = requests.filter(({ box }) => box !== record.box);
        note(by);
      },
      saveSettings: async (box, settings, by) => changePaired(box, { settings }, by),
      revoke: async (box, at, by) => changePaired(box, { revokedAt: at }, by),
      pairings: async () => requests,
      async askPairing(request) {
        requests = [...requests, request];
        note(undefined);
        return true;
      },
      async refusePairing(box, secretDigest, by) {
        requests = requests.map((one) =>
          one.box === box && one.secretDigest === secretDigest ? { ...one, state: 'refused' } : one,
        );
        note(by);
      },
      async saveHealth(rows) {
        for (const row of rows) healths.set(row.box, row);
      },
      healths: async () => [...healths.values()],
    },
    rulings: {
      programmes: {
        load: async () => kept.at(-1)?.programme ?? null,
        versions: async (count) =>
          kept
            .map(({ version }) => version)
            .toReversed()
            .slice(0, count),
        version: async (number) => kept[number - 1]?.programme ?? null,
        adjustments: async () => structuredClone(adjustments),
      },
      rule: async () => rule,
      corrections: async () => structuredClone(corrections),
      notices: async () => structuredClone(notices),
      resultsPublished: async () => arePublished,
      async publishResults(isPublished, by) {
        arePublished = isPublished;
        note(by);
      },
      async addNotice(notice, by) {
        const added = { ...notice, number: notices.length + 1, ended: null };
        notices.push(added);
        note(by);
        return added;
      },
      async endNotice(number, at, who, by) {
        const found = notices.find((one) => one.number === number);
        if (found !== undefined) found.ended = { at, who };
        note(by);
      },
    },
    people: {
      accounts: async () => [...accounts.values()],
      async addAccount(account, by) {
        accounts.set(account.name, account);
        note(by);
        return true;
      },
      async changeAccount(known, change, by) {
        if (!isDeepStrictEqual(accounts.get(known.name), known)) return false;
        accounts.set(known.name, { ...known, ...change });
        note(by);
        return true;
      },
      async removeAccount(name, by) {
        accounts.delete(name);
        note(by);
      },
      async invite(invitation, by) {
        invitations.push(invitation);
        note(by);
      },
      takeInvitation: async () => null,
      invitation: async () => null,
      signIn: async () => {},
      signedIn: async () => null,
      signOut: async () => {},
      audit: async (count) =>
        log
          .map((entry, index) => ({ ...entry, number: index + 1 }))
          .toReversed()
          .slice(0, count),
      note: async (entry) => note(entry),
    },
  };
}

/** Of a box without votes, which nobody has to attribute. */
function basisOf(basis: number): Attribution {
  return { basis, of: () => ({ kind: 'unassigned', sessionId: '' }) };
}
