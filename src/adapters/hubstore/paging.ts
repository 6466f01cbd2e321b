import type { Clock } from '../../app/ports.ts';
import {
  type Boot,
  type ClockQuality,
  correctedAt,
  type VoteSource,
  type VoteValue,
} from '../../core/vote.ts';
import type { Query, Value } from './sql.ts';

/** Votes that are read at one time, so that nobody waits for long. */
const PIECE = 2_000;

/** A vote with what is known of its boot. */
export interface VoteRow {
  box: string;
  epoch: string;
  seq: number;
  bootId: string;
  monoMs: number;
  wallMs: number;
  value: VoteValue;
  room: string | null;
  shownSessionId: string | null;
  source: VoteSource;
  digest: Uint8Array;
  /** Null for a boot of which nothing is stored. */
  wallOffsetMs: number | null;
  quality: ClockQuality | null;
  leftOut: number;
}

export interface Paging {
  event: string;
  /** Of one box only. */
  box?: string | undefined;
  clock: Pick<Clock, 'soon'>;
  /** Reads one piece. */
  read: <T>(work: (query: Query) => Promise<T>) => Promise<T>;
}

/** All votes in the order of box, epoch and seq, a piece at a time, with a turn of the loop between two. */
export async function* votePages({ event, box, clock, read }: Paging): AsyncGenerator<VoteRow[]> {
  let after: VoteRow | undefined;
  for (;;) {
    const [sql, values] = box === undefined ? ofAll(event, after) : ofBox(event, box, after);
    const page = await read((query) => query.all<VoteRow>(sql, values));
    after = page.at(-1);
    if (page.length > 0) yield page;
    if (page.length < PIECE) return;
    await new Promise<void>((resolve) => {
      clock.soon(resolve);
    });
  }
}

const SELECT = `SELECT v.box, v.epoch, v.seq, v.boot_id AS "bootId", v.mono_ms AS "monoMs", v.wall_ms AS "wallMs",
  v.value, v.room, v.shown_session_id AS "shownSessionId", v.source, v.digest,
  b.wall_offset_ms AS "wallOffsetMs", b.quality, h.left_out AS "leftOut"
FROM votes v
JOIN heads h ON h.event = v.event AND h.box = v.box AND h.epoch = v.epoch
LEFT JOIN boots b ON b.event = v.event AND b.box = v.box AND b.boot_id = v.boot_id`;

function ofAll(event: string, after: VoteRow | undefined): [string, Value[]] {
  const { box, epoch, seq } = after ?? { box: '', epoch: '', seq: 0 };
  const where = 'v.event = $1 AND (v.box, v.epoch, v.seq) > ($2, $3, $4)';
  const order = `v.event, v.box, v.epoch, v.seq LIMIT ${PIECE}`;
  return [`${SELECT} WHERE ${where} ORDER BY ${order}`, [event, box, epoch, seq]];
}

function ofBox(event: string, box: string, after: VoteRow | undefined): [string, Value[]] {
  const { epoch, seq } = after ?? { epoch: '', seq: 0 };
  const where = 'v.event = $1 AND v.box = $2 AND (v.epoch, v.seq) > ($3, $4)';
  const order = `v.event, v.box, v.epoch, v.seq LIMIT ${PIECE}`;
  return [`${SELECT} WHERE ${where} ORDER BY ${order}`, [event, box, epoch, seq]];
}

/** What is known of the boot of a vote. */
export function bootOf({ bootId, wallOffsetMs, quality }: VoteRow): Boot | undefined {
  return wallOffsetMs === null || quality === null ? undefined : { bootId, wallOffsetMs, quality };
}

/** Epoch milliseconds; null while nothing is known of its boot. */
export function timeOf(row: VoteRow): number | null {
  return correctedAt(row, bootOf(row));
}
