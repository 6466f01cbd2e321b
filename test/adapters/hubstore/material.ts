import { createHash } from 'node:crypto';
import { makeBatch } from '../../../src/app/hub/batch.ts';
import type { Attribution, HubVotes } from '../../../src/app/hub/ports.ts';
import type { Batch } from '../../../src/core/hub/records.ts';
import type { Boot, StoredVote } from '../../../src/core/vote.ts';
import { correctedAt } from '../../../src/core/vote.ts';

/** What votes count for in these tests: by the corrected time, in slots of a length that is the programme. */
export function bySlots(
  basis: number,
  slotMs: number,
  rooms: Readonly<Record<string, string>> = {},
): Attribution {
  return {
    basis,
    of({ box, room, source, monoMs }, boot) {
      if (source === 'test') return { kind: 'test', sessionId: '' };
      const at = correctedAt({ monoMs }, boot);
      if (at === null) return { kind: 'unassigned', sessionId: '' };
      return { kind: 'session', sessionId: `${rooms[box] ?? room} ${Math.floor(at / slotMs)}` };
    },
  };
}

/** A log of a box, as the hub's end of a link sees it. */
export interface TestLog {
  box: string;
  epoch: string;
  firstSeq: number;
  /** All that the box has. */
  votes: StoredVote[];
}

export function createLog(box: string, epoch = 'epoch-1', firstSeq = 1): TestLog {
  return { box, epoch, firstSeq, votes: [] };
}

/** The box stores one vote more; a second apart by default. */
export function cast(log: TestLog, vote: Partial<StoredVote> = {}): StoredVote {
  const seq = (log.votes.at(-1)?.seq ?? log.firstSeq - 1) + 1;
  const digest = createHash('sha256').update(`${log.box} ${log.epoch} ${seq}`).digest('hex');
  const stored: StoredVote = {
    seq,
    bootId: 'boot-1',
    monoMs: seq * 1_000,
    wallMs: 5_000_000 + seq * 1_000,
    value: seq % 3 === 0 ? -1 : 1,
    room: 'Amphi A',
    shownSessionId: null,
    source: 'button',
    digest,
    ...vote,
  };
  log.votes.push(stored);
  return stored;
}

export function castMany(log: TestLog, count: number, vote: Partial<StoredVote> = {}): TestLog {
  for (let n = 0; n < count; n += 1) cast(log, vote);
  return log;
}

export const BOOT: Boot = { bootId: 'boot-1', wallOffsetMs: 1_000_000, quality: 'rtc' };

export function bootsById(...boots: readonly Boot[]): Map<string, Boot> {
  return new Map(boots.map((boot) => [boot.bootId, boot]));
}

/** The votes from one number to another, checked against what comes before them. */
export function batchOf(
  log: TestLog,
  fromSeq: number,
  toSeq: number,
  attribution: Attribution,
  boots: ReadonlyMap<string, Boot> = bootsById(BOOT),
): Batch {
  const { box, epoch, firstSeq } = log;
  const before = log.votes.filter(({ seq }) => seq < fromSeq).at(-1);
  const onto = { acked: before?.seq ?? firstSeq - 1, digest: before?.digest ?? '' };
  const held = { epoch, firstSeq, lastSeq: 0, digest: '', lost: [] };
  const votes = log.votes.filter(({ seq }) => fromSeq <= seq && seq <= toSeq);
  return makeBatch({ box, machine: `board of ${box}`, epoch: held, onto }, votes, attribution, boots);
}

/** Everything that a store says of its votes. */
export async function wholeOf(votes: HubVotes, attribution: Attribution) {
  const exported: object[] = [];
  await votes.export((rows) => void exported.push(...rows));
  return {
    exported,
    heads: await votes.heads(),
    boots: await votes.boots(),
    tally: await votes.tally(),
    recount: await votes.recount(attribution),
  };
}
