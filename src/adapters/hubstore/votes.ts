import type { HubVotes } from '../../app/hub/ports.ts';
import type { Clock } from '../../app/ports.ts';
import type { ExportRow, Head } from '../../core/hub/records.ts';
import type { VoteDigest } from '../../core/link/frames.ts';
import type { Boot } from '../../core/vote.ts';
import { createChanging } from './changing.ts';
import type { Ledger } from './ledger.ts';
import { countRows, createMending } from './mending.ts';
import { type KeptVote, timeOf, votePages, type WholeVote, wholePages } from './paging.ts';
import type { Database, Query } from './sql.ts';
import { tallyOf } from './tallying.ts';

interface Deps {
  database: Database;
  ledger: Ledger;
  event: string;
  clock: Pick<Clock, 'soon'>;
}

/** The votes of all boxes, with their heads, boots and tally. */
export function createVotes(deps: Deps): HubVotes {
  const { database } = deps;
  return {
    append: (batches) => database.append(batches),
    ...createLooks(deps),
    ...createReadings(deps),
    mark: createMark(deps),
    change: createChanging(deps),
    mend: createMending(deps),
  };
}

function createLooks({ database, event }: Deps): Pick<HubVotes, 'heads' | 'digests' | 'boots' | 'tally'> {
  const ofBox = (box: string | undefined) => (box === undefined ? '' : 'AND box = $2');
  const valuesOf = (box: string | undefined) => (box === undefined ? [event] : [event, box]);
  return {
    heads: (box) =>
      database.read(async (query) => {
        const rows = await query.all<Omit<Head, 'leftOut'> & { leftOut: number }>(
          `SELECT box, epoch, first_seq AS "firstSeq", acked, digest, machine, forked_at AS "forkedAt",
             left_out AS "leftOut"
           FROM heads WHERE event = $1 ${ofBox(box)} ORDER BY box, epoch`,
          valuesOf(box),
        );
        return rows.map((row) => ({ ...row, leftOut: row.leftOut === 1 }));
      }),
    digests: (box, epoch, before, count) =>
      database.read(async (query) => {
        const rows = await query.all<{ seq: number; digest: Uint8Array }>(
          `SELECT seq, digest FROM votes WHERE event = $1 AND box = $2 AND epoch = $3 AND seq < $4
           ORDER BY seq DESC LIMIT $5`,
          [event, box, epoch, before ?? Number.MAX_SAFE_INTEGER, count],
        );
        return rows.map(({ seq, digest }): VoteDigest => ({ seq, digest: toHex(digest) }));
      }),
    boots: (box) =>
      database.read((query) =>
        query.all<Boot & { box: string }>(
          `SELECT box, boot_id AS "bootId", wall_offset_ms AS "wallOffsetMs", quality
           FROM boots WHERE event = $1 ${ofBox(box)} ORDER BY box, boot_id`,
          valuesOf(box),
        ),
      ),
    tally: () => database.read((query) => tallyOf(query, event)),
  };
}

function createReadings({ database, event, clock }: Deps): Pick<HubVotes, 'recount' | 'scan' | 'export'> {
  const paging = { event, clock, read: <T>(work: (query: Query) => Promise<T>) => database.read(work) };
  return {
    recount: (attribution) => countRows(paging, attribution),
    async scan({ fromAt, toAt, timeless }, onVotes) {
      for await (const page of votePages(paging)) {
        const timed = page.filter(({ leftOut }) => !leftOut).map(toTimed);
        const found = timed.filter(({ correctedAt: at }) =>
          at === null ? timeless : fromAt <= at && at < toAt,
        );
        if (found.length > 0) onVotes(found);
      }
    },
    async export(onVotes) {
      for await (const page of wholePages(paging)) await onVotes(page.map(toExport));
    },
  };
}

function createMark({ ledger, event }: Deps): HubVotes['mark'] {
  return async (box, epoch, { forkedAt, leftOut }, by) => {
    await ledger.change(by ?? null, async (query) => {
      const rows = await query.run(
        `UPDATE heads SET forked_at = coalesce($4, forked_at), left_out = coalesce($5, left_out)
         WHERE event = $1 AND box = $2 AND epoch = $3`,
        [
          event,
          box,
          epoch,
          forkedAt === undefined ? null : Math.round(forkedAt),
          leftOut === undefined ? null : Number(leftOut),
        ],
      );
      return rows > 0 || null;
    });
  };
}

function toTimed(row: KeptVote) {
  const { box, epoch, seq, bootId, monoMs, value, room, source } = row;
  return { box, epoch, seq, bootId, monoMs, value, room, source, correctedAt: timeOf(row) };
}

function toExport(row: WholeVote): ExportRow {
  const { boot: _, digest, ...vote } = row;
  return { ...vote, digest: toHex(digest), correctedAt: timeOf(row) };
}

function toHex(digest: Uint8Array): string {
  return Buffer.from(digest).toString('hex');
}
